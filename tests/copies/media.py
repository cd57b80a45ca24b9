"""Small files of every kind, made without any tool: what people send, and what attackers do."""

import io
import struct
import wave
from random import Random

from PIL import Image, ImageDraw

OWNER = "Budi Santoso"
POINT = "+01.6667+101.4500/"  # as phones write it into recordings
GPS, ARTIST, MODEL = 0x8825, 0x013B, 0x0110


def photo(size: tuple[int, int] = (400, 300), form: str = "JPEG", orientation: int = 1) -> bytes:
    """A picture with a place, an owner and a camera in it; its left half is red."""
    picture = Image.new("RGB", size, (0, 0, 255))
    picture.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    exif = picture.getexif()
    exif[ARTIST], exif[MODEL], exif[0x0112] = OWNER, "Telepon 9", orientation
    exif.get_ifd(GPS)[2] = (1.0, 40.0, 12.0)
    out = io.BytesIO()
    picture.save(out, form, exif=exif, comment=OWNER.encode(), dpi=(300, 300), icc_profile=OWNER.encode())
    return out.getvalue()


def bare_photo(form: str = "JPEG") -> bytes:
    """A picture that tells nothing but itself, as Telegram makes it of a photo."""
    out = io.BytesIO()
    Image.new("RGB", (320, 240), (20, 120, 60)).save(out, form)
    return out.getvalue()


def scene(seed: int, size: int = 400, quality: int = 90) -> bytes:
    """A picture with something to be seen; the same one in another size or quality."""
    dice, picture = Random(seed), Image.new("RGB", (800, 600), (90, 120, 150))
    draw = ImageDraw.Draw(picture)
    for _ in range(40):
        x, y = dice.randrange(700), dice.randrange(500)
        colour = (dice.randrange(256), dice.randrange(256), dice.randrange(256))
        draw.rectangle((x, y, x + dice.randrange(60, 300), y + dice.randrange(60, 200)), fill=colour)
    out = io.BytesIO()
    picture.resize((size, size * 3 // 4)).save(out, "JPEG", quality=quality)
    return out.getvalue()


def moving(form: str, frames: int = 9) -> bytes:
    """An animated GIF or WebP whose frames differ."""
    pictures = [Image.new("RGB", (60, 40), (25 * number, 0, 0)) for number in range(frames)]
    out = io.BytesIO()
    pictures[0].save(out, form, save_all=True, append_images=pictures[1:], duration=100)
    return out.getvalue()


def pdf(pages: int) -> bytes:
    out = io.BytesIO()
    first, *others = [Image.new("RGB", (200, 300), (255, 255, 255)) for _ in range(pages)]
    first.save(out, "PDF", save_all=True, append_images=others, author=OWNER, title=OWNER)
    return out.getvalue()


def sound(seconds: float = 0.5) -> bytes:
    """A WAV of silence."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(int(16000 * seconds)))
    return out.getvalue()


def video(frames: int = 5) -> bytes:
    """A QuickTime film of JPEG pictures, with a point and a name among its data."""
    pictures = [bare_photo() for _ in range(frames)]
    start = len(_box("ftyp", b"qt  " + bytes(4) + b"qt  ")) + 8
    offsets = [start + sum(map(len, pictures[:number])) for number in range(frames)]
    entry = struct.pack(">6xH16xHHIIIH32sHh", 1, 320, 240, 72 << 16, 72 << 16, 0, 1, b"", 24, -1)
    table = _box(
        "stbl",
        _full("stsd", struct.pack(">I", 1) + _box("jpeg", entry))
        + _full("stts", struct.pack(">III", 1, frames, 100))
        + _full("stsc", struct.pack(">IIII", 1, 1, 1, 1))
        + _full("stsz", struct.pack(f">II{frames}I", 0, frames, *map(len, pictures)))
        + _full("stco", struct.pack(f">I{frames}I", frames, *offsets)),
    )
    data = _box("dinf", _full("dref", struct.pack(">I", 1) + _box("url ", struct.pack(">I", 1))))
    media = _box(
        "mdia",
        _full("mdhd", struct.pack(">IIIIHH", 0, 0, 1000, 100 * frames, 0, 0))
        + _full("hdlr", b"mhlrvide" + bytes(13))
        + _box("minf", _full("vmhd", bytes(8)) + data + table),
    )
    matrix = struct.pack(">9I", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
    track = _full("tkhd", struct.pack(">IIIII8xHHHH", 0, 0, 1, 0, 100 * frames, 0, 0, 0, 0) + matrix
                  + struct.pack(">II", 320 << 16, 240 << 16), flags=3)  # fmt: skip
    header = _full("mvhd", struct.pack(">IIIIIH10x", 0, 0, 1000, 100 * frames, 1 << 16, 256) + matrix
                   + bytes(24) + struct.pack(">I", 2))  # fmt: skip
    traces = _said("\xa9xyz", POINT) + _said("\xa9aut", OWNER) + _said("\xa9mod", "Telepon 9")
    film = _box("moov", header + _box("trak", track + media) + _box("udta", traces))
    return _box("ftyp", b"qt  " + bytes(4) + b"qt  ") + _box("mdat", b"".join(pictures)) + film


def _box(name: str, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name.encode("latin-1") + content


def _full(name: str, content: bytes, flags: int = 0) -> bytes:
    return _box(name, struct.pack(">I", flags) + content)


def _said(name: str, words: str) -> bytes:
    return _box(name, struct.pack(">HH", len(words), 0x15C7) + words.encode())
