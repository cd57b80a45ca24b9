"""Pictures of an original that carry nothing of it but what is to be seen: pixels are copied, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont, ImageOps, UnidentifiedImageError

MOST_PIXELS = 60_000_000  # of an original: a picture of 180 MB in memory
LONGEST_SIDE = 2560  # pixels of a copy
WIDEST = 10  # how much longer one side may be than the other: Telegram shows no more than 20
MOST_PAGES = 10
QUALITY = 85
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_WHITE = (255, 255, 255)

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class NoPictures(Exception):
    """Nothing that pictures can be made of."""


def pictures(source: Path) -> Iterator[Image.Image]:
    """The pictures of a file, by its content and not its name. Raises `NoPictures`, and whatever reading raises."""
    with source.open("rb") as file:
        head = file.read(1024)
    if b"%PDF-" in head:
        yield from _pages(source)
        return
    try:
        opened = Image.open(source, formats=_FORMATS)
    except UnidentifiedImageError:
        raise NoPictures from None
    with opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise NoPictures
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        yield _bare(ImageOps.exif_transpose(opened))


def stamped(picture: Image.Image, words: str) -> Image.Image:
    """A picture with words on a band below it."""
    size = max(14, picture.width // 60)
    font = ImageFont.load_default(size)
    canvas = Image.new("RGB", (picture.width, picture.height + 2 * size), _WHITE)
    canvas.paste(picture, (0, 0))
    ImageDraw.Draw(canvas).text((size // 2, picture.height + size // 2), words, fill=(0, 0, 0), font=font)
    return canvas


def _pages(source: Path) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(source) as document:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            longest = max(page.get_width(), page.get_height(), 1.0)
            yield _bare(page.render(scale=LONGEST_SIDE / longest).to_pil())


def _bare(picture: Image.Image) -> Image.Image:
    """The pixels alone, on white, of a size and shape that Telegram shows."""
    picture = picture.convert("RGBA") if picture.has_transparency_data else picture.convert("RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    width, height = picture.size
    canvas = Image.new("RGB", (max(width, height // WIDEST, 1), max(height, width // WIDEST, 1)), _WHITE)
    canvas.paste(picture, (0, 0), picture if picture.mode == "RGBA" else None)
    return canvas
