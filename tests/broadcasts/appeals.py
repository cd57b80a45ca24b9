"""Announcements to play with, and any announcement for properties."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from broadcasts.appeal import Appeal, Audience, Kind, Media, MediaKind, Poll, Topic
from broadcasts.schedule import AtOnce, BeforeElection, Day, Once, Repeating, Schedule

EVERYBODY = Audience(Topic.APPEAL, frozenset(Kind))
CALM = Appeal("Mari jaga kampung kita tetap <b>kondusif</b>.", EVERYBODY, AtOnce())

WIB, WITA, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")
zones = st.sampled_from([WIB, WITA, WIT])
moments = st.timedeltas(timedelta(0), timedelta(days=2000)).map(
    lambda passed: datetime(2024, 1, 1, tzinfo=UTC) + passed
)

_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_codes = st.sampled_from(["14.72", "14.72.02", "14.72.02.1004", "14.72.02.1005", "14.72.20", "73.07.01"])
_days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
_hours = st.times()
schedules: st.SearchStrategy[Schedule] = st.one_of(
    st.builds(AtOnce),
    st.builds(Once, st.datetimes(timezones=st.just(UTC))),
    st.builds(Repeating, st.frozensets(st.sampled_from(Day), min_size=1), _hours, _days),
    st.builds(BeforeElection, _days, st.integers(-30, 30), _hours),
)
audiences = st.builds(
    Audience,
    st.sampled_from(Topic),
    st.frozensets(st.sampled_from(Kind)),
    st.frozensets(_codes, max_size=3),
    st.none() | st.sampled_from(["polres", "polsek-dumai-timur"]),
)
appeals = st.builds(
    Appeal,
    _words,
    audiences,
    schedules,
    st.lists(st.builds(Media, st.sampled_from(MediaKind), _words, _words), max_size=2).map(tuple),
    st.none() | st.builds(Poll, _words, st.lists(_words, max_size=3).map(tuple), st.booleans()),
    st.none() | _words,
)
