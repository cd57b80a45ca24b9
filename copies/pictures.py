"""Pictures of an original that carry nothing of it but what is to be seen: pixels are copied, and nothing else."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont, ImageOps, UnidentifiedImageError

from copies.traces import MORE, of_picture

MOST_PIXELS = 60_000_000  # of an original: a picture of 180 MB in memory
LONGEST_SIDE = 2560  # pixels of a copy
WIDEST = 10  # how much longer one side may be than the other: Telegram shows no more than 20
MOST_PAGES = 10
MOST_FRAMES = 4  # of a picture that moves
FRAMES_LOOKED_AT = 200  # of it: finding out how many there are means reading them
QUALITY = 85
_SEEN = 3  # of 256 shades, between neighbours of which one is seen to be the lighter
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
_WHITE = (255, 255, 255)

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class NoPictures(Exception):
    """Nothing that pictures can be made of."""


@dataclass(frozen=True, slots=True)
class Album:
    """The pictures of a file, each made when it is asked for, and what is found on the way."""

    pictures: Iterator[Image.Image]
    found: list[str] = field(default_factory=list)


def album(source: Path) -> Album:
    """The pictures of a file, by its content and not its name. Raises `NoPictures`, and whatever reading raises."""
    found: list[str] = []
    try:
        opened = Image.open(source, formats=_FORMATS)
    except UnidentifiedImageError:
        opened = None
    if opened is not None:
        if opened.width * opened.height > MOST_PIXELS:
            opened.close()
            raise NoPictures
        return Album(_frames(opened, found), found)
    with source.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            raise NoPictures
    return Album(_pages(source, found), found)


def look(picture: Image.Image) -> str:
    """What a picture looks like, in 64 bits as hex: which of two neighbours is the lighter one, eight times eight.

    The same picture made smaller or compressed again differs in a few. Empty for one on which too little is seen.
    """
    shades = picture.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    steps = [left - right for at in range(0, len(shades), 9) for left, right in pairwise(shades[at : at + 9])]
    if sum(abs(step) >= _SEEN for step in steps) < len(steps) // 3:
        return ""
    return f"{sum((step > 0) << place for place, step in enumerate(steps)):016x}"


def stamped(picture: Image.Image, words: str) -> Image.Image:
    """A picture with words on a band below it."""
    size = max(14, picture.width // 60)
    font = ImageFont.load_default(size)
    while size > 8 and font.getlength(words) > picture.width - size:
        size -= 1
        font = ImageFont.load_default(size)
    canvas = Image.new("RGB", (picture.width, picture.height + 2 * size), _WHITE)
    canvas.paste(picture, (0, 0))
    ImageDraw.Draw(canvas).text((size // 2, picture.height + size // 2), words, fill=(0, 0, 0), font=font)
    return canvas


def _frames(opened: Image.Image, found: list[str]) -> Iterator[Image.Image]:
    """The picture; of one that moves, the first frame and some that follow it at equal distances."""
    with opened:
        found += of_picture(opened)
        frames = _count(opened)
        step = max(1, -(-frames // MOST_FRAMES))
        for number in range(0, frames, step):
            if number:
                opened.seek(number)
            else:
                opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            yield _bare(ImageOps.exif_transpose(opened))


def _count(opened: Image.Image) -> int:
    """How many frames it has, as far as is looked; one for a photo, whose further pictures are previews of it."""
    if opened.format not in ("GIF", "WEBP", "PNG", "TIFF", "AVIF"):
        return 1
    count = 1
    try:
        while count < FRAMES_LOOKED_AT:
            opened.seek(count)
            count += 1
    except EOFError:
        pass
    opened.seek(0)
    return count


def _pages(source: Path, found: list[str]) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(source) as document:
        if any(document.get_metadata_value(name).strip() for name in ("Author", "Creator", "Title")):
            found.append("owner")
        if len(document) > MOST_PAGES:
            found.append(MORE)
        for number in range(min(len(document), MOST_PAGES)):
            with closing(document[number]) as page:
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
