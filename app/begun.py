"""`siaga.begun`: a note in the data folder that a resort is kept here, so that no empty one takes its place.

A schema that was dropped, or a file that was moved away, looks as before the first start. Without this note the bot
would begin an empty resort there, in which nobody is an officer and no report has ever been made.
"""

import os
from pathlib import Path

from db.address import Address, Schema

NAME = "siaga.begun"
_TEXT = "A resort is kept here. Without this file the bot may begin a new one where its database was.\n"


def is_noted(folder: Path) -> bool:
    """Whether a resort was begun."""
    return (folder / NAME).exists()


def note(folder: Path) -> None:
    """A resort is begun, or was: from now on its database has to be there."""
    if is_noted(folder):
        return
    descriptor = os.open(folder / NAME, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(_TEXT)
        out.flush()
        os.fsync(out.fileno())


def missing(where: Address, folder: Path) -> str:
    """The line that says that the resort is not where it was."""
    gone = "its schema or its database was dropped or renamed" if isinstance(where, Schema) else "its file is gone"
    return (
        f"DATABASE_URL: the resort that was kept here is not at {where}: the address is wrong, or {gone}."
        f" Put it back, or restore a backup. Only to begin a new resort remove {folder / NAME}"
    )
