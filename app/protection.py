"""What others on this machine must not read: checked at start, as ssh checks its keys."""

import stat
from pathlib import Path

from app.settings import Settings

ENV_FILE = Path(".env")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class CannotStart(Exception):
    """Something outside keeps the program from starting; the text is the one line a person reads."""


def check_modes(settings: Settings) -> None:
    """Refuse files that hold secrets and are open to other users. Raises `CannotStart` with the command that helps.

    Not in the sandbox: what is played there is no secret.
    """
    if not settings.bot_token.get_secret_value():
        return
    for path, mode in (
        (ENV_FILE, "600"),
        (settings.data, "700"),
        (settings.data / "siaga.key", "600"),
    ):
        if path.exists() and path.stat().st_mode & _OTHERS:
            raise CannotStart(f"{path}: other users of this machine can open it; run `chmod {mode} {path}`")
