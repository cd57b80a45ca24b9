"""Late announcements: what would mislead is not sent any more, and a reminder's own words may say from when on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from broadcasts.freshness import LASTS, stale_at
from broadcasts.programme import SlotKey, key_of, slots, until
from broadcasts.programme_file import load
from tests.broadcasts.appeals import CALM, WIB, WITA


def test_what_is_planned_by_day_lasts_three_hours() -> None:
    planned = datetime(2024, 11, 27, 9, 0, tzinfo=WIB)
    assert stale_at(CALM, planned, WIB) == planned + LASTS == datetime(2024, 11, 27, 12, 0, tzinfo=WIB)


def test_what_is_planned_in_the_quiet_hours_lasts_from_their_end_on() -> None:
    planned = datetime(2024, 11, 26, 22, 30, tzinfo=WIB)
    assert stale_at(CALM, planned, WIB) == datetime(2024, 11, 27, 8, 30, tzinfo=WIB)


def test_an_emergency_in_the_quiet_hours_does_not_wait_for_their_end() -> None:
    planned = datetime(2024, 11, 26, 22, 30, tzinfo=WIB)
    assert stale_at(replace(CALM, emergency="banjir"), planned, WIB) == planned + LASTS


def test_words_that_say_themselves_until_when_they_hold_are_taken_at_their_word() -> None:
    planned, end = datetime(2024, 11, 27, 12, 30, tzinfo=WIB), datetime(2024, 11, 27, 12, 50, tzinfo=WIB)
    assert stale_at(CALM, planned, WIB, end) == end


@pytest.mark.parametrize(
    ("key", "local"),
    [("h_setengah_jam", (12, 50)), ("h_pindahan", (13, 0)), ("h_tanpa_dpt", (13, 0)), ("h_ke_tps", (7, 0))],
)
def test_a_reminder_whose_hour_would_be_wrong_names_it(key: str, local: tuple[int, int]) -> None:
    programme = load("pilkada-2024")
    for zone, behind in ((WIB, 7), (WITA, 8)):
        expected = datetime(2024, 11, 27, *local, tzinfo=UTC) - timedelta(hours=behind)
        planned = next(at for slot, at in slots(programme, zone) if slot.key == key)
        assert until(programme, SlotKey(programme.key, key), planned, zone) == expected
        assert (
            until(programme, SlotKey(programme.key, key), planned + timedelta(minutes=1), zone) is None
        )  # people chose another time


def test_a_reminder_that_names_no_hour_and_one_of_another_election_have_none() -> None:
    programme = load("pilkada-2024")
    planned = next(at for slot, at in slots(programme, WIB) if slot.key == "h_plus_1")
    assert until(programme, SlotKey(programme.key, "h_plus_1"), planned, WIB) is None
    assert until(programme, None, planned, WIB) is None
    started = next(at for slot, at in slots(programme, WIB) if slot.key == "h_pindahan")
    assert until(programme, SlotKey("pilkada-2029", "h_pindahan"), started, WIB) is None


def test_the_key_of_a_slot_is_written_and_read_in_one_place() -> None:
    for slot in load("pilkada-2024").slots:
        key = key_of(load("pilkada-2024"), slot)
        assert SlotKey.read(str(key)) == key
    with pytest.raises(ValueError, match="no key of a slot"):
        SlotKey.read("pilkada-2024")
