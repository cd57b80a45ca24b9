"""Informal spelling: many ways to write a word, one way to read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.characters import fold
from language.words import digits, plain, squeeze, words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Tolooong", "tolong"),
        ("TOLONG", "tolong"),
        ("tdk ada yg datang", "tidak ada yang datang"),
        ("ga ada", "tidak ada"),
        ("gk bs", "tidak bisa"),
        ("udh sdh dah", "sudah sudah sudah"),
        ("td mlm", "tadi malam"),
        ("td pg", "tadi pagi"),
        ("skrg", "sekarang"),
        ("kmrn", "kemarin"),
        ("org2", "orang orang"),
        ("bagi2 amplop", "bagi bagi amplop"),
        ("pukul2an", "pukul pukulan"),
        ("coba2a", "coba coba"),
        ("tps5", "tps 5"),
        ("TPS2", "tps 2"),
        ("tps23", "tps 23"),
        ("jam2", "jam 2"),
        ("100rb", "100 rb"),
        ("Jum'at", "jumat"),
        ("café", "cafe"),
        ("ado urang", "ada orang"),
        ("ono wong", "ada orang"),
        ("ricuh 🔥🔥", "ricuh"),
        ("par\u200bang", "parang"),
        ("\u202eparang", "parang"),
        ("\uff30\uff21\uff32\uff21\uff2e\uff27", "parang"),
    ],
)
def test_a_spelling_is_read(typed: str, read: str) -> None:
    assert " ".join(words(typed)) == squeeze(read)


def test_digits_and_punctuation_stay_in_place() -> None:
    assert plain("TPS 011, jam 07.30!") == "tps 011, jam 07.30!"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("tps lima", "tps 5"),
        ("tps dua belas", "tps 12"),
        ("jam sebelas", "jam 11"),
        ("dua puluh", "20"),
        ("dua puluh lima", "25"),
        ("sembilan puluh sembilan", "99"),
        ("selimaan", "selimaan"),
        ("satu dua", "1 2"),
    ],
)
def test_number_words_become_digits(said: str, written: str) -> None:
    assert digits(said) == written


@given(st.text(max_size=200))
def test_reading_twice_is_reading_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert squeeze(squeeze(text)) == squeeze(text)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert all(word and word == squeeze(word) for word in words(text))
