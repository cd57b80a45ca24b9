"""The announcement's and the giat's dialogues: any answer at any moment leads to a valid state and an answer."""

import html
import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from broadcasts.appeal import Kind, Topic, check
from broadcasts.schedule import Day
from conversations import activity, appeal, appeal_draft, render
from conversations.activity import ActivityDraft
from conversations.answer import Answer, Asked, Composed, Tap, Text
from conversations.appeal_draft import AppealDraft
from conversations.appeal_screens import AppealScene
from conversations.callback import MOST_BYTES, Callback
from conversations.callback import Topic as Buttons
from conversations.flow import Finished
from conversations.screen import Screen
from locales import LANGUAGES, Refused, shown, texts_for
from resort.work import Work
from tests.conversations.answers import ANSWERS, ATTACHMENTS, SCENE, ZONE
from tests.hostile import nasty
from tests.stage.scale import THOROUGH

UNITS = (("polres", "Polres"), ("polsek-dumai-timur", "Polsek Dumai Timur"))
APPEAL_SCENE = AppealScene(SCENE.now, ZONE, SCENE.areas, UNITS, date(2024, 11, 27), size=7)
WORDS = st.sampled_from(nasty.WORDS) | st.text(max_size=60)
TIMES = st.sampled_from(
    ["besok 06.00", "27/11 05.30", "H-1 08.00", "jam 7 malam", "06.00", "27/11", "29 februari", "H+99"]
)
CHOICES = [
    *(f"topic={each}" for each in Topic), *(f"kind={each}" for each in Kind), *(f"day={each}" for each in Day),
    *(f"work={each}" for each in Work), "unit", "unit=polres", "unit=x", "officers", "next", "everywhere", "now",
    "repeat", "area=14.72.02", "area=x", "calm", "urgent", "send", "back", "skip", "nothing", "page=1", "page=99",
    "page=x",
    "page=999999999999999999999999999999", "edit=content", "edit=kinds", "edit=when", "edit=x", "", "=",
]  # fmt: skip
POLLS = st.builds(Asked, WORDS, st.lists(WORDS, max_size=12).map(tuple), st.booleans())
COMPOSED = (
    st.builds(Composed, WORDS.map(lambda words: shown(words, 10_000)))
    | st.builds(Composed, WORDS.map(shown), ATTACHMENTS, st.none() | st.just("album"))
    | st.builds(Composed, st.just(""), poll=POLLS)
)
ANY: st.SearchStrategy[Answer] = st.sampled_from(CHOICES).map(Tap) | st.builds(Text, TIMES | WORDS) | COMPOSED | ANSWERS
many = settings(max_examples=200 if THOROUGH else 80)


def holds(screen: Screen, topic: Buttons) -> None:
    """The screen can be shown in every language and keeps Telegram's limits."""
    for button in screen.buttons:
        assert len(Callback(topic, str(button.choice), 999_999_999).encode().encode()) <= MOST_BYTES
    for language in LANGUAGES:
        texts = texts_for(language)
        plain = html.unescape(re.sub(r"<[^>]+>", "", render.written(screen.text, texts, ZONE)))
        assert 0 < len(plain.encode("utf-16-le")) // 2 <= 4096
        assert all(render.label(button, texts).strip() for button in screen.buttons)


def said(refused: Refused) -> None:
    for language in LANGUAGES:
        assert texts_for(language).plain(refused.key, **refused.values)


@given(st.booleans(), st.sampled_from([None, "Mari <b>tenang</b>"]), st.lists(ANY, max_size=25))
@many
def test_any_answer_to_the_announcement_is_taken_or_refused(
    directive: bool, template: str | None, answers: list[Answer]
) -> None:
    draft = appeal.begin(directive=directive, template=template)
    holds(appeal.screen(draft, APPEAL_SCENE), Buttons.APPEAL)
    for answer in answers:
        try:
            outcome = appeal.advance(draft, answer, APPEAL_SCENE)
        except Refused as refused:
            said(refused)
            continue
        draft = outcome.draft
        assert appeal_draft.load(appeal_draft.dump(draft)) == draft
        if isinstance(outcome, Finished):
            check(draft.appeal)
            break
        holds(appeal.screen(draft, APPEAL_SCENE), Buttons.APPEAL)


def ready(urgent: bool) -> AppealDraft:
    """An announcement whose every question is answered."""
    draft = appeal.begin(template="Mari jaga suasana tetap tenang.")
    taps = ["topic=imbauan", "kind=warga", "next", "everywhere", "now", *(["urgent"] if urgent else [])]
    for choice in taps:
        draft = appeal.advance(draft, Tap(choice), APPEAL_SCENE).draft
    return draft


@given(st.booleans(), st.lists(ANY, max_size=12))
@many
def test_from_the_summary_too(urgent: bool, answers: list[Answer]) -> None:
    draft = ready(urgent)
    for answer in answers:
        try:
            outcome = appeal.advance(draft, answer, APPEAL_SCENE)
        except Refused as refused:
            said(refused)
            continue
        if isinstance(outcome, Finished):
            check(outcome.draft.appeal)
            break
        draft = outcome.draft
        holds(appeal.screen(draft, APPEAL_SCENE), Buttons.APPEAL)


@given(st.lists(ANY, max_size=12))
@many
def test_any_answer_to_the_giat_is_taken_or_refused(answers: list[Answer]) -> None:
    draft = ActivityDraft()
    for answer in answers:
        try:
            outcome = activity.advance(draft, answer)
        except Refused as refused:
            said(refused)
            continue
        draft = outcome.draft
        assert activity.load(activity.dump(draft)) == draft
        if isinstance(outcome, Finished):
            assert draft.work is not None
            break
        holds(activity.screen(draft), Buttons.ACTIVITY)
