"""The buttons about people: letting in, duty, the people of a unit, and opening who reported."""

from dataclasses import dataclass

from conversations.callback import ButtonData, Topic, button
from reports.opening_kind import OpeningKind


@dataclass(frozen=True, slots=True)
class OfPerson(ButtonData):
    """A button about one officer."""

    person: int


@button(Topic.PEOPLE, "inv={role},{unit}@{page},{village}")
class Invite(ButtonData):
    """Let somebody in: what is not chosen yet is asked."""

    role: str  # of `resort.roles.Role`, or `bhabin`
    unit: str = ""
    page: int = 0  # of the units
    village: str = ""


@button(Topic.PEOPLE, "nameless")
class InviteNameless(ButtonData):
    """Make the link that was asked for without writing who is meant."""


@button(Topic.PEOPLE, "name={person}")
class NamePerson(OfPerson):
    """Write who an officer is: rank, name and post."""


@button(Topic.PEOPLE, "duty")
class Duty(ButtonData):
    """Show whether one is on duty."""


@button(Topic.PEOPLE, "on")
class DutyOn(ButtonData):
    """Come on duty."""


@button(Topic.PEOPLE, "off")
class DutyOff(ButtonData):
    """Go off duty."""


@button(Topic.PEOPLE, "ready={shift}")
class Ready(ButtonData):
    """Say that one is ready for this shift: on duty from now on."""

    shift: int


@button(Topic.PEOPLE, "keep")
class KeepReports(ButtonData):
    """Go off duty and keep what one has taken."""


@button(Topic.PEOPLE, "giveback")
class GiveBack(ButtonData):
    """Go off duty and give back what one has taken."""


@button(Topic.PEOPLE, "dutylist")
class DutyList(ButtonData):
    """Show who is missing from the shifts that run."""


@button(Topic.PEOPLE, "takeover={person}")
class TakeShift(ButtonData):
    """Take the shift that this colleague offers."""

    person: int


@button(Topic.PEOPLE, "over={person}@{page}")
class HandOverShift(ButtonData):
    """Hand the shift over: to this colleague, or asks to whom."""

    person: int | None = None
    page: int = 0


@button(Topic.PEOPLE, "unit={unit}@{page}")
class ShowUnit(ButtonData):
    """Show the people of a unit; without a unit, the units."""

    unit: str = ""
    page: int = 0


@button(Topic.PEOPLE, "person={person}")
class ShowPerson(OfPerson):
    """Show one officer."""


@button(Topic.PEOPLE, "move={person},@{page}")
class Move(OfPerson):
    """Put an officer into another unit: asks which."""

    page: int = 0


@button(Topic.PEOPLE, "moveto={person},{unit}")
class MoveTo(OfPerson):
    """Put an officer into this unit."""

    unit: str


@button(Topic.PEOPLE, "remove={person}")
class Remove(OfPerson):
    """Take an officer's rights away: asks whether one is sure."""


@button(Topic.PEOPLE, "removed={person}")
class Removed(OfPerson):
    """Take an officer's rights away, for good."""


@button(Topic.PEOPLE, "shift={unit}")
class Roster(ButtonData):
    """Show the shifts of a unit."""

    unit: str


@button(Topic.PEOPLE, "plan={person},{begins}")
class Plan(OfPerson):
    """Put an officer on the roster: on this shift, or asks on which."""

    begins: int | None = None  # seconds since 1970


@button(Topic.PEOPLE, "joinas={code}")
class JoinAnyway(ButtonData):
    """Leave the seat one has for the one that a link leads to."""

    code: str


@dataclass(frozen=True, slots=True)
class OfArrival(ButtonData):
    """A button about somebody who opened a link and waits."""

    arrival: int


@button(Topic.PEOPLE, "door={arrival}")
class ShowArrival(OfArrival):
    """Show who waits to be confirmed."""


@button(Topic.PEOPLE, "itsthem={arrival}")
class ConfirmArrival(OfArrival):
    """Say that it is the person meant: they are let in."""


@button(Topic.PEOPLE, "notthem={arrival}")
class DenyArrival(OfArrival):
    """Say that it is not: nobody is let in."""


@button(Topic.PEOPLE, "know={person}")
class KnowSeat(OfPerson):
    """Say that a new seat of the command is held by the right person."""


@button(Topic.PEOPLE, "wrong={person}")
class NotThem(OfPerson):
    """Say that a seat is held by somebody else than was meant."""


@button(Topic.PEOPLE, "seats={after}")
class CheckSeats(ButtonData):
    """Show the next seat of an earlier release that is to be confirmed."""

    after: int = 0


@button(Topic.PEOPLE, "seat={person}")
class ConfirmSeat(OfPerson):
    """Say that a seat of an earlier release is held by the right person."""


@button(Topic.PEOPLE, "listed={code}")
class ConfirmList(ButtonData):
    """Say that the list of the command is right after a restore."""

    code: str


@button(Topic.PEOPLE, "suspend={person}")
class Suspend(OfPerson):
    """Take the rights of one of the command away for a day: asks whether one is sure."""


@button(Topic.PEOPLE, "suspended={person}")
class Suspended(OfPerson):
    """Take the rights of one of the command away for a day."""


@dataclass(frozen=True, slots=True)
class OfSecond(ButtonData):
    """A button about one request that takes two of the command."""

    request: int


@button(Topic.PEOPLE, "agree={request}")
class AgreeToSecond(OfSecond):
    """Agree to it: it is done."""


@button(Topic.PEOPLE, "disagree={request}")
class DeclineSecond(OfSecond):
    """Do not agree."""


@dataclass(frozen=True, slots=True)
class OfOpening(ButtonData):
    """A button about one request to open who reported."""

    opening: int


@button(Topic.OPENING, "why={report},{kind}")
class OpenFor(ButtonData):
    """Say for what the identity of a report is to be opened: asks for the reason."""

    report: int
    kind: OpeningKind


@button(Topic.OPENING, "grant={opening}")
class Grant(OfOpening):
    """Agree to it."""


@button(Topic.OPENING, "refuse={opening}")
class RefuseOpening(OfOpening):
    """Refuse it."""


@button(Topic.PEOPLE, "history={shown}")
class HistoryForNewcomers(ButtonData):
    """Say whether newcomers of the unit's group can read what stood there before them."""

    shown: bool = False
