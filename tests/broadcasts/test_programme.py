"""The programme of an election: its reminders fall on the right minute in every zone, and a wrong file says where."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from broadcasts.appeal import Audience, Kind, Topic
from broadcasts.programme import Programme, Slot, Stage, as_appeal, fill, slots
from broadcasts.programme_file import available, load, parse
from broadcasts.quiet import disturbs
from broadcasts.schedule import BeforeElection, next_fire
from locales.texts import Html, Texts
from resort.wrong_file import WrongFile
from tests.broadcasts.appeals import WIB, WIT, WITA

PILKADA = load("pilkada-2024")
CITIZENS = frozenset({Kind.CITIZENS, Kind.GROUPS})
OFFICERS = frozenset({Kind.OFFICERS})
ALL = frozenset(Kind)

# A village election that never was, to show that another one is another file.
OTHER = """
voting = 2031-03-05
opens = 08:00:00
closes = 14:00:00

[stage]
masa_tenang = { first = 2031-03-02, last = 2031-03-04 }

[slot]
h_pagi = { day = 0, hour = 07:00:00, to = "citizens" }
h_min_1_sore = { day = -1, hour = 16:00:00, to = "all" }
"""


def test_the_days_of_pilkada_2024_are_the_official_ones() -> None:
    assert PILKADA.voting == date(2024, 11, 27)
    assert (PILKADA.opens, PILKADA.closes) == (time(7), time(13))
    stages = {stage.key: (stage.first, stage.last) for stage in PILKADA.stages}
    assert stages["pendaftaran"] == (date(2024, 8, 27), date(2024, 8, 29))
    assert stages["kampanye"] == (date(2024, 9, 25), date(2024, 11, 23))
    assert stages["masa_tenang"] == (date(2024, 11, 24), date(2024, 11, 26))
    assert stages["rekapitulasi"] == (date(2024, 11, 27), date(2024, 12, 16))
    assert PILKADA.calm == Stage("masa_tenang", date(2024, 11, 24), date(2024, 11, 26))


@pytest.mark.parametrize(
    ("at", "to"),
    [
        ("2024-11-20 09:00", CITIZENS),
        ("2024-11-22 08:00", OFFICERS),
        ("2024-11-24 06:00", ALL),
        ("2024-11-25 07:00", OFFICERS),
        ("2024-11-26 07:00", OFFICERS),
        ("2024-11-26 16:00", CITIZENS),
        ("2024-11-26 19:30", CITIZENS),
        ("2024-11-27 05:30", OFFICERS),
        ("2024-11-27 06:00", OFFICERS),
        ("2024-11-27 06:00", CITIZENS),
        ("2024-11-27 07:00", CITIZENS),
        ("2024-11-27 07:00", OFFICERS),
        ("2024-11-27 11:00", CITIZENS),
        ("2024-11-27 12:00", CITIZENS),
        ("2024-11-27 12:30", CITIZENS),
        ("2024-11-27 13:00", ALL),
        ("2024-11-27 13:30", OFFICERS),
        ("2024-11-27 16:00", OFFICERS),
        ("2024-11-27 19:00", OFFICERS),
        ("2024-11-27 22:00", OFFICERS),
        ("2024-11-28 08:00", ALL),
        ("2024-11-30 08:00", ALL),
    ],
)
@pytest.mark.parametrize("zone", [WIB, WITA, WIT])
def test_there_is_a_reminder_at(zone: ZoneInfo, at: str, to: frozenset[Kind]) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=zone)
    assert (moment, to) in [(due, slot.to) for slot, due in slots(PILKADA, zone)]


def test_the_plan_holds_nothing_else_and_is_in_order() -> None:
    plan = slots(PILKADA, WIB)
    assert len(plan) == 22
    assert [due for _, due in plan] == sorted(due for _, due in plan)
    assert {due.tzinfo for _, due in plan} == {UTC}


def test_six_in_the_morning_in_sinjai_is_five_in_dumai() -> None:
    morning = next(due for slot, due in slots(PILKADA, WITA) if slot.key == "h_pagi")
    assert morning == datetime(2024, 11, 26, 22, tzinfo=UTC)
    assert morning.astimezone(WIB) == datetime(2024, 11, 27, 5, tzinfo=WIB)


@pytest.mark.parametrize("zone", [WIB, WITA, WIT])
def test_a_reminder_becomes_an_announcement_for_the_same_minute_and_wakes_nobody(zone: ZoneInfo) -> None:
    for slot, due in slots(PILKADA, zone):
        appeal = as_appeal(slot, PILKADA, "Selamat pagi")
        assert next_fire(appeal.when, datetime(2024, 11, 1, tzinfo=UTC), zone) == due
        assert not disturbs(appeal, due, zone)


def test_a_reminder_is_for_those_who_follow_reminders() -> None:
    slot = Slot("h_min_3", -3, time(6), ALL)
    appeal = as_appeal(slot, PILKADA, "Masa tenang dimulai")
    assert appeal.audience == Audience(Topic.REMINDER, ALL)
    assert appeal.when == BeforeElection(PILKADA.voting, 3, time(6))


CALENDAR = {
    "calendar.weekday_3": "Rabu",
    "calendar.month_11": "November",
    "calendar.month_3": "Maret",
    "programme.h_pagi": "{day}: TPS {opens} sampai {closes}, pindahan {transfers}, tanpa DPT {unlisted}",
    "programme.h_selesai": "Terima kasih",
}


def test_its_words_name_the_days_and_hours_of_this_election_in_this_zone() -> None:
    texts = Texts("id", CALENDAR)
    slot = Slot("h_pagi", 0, time(6), ALL)
    assert fill(slot, PILKADA, WITA, texts) == (
        "Rabu 27 November 2024: TPS 07.00 WITA sampai 13.00 WITA, pindahan 11.00 WITA, tanpa DPT 12.00 WITA"
    )
    assert fill(slot, parse("lain", OTHER), WIB, texts).startswith("Rabu 5 Maret 2031: TPS 08.00 WIB sampai 14.00 WIB")
    assert isinstance(fill(Slot("h_selesai", 0, time(13), ALL), PILKADA, WIB, texts), Html)


def test_a_reminder_without_words_is_a_bug() -> None:
    with pytest.raises(KeyError, match="h_entah"):
        fill(Slot("h_entah", 0, time(13), ALL), PILKADA, WIB, Texts("id", CALENDAR))


def test_another_election_is_another_file() -> None:
    assert parse("lain", OTHER) == Programme(
        "lain",
        date(2031, 3, 5),
        time(8),
        time(14),
        (Stage("masa_tenang", date(2031, 3, 2), date(2031, 3, 4)),),
        (Slot("h_pagi", 0, time(7), CITIZENS), Slot("h_min_1_sore", -1, time(16), ALL)),
    )
    assert parse("lain", OTHER.replace("masa_tenang", "kampanye")).calm is None


def test_every_programme_that_comes_with_the_bot_can_be_read() -> None:
    assert "pilkada-2024" in available()
    for key in available():
        assert load(key).key == key


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("voting = 2031-03-05", "", "voting: is missing"),
        ("2031-03-05", '"5 Maret"', "voting: expected a day such as 2024-11-27"),
        ("2031-03-05", "2031-03-05T07:00:00", "voting: expected a day such as 2024-11-27"),
        ("opens = 08:00:00", "opens = 8", "opens: expected an hour such as 07:00:00"),
        ("closes = 14:00:00", "closes = 08:00:00", "closes: expected an hour after `opens`"),
        ("first = 2031-03-02", "first = 2031-03-06", "stage.masa_tenang.last: expected a day not before `first`"),
        ("first = 2031-03-02", "frist = 2031-03-02", "stage.masa_tenang.frist: is not known here"),
        ("day = 0", "day = 0.5", "slot.h_pagi.day: expected a whole number from -60 to 60"),
        ("day = 0", "day = true", "slot.h_pagi.day: expected a whole number from -60 to 60"),
        ("day = 0", "day = 61", "slot.h_pagi.day: expected a whole number from -60 to 60"),
        ("07:00:00", "05:29:00", "slot.h_pagi.hour: expected an hour from 05:30 to before 21:00 for citizens"),
        ("16:00:00", "21:00:00", "slot.h_min_1_sore.hour: expected an hour from 05:30 to before 21:00 for citizens"),
        ('"citizens"', '"warga"', "slot.h_pagi.to: expected one of citizens, officers, all, not 'warga'"),
        ("[slot]", "[slots]", "slot: expected at least one [slot] entry"),
        ("[slot]", "[slots]", "slots: is not known here"),
        ("[slot]", "[slot]\nh = 1", "slot.h: expected a table"),
    ],
)
def test_a_wrong_file_says_what_is_wrong_and_where(old: str, new: str, problem: str) -> None:
    with pytest.raises(WrongFile) as wrong:
        parse("lain", OTHER.replace(old, new))
    assert problem in wrong.value.problems


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(WrongFile) as wrong:
        parse("lain", OTHER.replace("day = 0", "day = 99").replace('"all"', '"semua"'))
    assert len(wrong.value.problems) == 2


def test_a_file_that_is_not_toml_or_not_there_is_told() -> None:
    with pytest.raises(WrongFile, match="lain: not TOML"):
        parse("lain", "voting = ")
    with pytest.raises(WrongFile, match="there is no such programme; there are pilkada-2024"):
        load("pilkada-1999")
