"""Rows of today as the releases stored them that bound no seal to its row: functions for SQL, in place of columns."""

import os
import sqlite3

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from db import binding, chats, drafts, reporters
from db.vault import Vault

# What a column of those releases is filled from, by table and column.
BEFORE = {
    ("chats", "sealed"): "old_chat(id, sealed)",
    ("chats", "consented_at"): "old_consent(id, sealed)",
    ("reporters", "chat"): "old_chat_of(report, chat)",
    ("reporters", "sealed"): "old_seal('reporters.sealed', report, sealed)",
    ("drafts", "chat"): "old_owner(owner)",
    ("drafts", "sealed"): "old_draft(owner, flow, sealed)",
    ("outbox", "payload"): "old_seal('outbox.payload', chat, payload)",
    ("inbox", "payload"): "old_seal('inbox.payload', update_id, payload)",
    ("seals", "sealed"): "old_mark(name, sealed)",
}


def teach(connection: sqlite3.Connection, vault: Vault) -> None:
    """Give a connection the functions that `BEFORE` names; what is of today is attached to it as `newer`."""
    owners = {vault.handle(drafts.OWNER, key): key for (key,) in connection.execute("SELECT id FROM newer.chats")}
    cipher = AESGCM(HKDF(SHA256(), 32, salt=None, info=b"siaga seal").derive(vault.data_key))

    def unbound(plain: bytes, purpose: bytes) -> bytes:
        nonce = os.urandom(12)
        return nonce + cipher.encrypt(nonce, plain, purpose)

    def old_seal(purpose: str, row: int, sealed: bytes | None) -> bytes | None:
        return None if sealed is None else unbound(vault.open(sealed, purpose.encode(), row), purpose.encode())

    def old_chat(key: int, sealed: bytes) -> bytes:
        profile = chats.opened(vault, sealed, key)
        content = {"id": profile.telegram_id, "name": profile.name, "username": profile.username}
        return unbound(orjson.dumps(content), b"chats.sealed")

    def old_consent(key: int, sealed: bytes) -> int | None:
        return chats.opened(vault, sealed, key).consented_at

    def old_chat_of(report: int, sealed: bytes) -> int:
        return int.from_bytes(vault.open(sealed, reporters.CHAT, report))

    def old_draft(owner: bytes, flow: str, sealed: bytes | None) -> bytes | None:
        if sealed is None:
            return None
        return unbound(vault.open(sealed, drafts.PURPOSE, drafts.row_of(owner, flow)), drafts.PURPOSE)

    def old_mark(name: str, sealed: bytes) -> bytes:
        purpose = b"events head" if name == "events head" else b"seals.sealed"
        plain = vault.open(sealed, purpose)
        return unbound(binding.EARLIER_MARK if plain == binding.MARK else plain, purpose)

    connection.create_function("old_seal", 3, old_seal)
    connection.create_function("old_chat", 2, old_chat)
    connection.create_function("old_consent", 2, old_consent)
    connection.create_function("old_chat_of", 2, old_chat_of)
    connection.create_function("old_owner", 1, owners.__getitem__)
    connection.create_function("old_draft", 3, old_draft)
    connection.create_function("old_mark", 2, old_mark)
