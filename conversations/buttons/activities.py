"""The buttons for reading what officers reported of their own work."""

from conversations.callback import ButtonData, Topic, button
from resort.work import Work


@button(Topic.ACTIVITIES, "counts={days},{page}")
class ActivityCounts(ButtonData):
    """Show how many of each kind the units have reported in the last days."""

    days: int = 1
    page: int = 0


@button(Topic.ACTIVITIES, "list={days},{unit},{work},{page}")
class ActivityList(ButtonData):
    """Show a page of those of one unit or all, of one kind or any."""

    days: int = 1
    unit: str = ""
    work: Work | None = None
    page: int = 0


@button(Topic.ACTIVITIES, "one={activity}")
class OneActivity(ButtonData):
    """Show an activity whole, with its photo."""

    activity: int
