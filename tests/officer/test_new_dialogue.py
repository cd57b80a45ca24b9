"""A new dialogue is its table of steps and one entry: the driver does everything else."""

from dataclasses import dataclass, replace

import pytest
from pydantic import TypeAdapter

from conversations.answer import Answer, Tap, Text
from conversations.flow import Draft, Finished, Step
from conversations.screen import LEAVE, Button, Key, Line, Screen
from db.drafts import StoredDialogue
from handlers import routes
from handlers.common import dialogues
from handlers.common.buttons import MENU
from handlers.common.driver import Dialogue
from handlers.common.turn import Turn
from locales import Refused
from resort.rights import Right
from sandbox import Person
from tests.stage.officers import joins
from tests.stage.town import Town


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Draft):
    """Words and whether they are urgent."""

    words: str = ""


def ask_words(draft: Note, scene: None) -> Screen:
    return Screen(Line("activity.ask_place"), (LEAVE,))


def take_words(draft: Note, answer: Answer, scene: None) -> Note:
    if not isinstance(answer, Text):
        raise Refused("activity.say_place")
    return replace(draft, words=answer.body)


def ask_sure(draft: Note, scene: None) -> Screen:
    return Screen(Line("activity.ask_result"), ((Button(Key("activity.nihil"), "nothing"),), LEAVE))


def conclude(draft: Note, answer: Answer, scene: None) -> Finished[Note]:
    if answer != Tap("nothing"):
        raise Refused("activity.say_result")
    return Finished(draft)


FINISHED: list[str] = []
_CODEC = TypeAdapter(Note)


def load(turn: Turn, kept: StoredDialogue) -> Note:
    assert kept.content is not None
    return _CODEC.validate_json(kept.content)


async def nothing(turn: Turn, draft: Note) -> None:
    return None


async def finish(turn: Turn, draft: Note) -> None:
    FINISHED.append(draft.words)
    await turn.show(Screen(Line("menu.thanks"), ((MENU,),)), dialogues.GIAT.topic)


async def cancelled(turn: Turn, draft: Note) -> Screen:
    return Screen(Line("activity.cancelled"), ((MENU,),))


NOTE: Dialogue[Note, None] = Dialogue(
    flow="note",
    steps=(Step("words", ask_words, take_words), Step("sure", ask_sure, conclude)),
    load=load,
    dump=_CODEC.dump_json,
    scene=nothing,
    finish=finish,
    cancelled=cancelled,
    right=Right.REPORT_ACTIVITY,
)


async def start(turn: Turn) -> None:
    await NOTE.begin(turn, Note())


@pytest.fixture(autouse=True)
def entered(monkeypatch: pytest.MonkeyPatch) -> None:
    FINISHED.clear()
    monkeypatch.setattr(dialogues, "TABLES", (*dialogues.TABLES, NOTE))
    monkeypatch.setitem(dialogues.LISTENERS, NOTE.flow, dialogues.of_staff(NOTE))
    start_it = (routes.private(routes.command("catat")), start)
    monkeypatch.setattr(routes, "ROUTES", (start_it, *routes.ROUTES))


async def begins(town: Town) -> Person:
    officer = await joins(town, "Petugas")
    await officer.sends("/catat")
    await officer.hears("Di mana")
    return officer


async def test_it_is_walked_to_its_end(town: Town) -> None:
    officer = await begins(town)
    await officer.sends("Simpang Tetap")
    asked = await officer.hears("Bagaimana hasilnya")
    assert next(button.data for button in asked.buttons) == "q:2:note.nothing"
    await officer.taps("Nihil", on=asked)
    await officer.hears("Terima kasih")
    assert FINISHED == ["Simpang Tetap"]
    await officer.taps("Nihil", on=asked)
    await officer.sees_toast("pertanyaan sebelumnya")
    assert FINISHED == ["Simpang Tetap"]


async def test_what_does_not_fit_repeats_the_question(town: Town) -> None:
    officer = await begins(town)
    await officer.sends_photo()
    assert "Batal" in " ".join((await officer.hears("Di mana")).labels)
    await officer.sends("Simpang Tetap")
    await officer.hears("Bagaimana hasilnya")
    await officer.sends("nihil")
    await officer.hears("Terima kasih")


async def test_it_is_left_and_cancelled_as_every_other(town: Town) -> None:
    officer = await begins(town)
    await officer.sends("Simpang Tetap")
    await officer.hears("Bagaimana hasilnya")
    await officer.sends("kembali")
    await officer.hears("Di mana")
    await officer.sends("/batal")
    await officer.hears("tidak dicatat")
    assert FINISHED == []


async def test_danger_typed_in_it_is_heard_first(town: Town) -> None:
    officer = await begins(town)
    await officer.sends("TOLONG massa bawa parang di depan kantor lurah")
    await officer.hears("Ini terdengar seperti keadaan bahaya")
