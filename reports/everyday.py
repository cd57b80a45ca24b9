"""Weighs whether a message tells of anything to report, or is what people write to each other every day.

A naive Bayes over runs of letters and pairs of words, learnt from the examples of reports and from everyday lines.
It decides only how a message out of the blue is answered, never whether it is dangerous.
"""

from collections.abc import Sequence

from reports.bayes import Scale
from reports.lessons import danger, everyday, reported, together, told

UNKNOWN_KIND = 1.8  # below this weight a message is everyday talk where no rule says what it is about
KNOWN_KIND = -1.3  # where a rule does, only what plainly is: "ribut tadi sudah damai"
_FEWEST_WORDS = 3


def is_everyday(said: Sequence[str], *, known: bool) -> bool:
    """Whether words tell of nothing to report; `known` if a rule names a category for them."""
    return len(said) >= _FEWEST_WORDS and weigh(said) < (KNOWN_KIND if known else UNKNOWN_KIND)


def weigh(said: Sequence[str]) -> float:
    """How much words sound like a report, above zero, or like everyday talk, below it; 0 where nothing is known."""
    return _SCALE.weigh(said)


_SCALE = Scale(lambda: (*together(reported()), *together(danger()), *together(told())), lambda: together(everyday()))
