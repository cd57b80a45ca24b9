"""How well messages are understood: recall and false alarms on the corpus, printed by kind, with floors."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from rapidfuzz.fuzz import token_set_ratio

from language.words import words
from reports import triage
from reports.danger import Alarm
from resort.area import Areas
from tests.corpus.messages import FILES, Message, messages

DUMAI = Areas.load("14.72")
HOUSE = Path(__file__).parents[2]
EVERY = [message for name in FILES for message in messages(name)]


def alarms(danger: str) -> Counter[Alarm]:
    counted = Counter(triage.read(message.text, DUMAI).alarm for message in EVERY if message.danger == danger)
    print(f"{danger}: {dict(counted)}, n = {counted.total()}")  # noqa: T201 - read with -s
    return counted


def test_the_corpus_is_large_and_its_messages_differ() -> None:
    assert len(EVERY) >= 400
    assert len({message.text for message in EVERY}) == len(EVERY)


def test_danger_is_heard() -> None:
    counted = alarms("sure")
    assert counted[Alarm.DANGER] >= 0.95 * counted.total()


def test_jokes_news_films_and_the_past_raise_no_alarm_and_few_questions() -> None:
    counted = alarms("maybe")
    assert counted[Alarm.DANGER] <= counted.total() / 30
    assert counted[Alarm.DOUBTFUL] <= counted.total() * 8 / 30


def test_everyday_messages_are_not_asked() -> None:
    counted = alarms("none")
    assert counted[Alarm.DANGER] == 0
    assert counted[Alarm.DOUBTFUL] <= counted.total() / 45


def lines_of_the_word_files() -> Iterator[str]:
    for path in (*HOUSE.glob("reports/*.toml"), *HOUSE.glob("language/*.toml")):
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
    long = [" ".join(words(line)) for line in lines_of_the_word_files() if "|" not in line and len(line.split()) > 4]
    assert [message.text for message in messages(name) if _has_twin(message, long)] == []


def _has_twin(message: Message, lines: list[str]) -> bool:
    said = " ".join(words(message.text))
    return len(said.split()) > 2 and any(token_set_ratio(said, line) > 90 for line in lines)
