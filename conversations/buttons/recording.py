"""The buttons of people who write down the reports of others."""

from conversations.buttons.officer import OfReport
from conversations.callback import ButtonData, Topic, button
from reports.recorded import When


@button(Topic.RECORD, "new")
class Record(ButtonData):
    """Write down somebody else's report."""


@button(Topic.RECORD, "when={report},{when}")
class SayWhen(OfReport):
    """Say when what was written down happened."""

    when: When


@button(Topic.RECORD, "erase={report}")
class EraseForCaller(OfReport):
    """The reporter on the telephone wants it erased: asks whether they are sure."""


@button(Topic.RECORD, "erased={report}")
class ErasedForCaller(OfReport):
    """Erase it for them, for good."""


@button(Topic.RECORD, "status")
class AskCode(ButtonData):
    """Somebody asks on the telephone how their report stands: asks for its number and their two words."""
