"""Guessing whether somebody writes English, only ever to suggest a switch; their own choice decides."""

import re
from functools import cache
from itertools import islice
from pathlib import Path

from langdetect import DetectorFactory, LangDetectException
from langdetect.detector_factory import PROFILES_DIRECTORY

_COMMON = frozenset(
    ["the", "is", "are", "was", "were", "and", "there", "to", "of", "in", "my", "we", "they", "have", "has", "with"]
)
_ADDRESS = re.compile(r"://|@|\.\w")  # what a link, an e-mail address or a user name holds
_WORD = re.compile(r"[^\W\d_]{2,20}")
_MOST = 60  # words that are read: enough to tell two languages apart


def seems_english(text: str) -> bool:
    """True when at least four words are written in what is surely English (p >= 0.9).

    Use it once to offer the English texts. Upper case is folded first: the detector takes shouted Indonesian for
    English. Text without one of English's commonest words is not even given to it.
    """
    parts = (part for part in text.lower().split() if not _ADDRESS.search(part))
    words = list(islice((word for part in parts for word in _WORD.findall(part)), _MOST))
    if len(words) < 4 or _COMMON.isdisjoint(words):
        return False
    detector = _factory().create()
    detector.append(" ".join(words))
    try:
        return any(guess.lang == "en" and guess.prob >= 0.9 for guess in detector.get_probabilities())
    except LangDetectException:
        return False


@cache
def _factory() -> DetectorFactory:
    """A seeded detector that knows two languages only, so that the same words always give the same answer."""
    factory = DetectorFactory()
    factory.seed = 0
    profiles = [(Path(PROFILES_DIRECTORY) / name).read_text(encoding="utf-8") for name in ("id", "en")]
    factory.load_json_profile(profiles)
    return factory
