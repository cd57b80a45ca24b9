"""The buttons of a subscription, and of the coverage that command looks at."""

from broadcasts import appeal
from conversations.callback import ButtonData, Topic, button


@button(Topic.TOPICS, "open")
class Subscribe(ButtonData):
    """Get announcements here; show the choice."""


@button(Topic.TOPICS, "main")
class Choice(ButtonData):
    """Show the choice."""


@button(Topic.TOPICS, "stop")
class Unsubscribe(ButtonData):
    """Stop announcements here."""


@button(Topic.TOPICS, "on={about}")
class TopicOn(ButtonData):
    """Follow a topic."""

    about: appeal.Topic


@button(Topic.TOPICS, "off={about}")
class TopicOff(ButtonData):
    """Follow a topic no longer."""

    about: appeal.Topic


@button(Topic.TOPICS, "areas=@{page}")
class ChooseAreas(ButtonData):
    """Show the kecamatan."""

    page: int = 0


@button(Topic.TOPICS, "all=@{page}")
class Everywhere(ButtonData):
    """Follow every area."""

    page: int = 0


@button(Topic.TOPICS, "district={area}@{page}")
class ChooseVillages(ButtonData):
    """Show the kelurahan of a kecamatan."""

    area: str
    page: int = 0


@button(Topic.TOPICS, "add={area}@{page}")
class AddArea(ButtonData):
    """Follow an area."""

    area: str
    page: int = 0


@button(Topic.TOPICS, "drop={area}@{page}")
class DropArea(ButtonData):
    """Follow an area no longer."""

    area: str
    page: int = 0


@button(Topic.TOPICS, "groups=@{page}")
class Coverage(ButtonData):
    """Show how the groups cover the resort."""

    page: int = 0


@button(Topic.TOPICS, "sector={sector}@{page}")
class CoverageOf(ButtonData):
    """Show how the groups cover one sector."""

    sector: str
    page: int = 0
