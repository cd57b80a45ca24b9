"""The buttons of a call: what an officer does with a report."""

from dataclasses import dataclass

from conversations.callback import ButtonData, Topic, button
from reports.result import Result


@dataclass(frozen=True, slots=True)
class OfReport(ButtonData):
    """A button about one report."""

    report: int


@button(Topic.PING, "whole={report},{part}")
class ReadWhole(OfReport):
    """Read all that was told, from this part on."""

    part: int = 0


@button(Topic.PING, "take={report}")
class Take(OfReport):
    """Take the report."""


@button(Topic.PING, "go={report}")
class HeadOut(OfReport):
    """Say that one is on the way."""


@button(Topic.PING, "there={report}")
class Arrive(OfReport):
    """Say that one is there."""


@button(Topic.PING, "done={report}")
class AskResult(OfReport):
    """End the report: asks what was found."""


@button(Topic.PING, "result={report},{result}")
class Finish(OfReport):
    """End the report with this result."""

    result: Result


@button(Topic.PING, "lp={report}")
class PoliceReport(OfReport):
    """Note that a Laporan Polisi was made: asks for its number."""


@button(Topic.PING, "help={report}")
class CallHelp(OfReport):
    """Call help."""


@button(Topic.PING, "come={report}")
class Come(OfReport):
    """Come to help."""


@button(Topic.PING, "safe={report}")
class Safe(OfReport):
    """Help is no longer needed: one is safe."""


@button(Topic.PING, "radio={report}")
class ByRadio(OfReport):
    """Help is on its way, called by radio."""


@button(Topic.PING, "phone={report}")
class Telephoned(OfReport):
    """Say that one has telephoned whoever should have taken the report: asks whom."""


@button(Topic.PING, "phoned={report},{unit}")
class TelephonedTo(OfReport):
    """Say whom one has telephoned: a unit, the resort, or 110."""

    unit: str


@button(Topic.PING, "call={report}")
class ShowCall(OfReport):
    """Show the call of a report that waits in one's own area."""


@button(Topic.PING, "no={report}")
class Decline(OfReport):
    """Say that one cannot: asks why."""


@button(Topic.PING, "ask={report}")
class AskReporter(OfReport):
    """Ask the reporter something."""


@button(Topic.PING, "pass={report},{page}")
class Pass(OfReport):
    """Pass the report on: asks to which unit. With a page, the list turns in place."""

    page: int | None = None


@button(Topic.PING, "to={report},{unit}")
class PassTo(OfReport):
    """Pass the report on to this unit."""

    unit: str


@button(Topic.PING, "files={report}")
class ShowFiles(OfReport):
    """Show the evidence."""


@button(Topic.PING, "others={report},{page}")
class OtherReporters(OfReport):
    """Show what others wrote whose alarms joined this one."""

    page: int = 0


@button(Topic.PING, "apart={report}")
class Separate(OfReport):
    """Say that a report which joined an incident is another incident."""


@button(Topic.PING, "held={report}")
class FetchHeld(OfReport):
    """Fetch the files that were held because their reporter sent so many that day."""


@button(Topic.PING, "estimate={report},{taps}")
class Estimate(OfReport):
    """Say how it stands at a named incident: each tap adds a choice, four make an estimate."""

    taps: str = ""


@button(Topic.PING, "shared={report}")
class SharedLine(OfReport):
    """Write the line that everybody who reported an incident gets: asks for it."""


@button(Topic.PING, "nowords")
class NoWords(ButtonData):
    """Say nothing to a question for words: nothing is done."""


@button(Topic.PING, "keep={objection}")
class KeepAway(ButtonData):
    """Agree that a unit does not get a report, for its words accuse that office."""

    objection: int


@button(Topic.PING, "send={objection}")
class SendThere(ButtonData):
    """Send a report to a unit all the same; its reporter is told first."""

    objection: int


@button(Topic.PING, "own={threat}")
class OwnThreat(ButtonData):
    """Deal with a reporter's being threatened."""

    threat: int


@button(Topic.PING, "unthreat={threat}")
class EndThreat(ButtonData):
    """Say that it is dealt with."""

    threat: int


@button(Topic.PING, "field")
class ReportAsOfficer(ButtonData):
    """Report as an officer."""


@button(Topic.PING, "mine={other},{report}")
class JoinToMine(OfReport):
    """A citizen's report is of the same as one's own: it joins."""

    other: int


@button(Topic.PING, "mywork")
class MyWork(ButtonData):
    """Show what one has in hand and reported."""


@button(Topic.PING, "mycall={report}")
class ShowMine(OfReport):
    """Show the call of one of these again."""


@button(Topic.PING, "undo={report}")
class TakeBackTap(OfReport):
    """The last tap on this report was a mistake."""
