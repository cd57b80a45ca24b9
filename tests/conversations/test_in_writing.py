"""Our texts for somebody who cannot telephone."""

import re
import tomllib
from pathlib import Path

import pytest

from conversations.in_writing import in_writing
from locales import LANGUAGES

CALLS = re.compile(r"\b(?:telepon|call|phone|telephone)\b[^.!?\n]*\b110\b", re.IGNORECASE)
TO_EVERYBODY = {"profile", "programme", "template"}  # the bot's own description, and what announcements begin with
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Sudah dicatat. Jika nyawa terancam, telepon <b>110</b>.", "Sudah dicatat.\n\nTulis"),
        (
            "🚨 <b>Belum ada petugas. Telepon 110 sekarang.</b> Kami mencoba.",
            "🚨 <b>Belum ada petugas.</b> Kami mencoba.\n\nTulis",
        ),
        ("🚨 <b>Telepon 110 sekarang</b>, gratis 24 jam.", "Tulis"),
        ("🚨 Jika nyawa terancam, tetap telepon <b>110</b>. Petugas dipanggil.", "Petugas dipanggil.\n\nTulis"),
        ("Rumah nomor 110, dekat pasar.", "Rumah nomor 110, dekat pasar."),
        (
            "<b>Kejadian:</b> saya tuli tidak bisa telepon 110 ada maling\n\nAda bahaya? Telepon <b>110</b>.",
            "<b>Kejadian:</b> saya tuli tidak bisa telepon 110 ada maling\n\nAda bahaya?\n\nTulis",
        ),
    ],
)
def test_our_sentences_about_telephoning_go_and_tags_stay_whole(text: str, left: str) -> None:
    assert in_writing(text, "Tulis") == left


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_tells_to_telephone_and_each_stays_valid(language: str) -> None:
    for key, text in tomllib.loads((ROOT / f"locales/{language}.toml").read_text(encoding="utf-8")).items():
        for name, raw in text.items():
            left = in_writing(raw, "")
            told = key not in TO_EVERYBODY and CALLS.search(re.sub(r"<[^>]*>", "", left))
            assert not told, f"{key}.{name}: 110 is bold where we tell to call it, so that it is left out here"
            opened, closed = re.findall(r"<([a-z]+)", left), re.findall(r"</([a-z]+)", left)
            assert sorted(opened) == sorted(closed), f"{key}.{name}"


def test_a_line_of_signs_is_read_at_once() -> None:
    story = "•" * 2_000 + "x"
    assert in_writing(f"Hubungi <b>110</b>.\n{story}", "Tulis") == f"{story}\n\nTulis"
