"""Writing down what somebody else reports: a few taps while they still are on the telephone.

Recorder: /catat
Bot:      Lewat apa laporan ini sampai?       [110] [Telepon] [SMS/WA] [HT] [Datang] [Surat]
Recorder: (taps Telepon)
Bot:      Tuliskan apa yang diceritakan.
Recorder: warung di TPS 7 dibakar orang
Bot:      Kapan terjadinya?                   [Sedang terjadi] [Kurang dari sejam] ...
Recorder: (taps Sedang terjadi)
Bot:      Nomor untuk menelepon balik?        [Lewati]
Bot:      Periksa dulu ...                    [Kirim] [Cara] [Cerita] [Tempat] [Waktu] [Didengar] [Nomor]

What the words say of place and time is not asked. Time heard is now, unless its button says otherwise.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from conversations import flow
from conversations.answer import Answer, Attachment, Media, Phone, Point, Tap, Text
from conversations.buttons.recording import AskCode
from conversations.flow import Draft, Finished, Moved, Stay, Step
from conversations.report_danger import alarming
from conversations.report_draft import ReportDraft
from conversations.report_evidence import attach
from conversations.report_location import name_place, pinned, with_area, without_place
from conversations.report_time import at_time, is_dated
from conversations.report_told import FEWEST_LETTERS, told_again
from conversations.report_values import category_name, location, moment, told
from conversations.scene import Scene
from conversations.screen import CANCEL, LEAVE, SKIP, Button, Key, Line, Screen, Value, grid, paged
from conversations.stored import StoredShape
from locales import Refused
from reports.recorded import IN_WORDS, Way, When
from reports.tally import refuse_tally
from reports.telephone import number_of
from resort.area import Area

ASK_CODE = Button(Key("button.ask_code"), AskCode())


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDraft(Draft):
    """What was heard so far."""

    way: Way | None = None
    report: ReportDraft = field(default_factory=lambda: ReportDraft(consented=True))
    unknown_time: bool = False  # not even the person who reports knows when
    heard_words: str | None = None
    heard_at: datetime | None = None
    desk: bool = False  # whoever writes it down also answers people who ask on the telephone


Taken = RecordDraft | Stay[RecordDraft] | Finished[RecordDraft]
SHAPE: StoredShape[RecordDraft] = StoredShape("record", 1, RecordDraft)


def ask_way(draft: RecordDraft, scene: Scene) -> Screen:
    buttons = [Button(Key(f"recording.way_{way}"), f"way={way}") for way in Way]
    asks = ((ASK_CODE,),) if draft.desk and not draft.answered and not draft.correcting else ()
    return Screen(Line("recording.ask_way"), (*grid(buttons, 3), *asks, (CANCEL,)))


def ask_what(draft: RecordDraft, scene: Scene) -> Screen:
    return Screen(Line("recording.ask_what"), (LEAVE,))


def ask_where(draft: RecordDraft, scene: Scene) -> Screen:
    options = [Button(area.name, f"district={area.code}") for area in scene.areas.districts]
    return Screen(Line("recording.ask_where"), (*paged(options, draft.page, others=3, columns=2), (SKIP,), LEAVE))


def ask_when(draft: RecordDraft, scene: Scene) -> Screen:
    buttons = [Button(Key(f"recording.when_{when}"), f"when={when}") for when in When]
    unknown = (Button(Key("recording.when_unknown"), "unknown"),)
    return Screen(Line("recording.ask_time"), (*grid(buttons), unknown, LEAVE))


def ask_heard(draft: RecordDraft, scene: Scene) -> Screen:
    return Screen(Line("recording.ask_heard"), ((Button(Key("button.just_now"), "now"),), LEAVE))


def ask_phone(draft: RecordDraft, scene: Scene) -> Screen:
    return Screen(Line("recording.ask_phone"), ((SKIP,), LEAVE))


def card(draft: RecordDraft, scene: Scene) -> Screen:
    """Everything that was heard, to be read back to the person who reports."""
    report = draft.report
    values: dict[str, Value] = {
        "way": Key(f"recording.way_{draft.way}") if draft.way else Key("recording.way_unsaid"),
        "what": told(report),
        "category": category_name(report.category),
        "where": location(report, scene),
        "when": Key("recording.when_unknown")
        if draft.unknown_time
        else moment(report.happened_words, report.happened_at, report.ongoing, scene),
        "heard": draft.heard_words or draft.heard_at or Key("button.just_now"),
        "phone": report.phone or Key("report.none"),
        "identity": Key("recording.open" if report.phone and not report.confidential else "recording.confidential"),
    }
    open_or_shut = "button.record_open" if report.confidential else "button.record_confidential"
    identity = ((Button(Key(open_or_shut), "identity"),),) if report.phone else ()
    rows = (
        (Button(Key("button.send_record"), "send"),),
        *identity,
        (Button(Key("button.edit_way"), "edit=way"), Button(Key("button.edit_what"), "edit=what")),
        (Button(Key("button.edit_where"), "edit=where"), Button(Key("button.edit_when"), "edit=when")),
        (Button(Key("button.edit_heard"), "edit=heard"), Button(Key("button.edit_phone"), "edit=phone")),
        LEAVE,
    )
    return Screen(Line("recording.card", values), rows)


def choose_way(draft: RecordDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap(choice) if choice.startswith("way=") and answer.value in set(Way):
            return replace(draft, way=Way(answer.value))
        case Text(body) if len(body.strip()) >= FEWEST_LETTERS:  # the caller is telling already
            return _told(draft, body, scene)
        case _:
            raise Refused("recording.tap_way")


def write_down(draft: RecordDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Text(body) if len(body.strip()) >= FEWEST_LETTERS:
            return _told(draft, body, scene)
        case Media(Attachment(caption=str(caption))) if len(caption.strip()) >= FEWEST_LETTERS:
            return _told(replace(draft, report=attach(draft.report, answer)), caption, scene)
        case Media():
            return Stay(replace(draft, report=attach(draft.report, answer)), Line("recording.file_kept"))
        case _:
            raise Refused("recording.write_it")


def _told(draft: RecordDraft, body: str, scene: Scene) -> RecordDraft:
    """The words in place of those before. What goes on now is said by a tap, never by the words alone."""
    if not alarming(Text(body), scene):
        refuse_tally(body, scene.hear(body).reading.category)
    before = draft.report
    report = told_again(replace(before, what=None, category=None, emergency=False, doubted=False), body, scene)
    if report.ongoing and not before.ongoing:
        report = replace(report, ongoing=False, happened_at=None)
    answered = draft.answered if "what" in draft.answered else (*draft.answered, "what")
    return replace(draft, report=report, answered=answered)


def locate(draft: RecordDraft, answer: Answer, scene: Scene) -> Taken:
    report = without_place(draft.report)
    match answer:
        case Tap(choice) if choice.startswith("district=") and (area := _area(scene, answer.value)) is not None:
            return replace(draft, report=with_area(report, area))
        case Point():
            return replace(draft, report=pinned(report, answer))
        case Text(body) if body.strip():
            return replace(draft, report=name_place(report, body, scene))
        case _:
            raise Refused("report.say_where")


def _area(scene: Scene, code: str) -> Area | None:
    return next((area for area in scene.areas.districts if area.code == code), None)


def date_it(draft: RecordDraft, answer: Answer, scene: Scene) -> Taken:
    report = replace(draft.report, ongoing=False, happened_at=None, happened_words=None)
    draft = replace(draft, unknown_time=False)
    match answer:
        case Tap("when=kini"):
            return replace(draft, report=replace(report, ongoing=True, happened_at=scene.now))
        case Tap(choice) if choice.startswith("when=") and answer.value in set(When):
            return replace(draft, report=at_time(report, IN_WORDS[When(answer.value)], scene))
        case Tap("unknown"):
            return replace(draft, report=report, unknown_time=True)
        case Text(body) if body.strip():
            return replace(draft, report=at_time(report, body, scene))
        case _:
            raise Refused("report.say_when")


def date_hearing(draft: RecordDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("now"):
            return replace(draft, heard_words=None, heard_at=scene.now)
        case Text(body) if body.strip():
            read = scene.hear(body).moment
            return replace(draft, heard_words=body[:200], heard_at=read.at if read else None)
        case _:
            raise Refused("report.say_when")


def call_back(draft: RecordDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Phone(number):
            return replace(draft, report=replace(draft.report, phone=number))
        case Text(body) if (typed := number_of(body)) is not None:
            return replace(draft, report=replace(draft.report, phone=typed))
        case _:
            raise Refused("recording.say_phone")


def send(draft: RecordDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("send"):
            return Finished(draft)
        case Tap("identity") if draft.report.phone:
            return Stay(replace(draft, report=replace(draft.report, confidential=not draft.report.confidential)))
        case Media():
            return Stay(replace(draft, report=attach(draft.report, answer)), Line("recording.file_kept"))
        case _:
            raise Refused("recording.tap_send")


def _undated(draft: RecordDraft) -> bool:
    return "when" in draft.correcting or not (draft.unknown_time or is_dated(draft.report))


def _placeless(draft: RecordDraft) -> bool:
    return "where" in draft.correcting or not draft.report.has_place


RECORD: tuple[Step[RecordDraft, Scene], ...] = (
    Step("way", ask_way, choose_way),
    Step("what", ask_what, write_down),
    Step("when", ask_when, date_it, applies=_undated, on_demand=True),
    Step("where", ask_where, locate, applies=_placeless, optional=True, on_demand=True),
    Step("heard", ask_heard, date_hearing, applies=lambda draft: "heard" in draft.correcting, on_demand=True),
    Step("phone", ask_phone, call_back, optional=True),
    Step("summary", card, send, fresh=True),
)


def advance(draft: RecordDraft, answer: Answer, scene: Scene) -> Moved[RecordDraft] | Finished[RecordDraft]:
    """Put an answer into what was heard. Raises `Refused` when it does not fit."""
    return flow.advance(RECORD, draft, answer, scene)


def quickly(said: Text, scene: Scene) -> RecordDraft:
    """A report in one message, as it is written where there is no signal to be asked anything."""
    return _told(RecordDraft(), said.body, scene)


def begun_with(file: Media, scene: Scene, *, desk: bool) -> RecordDraft:
    """What was heard, told below a picture: the file is kept with it, and what is not known is asked."""
    draft = RecordDraft(desk=desk, report=attach(ReportDraft(consented=True), file))
    said = file.attachment.caption or ""
    return _told(draft, said, scene) if len(said) >= FEWEST_LETTERS else draft


def dump(draft: RecordDraft) -> bytes:
    """What was heard, as it is stored."""
    return SHAPE.dump(draft)


def load(content: bytes) -> RecordDraft:
    """What was stored. Raises `Unreadable`."""
    return SHAPE.load(content)
