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


@button(Topic.RECORD, "status")
class AskCode(ButtonData):
    """Somebody asks on the telephone how their report stands: asks for its number and their two words."""
