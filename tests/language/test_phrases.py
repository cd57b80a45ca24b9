"""The pattern language of the word tables."""

import pytest

from language.phrases import Phrases


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("parang", "ada parang di sini", True),
        ("parang", "parangnya panjang", True),
        ("parang", "separang", False),
        ("bakar ban", "mereka bakar ban", True),
        ("bakar ban", "bakar tiga ban", False),
        ("bakar ... ban", "bakar tiga ban", True),
        ("bakar ... ban", "bakar ban", True),
        ("bakar ... ban", "bakar a b c ban", True),
        ("bakar ... ban", "bakar a b c d ban", False),
        ("bawa|pegang kayu|batu", "pegang batu", True),
        ("bawa|pegang kayu|batu", "pegang kaca", False),
        ("pukul #", "pukul 7", True),
        ("pukul #", "pukul tujuh", True),
        ("pukul #", "pukul saya", False),
        ("pukul #", "pukul", False),
    ],
)
def test_a_pattern_finds_its_phrase(pattern: str, text: str, found: bool) -> None:
    assert bool(Phrases({"it": [pattern]}).find(text.split())) is found


def test_a_find_says_where_and_how_much() -> None:
    (found,) = Phrases({"fire": ["asap ... tebal"]}).find(["lihat", "asap", "yang", "tebal"])
    assert (found.label, found.start, found.end, found.weight) == ("fire", 1, 4, 2)
