"""The buttons of the resort's own texts: topics for everybody, reading and approving for the command."""

from conversations.buttons.announcements import Seen
from conversations.callback import ButtonData, Topic, button


@button(Topic.SERVICE, "list={page}")
class Topics(ButtonData):
    """Show the topics."""

    page: int = 0


@button(Topic.SERVICE, "show={name}")
class ShowTopic(ButtonData):
    """Show one topic."""

    name: str


@button(Topic.SERVICE, "office={unit}")
class ShowOffice(ButtonData):
    """Show an office on a map."""

    unit: str


@button(Topic.SERVICE, "offices={name},{page}")
class Offices(ButtonData):
    """Show a topic with other offices below it."""

    name: str
    page: int = 0


@button(Topic.TEXTS, "list={page}")
class TextList(ButtonData):
    """Show every text with its approval."""

    page: int = 0


@button(Topic.TEXTS, "read={name},{page}")
class ReadText(ButtonData):
    """Read a page of a text."""

    name: str
    page: int = 0


@button(Topic.TEXTS, "ok={seen}")
class ApproveText(ButtonData):
    """Approve exactly the version that was read."""

    seen: Seen


@button(Topic.TEXTS, "all={seen}")
class ApproveRead(ButtonData):
    """Approve everything that was read."""

    seen: Seen
