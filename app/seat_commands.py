"""The command line's part in the seats of the command: list them, and stand in for a second person that is missing.

After a restore `seats code` prints a code for one of the command. In a deadlock an act takes two codes, made at least
an hour apart: the command is told of each at once, and with both the bot does it.
"""

from collections.abc import Sequence
from datetime import datetime

from app import opening
from app.protection import CannotStart
from app.settings import Settings
from casework import seat_codes
from casework.seat_codes import Purpose
from db import arrivals, events, officers, seats
from db.arrivals import ArrivalKey
from db.database import Tx
from db.vault import Vault
from reports.state import RecordedAct
from resort.independence import CODE_LASTS, Person
from resort.roles import COMMAND_LINE, Role

_TOO_SOON = "two codes lie at least an hour apart, so that the command can object"


def show_list(settings: Settings, now: datetime) -> None:
    """Print the seats of the command and the desk, whose voice counts, and who waits at the door."""

    async def work(tx: Tx, vault: Vault) -> None:
        command = await seats.of_command(tx, now)
        for role in (Role.COMMAND, Role.DESK):
            for each in await officers.of_role(tx, role):
                seat = await seats.get(tx, each.key)
                unconfirmed = seat is not None and not seat.confirmed
                silent = role is Role.COMMAND and Person(each.chat) not in command.voters
                notes = [*(["not confirmed"] if unconfirmed else []), *(["voice does not count"] if silent else [])]
                print(f"{each.key}: {each.callsign}, {role}{''.join(f', {note}' for note in notes)}")
        for arrival in await arrivals.every_open(tx):
            print(f"door {arrival.key}: waits to be confirmed for {arrival.to.role}, {arrival.to.unit}")
        if await seats.is_restored(tx):
            print("The list waits to be confirmed after a restore: `bot.py seats code` prints the code for it.")

    opening.read(settings, work)


def make_code(settings: Settings, now: datetime) -> None:
    """Print the code with which one of the command confirms the list after a restore."""
    code = ""

    async def work(tx: Tx, vault: Vault) -> None:
        nonlocal code
        if not await seats.is_restored(tx):
            raise CannotStart("no restore waits to be confirmed")
        code = await seats.make_code(tx, Purpose.RESTORED, None, now)
        await events.record(tx, vault, now, COMMAND_LINE, RecordedAct.SEAT_CODE_MADE, text=Purpose.RESTORED)

    opening.write(settings, work)
    hours = CODE_LASTS.total_seconds() / 3600
    print(f"One of the command sends this to the bot within {hours:.0f} hours and confirms the list:")
    print(f"/masuk {seat_codes.PREFIX}{code}")


def act(settings: Settings, what: str, number: int, codes: Sequence[str], now: datetime) -> None:
    """Stand in for a second person, with two codes at least an hour apart.

    Without a code print the first; with it, an hour later, the second; with both have the bot do the act.
    """
    said: list[str] = []

    async def work(tx: Tx, vault: Vault) -> None:
        purpose = await _purpose(tx, what, number)
        made_at = [await _made_at(tx, code, purpose, number, now) for code in codes]
        if len(codes) > 1:
            if max(made_at) < seat_codes.open_at(min(made_at)):
                raise CannotStart(_TOO_SOON)
            for code in codes:
                await seats.use_code(tx, code, now, done=code != codes[-1])
            said.append("The bot does it within seconds, and tells the command.")
            return
        if made_at and now < seat_codes.open_at(made_at[0]):
            raise CannotStart(_TOO_SOON)
        made = await seats.make_code(tx, purpose, number, now)
        await events.record(tx, vault, now, COMMAND_LINE, RecordedAct.SEAT_CODE_MADE, text=f"{purpose} {number}")
        given = "".join(f" --code {each}" for each in (*codes, made))
        when = "Run it again with" if codes else "At least an hour from now, run it again with"
        said.append(f"The command is told. {when}{given}")

    opening.write(settings, work)
    print("\n".join(said))


async def _made_at(tx: Tx, code: str, purpose: Purpose, number: int, now: datetime) -> datetime:
    """When a code was made that can be used for this. Raises `CannotStart`."""
    made_at = await seats.code_made_at(tx, code, purpose, number)
    if made_at is None or not seat_codes.is_fresh(made_at, now):
        raise CannotStart("this code is not valid; run it without --code for a new one")
    return made_at


async def _purpose(tx: Tx, what: str, number: int) -> Purpose:
    """What is meant by the words of the command line, if there is such a person."""
    if what == "admit":
        arrival = await arrivals.get(tx, ArrivalKey(number))
        if arrival is None or not arrival.is_open:
            raise CannotStart(f"nobody with the number {number} waits at the door; see `bot.py seats list`")
        return Purpose.LET_IN
    officer = await officers.get(tx, officers.OfficerKey(number))
    gone = officer is None or (officer.removed and await seats.suspension(tx, officer.key) is None)
    if gone:
        raise CannotStart(f"there is no seat {number}; see `bot.py seats list`")
    return Purpose.REMOVE if what == "remove" else Purpose.CONFIRM
