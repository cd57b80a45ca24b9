"""What Telegram shows of the bot before anybody starts it: two descriptions in each language, and one picture.

Each is set only when it differs: Telegram limits how often, and people would be shown the same as new.
"""

import asyncio
import hashlib
import io
import logging
from pathlib import Path

from gateway.transport import Transport
from locales import LANGUAGES, texts_for

log = logging.getLogger(__name__)

LONGEST = 5_000_000  # bytes of a picture
_DESCRIPTIONS = (
    ("Description", "description", "profile.description"),
    ("ShortDescription", "short_description", "profile.short"),
)


async def tell_descriptions(transport: Transport, resort: str) -> None:
    """Set the description and the short one, in both languages; Indonesian is also what everybody else sees."""
    for language in LANGUAGES:
        texts, code = texts_for(language), {} if language == "id" else {"language_code": language}
        for method, field, key in _DESCRIPTIONS:
            wanted = texts.plain(key, resort=resort)
            if (await transport.call(f"getMy{method}", code)).get(field) != wanted:
                await transport.call(f"setMy{method}", {field: wanted, **code})


async def show_picture(transport: Transport, pictures: list[Path], mark: Path) -> None:
    """Set the first of these pictures that exists; `mark` is the file that tells which one was set last."""
    content = await asyncio.to_thread(_new_picture, pictures, mark)
    if content is not None:
        photo = {"type": "static", "photo": "attach://picture"}
        await transport.upload("setMyProfilePhoto", {"photo": photo}, "picture", "picture.jpg", io.BytesIO(content))
        await asyncio.to_thread(_remember, mark, content)


def _new_picture(pictures: list[Path], mark: Path) -> bytes | None:
    """The picture to set; None where there is none, or it was set already."""
    picture = next((each for each in pictures if each.is_file()), None)
    if picture is None:
        return None
    content = picture.read_bytes()
    if not content.startswith(b"\xff\xd8\xff") or len(content) > LONGEST:
        log.warning("%s is no JPG of at most 5 MB: the bot's picture stays as it is", picture)
        return None
    return None if mark.is_file() and mark.read_text(encoding="ascii") == _name(content) else content


def _remember(mark: Path, content: bytes) -> None:
    mark.touch(mode=0o600)
    mark.write_text(_name(content), encoding="ascii")


def _name(content: bytes) -> str:
    return f"{hashlib.sha256(content).hexdigest()}\n"
