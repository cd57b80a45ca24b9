"""What a file is made from: one snapshot of the database, and how the person who asked reads it."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from conversations import render
from conversations.scene import Scene
from conversations.screen import Key, Value
from db.chats import Chat
from db.database import Tx
from db.vault import Vault
from locales import Texts

Figures = Mapping[str, object]  # plain JSON: it goes from one process to the other


@dataclass(frozen=True, slots=True)
class Source:
    """A snapshot, the key to what is sealed in it, and the chat the file is for."""

    tx: Tx
    vault: Vault
    chat: Chat
    texts: Texts
    scene: Scene
    zone: ZoneInfo

    def written(self, value: Value) -> str:
        """A value as plain text; what was typed stays as it was typed."""
        if isinstance(value, str) and not isinstance(value, Key):
            return value
        return html.unescape(render.written(value, self.texts, self.zone))
