"""The command line's part in the memory of acts: whether it is whole, and the key for its signatures."""

import base64
from collections.abc import Sequence
from pathlib import Path

from app import opening
from app.protection import CannotStart
from app.settings import Settings
from db import anchors, contents, events, forgery, rechaining
from db.anchors import Held, NoAnchor
from db.database import Tx
from db.vault import Vault
from resort.wrong_file import WrongFile, text_of


def verify(settings: Settings, witnessed: Sequence[str] = ()) -> bool:
    """Check every recorded act; prints what is missing or changed, and returns whether all is well.

    `witnessed` is what witnesses hold: each an anchor, or a file with one. The memory has to go on from there.
    """
    problems: list[str] = []

    async def work(tx: Tx, vault: Vault) -> None:
        held = [_held(vault, each) for each in witnessed]
        problems.extend([problem async for problem in events.verify(tx, vault)])
        problems.extend([problem async for problem in anchors.find(tx, held)] if held else [])
        problems.extend([problem async for problem in forgery.find(tx)])
        problems.extend([problem async for problem in contents.find(tx, settings.data / "evidence")])
        if (at := await rechaining.progress(tx)) is not None and at.done:
            problems.extend([problem async for problem in contents.unknown_files(tx)])

    opening.read(settings, work)
    print("\n".join(problems) if problems else "Every event is there and unchanged.")
    return not problems


def print_public_key(settings: Settings) -> None:
    """Print what others check the signatures of anchors with: Ed25519 public keys in base64, the newest first."""

    async def work(tx: Tx, vault: Vault) -> None:
        print("\n".join(base64.b64encode(key).decode() for key in vault.public_keys))

    opening.read(settings, work)


def _held(vault: Vault, witnessed: str) -> Held:
    """What a witness holds. Raises `CannotStart`."""
    try:
        file = Path(witnessed)
        return anchors.held(vault, text_of(file.read_bytes()) if len(witnessed) < 200 and file.is_file() else witnessed)
    except (NoAnchor, OSError, WrongFile) as error:
        raise CannotStart(f"--anchor {witnessed[:40]}: {error}") from None
