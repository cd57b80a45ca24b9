"""An announcement: whom it reaches, what Telegram would not take, and its one written form."""

from dataclasses import replace

import pytest
from hypothesis import given

from broadcasts.appeal import (
    LONGEST_CAPTION,
    LONGEST_TEXT,
    MOST_MEDIA,
    Appeal,
    Audience,
    Kind,
    Media,
    MediaKind,
    Poll,
    Topic,
    check,
    restored,
    stored,
    visible,
)
from locales.refused import Refused
from tests.broadcasts.appeals import CALM, EVERYBODY, appeals

TIMUR, BARAT, JAYA_MUKTI = "14.72.02", "14.72.01", "14.72.02.1004"
PHOTO = Media(MediaKind.PHOTO, "file", "unique")
LETTER = Media(MediaKind.DOCUMENT, "file2", "unique2")


def to(*areas: str, unit: str | None = None, kinds: frozenset[Kind] = frozenset(Kind)) -> Audience:
    return Audience(Topic.APPEAL, kinds, frozenset(areas), unit)


@pytest.mark.parametrize(
    ("appeal", "key"),
    [
        (replace(CALM, text=" <b> </b>"), "appeal.empty"),
        (replace(CALM, text="a" * (LONGEST_TEXT + 1)), "appeal.too_long"),
        (replace(CALM, text="😀" * (LONGEST_TEXT // 2 + 1)), "appeal.too_long"),
        (replace(CALM, text="a" * (LONGEST_CAPTION + 1), media=(PHOTO,)), "appeal.too_long"),
        (replace(CALM, media=(PHOTO,) * (MOST_MEDIA + 1)), "appeal.too_many_files"),
        (replace(CALM, media=(PHOTO, LETTER)), "appeal.mixed_album"),
        (replace(CALM, audience=to(kinds=frozenset())), "appeal.no_audience"),
        (replace(CALM, audience=to(unit="polres")), "appeal.unit_is_officers"),
        (replace(CALM, emergency=" "), "appeal.emergency_without_reason"),
        (replace(CALM, poll=Poll("Tahu jam TPS?", ("Ya", "Belum")), media=(PHOTO,)), "appeal.poll_with_files"),
        (replace(CALM, poll=Poll("Tahu jam TPS?", ("Ya",))), "appeal.poll_options"),
        (replace(CALM, poll=Poll("Tahu jam TPS?", ("Ya", "Ya"))), "appeal.poll_options"),
        (replace(CALM, poll=Poll("", ("Ya", "Belum"))), "appeal.poll_question"),
        (replace(CALM, poll=Poll("?" * 301, ("Ya", "Belum"))), "appeal.poll_question"),
        (replace(CALM, poll=Poll("Tahu jam TPS?", ("Ya", ""))), "appeal.poll_option_length"),
        (replace(CALM, poll=Poll("Tahu jam TPS?", ("Ya", "B" * 101))), "appeal.poll_option_length"),
    ],
)
def test_what_cannot_be_sent_is_refused_with_its_reason(appeal: Appeal, key: str) -> None:
    with pytest.raises(Refused) as refused:
        check(appeal)
    assert refused.value.key == key


@pytest.mark.parametrize(
    "appeal",
    [
        CALM,
        replace(CALM, text="", media=(PHOTO, replace(PHOTO, kind=MediaKind.VIDEO))),
        replace(CALM, text=f"<b>{'a' * LONGEST_TEXT}</b>"),
        replace(CALM, text="", poll=Poll("Sudah tahu jam TPS dibuka?", ("Sudah", "Belum"))),
        replace(CALM, audience=to(unit="polres", kinds=frozenset({Kind.OFFICERS}))),
    ],
)
def test_what_can_be_sent_passes(appeal: Appeal) -> None:
    check(appeal)


def test_all_its_words_are_seen_without_markup() -> None:
    appeal = replace(CALM, text="Jaga <b>diri</b> &amp; warga", poll=Poll("Setuju?", ("Ya", "Tentu")))
    assert appeal.words == "Jaga diri & warga\nSetuju?\nYa\nTentu"
    assert visible('<a href="https://kpu.go.id">KPU</a> 1 &lt; 2') == "KPU 1 < 2"


@given(appeals)
def test_what_is_stored_comes_back(appeal: Appeal) -> None:
    assert restored(stored(appeal)) == appeal


@given(appeals, appeals)
def test_only_equal_appeals_have_the_same_written_form(one: Appeal, other: Appeal) -> None:
    assert (stored(one) == stored(other)) == (one == other)


def test_the_written_form_knows_no_order_of_areas() -> None:
    forth = replace(EVERYBODY, areas=frozenset([TIMUR, BARAT, JAYA_MUKTI]))
    back = replace(EVERYBODY, areas=frozenset([JAYA_MUKTI, BARAT, TIMUR]))
    assert stored(replace(CALM, audience=forth)) == stored(replace(CALM, audience=back))
