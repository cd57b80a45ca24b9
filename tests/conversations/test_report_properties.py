"""From any state any input leads to a valid state and an answer: the report, with thousands of made-up citizens."""

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations import render, report, report_told
from conversations.answer import Answer, Attachment, Media, Tap, Text
from conversations.callback import MOST_BYTES, Callback, Topic
from conversations.flow import Finished, Moved, current
from conversations.report import REPORT
from conversations.report_draft import MOST_EVIDENCE, ReportDraft, dump, load
from conversations.report_messages import advance
from conversations.screen import MOST_BUTTONS, Key, Line
from locales import LANGUAGES, Refused, texts_for
from reports.category import Kind
from tests.conversations.answers import (
    ANSWERS,
    BEGINNINGS,
    DANGER,
    MOVES,
    SCENE,
    ZONE,
    Move,
    answer_of,
    at_summary,
)
from tests.stage.scale import THOROUGH

STEPS = {step.name for step in REPORT}
TOLD = (
    "what", "latitude", "longitude", "district", "village", "tps", "place", "happened_words", "happened_at",
    "known_words", "known_at", "evidence", "phone",
)  # fmt: skip
many = settings(max_examples=150 if THOROUGH else 30)


def walked(draft: ReportDraft, moves: list[Move]) -> ReportDraft:
    """The draft after some moves; what was refused left it as it was, and what was finished ends it."""
    for move in moves:
        try:
            outcome = advance(draft, answer_of(move, draft), SCENE)
        except Refused:
            continue
        if isinstance(outcome, Finished):
            break
        draft = outcome.draft
    return draft


DRAFTS = st.builds(walked, BEGINNINGS, MOVES)


def check_line(line: Line | None) -> None:
    if line is not None:
        for language in LANGUAGES:
            render.written(line, texts_for(language), ZONE)


def check_sentence(refused: Refused) -> None:
    """What is refused is said in a sentence."""
    for language in LANGUAGES:
        assert texts_for(language).plain(refused.key, **refused.values)


def check_screen(draft: ReportDraft) -> None:
    """The screen can be shown in every language, has a way out, and keeps Telegram's limits."""
    screen = report.screen(draft, SCENE)
    more = {"summary": 2, "category": 1}.get(current(REPORT, draft).name, 0)  # the ways out beside all that is chosen
    assert len(screen.buttons) <= MOST_BUTTONS + more
    out = "not_now" if current(REPORT, draft).name == "doubt" else "cancel"  # a doubt has two answers, and no third
    assert out in {button.choice for button in screen.buttons}
    assert len({button.choice for button in screen.buttons}) == len(screen.buttons)
    for button in screen.buttons:
        assert len(Callback(Topic.REPORT, str(button.choice), 999_999_999).encode().encode()) <= MOST_BYTES
    for language in LANGUAGES:
        texts = texts_for(language)
        text = render.written(screen.text, texts, ZONE)
        plain = html.unescape(re.sub(r"<[^>]+>", "", text))
        assert 0 < len(plain.encode("utf-16-le")) // 2 <= 4096
        for button in screen.buttons:
            assert render.label(button, texts).strip()
            assert isinstance(button.label, Key) or button.label


def check_draft(draft: ReportDraft) -> None:
    """The draft holds together."""
    assert set(draft.answered) <= STEPS
    assert len(set(draft.answered)) == len(draft.answered)
    assert len(draft.evidence) <= MOST_EVIDENCE
    assert len({file.unique_id for file in draft.evidence}) == len(draft.evidence)
    assert load(dump(draft)) == draft
    assert (draft.latitude is None) == (draft.longitude is None)
    if draft.village is not None:
        assert draft.district is not None
        assert draft.village.startswith(f"{draft.district}.")


@given(BEGINNINGS, MOVES)
@many
def test_any_answer_at_any_moment_leads_to_a_valid_state_and_an_answer(draft: ReportDraft, moves: list[Move]) -> None:
    check_draft(draft)
    check_screen(draft)
    for move in moves:
        answer = answer_of(move, draft)
        try:
            outcome = advance(draft, answer, SCENE)
        except Refused as refused:
            check_sentence(refused)
            continue
        check_draft(outcome.draft)
        if isinstance(outcome, Finished):
            check_finished(outcome.draft)
            break
        check_line(outcome.note if isinstance(outcome, Moved) else None)
        draft = outcome.draft
        check_screen(draft)


