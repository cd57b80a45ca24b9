"""The short runs of letters of words, by which messages are compared: they forgive spelling and endings."""

from collections.abc import Sequence
from functools import lru_cache

MOST_WORDS = 80  # of a message that are compared: what it is about is said early


def runs(said: Sequence[str]) -> frozenset[str]:
    """Runs of three to five letters of the first words, each word with a blank before and behind it."""
    return frozenset().union(*map(_runs, dict.fromkeys(said[:MOST_WORDS])))


@lru_cache(8_192)  # words repeat, from one message to the next
def _runs(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(
        padded[start : start + length] for length in (3, 4, 5) for start in range(max(1, len(padded) - length + 1))
    )
