"""The seats of the command: whose voice counts, and who let whom in."""

from datetime import datetime

from db.database import Tx
from db.instant import moment_or_none
from resort.independence import Person, Seats
from resort.roles import Role


async def of_command(tx: Tx, now: datetime) -> Seats:
    """The command as it counts now. After a restore no voice counts until its people are confirmed."""
    seated: set[Person] = set()
    voters: set[Person] = set()
    for row in await tx.all("seats.of_command", role=Role.COMMAND):
        person = Person(row["chat"])
        seated.add(person)
        votes_at = moment_or_none(row["votes_at"])
        counts = row["seat"] is None or (votes_at is not None and votes_at <= now)
        if counts and row["suspension"] is None:
            voters.add(person)
    if voters and await tx.value("seats.restored") is not None:
        voters.clear()
    ties = {
        frozenset({Person(row["chat"]), Person(row["invited_by"])})
        for row in await tx.all("seats.ties")
        if row["chat"] != row["invited_by"]
    }
    return Seats(frozenset(voters), frozenset(seated), frozenset(ties))