def check_finished(draft: ReportDraft) -> None:
    """On the long way it says what happened, if only in a voice note, and where; an emergency may go without words."""
    if not draft.emergency:
        assert draft.what or any(file.kind == "voice" for file in draft.evidence)
        assert draft.consented
        assert draft.has_place
    if draft.kind is not Kind.VIOLATION:
        assert (draft.known_words, draft.known_at) == (None, None)


@given(DRAFTS, st.integers(0, 11))
@many
def test_a_button_that_is_shown_works(draft: ReportDraft, number: int) -> None:
    answer = answer_of(number, draft)
    if answer == Tap("cancel"):  # the handlers' own: it ends the dialogue
        return
    assert advance(draft, answer, SCENE).draft is not None


@given(DRAFTS)
@many
def test_kembali_leads_to_the_first_question_from_anywhere(draft: ReportDraft) -> None:
    for _ in range(2 * len(STEPS)):
        if report.at_start(draft):
            break
        before = draft
        draft = advance(draft, Tap("back"), SCENE).draft
        assert draft != before
        check_draft(draft)
        check_screen(draft)
    assert report.at_start(draft)


@given(DRAFTS)
@many
def test_going_back_loses_nothing_that_was_told(draft: ReportDraft) -> None:
    if draft.correcting:
        return
    again = advance(draft, Tap("back"), SCENE).draft
    assert {name: getattr(again, name) for name in TOLD} == {name: getattr(draft, name) for name in TOLD}


@given(DRAFTS)
@many
def test_going_back_asks_an_earlier_question(draft: ReportDraft) -> None:
    if draft.correcting or report.at_start(draft):
        return
    names = [step.name for step in REPORT]
    here, earlier = current(REPORT, draft).name, current(REPORT, advance(draft, Tap("back"), SCENE).draft).name
    assert names.index(earlier) < names.index(here)


@given(DRAFTS, ANSWERS)
@many
def test_what_is_refused_changes_nothing_and_the_same_answer_always_does_the_same(
    draft: ReportDraft, answer: Answer
) -> None:
    def once() -> object:
        try:
            return advance(draft, answer, SCENE)
        except Refused as refused:
            return refused.key, refused.values

    kept = dump(draft)
    assert once() == once()
    assert dump(draft) == kept


@given(DRAFTS)
@many
def test_danger_to_life_is_heard_at_every_question_and_nothing_told_before_is_lost(draft: ReportDraft) -> None:
    was = draft.emergency
    outcome = advance(draft, Text(DANGER), SCENE)
    assert outcome.draft.emergency
    if not was:
        assert DANGER in (outcome.draft.what or "")
        assert (draft.what or "") in (outcome.draft.what or "")
        assert set(draft.evidence) <= set(outcome.draft.evidence)
    assert current(REPORT, outcome.draft).name in ("point", "summary")


@given(st.lists(st.integers(0, 11), max_size=6))
@many
def test_the_short_way_is_two_answers_long(buttons: list[int]) -> None:
    draft = report_told.begin_with(Text(DANGER), SCENE, consented=False)
    assert current(REPORT, draft).name == "point"
    assert current(REPORT, advance(draft, Tap("skip"), SCENE).draft).name == "summary"
    for move in buttons:
        answer = answer_of(move, draft)
        if answer in (Tap("cancel"), Tap("send")):
            continue
        draft = advance(draft, answer, SCENE).draft
        assert current(REPORT, draft).name in ("point", "summary")
    for _ in range(2):
        if current(REPORT, draft).name == "summary":
            break
        draft = advance(draft, Text("dekat masjid, gang melati"), SCENE).draft
    assert isinstance(advance(draft, Tap("send"), SCENE), Finished)


def test_with_the_place_in_the_cry_only_sending_is_left() -> None:
    draft = report_told.begin_with(Text(f"{DANGER} di Jaya Mukti"), SCENE, consented=False)
    assert current(REPORT, draft).name == "summary"
    assert isinstance(advance(draft, Tap("send"), SCENE), Finished)


