"""A working copy shows what an original shows, and carries nothing else of it; what is no picture makes none."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from copies.job import Job, Outcome, page_of
from copies.pictures import LONGEST_SIDE, MOST_PAGES, WIDEST
from copies.worker import carry_out

OWNER = "Budi Santoso"
STAMP = "DMI-2411-0001-4-bukti-2"
GPS, ARTIST, MODEL, COMMENT = 0x8825, 0x013B, 0x0110, 0x9286


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


def copied(folder: Path, content: bytes) -> tuple[Outcome, list[bytes]]:
    """What is made of an original."""
    (folder / "7.bin").write_bytes(content)
    target = str(folder / "7")
    outcome = carry_out(Job(str(folder / "7.bin"), target, STAMP))
    return outcome, [Path(page_of(target, page + 1)).read_bytes() for page in range(outcome.pages)]


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    """Whether a pixel has a colour, but for what JPEG makes of it."""
    assert isinstance(pixel, tuple)
    return all(abs(part - wanted) < 60 for part, wanted in zip(pixel, colour, strict=True))


def pdf(pages: int) -> bytes:
    out = io.BytesIO()
    first, *others = [Image.new("RGB", (200, 300), (255, 255, 255)) for _ in range(pages)]
    first.save(out, "PDF", save_all=True, append_images=others, author=OWNER, title=OWNER)
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_the_copy_carries_no_place_owner_or_camera(tmp_path: Path, form: str) -> None:
    original = photo(form=form)
    assert OWNER.encode() in original
    outcome, [copy] = copied(tmp_path, original)
    assert outcome == Outcome(1)
    with Image.open(io.BytesIO(copy)) as picture:
        assert picture.format == "JPEG"
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for word in (OWNER, "Telepon 9", "Exif", "ICC_PROFILE"):
        assert word.encode() not in copy


def test_the_copy_shows_the_same_the_right_way_up_and_its_number(tmp_path: Path) -> None:
    _, [copy] = copied(tmp_path, photo((400, 300), orientation=6))  # turned by a quarter: the red half is on top
    with Image.open(io.BytesIO(copy)) as picture:
        assert picture.width == 300
        assert picture.height > 400
        top, bottom = picture.getpixel((150, 50)), picture.getpixel((150, 350))
        assert near(top, (255, 0, 0))
        assert near(bottom, (0, 0, 255))
        band = picture.crop((0, 400, 300, picture.height)).convert("L")
        assert min(band.tobytes()) < 100  # there is something written on the white band


@pytest.mark.parametrize("size", [(6000, 200), (10, 3000), (1, 1), (5000, 4000)])
def test_any_shape_becomes_one_that_telegram_takes(tmp_path: Path, size: tuple[int, int]) -> None:
    _, [copy] = copied(tmp_path, photo(size, "PNG"))
    with Image.open(io.BytesIO(copy)) as picture:
        assert max(picture.size) <= LONGEST_SIDE * 1.1
        assert max(picture.size) <= min(picture.size) * (WIDEST + 30)


def test_a_pdf_becomes_pictures_of_its_first_pages(tmp_path: Path) -> None:
    outcome, copies = copied(tmp_path, pdf(3))
    assert outcome == Outcome(3)
    assert all(OWNER.encode() not in copy for copy in copies)
    assert copied(tmp_path, pdf(MOST_PAGES + 2))[0] == Outcome(MOST_PAGES)


def spoiled() -> Iterator[bytes]:
    yield b""
    yield b"MZ\x90 program"
    yield b"PK\x03\x04 archive"
    yield b"%PDF-1.4 nothing behind it"
    yield photo()[:700]
    yield b"\xff\xd8\xff" + bytes(range(256)) * 20
    header = bytearray(photo((8, 8), "PNG"))
    header[16:24] = (60_000).to_bytes(4, "big") * 2  # says that it is 60,000 pixels wide and high
    yield bytes(header)


@pytest.mark.parametrize("content", list(spoiled()))
def test_what_is_no_picture_makes_none_and_leaves_nothing(tmp_path: Path, content: bytes) -> None:
    outcome, _ = copied(tmp_path, content)
    assert outcome.pages == 0
    assert [file.name for file in tmp_path.iterdir()] == ["7.bin"]
