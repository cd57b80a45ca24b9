"""How well messages are understood: recall and false alarms on the corpus, printed by kind, with floors."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path

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
    "seventeenth",
    "eighteenth",
)  # at whose heads stand their first measures, before any mending


@cache
def read(text: str) -> triage.Reading:
    return triage.read(text, DUMAI)


def alarms(danger: str, names: Sequence[str] = FILES) -> Counter[Alarm]:
    those = [message for name in names for message in messages(name) if message.danger == danger]
    counted = Counter(read(message.text).alarm for message in those)
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
        Counter(read(message.text).alarm for message in calm if (message.wants == "laporan") is report)
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


class Likeness:
    """Finds a line that is like a message, among those that share enough of its words."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = list(dict.fromkeys(" ".join(words(line)) for line in lines))
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self._lines):
            for word in set(line.split()):
                self._with[word].append(number)

    def of(self, text: str) -> str | None:
        said = " ".join(words(text))
        if len(set(said.split())) <= 2:
            return None
        shared: Counter[int] = Counter()
        for word in set(said.split()):
            for number in self._with.get(word, ()):
                shared[number] += len(word)
        lines = [self._lines[number] for number, length in shared.items() if 3 * length > self._shorter(said, number)]
        likest = process.extractOne(said, lines, scorer=token_set_ratio, score_cutoff=90.5)
        return None if likest is None else likest[0]

    def _shorter(self, said: str, number: int) -> int:
        return min(len(said), len(self._lines[number]))


def test_no_message_stands_in_a_word_file() -> None:
    lines = Likeness(line for line in lines_of_the_word_files() if "|" not in line and 4 < len(line.split()) < 60)
    assert [message.text for message in EVERY if lines.of(message.text)] == []


def test_a_message_that_stands_there_in_other_words_order_is_found() -> None:
    likeness = Likeness(["ada yang bagi-bagi amplop di rumah pak rt tadi malam"])
    assert likeness.of("Tadi malam di rumah pak RT ada yang bagi bagi amplop")
    assert likeness.of("di rumah pak rt tadi malam ada yg bagi-bagi amplop, tolong dicek")
    assert not likeness.of("tadi malam rumah saya kemalingan")


def readings(wants: str) -> list[tuple[Message, triage.Reading]]:
    return [(message, read(message.text)) for message in EVERY if message.wants == wants]


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
    lines = Likeness(_strings(tomllib.loads((HOUSE / "reports/examples.toml").read_text(encoding="utf-8"))))
    assert [message.text for message in EVERY if lines.of(message.text)] == []
