"""One-time ways in that nobody has used: each waits until it expires."""

from dataclasses import dataclass
from datetime import datetime

from db import people, vouched, waits
from db.database import Tx
from db.instant import moment, stored
from db.officers import OfficerKey
from db.waits import WaitKey
from resort.roles import Role


@dataclass(frozen=True, slots=True)
class Unused:
    """A way in that nobody used; `by` made it, None for the command line."""

    wait: WaitKey
    by: OfficerKey | None
    unit: str
    role: Role
    expires_at: datetime


async def waiting(tx: Tx, wait: WaitKey) -> Unused | None:
    """The way in that a wait belongs to."""
    row = await tx.one("invites.waiting", wait=wait)
    if row is None:
        return None
    by = None if row["invited_by"] is None else OfficerKey(row["invited_by"])
    return Unused(wait, by, row["unit"], Role(row["role"]), moment(row["expires_at"]))


async def end(tx: Tx, unused: Unused, now: datetime) -> None:
    """It leads nowhere any more."""
    row = await tx.one("invites.end", wait=unused.wait, now=stored(now))
    if row is not None:
        await people.drop(tx, people.of_invitation(row["hash"]))
        await vouched.vouch(tx, "invites", row)
    await waits.end(tx, unused.wait)
