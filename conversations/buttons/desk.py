"""The buttons of the desk: the queue with its filters, and the acts on one report."""

from dataclasses import dataclass
from typing import Self

from conversations.buttons.officer import OfReport
from conversations.callback import ButtonData, Topic, button
from reports.category import Category, Family
from reports.state import State
from reports.urgency import Urgency

# A filter is written with places in these lists: nothing may come before what already stands in them.
_URGENCIES = (Urgency.DARURAT, Urgency.TINGGI, Urgency.SEDANG, Urgency.RENDAH)
_STATES = (State.RECEIVED, State.VERIFIED, State.ASSIGNED, State.ACTED_ON, State.REFERRED, State.DONE)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which reports of the queue to see, as a button carries it: `urgency,state,kecamatan,untaken`."""

    urgency: Urgency | None = None
    state: State | None = None
    district: str | None = None
    untaken: bool = False

    def __str__(self) -> str:
        urgency = "" if self.urgency is None else _URGENCIES.index(self.urgency)
        state = "" if self.state is None else _STATES.index(self.state)
        return f"{urgency},{state},{self.district or ''},{'1' if self.untaken else ''}".rstrip(",")

    @classmethod
    def read(cls, words: str) -> Self:
        """The filter of its written form. Raises `ValueError` when it is none."""
        urgency, state, district, untaken, *rest = (*words.split(","), "", "", "", "")
        if any(rest) or any(place and not (place.isascii() and place.isdecimal()) for place in (urgency, state)):
            raise ValueError(f"no filter: {words}")
        try:
            return cls(
                _URGENCIES[int(urgency)] if urgency else None,
                _STATES[int(state)] if state else None,
                district or None,
                bool(untaken),
            )
        except IndexError:
            raise ValueError(f"no filter: {words}") from None


ANYTHING = QueueFilter()


@button(Topic.DESK, "list={filter};{after}")
class Queue(ButtonData):
    """Show a page of the queue: what comes after a report."""

    filter: QueueFilter = ANYTHING
    after: int = 0


@button(Topic.DESK, "queue")
class OpenQueue(ButtonData):
    """Show the queue in a message of its own."""


@button(Topic.DESK, "look={report}")
class LookAt(OfReport):
    """Show a report in a message of its own."""


@button(Topic.DESK, "search")
class Search(ButtonData):
    """Look for a report: asks for what."""


@button(Topic.DESK, "found={page}")
class TurnFound(ButtonData):
    """Show another page of what was found."""

    page: int = 0


@button(Topic.DESK, "filter={filter}")
class ChooseFilter(ButtonData):
    """Show what can be chosen."""

    filter: QueueFilter = ANYTHING


@button(Topic.DESK, "urgency={filter}")
class FilterUrgency(ButtonData):
    """Choose an urgency."""

    filter: QueueFilter = ANYTHING


@button(Topic.DESK, "state={filter}")
class FilterState(ButtonData):
    """Choose a state."""

    filter: QueueFilter = ANYTHING


@button(Topic.DESK, "district={filter};{page}")
class FilterDistrict(ButtonData):
    """Choose a kecamatan."""

    filter: QueueFilter = ANYTHING
    page: int = 0


@button(Topic.DESK, "open={report};{filter}")
class OpenOnDesk(OfReport):
    """Show a report; the filter is the queue's to go back to."""

    filter: QueueFilter = ANYTHING


@button(Topic.DESK, "files={report}")
class DeskFiles(OfReport):
    """Show the evidence."""


@button(Topic.DESK, "verify={report}")
class Verify(OfReport):
    """Say that the desk has looked at it."""


@button(Topic.DESK, "truth={report}")
class AskTruth(OfReport):
    """Say whether it is so: asks which."""


@button(Topic.DESK, "true={report}")
class Confirm(OfReport):
    """Say that it is so."""


@button(Topic.DESK, "false={report}")
class Refute(OfReport):
    """Say that it is not so."""


@button(Topic.DESK, "kind={report}")
class Reclassify(OfReport):
    """Give it another category: asks about what."""


@button(Topic.DESK, "family={report},{family}")
class ChooseFamily(OfReport):
    """Give it a category of this family: asks which."""

    family: Family


