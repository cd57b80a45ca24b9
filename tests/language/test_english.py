"""The suggestion of a language: English is offered only to who surely writes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.english import seems_english


@pytest.mark.parametrize(
    "text",
    [
        "There is a fight in front of the polling station",
        "they are giving money to voters in my street",
        "Somebody was hurt and we have to call an ambulance",
        "THERE IS A FIGHT IN FRONT OF THE POLLING STATION",
    ],
)
def test_english_is_heard(text: str) -> None:
    assert seems_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "12345 67890",
        "🙏🙏🙏",
        "ok",
        "the",
        "we are here",  # three words
        "hello good morning sir",
        "ADA KERIBUTAN DI DEPAN TPS TOLONG SEGERA DATANG",
        "TOLONG PAK ADA YANG BAGI BAGI AMPLOP DI RUMAH WARGA",
        "ada orang bagi-bagi uang di depan rumah saya tadi malam",
        "Selamat pagi pak, mau tanya soal TPS di mana ya",
        "selamat petang, saya hendak melaporkan kejadian di kedai ini",  # Malay
        "money politic di TPS 12 tolong dicek pak polisi",
        "serangan fajar, voting day, hoax, quick count, black campaign",
        "assalamualaikum warahmatullahi wabarakatuh bapak ibu",
        "https://contoh.example.id/the/is/and/of",
    ],
)
def test_what_is_not_surely_english_is_not_taken_for_it(text: str) -> None:
    assert not seems_english(text)


@given(st.text(max_size=200))
def test_any_text_has_an_answer_and_always_the_same(text: str) -> None:
    assert seems_english(text) == seems_english(text)


def test_case_makes_no_difference() -> None:
    for text in (
        "There is a fight in front of the polling station",
        "Ada keributan di depan TPS, tolong segera datang",
    ):
        assert seems_english(text) == seems_english(text.upper()) == seems_english(text.lower())