FIELDS = ("kind", "what", "where", "when", "evidence", "identity")
# How each question is answered when a correction asks it again.
AGAIN: dict[str, Answer] = {
    "kind": Tap("kind=gangguan"),
    "family": Tap("family=ketertiban"),
    "category": Tap("category=miras"),
    "what": Text("Setelah diingat lagi, lain ceritanya"),
    "where": Text("belakang pasar lama"),
    "district": Tap("skip"),
    "village": Tap("skip"),
    "place": Text("belakang pasar lama"),
    "when": Tap("just"),
    "known": Tap("then"),
    "evidence": Tap("next"),
    "identity": Tap("contact"),
    "phone": Tap("skip"),
}
# What a correction may change beside what flows from it by itself.
CHANGES = {
    "kind": {"kind", "family", "category", "known_words", "known_at"},
    "what": {"what"},
    "where": {"latitude", "longitude", "district", "village", "tps", "place", "wants_point", "from_phone"},
    "when": {"happened_words", "happened_at", "ongoing", "known_words", "known_at"},
    "evidence": {"evidence"},
    "identity": {"confidential", "phone"},
}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("violation", [True, False])
@pytest.mark.parametrize("confidential", [True, False])
def test_every_correction_returns_to_the_summary_and_changes_only_its_field(
    field: str, violation: bool, confidential: bool
) -> None:
    before = at_summary(violation=violation, confidential=confidential)
    draft = advance(before, Tap(f"edit={field}"), SCENE).draft
    assert current(REPORT, draft).name == field
    asked = 0
    while (step := current(REPORT, draft).name) != "summary":
        draft = advance(draft, AGAIN[step], SCENE).draft
        asked += 1
    assert 1 <= asked <= 5
    assert (draft.correcting, draft.uncorrected) == ((), None)
    kept = {name for name in ReportDraft.__dataclass_fields__ if name not in (*CHANGES[field], "answered")}
    assert {name: getattr(draft, name) for name in kept} == {name: getattr(before, name) for name in kept}
    check_draft(draft)
    check_screen(draft)


@pytest.mark.parametrize("field", FIELDS)
@given(data=st.data())
@settings(max_examples=30)
def test_a_correction_that_is_left_leaves_all_as_it_was(field: str, data: st.DataObject) -> None:
    before = at_summary()
    draft = advance(before, Tap(f"edit={field}"), SCENE).draft
    for _ in range(data.draw(st.integers(0, 3))):
        step = current(REPORT, draft).name
        if step == "summary" or current(REPORT, advance(draft, AGAIN[step], SCENE).draft).name == "summary":
            break
        draft = advance(draft, AGAIN[step], SCENE).draft
    for _ in range(10):
        if not draft.correcting:
            break
        draft = advance(draft, Tap("back"), SCENE).draft
    assert replace(draft, page=0) == before


@given(st.lists(st.integers(0, 11) | ANSWERS, max_size=12), st.sampled_from(FIELDS))
@many
def test_a_correction_walked_in_any_way_can_still_be_ended(moves: list[Move], field: str) -> None:
    draft = walked(advance(at_summary(), Tap(f"edit={field}"), SCENE).draft, moves)
    for _ in range(2 * len(STEPS)):
        if not draft.correcting:
            break
        draft = advance(draft, Tap("back"), SCENE).draft
    assert not draft.correcting


@given(st.lists(st.integers(0, 20), min_size=1, max_size=30))
@many
def test_files_come_at_any_question_and_none_beyond_ten(numbers: list[int]) -> None:
    draft = report_told.begin(consented=True)
    for number in numbers:
        file = Media(Attachment("photo", "AgAC", f"AQAD{number}", 10))
        if len(draft.evidence) == MOST_EVIDENCE and file.attachment not in draft.evidence:
            with pytest.raises(Refused, match="evidence_full"):
                advance(draft, file, SCENE)
            continue
        draft = advance(draft, file, SCENE).draft
        assert file.attachment in draft.evidence
    assert len(draft.evidence) == min(MOST_EVIDENCE, len(set(numbers)))
