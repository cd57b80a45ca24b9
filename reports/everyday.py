"""Weighs whether a message tells of anything to report, or is what people write to each other every day.

A naive Bayes over runs of letters and pairs of words, learnt from the examples of reports and from everyday lines.
It decides only how a message out of the blue is answered, never whether it is dangerous.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import log, sqrt
from typing import Any

from language.words import words
from reports.runs import MOST_WORDS, runs

UNKNOWN_KIND = 0.5  # below this weight a message is everyday talk where no rule says what it is about
KNOWN_KIND = -2.0  # where a rule does, only what plainly is: "ribut tadi sudah damai"
TELLS = 2.0  # from this weight on a question tells of something: "apa polisi tidak tahu di sana orang berjudi?"
TELLS_ALL_THE_SAME = 5.5
_SUPPOSING = frozenset(
    [
        "kalau", "jika", "bila", "misal", "misalnya", "seandainya", "cara", "caranya", "tips", "boleh", "bolehkah",
        "pasal", "hukuman", "menolong", "bagaimana", "if", "how", "can", "may", "suppose",
    ]
)  # fmt: skip
_FEWEST_WORDS = 3
_SMOOTHING = 0.2


def is_everyday(said: Sequence[str], *, known: bool) -> bool:
    """Whether words tell of nothing to report; `known` if a rule names a category for them."""
    return len(said) >= _FEWEST_WORDS and weigh(said) < (KNOWN_KIND if known else UNKNOWN_KIND)


def tells(said: Sequence[str]) -> bool:
    """Whether words in the form of a question tell of something; what asks how, or supposes, has to tell much of it."""
    return weigh(said) >= (TELLS_ALL_THE_SAME if _SUPPOSING.intersection(said) else TELLS)


def weigh(said: Sequence[str]) -> float:
    """How much words sound like a report, above zero, or like everyday talk, below it; 0 where nothing is known."""
    said = said[:MOST_WORDS]
    weight, count = 0.0, 0
    for word in dict.fromkeys(said):
        of_word, runs_of_word = _weight(word)
        weight += of_word
        count += runs_of_word
    pairs = {f"{first} {second}" for first, second in pairwise(said)}
    weight += sum(_WEIGHTS.get(pair, 0.0) for pair in pairs)
    return weight / sqrt(count + len(pairs) or 1)


@lru_cache(8_192)  # words repeat, from one message to the next
def _weight(word: str) -> tuple[float, int]:
    found = runs((word,))
    return sum(_WEIGHTS.get(run, 0.0) for run in found), len(found)


def _learn() -> dict[str, float]:
    own = _table("everyday")
    reports = [line for lines in (*_table("examples").values(), *_table("doubt")["danger"].values()) for line in lines]
    reports += own["told"]["lines"]
    everyday = [line for lines in own["everyday"].values() for line in lines]
    told, chat = _counted(reports), _counted(everyday)
    more = log(len(reports) / len(everyday))
    return {
        each: log((told[each] + _SMOOTHING) / (chat[each] + _SMOOTHING)) - more for each in told.keys() | chat.keys()
    }


def _counted(lines: Iterable[str]) -> Counter[str]:
    return Counter(each for line in lines for each in _features(words(line)))


def _features(said: Sequence[str]) -> frozenset[str]:
    return runs(said) | {f"{first} {second}" for first, second in pairwise(said[:MOST_WORDS])}


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


_WEIGHTS = _learn()
