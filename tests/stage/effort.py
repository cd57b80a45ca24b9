"""Whether a reader's work goes with the length of its text, asked so that no slow or busy machine changes the answer.

No figure of seconds is held against a test: `python -m bench.reading` takes those. What can be held is a ratio of works
that one process does in turn, each the best of several.
"""

from collections.abc import Callable
from time import thread_time

LITTLE = 60.0  # times the known work: twice what the hardest text costs the slowest reader
SHORT = 1.0  # times the known work: too short to tell how it grows
PART = 4  # of the text: its first quarter takes a quarter of the time, or a sixteenth where each character counts twice
GROWN = 9.0  # times as long as that part: between 4, as long as the text, and 16, its square
TRIES = 40


def busy(reader: Callable[[str], object], text: str) -> str | None:
    """Why this text keeps the reader busy for longer than it should, or None."""
    part = text[: len(text) // PART]
    whole = quarter = known = float("inf")
    for _ in range(TRIES):
        whole = min(whole, took(lambda: reader(text)))
        quarter = min(quarter, took(lambda: reader(part)))
        known = min(known, took(known_work))
        if whole <= LITTLE * known and (whole <= SHORT * known or whole <= GROWN * quarter):
            return None
    return f"{whole / known:.1f} times the known work, {whole / quarter:.1f} times as long as its quarter"


def known_work() -> int:
    """What takes about half a millisecond on an idle core of 2024, and does what readers do: it looks at words."""
    return sum(len(word) for word in ("satu dua tiga empat lima " * 2_000).split())


def took(work: Callable[[], object]) -> float:
    """Processor seconds of this thread."""
    began = thread_time()
    work()
    return thread_time() - began
