"""The drawing of the dialogues is the one the code's tables give."""

from conversations.appeal import APPEAL
from conversations.appeal_draft import EVERY_STEP
from tests.stage.dialogues import DOCUMENT, drawn, tables


def test_what_is_drawn_is_what_the_tables_say() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == drawn(), "the drawing is old: run `make dialogues`"


def test_every_dialogue_is_drawn() -> None:
    assert {name for _, name, _ in tables()} == {"REPORT", "FIELD", "APPEAL", "ACTIVITY", "RECORD"}


def test_an_announcement_that_is_changed_has_answered_every_question() -> None:
    assert tuple(step.name for step in APPEAL[:-1]) == EVERY_STEP
