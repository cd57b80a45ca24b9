"""A working copy shows what an original shows, and carries nothing else of it; what is no picture makes none."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from copies.job import Job, Outcome, page_of
from copies.pictures import LONGEST_SIDE, MOST_FRAMES, MOST_PAGES, WIDEST
from copies.worker import carry_out
from tests.copies.media import OWNER, bare_photo, moving, pdf, photo, scene

STAMP = "DMI-2411-0001-4-bukti-2 · Polsek Dumai Timur"


def copied(folder: Path, content: bytes) -> tuple[Outcome, list[bytes]]:
    """What is made of an original."""
    (folder / "7.bin").write_bytes(content)
    target = str(folder / "7")
    outcome = carry_out(Job(str(folder / "7.bin"), target))
    return outcome, [Path(page_of(target, page + 1)).read_bytes() for page in range(outcome.pages)]


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    """Whether a pixel has a colour, but for what JPEG makes of it."""
    assert isinstance(pixel, tuple)
    return all(abs(part - wanted) < 60 for part, wanted in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_the_copy_carries_no_place_owner_or_camera_and_that_they_were_there_is_known(tmp_path: Path, form: str) -> None:
    original = photo(form=form)
    assert OWNER.encode() in original
    outcome, [copy] = copied(tmp_path, original)
    assert (outcome.pages, outcome.form) == (1, "photo")
    assert set(outcome.found) == {"device", "owner", *([] if form == "TIFF" else ["gps"])}
    with Image.open(io.BytesIO(copy)) as picture:
        assert picture.format == "JPEG"
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for word in (OWNER, "Telepon 9", "Exif", "ICC_PROFILE"):
        assert word.encode() not in copy
    assert copied(tmp_path, bare_photo(form))[0].found == []


def hidden() -> Iterator[bytes]:
    """Pictures with a place or something else behind, beside or below what is to be seen."""
    whole = bare_photo()
    yield whole + b"PK\x03\x04 Budi Santoso GPSLatitude"  # an archive behind the picture
    yield (
        whole[:2] + b"\xff\xfe" + struct.pack(">H", 40) + b"%PDF-1.7 Budi Santoso".ljust(38) + whole[2:]
    )  # a PDF in it
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='1,40N' dc:creator='Budi Santoso'/>"
    yield whole[:2] + b"\xff\xe1" + struct.pack(">H", 2 + len(xmp)) + xmp + whole[2:]
    preview = Image.open(io.BytesIO(photo())).getexif()
    preview[0x0201] = 1
    out = io.BytesIO()
    Image.new("RGB", (90, 90)).save(out, "JPEG", exif=preview.tobytes() + bare_photo())
    yield out.getvalue()


@pytest.mark.parametrize("original", list(hidden()))
def test_nothing_that_is_hidden_in_a_picture_comes_along(tmp_path: Path, original: bytes) -> None:
    outcome, [copy] = copied(tmp_path, original)
    assert outcome.form == "photo"
    for word in (b"Budi", b"GPS", b"PK\x03\x04", b"%PDF", b"http", b"Telepon"):
        assert word not in copy
    assert copy.endswith(b"\xff\xd9")


def test_the_copy_shows_the_same_the_right_way_up(tmp_path: Path) -> None:
    _, [copy] = copied(tmp_path, photo((400, 300), orientation=6))  # turned by a quarter: the red half is on top
    with Image.open(io.BytesIO(copy)) as picture:
        assert picture.size == (300, 400)
        assert near(picture.getpixel((150, 50)), (255, 0, 0))
        assert near(picture.getpixel((150, 350)), (0, 0, 255))


def test_a_stamp_is_written_on_a_band_below_the_picture(tmp_path: Path) -> None:
    copied(tmp_path, photo())
    target = tmp_path / "stamped.jpg"
    assert carry_out(Job(str(tmp_path / "7-1.jpg"), str(target), stamp=STAMP)).pages == 1
    with Image.open(target) as picture:
        assert picture.width == 400
        band = picture.crop((0, 300, 400, picture.height)).convert("L")
        assert band.height > 0
        assert min(band.tobytes()) < 100
        assert min(band.crop((390, 0, 400, band.height)).tobytes()) > 200  # all of it is on the picture


@pytest.mark.parametrize("size", [(6000, 200), (10, 3000), (1, 1), (5000, 4000)])
def test_any_shape_becomes_one_that_telegram_takes(tmp_path: Path, size: tuple[int, int]) -> None:
    _, [copy] = copied(tmp_path, photo(size, "PNG"))
    with Image.open(io.BytesIO(copy)) as picture:
        assert max(picture.size) <= LONGEST_SIDE * 1.1
        assert max(picture.size) <= min(picture.size) * (WIDEST + 30)


@pytest.mark.parametrize("form", ["GIF", "WEBP"])
def test_what_moves_becomes_some_of_its_frames(tmp_path: Path, form: str) -> None:
    outcome, copies = copied(tmp_path, moving(form))
    assert 2 <= outcome.pages <= MOST_FRAMES
    assert len(set(copies)) == outcome.pages
    assert copied(tmp_path, moving(form, 400))[0].pages <= MOST_FRAMES


def test_a_pdf_becomes_pictures_of_its_first_pages(tmp_path: Path) -> None:
    outcome, copies = copied(tmp_path, pdf(3))
    assert replace(outcome, look="") == Outcome(3, form="photo", found=["owner"])
    assert all(OWNER.encode() not in copy for copy in copies)
    outcome, _ = copied(tmp_path, pdf(100))
    assert replace(outcome, look="") == Outcome(MOST_PAGES, form="photo", found=["more", "owner"])


def test_a_picture_is_known_again_and_no_other_is_taken_for_it(tmp_path: Path) -> None:
    looks = {seed: int(copied(tmp_path, scene(seed))[0].look, 16) for seed in range(40)}
    for size, quality in ((800, 95), (320, 60), (90, 40)):
        anew = int(copied(tmp_path, scene(7, size, quality))[0].look, 16)
        assert [seed for seed, seen in looks.items() if (seen ^ anew).bit_count() <= 5] == [7]
    for nothing in (bare_photo(), photo(), pdf(1)):  # too little is to be seen
        assert copied(tmp_path, nothing)[0].look == ""


def bomb() -> bytes:
    """A PNG of 50 MB in memory, in 50 kB, that says it is 60,000 pixels wide and high."""
    rows = zlib.compress(bytes(50_000_000), 9)

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def encrypted() -> bytes:
    """A PDF that opens only with a password."""
    trailer = (
        b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <"
        + b"41" * 32
        + b"> /U <"
        + b"42" * 32
        + b"> >>"
    )
    head, _, tail = pdf(1).rpartition(b"trailer\n<<")
    return head + b"trailer\n<< " + trailer + b" /ID [<00><00>] " + tail


def other_kinds() -> bytes:
    """An archive, as an apk and an office document are; there is a picture in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/media/image1.jpg", photo())
        archive.writestr("classes.dex", b"dex\n035")
    return out.getvalue()


def spoiled() -> Iterator[bytes]:
    yield b""
    yield b"MZ\x90 program"
    yield other_kinds()
    yield b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old office document"
    yield b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"
    yield b"#EXTM3U\nfile:///etc/passwd\n"
    yield b"\x00\x00\x00\x18ftypheic" + bytes(200)
    yield b"%PDF-1.4 nothing behind it"
    yield encrypted()
    yield photo()[:700]
    yield b"\xff\xd8\xff" + bytes(range(256)) * 20
    yield bomb()


@pytest.mark.parametrize("content", list(spoiled()))
def test_what_is_no_picture_makes_none_and_leaves_nothing(tmp_path: Path, content: bytes) -> None:
    outcome, _ = copied(tmp_path, content)
    assert outcome.pages == 0
    assert [file.name for file in tmp_path.iterdir()] == ["7.bin"]
