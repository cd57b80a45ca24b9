"""People and groups as Telegram addresses: what identifies them is sealed, what we work with is a number of our own."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType

import orjson

from db.database import Tx
from db.instant import moment_or_none, stored
from db.sql import Row
from db.vault import Vault, WrongKey

ChatKey = NewType("ChatKey", int)  # our own number for a chat; never Telegram's
_PURPOSE = b"chats.sealed"


@dataclass(frozen=True, slots=True)
class Sender:
    """What Telegram says of a chat with an update: the id, the kind, and who they call themselves."""

    telegram_id: int
    kind: str
    name: str
    username: str | None
    language: str


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat we know. `off` means Telegram refuses what we send there."""

    key: ChatKey
    telegram_id: int
    kind: str
    language: str
    language_asked: bool
    consented_at: datetime | None
    off: bool
    writes: bool = False  # the person cannot telephone
    silent_until: datetime | None = None  # nothing that we write there rings until then


async def meet(tx: Tx, vault: Vault, sender: Sender, now: datetime) -> Chat:
    """The chat an update came from; made when it is new, refreshed when its name changed, on again when it was off."""
    row = await tx.one("chats.by_lookup", lookup=vault.lookup(sender.telegram_id))
    if row is None:
        added = await tx.one(
            "chats.add",
            lookup=vault.lookup(sender.telegram_id),
            sealed=_seal(vault, sender),
            kind=sender.kind,
            language=sender.language,
            now=stored(now),
        )
        assert added is not None
        return Chat(ChatKey(added["id"]), sender.telegram_id, sender.kind, sender.language, False, None, False)
    if _opened(vault, row["sealed"]) != _content(sender):
        await tx.run("chats.reseal", id=row["id"], sealed=_seal(vault, sender), kind=sender.kind)
    if row["off_at"] is not None:
        await tx.run("chats.set_on", id=row["id"])
    return _chat(row, sender.telegram_id)


async def find(tx: Tx, vault: Vault, telegram_id: int) -> ChatKey | None:
    """Our number of a Telegram chat or person; None when we have not met."""
    row = await tx.one("chats.by_lookup", lookup=vault.lookup(telegram_id))
    return None if row is None else ChatKey(row["id"])


async def told(tx: Tx, vault: Vault, key: ChatKey) -> tuple[str, str | None]:
    """What a person's own row says of them, for that person: name and username."""
    row = await tx.one("chats.by_id", id=key)
    assert row is not None
    return person(vault, row["sealed"])


async def get(tx: Tx, vault: Vault, key: ChatKey) -> Chat | None:
    """A chat by our own number."""
    row = await tx.one("chats.by_id", id=key)
    return None if row is None else _chat(row, address(vault, row["sealed"]))


def joined(vault: Vault, row: Row, key: str = "chat", prefix: str = "") -> Chat:
    """The chat in a row of a query that joins chats which are not off; `key` and `prefix` name its columns."""
    return Chat(
        key=ChatKey(row[key]),
        telegram_id=address(vault, row[f"{prefix}sealed"]),
        kind=row[f"{prefix}kind"],
        language=row[f"{prefix}language"],
        language_asked=bool(row[f"{prefix}language_asked"]),
        consented_at=moment_or_none(row[f"{prefix}consented_at"]),
        off=False,
    )


async def rekey(tx: Tx, vault: Vault, key: ChatKey, telegram_id: int) -> None:
    """The same chat of ours has another Telegram id from now on, which no other chat of ours has."""
    row = await tx.one("chats.by_id", id=key)
    assert row is not None
    content = {**orjson.loads(vault.open(row["sealed"], _PURPOSE)), "id": telegram_id}
    sealed = vault.seal(orjson.dumps(content), _PURPOSE)
    await tx.run("chats.rekey", id=key, lookup=vault.lookup(telegram_id), sealed=sealed)


async def set_writes(tx: Tx, chat: Chat) -> None:
    """The person cannot telephone."""
    await tx.run("chats.set_writes", id=chat.key)


async def set_silent(tx: Tx, chat: Chat, until: datetime) -> None:
    """Nothing that we write to the person rings until then."""
    await tx.run("chats.set_silent", id=chat.key, until=stored(until))


async def greet(tx: Tx, key: ChatKey, now: datetime, every: timedelta) -> bool:
    """Note that a group is greeted now; False when it was greeted within that time already."""
    return await tx.run("chats.greet", id=key, now=stored(now), before=stored(now - every)) == 1


async def set_language(tx: Tx, chat: Chat, language: str) -> None:
    """The person chose a language."""
    await tx.run("chats.set_language", id=chat.key, language=language)


async def set_language_asked(tx: Tx, chat: Chat) -> None:
    """The other language was offered once; it is not offered again."""
    await tx.run("chats.set_language_asked", id=chat.key)


async def set_consented(tx: Tx, chat: ChatKey, now: datetime) -> None:
    """The person agreed to how their report is kept; the first time counts."""
    await tx.run("chats.set_consented", id=chat, now=stored(now))


async def set_off(tx: Tx, key: ChatKey, now: datetime) -> None:
    """Telegram refuses this chat: they blocked us or removed us."""
    await tx.run("chats.set_off", id=key, now=stored(now))


async def nobody(tx: Tx, vault: Vault, now: datetime) -> ChatKey:
    """The chat that erased reports belong to; it can never be written to, and nobody writes from it."""
    row = await tx.one("chats.by_lookup", lookup=vault.lookup(_NOBODY.telegram_id))
    if row is None:
        key = (await meet(tx, vault, _NOBODY, now)).key
        await set_off(tx, key, now)
        return key
    return ChatKey(row["id"])


def unknown(vault: Vault) -> tuple[bytes, bytes]:
    """A look-up that no Telegram id has and a sealed identity that says nothing, for somebody who is forgotten."""
    return secrets.token_bytes(32), _seal(vault, _NOBODY)


def address(vault: Vault, sealed: bytes) -> int:
    """The Telegram id in a sealed chat; only for handing a message to Telegram."""
    return int(orjson.loads(vault.open(sealed, _PURPOSE))["id"])


def title(vault: Vault, sealed: bytes) -> str:
    """What a group calls itself; never asked for a person."""
    return str(orjson.loads(vault.open(sealed, _PURPOSE))["name"])


def person(vault: Vault, sealed: bytes) -> tuple[str, str | None]:
    """The name and username in a sealed chat; only for break-glass, and for the person."""
    content = orjson.loads(vault.open(sealed, _PURPOSE))
    return str(content["name"]), content["username"]


_NOBODY = Sender(0, "private", "", None, "id")  # Telegram gives nobody the id 0


def _chat(row: Row, telegram_id: int) -> Chat:
    return Chat(
        key=ChatKey(row["id"]),
        telegram_id=telegram_id,
        kind=row["kind"],
        language=row["language"],
        language_asked=bool(row["language_asked"]),
        consented_at=moment_or_none(row["consented_at"]),
        off=row["off_at"] is not None,
        writes=bool(row["writes"]),
        silent_until=moment_or_none(row["silent_until"]),
    )


def _content(sender: Sender) -> bytes:
    return orjson.dumps({"id": sender.telegram_id, "name": sender.name, "username": sender.username})


def _seal(vault: Vault, sender: Sender) -> bytes:
    return vault.seal(_content(sender), _PURPOSE)


def _opened(vault: Vault, sealed: bytes) -> bytes | None:
    """What is sealed of a chat; None when it does not open, which heals as soon as an update comes from there."""
    try:
        return vault.open(sealed, _PURPOSE)
    except WrongKey:
        return None
