"""Whatever they are handed, the readers read it or refuse it: nothing else is raised, no broken HTML is written."""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcasts import genuine
from broadcasts.appeal import Appeal, Audience, Kind, Poll, Topic, check, restored, stored, visible
from broadcasts.lint import lint
from broadcasts.schedule import AtOnce
from conversations import render
from conversations.answer import Composed, Text
from conversations.appeal_when import parse_ahead, parse_day, parse_hour
from conversations.callback import Callback
from conversations.screen import Line
from gateway import text as reading
from gateway.inbox import chat_of
from handlers.common import typed
from handlers.common.buttons import MENU
from handlers.routes import handler_for
from handlers.telegram.incoming import Unreadable, answer_of, composed_of, read, sender_of
from handlers.telegram.update import Account
from language import when
from language.english import seems_english
from locales import LANGUAGES, Refused, shown, texts_for
from reports import number, triage
from resort.area import Areas, parse_place_payload
from sandbox import Limits, World
from sandbox.telegram import markup, utf16
from tests.hostile import nasty
from tests.hostile.cast import Cast
from tests.hostile.mutations import spoiled
from tests.hostile.scene import Scene
from tests.hostile.updates import in_group, of_person
from tests.stage.town import MORNING, PlayedClock

BOT = Account(110, "siaga_sandbox_bot")
ZONE = ZoneInfo("Asia/Jakarta")
NOW = datetime(2024, 11, 25, 7, 14, tzinfo=ZONE)
VOTING = date(2024, 11, 27)
AREAS = Areas.load("14.72")
TEXTS = st.sampled_from(nasty.WORDS) | st.text(max_size=200)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=12,
)
PIECES = [
    "jam", "pukul", "25", "99", "00", "0", "99.99", "24.00", "27/11", "31/2", "29/2", "32/13/9999", "1/1/0001", "h-",
    "h-99", "H+99", "minggu", "lalu", "hari", "menit", "tahun", "bulan", "malam", "setengah", "seribu", "juta",
    "kemarin", "tadi", "semalam", "besok", "lusa", "tanggal", "februari", "lewat", "kurang", "seperempat", "sejak",
    "baru", "jumat", "satu", "dua", "puluh", "belas", "ratus", ".", ":", "-", "/", "pagi", "siang", "sore", "subuh",
    "wib", "tps", "kel", "kec",
]  # fmt: skip
PIECES += ["yang lalu", "tengah malam", "9" * 30, "9" * 400, "tgl 31", "29 februari", "senin depan", "jaya mukti"]
PIECES += ["\u0663", "\u00bd", "\u00b2"]
SPOKEN = st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join)
many = settings(max_examples=300)


@given(TEXTS)
@many
def test_callback_data_is_read_or_it_is_none_of_ours(data: str) -> None:
    for words in (data, f"m:{data}", f"m:0:{data}", f"{data}:0:menu"):
        found = Callback.decode(words)
        if found is not None:
            assert Callback.decode(f"{found.topic}:{found.revision}:{found.choice}") == found


@given(TEXTS | SPOKEN, st.integers(0, 731 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)))
@settings(max_examples=600)
def test_every_reader_of_words_takes_any(words: str, now: datetime) -> None:
    triage.read(words)
    moment = when.parse_when(words, now, VOTING)
    assert moment is None or moment.at.astimezone(UTC).timestamp() > 0
    number.parse(words)
    parse_place_payload(words)
    AREAS.find(words)
    parse_ahead(words, now, VOTING)
    parse_hour(words)
    parse_day(words, now, VOTING)
    seems_english(words)
    genuine.normal(words)
    for language in LANGUAGES:
        typed.means(words, MENU, texts_for(language))


@given(TEXTS, st.integers(1, 700))
@many
def test_what_is_shown_is_html_that_telegram_takes(words: str, limit: int) -> None:
    plain, entities = markup.parse(shown(words, limit))
    assert entities == []
    assert utf16.length(plain) <= limit
    for language in LANGUAGES:
        sentence = render.written(
            Line("ping.news", {"number": words, "news": Line("ping.news_words", {"words": words})}),
            texts_for(language),
            ZONE,
        )
        assert utf16.length(markup.parse(sentence)[0]) <= 4096


