"""The buttons of the menu, of one's own reports, and of one's own data."""

from conversations.addition import Part
from conversations.callback import ButtonData, Topic, button
from reports.category import Category
from reports.threat import Known, Reach, WhyWithdrawn
from reports.wish import Wish


@button(Topic.MENU, "menu")
class Menu(ButtonData):
    """Show the menu."""


@button(Topic.MENU, "clean")
class CleanScreen(ButtonData):
    """Remove what stands in the chat of somebody who hides."""


@button(Topic.MENU, "agree")
class Agree(ButtonData):
    """Consent to what is kept."""


@button(Topic.MENU, "report")
class BeginReport(ButtonData):
    """Begin a report, or offer the unfinished one."""


@button(Topic.MENU, "resume")
class Resume(ButtonData):
    """Go on with the unfinished report."""


@button(Topic.MENU, "anew")
class Anew(ButtonData):
    """Begin a report; the unfinished one is let go."""


@button(Topic.MENU, "at={place}")
class BeginAt(ButtonData):
    """Begin a report at the place a poster names; the unfinished one is let go."""

    place: str  # as `resort.area.place_payload` writes it


@button(Topic.MENU, "language={code}")
class ChooseLanguage(ButtonData):
    """Choose a language."""

    code: str


@button(Topic.MENU, "mine")
class MyReports(ButtonData):
    """Show one's own reports."""


@button(Topic.MENU, "appeals")
class LatestAppeal(ButtonData):
    """Show the latest announcement."""


@button(Topic.MENU, "emergency")
class Emergency(ButtonData):
    """Show 110."""


@button(Topic.MENU, "danger")
class NeedHelp(ButtonData):
    """Take the short way now, with whatever was told so far."""


@button(Topic.MENU, "writes")
class CannotCall(ButtonData):
    """Say that one cannot telephone."""


@button(Topic.MENU, "police={leadership}")
class KeepForPropam(ButtonData):
    """Begin a report about the police themselves, which Propam alone reads; or one about whoever leads them."""

    leadership: bool = False


@button(Topic.MENU, "help")
class HowTo(ButtonData):
    """Show what the bot can do."""


@button(Topic.MENU, "privacy")
class Privacy(ButtonData):
    """Show what is kept."""


@button(Topic.MINE, "page={page}")
class MyReportsPage(ButtonData):
    """Show a page of one's own reports."""

    page: int = 0


@button(Topic.MINE, "open={number}")
class OpenMine(ButtonData):
    """Show one of one's own reports."""

    number: str


@button(Topic.MINE, "add={number}")
class Add(ButtonData):
    """Add to a report."""

    number: str


@button(Topic.MINE, "change={number},{part}")
class ChangePart(ButtonData):
    """Put a part of a sent report right."""

    number: str
    part: Part


@button(Topic.MINE, "iskind={number},{category}")
class SayKind(ButtonData):
    """Say what kind a sent report is."""

    number: str
    category: Category


@button(Topic.MINE, "where={number};{page}")
class ChooseDistrict(ButtonData):
    """Choose the kecamatan of an emergency that was sent without one."""

    number: str
    page: int = 0


@button(Topic.MINE, "in={number};{district}")
class InDistrict(ButtonData):
    """The kecamatan of an emergency that was sent without one."""

    number: str
    district: str


@button(Topic.MINE, "theirs={objection},{said}")
class SayWhetherTheirs(ButtonData):
    """Say whether the accused is of an office that would read the report."""

    objection: int
    said: Wish


@button(Topic.MINE, "neighbour={number}")
class HandToNeighbour(ButtonData):
    """Let a report of elsewhere be handed over to the Polres there."""

    number: str


@button(Topic.MINE, "answer={number}")
class AnswerQuestion(ButtonData):
    """Answer a question about a report."""

    number: str


@button(Topic.MINE, "done={number}")
class DoneAdding(ButtonData):
    """Stop adding to a report."""

    number: str


@button(Topic.MINE, "withdraw={number}")
class Withdraw(ButtonData):
    """Take a report back: asks whether one is sure."""

    number: str


@button(Topic.MINE, "withdrawn={number},{why}")
class Withdrawn(ButtonData):
    """Take a report back for good."""

    number: str
    why: WhyWithdrawn = WhyWithdrawn.SOLVED


@button(Topic.MINE, "threatened={number}")
class Threatened(ButtonData):
    """Say that one is threatened because of a report."""

    number: str


@button(Topic.MINE, "safe={number},{safe}")
class IsSafe(ButtonData):
    """Say whether one is safe now."""

    number: str
    safe: bool = False


@button(Topic.MINE, "knows={number},{known}")
class WhoKnows(ButtonData):
    """Say who knows of the report."""

    number: str
    known: Known


@button(Topic.MINE, "reach={number},{reach}")
class HowReached(ButtonData):
    """Say how one can be reached."""

    number: str
    reach: Reach


@button(Topic.MINE, "solved={number}")
class Solved(ButtonData):
    """Say that it is solved."""

    number: str


@button(Topic.MINE, "reopen={number}")
class NotSolved(ButtonData):
    """Say that it is not solved."""

    number: str


@button(Topic.MINE, "other={number}")
class OtherIncident(ButtonData):
    """Say that a report which joined an incident is another incident."""

    number: str


@button(Topic.MINE, "formal={number}")
class ReportedFormally(ButtonData):
    """Say that one has reported the violation formally."""

    number: str


@button(Topic.MINE, "informal={number}")
class NotReporting(ButtonData):
    """Say that one does not want to report it formally."""

    number: str


@button(Topic.DATA, "ask")
class Erase(ButtonData):
    """Show what can be erased."""


@button(Topic.DATA, "sure")
class EraseSure(ButtonData):
    """Erase: asks whether one is sure."""


@button(Topic.DATA, "no")
class EraseNo(ButtonData):
    """Leave everything as it is."""


@button(Topic.DATA, "yes={chat}")
class EraseYes(ButtonData):
    """Erase, for good, what is stored of this very chat."""

    chat: int


@button(Topic.MENU, "giat")
class BeginActivity(ButtonData):
    """Report one's own work: the giat."""
