"""One table of hidden and confusable characters: what nobody sees changes nothing that is read, and is never shown."""

# ruff: noqa: RUF001 - letters that only look like Latin ones are what is tested here

import re
import sys
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.appeal import Appeal, Audience, Kind, Topic
from broadcasts.lint import Concern, lint
from broadcasts.schedule import AtOnce
from language.characters import fold, is_hidden, visible
from locales import shown
from reports import triage

WIB = ZoneInfo("Asia/Jakarta")
NOON = datetime(2024, 11, 20, 5, tzinfo=UTC)
APPEAL = Appeal("-", Audience(Topic.APPEAL, frozenset({Kind.CITIZENS})), AtOnce())
HIDDEN = [chr(point) for point in range(sys.maxunicode) if is_hidden(chr(point))]
NOTORIOUS = "\u034f\u061c\u200b\u200d\u2060\ufeff\u00ad\u3164\u115f\uffa0\u2800\u180e\ufe0f\U000e0041\U000e0101\u202e"
ACCENTS = [chr(point) for point in range(0x300, 0x363) if chr(point) != "\u034f"]
PARTIAL = "Pilih paslon nomor satu, dukung partai kami"
SAID = [
    "ada tawuran bawa parang di tps 5",
    "tolong rumah kami terbakar",
    "amplop dibagikan tadi pagi supaya memilih",
    "halo selamat pagi pak",
    "laporan saya sudah sampai mana",
    PARTIAL,
]
between = st.sampled_from(NOTORIOUS) | st.sampled_from(HIDDEN) | st.sampled_from(ACCENTS)


def concerns(text: str) -> set[Concern]:
    found = lint(replace(APPEAL, text=text), [NOON], WIB)
    return {Concern(each.kind, fold(each.excerpt)) for each in found}


@given(st.sampled_from(SAID), st.data())
def test_a_hidden_character_between_letters_changes_nothing_that_is_found(said: str, data: st.DataObject) -> None:
    places = data.draw(st.sets(st.integers(1, len(said) - 1), min_size=1, max_size=8))
    dressed = "".join(
        f"{data.draw(between)}{letter}" if place in places else letter for place, letter in enumerate(said)
    )
    assert triage.read(dressed) == triage.read(said)
    assert concerns(dressed) >= concerns(said)
    assert bool(concerns(dressed)) is bool(concerns(said))


def test_every_format_character_is_hidden_and_no_letter_is() -> None:
    assert {chr(point) for point in range(sys.maxunicode) if unicodedata.category(chr(point)) == "Cf"} <= set(HIDDEN)
    assert set(NOTORIOUS) <= set(HIDDEN)
    assert not any(re.match(r"[\w\s]", each) and each.isascii() for each in HIDDEN)


@pytest.mark.parametrize(
    "typed",
    [
        "pаslon nоmor 1",
        "ρaslοn nomor 1",
        "ＰＡＳＬＯＮ ＮＯＭＯＲ １",
        "𝐩𝐚𝐬𝐥𝐨𝐧 𝓷𝓸𝓶𝓸𝓻 𝟏",
        "ⓟⓐⓢⓛⓞⓝ 🄽🄾🄼🄾🅁 ①",
        "🅿🅰🆂🅻🅾🅽 🇳 🇴 nomor 1",
        "ᴘᴀsʟᴏɴ ɴᴏᴍᴏʀ ❶",
        "p4sl0n n0m0r 1",
        "pas1on nomor 1",
        "p@$lon nomor 1",
        "paslon\u2800nomor\u31641",
        "p\u0336a\u0336s\u0336l\u0336o\u0336n\u0336 nomor 1",
    ],
)
def test_letters_in_disguise_are_read_by_the_lint(typed: str) -> None:
    kinds = {each.kind for each in concerns(typed)}
    assert {"candidate", "number"} <= kinds


@pytest.mark.parametrize("text", ["Pukul 07.00 di TPS 5", "2x3 = 6", "rt5 rw2", "Call center 110", "Pemilu2024"])
def test_a_number_stays_a_number(text: str) -> None:
    assert concerns(text) == set()


@given(st.text(max_size=80).map(str))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.sampled_from(HIDDEN), st.sampled_from(["Warga", "12", "a b"]))
def test_what_nobody_sees_is_never_shown(hidden: str, name: str) -> None:
    assert shown(f"{hidden}{name[0]}{hidden}{name[1:]}{hidden}") == name


@pytest.mark.parametrize("emoji", ["1️⃣", "❤️", "👨‍👩‍👧", "🏳️‍🌈"])
def test_an_emoji_stays_whole(emoji: str) -> None:
    assert visible(f"x {emoji} y") == f"x {emoji} y"