@button(Topic.DESK, "category={report},{category}")
class ChooseCategory(OfReport):
    """Give it this category."""

    category: Category


@button(Topic.DESK, "assign={report},{page}")
class Assign(OfReport):
    """Assign it: asks to which unit."""

    page: int = 0


@button(Topic.DESK, "unit={report},{unit};{page}")
class AssignUnit(OfReport):
    """Assign it to this unit: asks whether to one of its people."""

    unit: str
    page: int = 0


@button(Topic.DESK, "to={report},{unit};{officer}")
class AssignTo(OfReport):
    """Assign it to a unit, or to one officer: asks why."""

    unit: str = ""
    officer: int | None = None


@button(Topic.DESK, "near={report},{unit}")
class SendNear(OfReport):
    """Assign or refer it to the unit of its place, for that reason."""

    unit: str


@button(Topic.DESK, "refer={report},{page}")
class Refer(OfReport):
    """Refer it to a partner: asks which."""

    page: int = 0


@button(Topic.DESK, "agency={report},{unit}")
class ReferTo(OfReport):
    """Refer it to this partner: asks why."""

    unit: str


@button(Topic.DESK, "ask={report}")
class DeskQuestion(OfReport):
    """Ask the reporter something."""


@button(Topic.DESK, "more={report}")
class More(OfReport):
    """Show the acts that end a report or send it away."""


@button(Topic.DESK, "screen={report}")
class ScreenReporter(OfReport):
    """Have the desk see the alarms of its reporter first: asks whether one is sure."""


@button(Topic.DESK, "screened={report}")
class ScreenSure(OfReport):
    """Have the desk see the alarms of its reporter first, for a day; or agree to a second one."""


@button(Topic.DESK, "looked={report}")
class Looked(OfReport):
    """Say that one looks at an alarm that is held back."""


@button(Topic.DESK, "callout={report}")
class CallOut(OfReport):
    """Let an alarm that is held back go out."""


@button(Topic.DESK, "incident={report}")
class NameIncident(OfReport):
    """Make an incident of a report: asks for its name."""


@button(Topic.DESK, "named={report}")
class NameProposed(OfReport):
    """Make an incident of a report, under the name that was proposed."""


@button(Topic.DESK, "going={report}")
class OpenIncident(OfReport):
    """Show a named incident."""


@button(Topic.DESK, "leaders={report}")
class ChooseLeader(OfReport):
    """Give the lead of an incident to another: asks to whom."""


@button(Topic.DESK, "leader={report},{officer}")
class SetLeader(OfReport):
    """Give the lead of an incident to this officer."""

    officer: int


@button(Topic.DESK, "moved={report}")
class MoveIncident(OfReport):
    """Say that an incident has moved: asks where to."""


@button(Topic.DESK, "ending={report}")
class EndIncident(OfReport):
    """End an incident: asks whether one is sure."""


@button(Topic.DESK, "ended={report}")
class EndIncidentSure(OfReport):
    """End an incident, for good."""


@button(Topic.DESK, "merge={report}")
class Merge(OfReport):
    """Merge it: asks into which."""


@button(Topic.DESK, "into={report},{other}")
class MergeInto(OfReport):
    """Merge it into this one: asks whether one is sure."""

    other: int


@button(Topic.DESK, "alike={report},{other}")
class MergeAlike(OfReport):
    """Merge it into the one that its call names: asks whether one is sure, in a message of its own."""

    other: int


@button(Topic.DESK, "merged={report},{other}")
class Merged(OfReport):
    """Merge it into this one, for good."""

    other: int


@button(Topic.DESK, "there={report}")
class ReceivedThere(OfReport):
    """Say that the neighbouring Polres has received it: asks by whom."""


@button(Topic.DESK, "number={report}")
class MergeNumber(OfReport):
    """Merge it into one whose number the desk writes."""


@button(Topic.DESK, "reject={report}")
class Reject(OfReport):
    """Reject it: asks why."""


@button(Topic.DESK, "close={report}")
class Close(OfReport):
    """Close it."""


@button(Topic.DESK, "reopen={report}")
class Reopen(OfReport):
    """Open it again."""
