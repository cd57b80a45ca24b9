"""The giat: what an officer reports of their own work, in three short questions, or *nihil* with one tap.

Officer: /giat
Bot:     Giat apa yang dilaporkan?           [Patroli] [Apel] [Sambang] [Nihil] [Baca giat]
Officer: (taps Patroli)
Bot:     Di mana?                            (words, or a location)
Bot:     Ada foto?                           [Lewati]
Bot:     Bagaimana hasilnya?                 [Nihil]
"""

from dataclasses import dataclass, replace

from conversations import flow
from conversations.answer import Answer, Attachment, Media, Point, Tap, Text
from conversations.buttons.activities import ActivityCounts
from conversations.flow import Draft, Finished, Moved, Step
from conversations.screen import CANCEL, LEAVE, SKIP, Button, Key, Line, Screen
from conversations.stored import StoredShape, unchanged
from locales import Refused
from reports.tally import refuse_tally
from resort.work import Work

LONGEST = 1000  # letters of a place or result
READ = Button(Key("button.read_activities"), ActivityCounts())


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityDraft(Draft):
    """What is known of an activity so far."""

    work: Work | None = None
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    photo: str | None = None  # Telegram's file_id
    result: str | None = None


Taken = ActivityDraft | Finished[ActivityDraft]
SHAPE = StoredShape("activity", 2, ActivityDraft, {1: unchanged})


def ask_work(draft: ActivityDraft, scene: None) -> Screen:
    done = tuple(Button(Key(f"activity.{work}"), f"work={work}") for work in Work)
    return Screen(Line("activity.ask_work"), (done[:2], done[2:], (READ,), (CANCEL,)))


def ask_place(draft: ActivityDraft, scene: None) -> Screen:
    return Screen(Line("activity.ask_place"), (LEAVE,))


def ask_photo(draft: ActivityDraft, scene: None) -> Screen:
    return Screen(Line("activity.ask_photo"), ((SKIP,), LEAVE))


def ask_result(draft: ActivityDraft, scene: None) -> Screen:
    return Screen(Line("activity.ask_result"), ((Button(Key("activity.nihil"), "nothing"),), LEAVE))


def choose_work(draft: ActivityDraft, answer: Answer, scene: None) -> Taken:
    match answer:
        case Tap("work=nihil"):
            return Finished(replace(draft, work=Work.NOTHING))
        case Tap(choice) if choice.startswith("work=") and answer.value in set(Work):
            return replace(draft, work=Work(answer.value))
        case _:
            raise Refused("activity.tap_work")


def locate(draft: ActivityDraft, answer: Answer, scene: None) -> Taken:
    match answer:
        case Text(body) if body.strip():
            refuse_tally(body)
            return replace(draft, place=body[:LONGEST], latitude=None, longitude=None)
        case Point(latitude=latitude, longitude=longitude):
            return replace(draft, place=None, latitude=latitude, longitude=longitude)
        case _:
            raise Refused("activity.say_place")


def picture(draft: ActivityDraft, answer: Answer, scene: None) -> Taken:
    match answer:
        case Media(Attachment("photo", file_id)):
            return replace(draft, photo=file_id)
        case _:
            raise Refused("activity.send_photo")


def conclude(draft: ActivityDraft, answer: Answer, scene: None) -> Taken:
    match answer:
        case Tap("nothing"):
            return Finished(replace(draft, result=str(Work.NOTHING)))
        case Text(body) if body.strip():
            refuse_tally(body)
            return Finished(replace(draft, result=body[:LONGEST]))
        case _:
            raise Refused("activity.say_result")


ACTIVITY: tuple[Step[ActivityDraft, None], ...] = (
    Step("work", ask_work, choose_work),
    Step("place", ask_place, locate),
    Step("photo", ask_photo, picture, optional=True),
    Step("result", ask_result, conclude),
)


def advance(draft: ActivityDraft, answer: Answer) -> Moved[ActivityDraft] | Finished[ActivityDraft]:
    """Put an answer into an activity's draft. Raises `Refused` when it does not fit."""
    return flow.advance(ACTIVITY, draft, answer, None)


def screen(draft: ActivityDraft) -> Screen:
    """The question a draft stands at."""
    return flow.current(ACTIVITY, draft).show(draft, None)


def dump(draft: ActivityDraft) -> bytes:
    """A draft as it is stored."""
    return SHAPE.dump(draft)


def load(content: bytes) -> ActivityDraft:
    """A stored draft. Raises `Unreadable`."""
    return SHAPE.load(content)
