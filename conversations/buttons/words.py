"""The buttons below a question for words, and below words that may mean something else."""

from conversations.callback import ButtonData, Topic, button
from reports.usual_reason import UsualReason


@button(Topic.WORDS, "why={reason}")
class GiveReason(ButtonData):
    """Answer with a usual reason."""

    reason: UsualReason


@button(Topic.WORDS, "report")
class SendAsReport(ButtonData):
    """The words typed last are a report, not an answer."""


@button(Topic.WORDS, "new")
class NotThisReport(ButtonData):
    """The words that were added to a report are a new one."""


@button(Topic.WORDS, "anyway")
class SendAnyway(ButtonData):
    """The words go to the officer although they tell who wrote them."""


@button(Topic.WORDS, "unsaid")
class LeaveUnsaid(ButtonData):
    """The words do not go to the officer."""


@button(Topic.WORDS, "answer")
class TakeAsAnswer(ButtonData):
    """The words typed last are the answer, although they sound like danger."""


@button(Topic.WORDS, "mine")
class AddToMine(ButtonData):
    """The words typed last, or what is offered as a report, belong to the report that is open."""


@button(Topic.WORDS, "to={number}")
class AddTo(ButtonData):
    """The same, or what was added to another report, belongs to this one: several are open."""

    number: str
