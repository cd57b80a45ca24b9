"""What every survival run shares: its scale and dice from the environment, and the settings of the bot that dies."""

import os
from base64 import b64encode

from db.address import url_of
from sandbox import Sandbox
from tests.stage.engines import POSTGRESQL, new_schema

FULL = os.environ.get("SURVIVAL") == "full"
SEED = int(os.environ.get("SURVIVAL_SEED", "110"))
KEY = bytes(range(32))  # what the bot seals its data with, so that a test can open it


def settings(sandbox: Sandbox, **others: str) -> dict[str, str]:
    """The bot's settings in the environment: it talks to the sandbox, faster than Telegram allows."""
    return {
        "BOT_TOKEN": sandbox.token,
        "TELEGRAM_API_URL": sandbox.url,
        "DATABASE_URL": "sqlite:///data/siaga.db",
        "DATA_KEY": b64encode(KEY).decode(),
        "MESSAGES_PER_SECOND": "2000",
        "CHAT_MESSAGES_PER_SECOND": "100",
        # However slowly this machine starts a bot again and again: nothing falls due by the clock meanwhile.
        **dict.fromkeys(("MINUTES_DARURAT", "MINUTES_TINGGI", "MINUTES_SEDANG", "MINUTES_RENDAH"), "600"),
        **others,
    }


def database() -> dict[str, str]:
    """The setting of a database on a server where the tests run on one; else none, for the file that is the default."""
    return {"DATABASE_URL": url_of(new_schema())} if POSTGRESQL else {}