@given(JSON)
@many
def test_any_json_is_an_update_or_is_refused(content: object) -> None:
    for fields in (content, {"message": content}, {"callback_query": content}, {"my_chat_member": {"chat": content}}):
        raw = {"update_id": 1, **fields} if isinstance(fields, dict) else {"update_id": 1, "message": fields}
        assert isinstance(chat_of(raw), int)
        try:
            update = read(raw, BOT)
        except Unreadable:
            continue
        handler_for(update)
        sender_of(update)


def made(seed: int, count: int) -> list[dict[str, object]]:
    """Updates of the hostile town, one in three of them spoiled."""
    dice = random.Random(seed)
    world = World(clock=PlayedClock(MORNING), limits=Limits(), record=0)
    cast = Cast(numbers=["DMI-2411-0001-1"])
    for person in range(6):
        cast.add(world.person(f"{dice.choice(nasty.NAMES)} {person}"), "citizen")
    cast.groups = [world.group("Warga", members=cast.people, bot="member")]
    scene = Scene(world, cast, dice, [])
    found: list[dict[str, object]] = []
    while len(found) < count:
        for each in [*of_person(scene, dice.choice(cast.people)), *in_group(scene, cast.groups[0])]:
            spoil = dice.random() < 0.3
            found.append(spoiled(each.fields, dice, [1, 2]) if spoil else each.fields)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_every_update_is_read_or_refused_and_its_message_is_an_answer(seed: int) -> None:
    refused, reasons = 0, set[str]()
    for fields in made(seed, 1_500):
        raw = orjson.loads(orjson.dumps({**fields, "update_id": 1}))
        chat_of(raw)
        try:
            update = read(raw, BOT)
        except Unreadable as error:
            reasons.add(str(error))
            refused += 1
            continue
        handler_for(update)
        sender_of(update)
        message = None if update.callback_query is not None else update.effective_message
        if message is None:
            continue
        answer_of(message)
        composed = composed_of(message)
        if isinstance(composed, Composed) and composed.html:
            plain, _ = markup.parse(composed.html)
            assert plain == (message.text or message.caption), "passing on changed the words"
            assert visible(composed.html) == plain
    assert 0 < refused < 900
    assert all(reason.isidentifier() for reason in reasons), "it says more than what kind of error it was"


@given(TEXTS, st.lists(TEXTS, max_size=13))
@many
def test_any_announcement_is_refused_or_kept_word_for_word(words: str, options: list[str]) -> None:
    audience = Audience(Topic.APPEAL, frozenset({Kind.CITIZENS}))
    for poll in (None, Poll(words, tuple(options))):
        appeal = Appeal(shown(words, 10_000), audience, AtOnce(), poll=poll)
        try:
            check(appeal)
        except Refused as refused:
            for language in LANGUAGES:
                texts_for(language).plain(refused.key, **refused.values)
            continue
        assert restored(stored(appeal)) == appeal
        lint(appeal, [NOW.astimezone(UTC)], ZONE, names=["Nama Calon"])


@given(st.binary(max_size=60))
@many
def test_bytes_are_json_or_not(content: bytes) -> None:
    for body in (content, b'{"update_id":1,"x":"' + content + b'"}'):
        try:
            reading.loads(body)
        except orjson.JSONDecodeError:
            continue


@given(st.lists(st.sampled_from(["\\ud83d", "\\ude4f", "\\u0000", "\\\\", "\\n", "ud83d", "a", '\\"']), max_size=12))
@many
def test_half_characters_are_replaced_and_whole_ones_kept(parts: list[str]) -> None:
    body = f'["{"".join(parts)}"]'.encode()
    [said] = reading.loads(body)
    said.encode()
    assert "\0" not in said
    assert said.count("a") == parts.count("a")
    assert Text(said).body == said
