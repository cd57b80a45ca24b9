"""Weighs whether a message only asks, or tells by its question what has happened, by what was learnt from examples."""

from collections.abc import Sequence

from reports.bayes import Scale
from reports.lessons import asking, reported, together

TELLS = 0.7  # above: a report, although it is shaped as a question
SURELY_TELLS = 4.5  # above: a report, although it says little
ASKS = -2.0  # below: a question, although words in it speak for a category
SURELY_ASKS = -7.0  # below: the same, although it is not shaped as one


def tells(said: Sequence[str]) -> float:
    """How much words sound like a report, above zero, or like a question, below it."""
    return _SCALE.weigh(said)


_SCALE = Scale(lambda: (*asking()["report"], *asking()["report"], *together(reported())), lambda: asking()["question"])
