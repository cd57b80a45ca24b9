"""Shifts offered to a colleague, who has not taken them yet; an officer has one offer at most."""

from datetime import datetime

from db.database import Tx
from db.instant import stored
from db.officers import OfficerKey


async def offer(tx: Tx, officer: OfficerKey, colleague: OfficerKey, now: datetime) -> None:
    """An officer offers their shift to a colleague; what they offered before is withdrawn."""
    await withdraw(tx, officer)
    await tx.run("shift_offers.offer", officer=officer, colleague=colleague, now=stored(now))


async def withdraw(tx: Tx, officer: OfficerKey) -> None:
    """The offer is over: taken, or replaced."""
    await tx.run("shift_offers.withdraw", officer=officer)


async def colleague(tx: Tx, officer: OfficerKey) -> OfficerKey | None:
    """The colleague to whom an officer has offered their shift."""
    key = await tx.value("shift_offers.colleague", officer=officer)
    return None if key is None else OfficerKey(key)
