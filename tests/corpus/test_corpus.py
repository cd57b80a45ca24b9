"""How well messages are understood: recall and false alarms on the corpus, printed by kind, with floors."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from rapidfuzz import process
from rapidfuzz.fuzz import token_set_ratio

from language.when import parse_when
from language.words import words
from reports import triage
from reports.danger import Alarm
from reports.tps import find_tps
from resort.area import Areas
from tests.corpus.messages import FILES, NOW, Message, messages

PLACED = ("first", "second", "tenth", "eleventh", "thirteenth", "fourteenth")  # whose places are labelled
DUMAI = Areas.load("14.72")
HOUSE = Path(__file__).parents[2]
EVERY = [message for name in FILES for message in messages(name)]
LAST = (
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
)  # at whose heads stand their first measures, before any mending


def alarms(danger: str, names: Sequence[str] = FILES) -> Counter[Alarm]:
    those = [message for name in names for message in messages(name) if message.danger == danger]
    counted = Counter(triage.read(message.text, DUMAI).alarm for message in those)
    print(f"{danger} of {len(names)} files: {dict(counted)}, n = {counted.total()}")  # noqa: T201 - read with -s
    return counted


def test_the_corpus_is_large_and_its_messages_differ() -> None:
    assert len(EVERY) >= 400
    assert len({message.text for message in EVERY}) == len(EVERY)


def test_danger_is_heard_or_asked_about() -> None:
    counted = alarms("sure")
    assert counted[Alarm.DANGER] >= 0.88 * counted.total()
    assert counted[Alarm.NONE] <= 0.03 * counted.total()
    last = alarms("sure", LAST)
    assert last[Alarm.DANGER] >= 0.78 * last.total()
    assert last[Alarm.NONE] <= 0.05 * last.total()


def test_jokes_news_films_and_the_past_raise_no_alarm_and_few_questions() -> None:
    for names in (FILES, LAST):
        counted = alarms("maybe", names)
        assert counted[Alarm.DANGER] <= counted.total() / 30
        assert counted[Alarm.DOUBTFUL] <= counted.total() * 6 / 30


def test_everyday_messages_are_not_asked() -> None:
    calm = [message for message in EVERY if message.danger == "none"]
    everyday, told = (
        Counter(triage.read(message.text, DUMAI).alarm for message in calm if (message.wants == "laporan") is report)
        for report in (False, True)
    )
    print(f"everyday: {dict(everyday)}, reports without danger: {dict(told)}")  # noqa: T201
    assert everyday[Alarm.DANGER] == 0
    assert everyday[Alarm.DOUBTFUL] <= everyday.total() / 45
    assert told[Alarm.DANGER] <= told.total() / 200
    assert told[Alarm.DOUBTFUL] <= told.total() / 20


def lines_of_the_word_files() -> Iterator[str]:
    """All but what officers ask: no message of a citizen is read with it."""
    for path in {*HOUSE.glob("reports/*.toml"), *HOUSE.glob("language/*.toml")} - {HOUSE / "reports/asked.toml"}:
        yield from _strings(tomllib.loads(path.read_text(encoding="utf-8")))


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _strings(each)
        case list():
            for each in value:
                yield from _strings(each)


@pytest.mark.parametrize("name", FILES)
def test_no_message_stands_in_a_word_file(name: str) -> None:
    lines = (line for line in lines_of_the_word_files() if "|" not in line and 4 < len(line.split()) < 60)
    long = [" ".join(words(line)) for line in lines]
    assert [message.text for message in messages(name) if _has_twin(message, long)] == []


def _has_twin(message: Message, lines: list[str]) -> bool:
    said = " ".join(words(message.text))
    likest = process.extractOne(said, lines, scorer=token_set_ratio, score_cutoff=90.5)
    return len(set(said.split())) > 2 and likest is not None


def readings(wants: str) -> list[tuple[Message, triage.Reading]]:
    return [(message, triage.read(message.text, DUMAI)) for message in EVERY if message.wants == wants]


def test_the_category_is_among_the_suggestions() -> None:
    told = [(message, reading) for message, reading in readings("laporan") if message.categories]
    first = sum(set(reading.suggestions[:1]) <= set(message.categories) != set() for message, reading in told)
    three = sum(not set(reading.suggestions).isdisjoint(message.categories) for message, reading in told)
    print(f"category: first {first}, within three {three}, n = {len(told)}")  # noqa: T201 - read with -s
    assert first >= 0.88 * len(told)
    assert three >= 0.96 * len(told)


def test_reports_are_offered_and_true_questions_are_not() -> None:
    reports, questions = readings("laporan"), readings("pertanyaan")
    missed = [message.text for message, reading in reports if reading.sort is not triage.Sort.REPORT]
    offered = [message.text for message, reading in questions if reading.sort is triage.Sort.REPORT]
    print(f"reports not offered: {len(missed)} of {len(reports)}")  # noqa: T201
    print(f"questions offered: {len(offered)} of {len(questions)}")  # noqa: T201
    assert len(missed) <= len(reports) / 50
    assert len(offered) <= len(questions) * 2 / 30


def test_places_and_polling_stations_are_read() -> None:
    wrong = [
        message.text
        for name in PLACED
        for message in messages(name)
        for codes in ({area.code for area in DUMAI.find(message.text)},)
        if (message.place not in codes if message.place else codes) or (find_tps(message.text) or "") != message.tps
    ]
    print(f"places read wrongly: {wrong}, n = {len(EVERY)}")  # noqa: T201
    assert len(wrong) <= len(EVERY) / 100


def test_times_are_read_to_the_part_of_the_day() -> None:
    dated = [message for message in EVERY if message.at]
    right = 0
    for message in dated:
        moment = parse_when(message.text, NOW)
        right += moment is not None and message.at is not None and abs(moment.at - message.at) <= timedelta(hours=4)
    print(f"times: {right} of {len(dated)}")  # noqa: T201
    assert right >= 0.9 * len(dated)


def test_no_message_stands_in_the_examples() -> None:
    table = tomllib.loads((HOUSE / "reports/examples.toml").read_text(encoding="utf-8"))
    lines = [" ".join(words(line)) for line in _strings(table)]
    assert [message.text for message in EVERY if _has_twin(message, lines)] == []
