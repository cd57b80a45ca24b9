"""One word for one thing, and every button that a sentence names is there under that name."""

import re

import pytest

from locales import LANGUAGES, texts_for

TEXTS = {
    language: {key: re.sub(r"\{\w+\}", "{}", text) for key, text in texts_for(language).templates.items()}
    for language in LANGUAGES
}

# What a text must not say, and what it says for that.
OTHERWISE = {
    "id": {
        "kamtibmas": "keamanan",
        "ketuk": "tekan",
        "klik": "tekan",
        "terolah": "diproses",
        "diolah": "diproses",
        "yang bersangkutan": "orangnya",
        "kalau": "jika",
        "komando": "pimpinan",
        "draft": "draf",
        "ijin": "izin",
        "silahkan": "silakan",
        "resiko": "risiko",
        "nomer": "nomor",
        "handphone": "HP",
    },
    "en": {
        "appeals": "announcements",
        "broadcast": "announcement",
        "kecamatan": "district",
        "desa": "village",
        "click": "tap",
        "dispatcher": "duty desk",
        "ask who": "ask whoever",
    },
}
NAMED = {"id": r"[Tt]ekan (?:tombol )?(?:<b>)?([A-Z][^.;:<\n]*)", "en": r"\b[Tt]ap (?:<b>)?([A-Z][^.;:<\n]*)"}
NO_BUTTON = {"id": ("Mulai",), "en": ("Start",)}  # Telegram's own


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thing_has_one_word(language: str) -> None:
    avoided = "|".join(OTHERWISE[language])
    found = [
        (key, match[0])
        for key, text in TEXTS[language].items()
        for match in re.finditer(rf"\b({avoided})\b", text, re.IGNORECASE)
    ]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_that_is_named_exists(language: str) -> None:
    labels = [
        re.sub(r"^[^\w]+", "", text)
        for key, text in TEXTS[language].items()
        if key.startswith(("button.", "topics.button_", "activity.", "opening."))
    ]
    known = "|".join(re.escape(label) for label in (*labels, *NO_BUTTON[language]) if label[:1].isupper())
    named = [(key, name) for key, text in TEXTS[language].items() for name in re.findall(NAMED[language], text)]
    assert len(named) > 40
    assert [(key, name) for key, name in named if not re.match(rf"(?:{known})(?!\w)", name)] == []
