"""People and groups as Telegram addresses: what identifies them is sealed, what we work with is a number of our own."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NewType

import orjson

from db import vouched
from db.database import Tx
from db.instant import moment_or_none, stored, stored_day
from db.sql import Row
from db.vault import Vault, WrongKey

ChatKey = NewType("ChatKey", int)  # our own number for a chat; never Telegram's
_PURPOSE = b"chats.sealed"
_PADDED_TO = 256  # bytes: the length of a seal does not say who hides, who consented, or how long a name is


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
    thread: int | None = None  # the topic of a forum in which its unit is called


async def meet(tx: Tx, vault: Vault, sender: Sender, now: datetime) -> Chat:
    """The chat an update came from; made when it is new, refreshed when its name changed, on again when it was off.

    A row whose seal is not its own, or is not of this Telegram id, was changed by somebody else. It is set aside and
    belongs to nobody: its person is met as a new one.
    """
    row = await _by_lookup(tx, vault, sender.telegram_id)
    profile = None if row is None else _profile_or_none(vault, row["sealed"], row["id"])
    if row is not None and (profile is None or profile.telegram_id != sender.telegram_id):
        vouched.refuse(vault, "chats", row["id"])
        await tx.run("chats.set_aside", id=row["id"], lookup=secrets.token_bytes(32))
        row = profile = None
    if row is None or profile is None:
        return await _add(tx, vault, sender, now)
    if not profile.is_of(sender) or row["kind"] != sender.kind:
        profile = replace(profile, name=sender.name, username=sender.username)
        await _reseal(tx, vault, ChatKey(row["id"]), profile)
        await tx.run("chats.set_kind", id=row["id"], kind=sender.kind)
    if row["off_at"] is not None:
        await tx.run("chats.set_on", id=row["id"])
    return _chat(row, profile)


async def _add(tx: Tx, vault: Vault, sender: Sender, now: datetime) -> Chat:
    added = await tx.one(
        "chats.add",
        lookup=vault.lookup(sender.telegram_id),
        sealed=b"",
        kind=sender.kind,
        language=sender.language,
        now=stored_day(now),
    )
    assert added is not None
    key = ChatKey(added["id"])
    await _reseal(tx, vault, key, Profile(sender.telegram_id, sender.name, sender.username))
    return Chat(key, sender.telegram_id, sender.kind, sender.language, False, None, False)


async def find(tx: Tx, vault: Vault, telegram_id: int) -> ChatKey | None:
    """Our number of a Telegram chat or person; None when we have not met."""
    row = await _by_lookup(tx, vault, telegram_id)
    return None if row is None else ChatKey(row["id"])


async def told(tx: Tx, vault: Vault, key: ChatKey) -> tuple[str, str | None]:
    """The name and username of a person; only for break-glass, for the person, and to confirm who opened a link."""
    profile = await _profile(tx, vault, key)
    return profile.name, profile.username


async def get(tx: Tx, vault: Vault, key: ChatKey) -> Chat | None:
    """A chat by our own number; None also where the row was changed by somebody else."""
    row = await tx.one("chats.by_id", id=key)
    profile = None if row is None else _profile_or_none(vault, row["sealed"], key)
    if row is not None and profile is None:
        vouched.refuse(vault, "chats", key)
    return None if row is None or profile is None else _chat(row, profile)


def joined(vault: Vault, row: Row, key: str = "chat", prefix: str = "") -> Chat | None:
    """The chat in a row of a query that joins chats which are not off; `key` and `prefix` name its columns.

    None where the row was changed by somebody else.
    """
    profile = _profile_or_none(vault, row[f"{prefix}sealed"], row[key])
    if profile is None:
        vouched.refuse(vault, "chats", row[key])
        return None
    return Chat(
        key=ChatKey(row[key]),
        telegram_id=profile.telegram_id,
        kind=row[f"{prefix}kind"],
        language=row[f"{prefix}language"],
        language_asked=bool(row[f"{prefix}language_asked"]),
        consented_at=moment_or_none(profile.consented_at),
        off=False,
        writes=profile.writes,
        silent_until=moment_or_none(profile.silent_until),
        thread=profile.thread,
    )


async def rekey(tx: Tx, vault: Vault, key: ChatKey, telegram_id: int) -> None:
    """The same chat of ours has another Telegram id from now on, which no other chat of ours has."""
    profile = replace(await _profile(tx, vault, key), telegram_id=telegram_id)
    await tx.run("chats.rekey", id=key, lookup=vault.lookup(telegram_id), sealed=seal(vault, key, profile))


async def renew(tx: Tx, vault: Vault, key: ChatKey) -> None:
    """Seal a chat with the current key, and let it be found by that; one that does not open stays as it is."""
    row = await tx.one("chats.by_id", id=key)
    profile = None if row is None else _profile_or_none(vault, row["sealed"], key)
    if profile is not None:
        lookup = secrets.token_bytes(32) if profile.forgotten else vault.lookup(profile.telegram_id)
        await tx.run("chats.renew", id=key, lookup=lookup, sealed=seal(vault, key, profile))


async def pad(tx: Tx, most: int, after: int) -> int | None:
    """Seal the next chats at one length, where an earlier release did not; returns the last one looked at."""
    rows = await tx.all("chats.unpadded", least=_PADDED_TO, after=after, most=most)
    for row in rows:
        profile = _profile_or_none(tx.vault, row["sealed"], row["id"])
        if profile is not None:
            await _reseal(tx, tx.vault, ChatKey(row["id"]), profile)
    return rows[-1]["id"] if rows else None


async def set_writes(tx: Tx, chat: Chat) -> None:
    """The person cannot telephone."""
    await _change(tx, chat.key, writes=True)


async def set_silent(tx: Tx, chat: Chat, until: datetime) -> None:
    """Nothing that we write to the person rings until then."""
    await _change(tx, chat.key, silent_until=stored(until))


async def set_thread(tx: Tx, key: ChatKey, thread: int | None) -> None:
    """From now on a unit is called in this topic of its forum; None: in the main chat."""
    row = await tx.one("chats.by_id", id=key)
    profile = None if row is None else _profile_or_none(tx.vault, row["sealed"], key)
    if profile is not None and profile.thread != thread:
        await _reseal(tx, tx.vault, key, replace(profile, thread=thread))


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
    profile = await _profile(tx, tx.vault, chat)
    if profile.consented_at is None:
        await _reseal(tx, tx.vault, chat, replace(profile, consented_at=stored(now)))


async def end_consent(tx: Tx, chat: ChatKey) -> None:
    """The person agrees no longer."""
    await _change(tx, chat, consented_at=None)


async def set_off(tx: Tx, key: ChatKey, now: datetime) -> None:
    """Telegram refuses this chat: they blocked us or removed us."""
    await tx.run("chats.set_off", id=key, now=stored_day(now))


async def forget(tx: Tx, vault: Vault, key: ChatKey, now: datetime) -> None:
    """Nothing leads to a person any more: a look-up that no Telegram id has, and a seal that says nothing."""
    sealed = seal(vault, key, NOBODY)
    await tx.run("chats.forget", id=key, lookup=secrets.token_bytes(32), sealed=sealed, now=stored_day(now))


def opened(vault: Vault, sealed: bytes, key: int) -> "Profile":
    """What is sealed of a chat. Raises `WrongKey` when it does not belong to this row."""
    content = orjson.loads(vault.open(sealed, _PURPOSE, key))
    return Profile(
        telegram_id=int(content["id"]),
        name=str(content["name"]),
        username=content["username"],
        consented_at=content.get("consented"),
        writes=bool(content.get("writes")),
        silent_until=content.get("silent"),
        thread=content.get("thread"),
    )


async def nobody(tx: Tx, vault: Vault) -> int:
    """The chat that erased reports belonged to in earlier releases; 0 when there was none."""
    row = await tx.one("chats.by_lookup", lookup=vault.lookup(NOBODY.telegram_id))
    return 0 if row is None else int(row["id"])


def seal(vault: Vault, key: int, profile: "Profile") -> bytes:
    """What is stored of a chat."""
    content: dict[str, object] = {"id": profile.telegram_id, "name": profile.name, "username": profile.username}
    if profile.consented_at is not None:
        content["consented"] = profile.consented_at
    if profile.writes:
        content["writes"] = True
    if profile.silent_until is not None:
        content["silent"] = profile.silent_until
    if profile.thread is not None:
        content["thread"] = profile.thread
    plain = orjson.dumps(content)
    return vault.seal(plain.ljust(-(-len(plain) // _PADDED_TO) * _PADDED_TO), _PURPOSE, key)


def address(vault: Vault, sealed: bytes, key: int) -> int:
    """The Telegram id in a sealed chat; only for handing a message to Telegram."""
    return opened(vault, sealed, key).telegram_id


def title(vault: Vault, sealed: bytes, key: int) -> str:
    """What a group calls itself; never asked for a person."""
    return opened(vault, sealed, key).name


@dataclass(frozen=True, slots=True)
class Profile:
    """What is sealed of a chat. Moments are as they are stored: whoever has the dump cannot set them beside others."""

    telegram_id: int
    name: str
    username: str | None
    consented_at: int | None = None
    writes: bool = False
    silent_until: int | None = None
    thread: int | None = None

    @property
    def forgotten(self) -> bool:
        """Whether its person had everything erased."""
        return self.telegram_id == NOBODY.telegram_id

    def is_of(self, sender: Sender) -> bool:
        """Whether it says of a sender what Telegram says now."""
        return (self.telegram_id, self.name, self.username) == (sender.telegram_id, sender.name, sender.username)


NOBODY = Profile(0, "", None)  # Telegram gives nobody the id 0


def _chat(row: Row, profile: Profile) -> Chat:
    return Chat(
        key=ChatKey(row["id"]),
        telegram_id=profile.telegram_id,
        kind=row["kind"],
        language=row["language"],
        language_asked=bool(row["language_asked"]),
        consented_at=moment_or_none(profile.consented_at),
        off=row["off_at"] is not None,
        writes=profile.writes,
        silent_until=moment_or_none(profile.silent_until),
        thread=profile.thread,
    )


async def _by_lookup(tx: Tx, vault: Vault, telegram_id: int) -> Row | None:
    for lookup in vault.lookups(telegram_id):
        if (row := await tx.one("chats.by_lookup", lookup=lookup)) is not None:
            return row
    return None


async def _profile(tx: Tx, vault: Vault, key: ChatKey) -> Profile:
    row = await tx.one("chats.by_id", id=key)
    assert row is not None
    return opened(vault, row["sealed"], key)


async def _change(tx: Tx, key: ChatKey, **changes: Any) -> None:
    await _reseal(tx, tx.vault, key, replace(await _profile(tx, tx.vault, key), **changes))


async def _reseal(tx: Tx, vault: Vault, key: ChatKey, profile: Profile) -> None:
    await tx.run("chats.reseal", id=key, sealed=seal(vault, key, profile))


def _profile_or_none(vault: Vault, sealed: bytes, key: int) -> Profile | None:
    try:
        return opened(vault, sealed, key)
    except WrongKey:
        return None
