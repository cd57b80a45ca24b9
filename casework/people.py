"""How people inside are called to one another: by name, rank and post where somebody wrote them, else by callsign.

Towards citizens, in logs and in metrics there is only the unit.
"""

from collections.abc import Iterable

from casework.authority import require
from db import chats, officers, people, units
from db.officers import Officer, OfficerKey
from db.unit_of_work import UnitOfWork
from locales import Refused
from resort.identity import Identity
from resort.rights import Right


async def title(uow: UnitOfWork, officer: Officer) -> str:
    """How an officer is called: "AKP Budi Santoso (Kanit Reskrim Polsek Dumai Timur)", or the callsign."""
    identity = await people.get(uow.tx, people.of_officer(officer.key))
    if identity is None:
        return officer.callsign
    unit = await units.get(uow.tx, officer.unit)
    return identity.titled(unit.name if unit is not None else officer.unit)


async def titles(uow: UnitOfWork, found: Iterable[Officer]) -> list[str]:
    """How several are called."""
    return [await title(uow, each) for each in found]


async def title_of(uow: UnitOfWork, key: OfficerKey, otherwise: str) -> str:
    """How the officer of that number is called; `otherwise` is their callsign."""
    officer = await officers.get(uow.tx, key)
    return otherwise if officer is None else await title(uow, officer)


async def short(uow: UnitOfWork, officer: Officer) -> str:
    """Rank and name for a button of a list; the callsign where nobody wrote them."""
    identity = await people.get(uow.tx, people.of_officer(officer.key))
    if identity is None:
        return officer.callsign
    return f"{identity.addressed}, {identity.post}" if identity.post else identity.addressed


async def identity_of(uow: UnitOfWork, officer: Officer) -> Identity | None:
    """Who an officer is, as far as somebody wrote it."""
    return await people.get(uow.tx, people.of_officer(officer.key))


async def link(uow: UnitOfWork, by: Officer, officer: Officer) -> str:
    """The address by which whoever manages an officer writes to them on Telegram; else `Refused`."""
    require(by, Right.MANAGE_ALL, Right.MANAGE_UNIT)
    chat = await uow.chat(officer.chat)
    if chat is None:
        raise Refused("people.gone")
    _, username = await chats.told(uow.tx, uow.vault, officer.chat)
    return f"https://t.me/{username}" if username else f"tg://user?id={chat.telegram_id}"
