"""Weighs whether a message tells of anything to report, or is what people write to each other every day.

A naive Bayes over runs of letters and pairs of words, learnt from the examples of reports, and from everyday lines
with those that are only loud: jokes, news, films, advertisements, figures of speech. It decides how a message out
of the blue is answered, and that small talk is not asked whether it is dangerous; it takes no sign of danger away.
"""

from collections.abc import Sequence

from reports.bayes import Scale
from reports.lessons import Lines, calm, danger, everyday, reported, together, told

VAGUE = 0.8  # below this weight a message is everyday talk where nothing says what it is about
KNOWN = -2.5  # where something does, only what plainly is: "ribut tadi sudah damai"
SMALL_TALK = 0.5  # below this, few words without a sign of danger are not asked about it, however they sound
UNREAL = 0.7  # where it laughs, tells of a film or the news, or speaks in figures, whatever its words are about
_FEWEST_WORDS = 3
_LONGEST_SMALL_TALK = 10  # words
_LOUD = ("joke", "news", "film", "ad", "figure")


def is_everyday(said: Sequence[str], *, known: bool, unreal: bool = False) -> bool:
    """Whether words tell of nothing to report.

    `known` if a rule names a category for them, or they name a place, a TPS or an office that did wrong; `unreal` if
    they laugh, tell of a film or the news, or speak in figures.
    """
    bar = UNREAL if unreal else KNOWN if known else VAGUE
    return len(said) >= _FEWEST_WORDS and weigh(said) < bar


def is_small_talk(said: Sequence[str]) -> bool:
    """Whether a few words sound like what people write every day."""
    return len(said) <= _LONGEST_SMALL_TALK and weigh(said) < SMALL_TALK


def weigh(said: Sequence[str]) -> float:
    """How much words sound like a report, above zero, or like everyday talk, below it; 0 where nothing is known."""
    return _SCALE.weigh(said)


def _reports() -> Lines:
    return (*together(reported()), *together(danger()), *together(told()))


def _talk() -> Lines:
    loud = calm()
    return (*together(everyday()), *(line for kind in _LOUD for line in loud[kind]))


_SCALE = Scale(_reports, _talk)
