"""Shifts offered to a colleague, who has not taken them yet; an officer has one offer at most."""

from dataclasses import dataclass
from datetime import datetime

from db import waits
from db.database import Tx
from db.instant import stored
from db.officers import OfficerKey
from db.sql import Row
from db.waits import WaitKey
from resort.waits import Kind


@dataclass(frozen=True, slots=True)
class ShiftOffer:
    """An open offer: who gives the shift away, and who is to take it."""

    officer: OfficerKey
    colleague: OfficerKey
    wait: WaitKey


async def offer(tx: Tx, officer: OfficerKey, colleague: OfficerKey, due: datetime, now: datetime) -> None:
    """An officer offers their shift to a colleague; what they offered before is withdrawn."""
    await withdraw(tx, officer)
    wait = await waits.begin(tx, Kind.HAND_OVER, due, now)
    await tx.run("shift_offers.offer", officer=officer, colleague=colleague, now=stored(now), wait=wait)


async def withdraw(tx: Tx, officer: OfficerKey) -> None:
    """The offer is over: taken, replaced, or not taken in time."""
    open_offer = await of_officer(tx, officer)
    if open_offer is not None:
        await tx.run("shift_offers.withdraw", officer=officer)
        await waits.end(tx, open_offer.wait)


async def colleague(tx: Tx, officer: OfficerKey) -> OfficerKey | None:
    """The colleague to whom an officer has offered their shift."""
    open_offer = await of_officer(tx, officer)
    return None if open_offer is None else open_offer.colleague


async def of_officer(tx: Tx, officer: OfficerKey) -> ShiftOffer | None:
    """The open offer of an officer."""
    return _offer(await tx.one("shift_offers.of_officer", officer=officer))


async def waiting(tx: Tx, wait: WaitKey) -> ShiftOffer | None:
    """The offer that a wait belongs to."""
    return _offer(await tx.one("shift_offers.waiting", wait=wait))


def _offer(row: Row | None) -> ShiftOffer | None:
    if row is None:
        return None
    return ShiftOffer(OfficerKey(row["officer"]), OfficerKey(row["colleague"]), WaitKey(row["wait"]))
