"""The report: how a citizen tells us what happened, one short question at a time.

    Citizen: /lapor
    Bot:     Apa yang ingin Anda laporkan?            [Gangguan keamanan] [Pelanggaran pemilihan]
    Citizen: (taps Pelanggaran pemilihan, Uang & tekanan, Politik uang)
    Bot:     Ceritakan singkat apa yang terjadi.
    Citizen: Amplop dibagikan di TPS 12 tadi pagi
    Bot:     Di mana kejadiannya?                     [Kirim lokasi] [Dumai Barat] …
    Citizen: dekat pasar lama
    Bot:     Di kecamatan mana?                       [Dumai Barat] [Dumai Timur] … [Lewati]
    …
    Bot:     Periksa dulu sebelum dikirim.            [Kirim sekarang] [+ Waktu] [+ Bukti] …

Words in place of the first button are the story: then what it is about is never asked, and the card at the end offers
what is likely. After story and place the card stands; time, evidence and identity are asked only by its buttons.

When the words mean danger to life the table gets short: where it is, and send.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from conversations import flow, report_screens
from conversations.answer import Answer, Attachment, Media, Phone, Point, Tap, Text, is_own
from conversations.flow import Finished, Moved, Silent, Stay, Step
from conversations.free_words import ASIDE, is_talk, tells_of_something
from conversations.report_draft import TOGETHER, Burst, Capacity, NextStep, ReportDraft, Taken
from conversations.report_parts import apart
from conversations.report_screens import Scene
from conversations.report_told import (
    FEWEST_LETTERS,
    IN_DANGER,
    USUAL_TIMES,
    alarmed,
    alarming,
    also,
    at_time,
    attach,
    begin_with,
    categorised,
    doubting,
    gives_away,
    hurry,
    in_danger,
    located,
    names_place,
    passed_on,
    pinned,
    quoting,
    seen,
    shortened,
    taken_in,
    timed,
    told_again,
    without_evidence,
)
from conversations.report_where import (
    FOLLOWS,
    choose_district,
    choose_village,
    direct,
    locate,
    outside,
    pin,
    placed,
    still_there,
)
from conversations.screen import Key, Line, Screen
from language.words import words
from locales import Refused
from reports.category import Category, Family, Kind, categories, families
from reports.deadline import days_left
from reports.follow_up import FollowUp
from reports.telephone import number_of
from reports.triage import Sort
from resort.agency import Agency

Choice = TypeVar("Choice", Kind, Family, Category)


def accept(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("yes"):  # the screen of an offer says to what one agrees by it, that of a forward does not
            return replace(draft, offered=False, consented=draft.consented or _agrees(draft))
        case Tap("split"):
            accepted = replace(draft, offered=False, consented=draft.consented or _agrees(draft))
            return apart(accepted, scene)
        case Tap("seen") if draft.forwarded:
            return seen(draft, scene)
        case Tap("truth") if draft.forwarded:
            return Finished(draft)  # still offered: nothing is reported
        case Text(body):
            return Stay(told_again(draft, body, scene))
        case Media(Attachment(caption=str(caption))) if caption.strip():
            return Stay(told_again(attach(draft, answer), caption, scene))
        case Media():
            return Stay(attach(draft, answer))
        case _:
            raise Refused("report.tap_offer")


def _agrees(draft: ReportDraft) -> bool:
    """Whether accepting the offer is consent: its screen says to what. A child is asked for none."""
    return not draft.forwarded and not draft.minor


def choose_capacity(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("help"):
            return Finished(replace(draft, capacity=Capacity.OFFICER, next_step=NextStep.HELP))
        case Tap("officer") if draft.capacity is Capacity.ASKED and about_police(draft, scene):
            return Stay(replace(draft, capacity=Capacity.ASKED_AGAIN))
        case Tap("officer"):
            return Finished(replace(draft, capacity=Capacity.OFFICER))
        case Tap("citizen"):
            return replace(draft, capacity=Capacity.CITIZEN, offered=draft.offered and not draft.consented)
        case Text(body):
            return Stay(told_again(draft, body, scene))
        case _:
            raise Refused("field.tap_capacity")


def about_police(draft: ReportDraft, scene: Scene) -> bool:
    """Whether what was told is about people of the police."""
    if not draft.what:
        return False
    reading = scene.hear(draft.what).reading
    accused = any(office.agency is Agency.POLRI for office in reading.accused)
    return accused or reading.sort is Sort.POLICE_CONDUCT


_NO_MORE = frozenset({FollowUp.OVER, FollowUp.MISTAKEN})  # an answer too: "sudah aman pak", "salah, bercanda"


def settle(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("now"):
            return in_danger(draft, scene)
        case Tap("not_now") if draft.offered and not tells_of_something(scene.hear(draft.what or "")):
            return Finished(draft)  # no report: it is answered as what it is
        case Tap("not_now"):
            return draft
        case Text(body) if scene.hear(body).reading.follow_up in _NO_MORE and not alarming(answer, scene):
            return settle(told_again(draft, body, scene), Tap("not_now"), scene)
        case Text(body):
            return Stay(told_again(draft, body, scene))
        case Media():
            return Stay(attach(draft, answer), Line("report.evidence_kept"))
        case _:
            raise Refused("report.tap_doubt")


def agree(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("agree"):
            return replace(draft, consented=True)
        case _:
            raise Refused("report.tap_consent")


def choose_kind(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap(choice) if choice.startswith("kind="):
            return replace(draft, kind=_member(tuple(Kind), answer.value), family=None, category=None)
        case Tap(choice) if choice.startswith("category="):
            return categorised(draft, _member(tuple(Category), answer.value))
        case _:
            return guess(draft, answer, scene)


def choose_family(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap(choice) if choice.startswith("family="):
            return replace(
                draft, family=_member(families(draft.kind) if draft.kind else (), answer.value), category=None
            )
        case _:
            return guess(draft, answer, scene)


def choose_category(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap(choice) if choice.startswith("category="):
            return replace(draft, category=_member(categories(draft.family) if draft.family else (), answer.value))
        case _:
            return guess(draft, answer, scene)


def describe(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Text(body) if len(body.strip()) >= FEWEST_LETTERS:
            return _story(draft, body, scene)
        case Media(Attachment("voice")):
            return replace(attach(draft, answer), what=None)
        case Media(Attachment(caption=str(caption))) if len(caption.strip()) >= FEWEST_LETTERS:
            return _story(attach(draft, answer), caption, scene)
        case Media():
            return Stay(attach(draft, answer), Line("report.kept_now_words"))
        case Text():
            raise Refused("report.too_short")
        case _:
            raise Refused("report.write_it")


def _story(draft: ReportDraft, body: str, scene: Scene) -> ReportDraft:
    """The story in place of the one before; what it says of place and time is not asked again."""
    if draft.correcting:
        return hurry(replace(draft, what=body), scene)
    begun = draft if len((draft.what or "").strip()) < FEWEST_LETTERS else replace(draft, what=None)
    return told_again(begun, body, scene)


def date_it(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("ongoing"):
            return replace(draft, ongoing=True, happened_at=scene.now, happened_words=None)
        case Tap("just"):
            return replace(draft, ongoing=False, happened_at=scene.now, happened_words=None)
        case Tap(choice) if choice in USUAL_TIMES:
            return at_time(draft, USUAL_TIMES[choice], scene)
        case Text(body):
            return at_time(draft, body, scene)
        case _:
            raise Refused("report.say_when")


def date_knowing(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("then"):
            known = replace(draft, known_words=draft.happened_words, known_at=draft.happened_at)
        case Tap("today"):
            known = replace(draft, known_words=None, known_at=scene.now)
        case Text(body):
            read = scene.hear(body).moment
            known = replace(draft, known_words=body, known_at=read.at if read else None)
        case _:
            raise Refused("report.say_when")
    return Moved(known, deadline(known, scene))


def collect(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("next"):
            return draft
        case Tap("drop"):
            return Stay(without_evidence(draft), Line("report.evidence_dropped"))
        case Media():
            return Stay(attach(draft, answer), Line("report.evidence_kept"))
        case Text(body) if draft.evidence:
            *others, last = draft.evidence
            words = f"{last.caption}\n{body}" if last.caption else body
            return Stay(replace(draft, evidence=(*others, replace(last, caption=words))), Line("report.caption_kept"))
        case _:
            raise Refused("report.send_evidence")


def identify(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("confidential"):
            return replace(draft, confidential=True, phone=None)
        case Tap("contact"):
            return replace(draft, confidential=False, phone=None)
        case _:
            raise Refused("report.tap_identity")


def call(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Phone(number, own=True):
            return replace(draft, phone=number)
        case Phone():
            raise Refused("report.own_number")
        case Text(body):
            typed = number_of(body)
            if typed is None:
                raise Refused("report.not_a_number")
            return replace(draft, phone=typed)
        case _:
            raise Refused("report.say_number")


def send(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("send") if draft.kind is Kind.VIOLATION and not draft.minor:
            return Finished(draft)
        case Tap("send"):
            return Finished(replace(draft, known_words=None, known_at=None))
        case Tap(choice) if choice.startswith("category="):
            return Stay(categorised(draft, _member(tuple(Category), answer.value)))
        case Tap("split"):
            return Stay(apart(draft, scene))
        case Media():
            return Stay(attach(draft, answer), Line("report.evidence_kept"))
        case Point():
            return Stay(pinned(draft, answer), Line("report.point_kept"))
        case Text(body):
            return Stay(told_again(draft, body, scene), Line("report.words_kept"))
        case _:
            raise Refused("report.tap_send")


def tells_story(media: Media) -> bool:
    """Whether a file is the story itself: a voice note, or a picture with enough words below it."""
    caption = media.attachment.caption or ""
    return media.own and (media.attachment.kind == "voice" or len(caption.strip()) >= FEWEST_LETTERS)


def long_way(draft: ReportDraft) -> bool:
    return not draft.emergency and not draft.minor


def asks_where(draft: ReportDraft) -> bool:
    return not draft.emergency


def of_kind(draft: ReportDraft) -> bool:
    """Whether it is asked what it is about: before the story, or by its button."""
    return long_way(draft) and draft.police is None and ("what" not in draft.answered or "kind" in draft.correcting)


def wants(name: str) -> Callable[[ReportDraft], bool]:
    """Whether the button of a part was tapped."""
    return lambda draft: long_way(draft) and name in draft.correcting


def asks_capacity(draft: ReportDraft) -> bool:
    """Whether somebody of the units is asked as what they report; a forward is asked about first."""
    asked = draft.capacity in (Capacity.ASKED, Capacity.ASKED_AGAIN)
    return asked and not (draft.forwarded and draft.offered)


REPORT: tuple[Step[ReportDraft, Scene], ...] = (
    Step("capacity", report_screens.capacity, choose_capacity, applies=asks_capacity),
    Step("doubt", report_screens.doubt, settle, applies=lambda draft: draft.doubted and asks_where(draft)),
    Step("offer", report_screens.offer, accept, applies=lambda draft: draft.offered),
    Step(
        "consent",
        report_screens.consent,
        agree,
        applies=lambda draft: long_way(draft) and not draft.consented,
    ),
    Step(
        "kind",
        report_screens.kind,
        choose_kind,
        applies=of_kind,
        binds=("family", "category", "known"),
        on_demand=True,
    ),
    Step("family", report_screens.family, choose_family, applies=of_kind, binds=("category",)),
    Step("category", report_screens.category, choose_category, applies=of_kind),
    Step("what", report_screens.what, describe, applies=long_way),
    Step(
        "where",
        report_screens.where,
        locate,
        applies=asks_where,
        binds=FOLLOWS,
    ),
    Step(
        "point",
        report_screens.point,
        pin,
        applies=lambda draft: draft.emergency or draft.wants_point,
        optional=True,
    ),
    Step(
        "there",
        report_screens.there,
        still_there,
        applies=lambda draft: asks_where(draft) and draft.from_phone,
    ),
    Step(
        "district",
        report_screens.district,
        choose_district,
        applies=lambda draft: asks_where(draft) and placed(draft),
        optional=True,
    ),
    Step(
        "village",
        report_screens.village,
        choose_village,
        applies=lambda draft: long_way(draft) and draft.district is not None,
        optional=True,
    ),
    Step("place", report_screens.place, direct, applies=long_way, optional=True),
    Step("when", report_screens.when, date_it, applies=wants("when"), binds=("known",), on_demand=True),
    Step(
        "known",
        report_screens.known,
        date_knowing,
        applies=lambda draft: long_way(draft) and draft.kind is Kind.VIOLATION and "when" in draft.answered,
    ),
    Step("evidence", report_screens.evidence, collect, applies=wants("evidence"), optional=True, on_demand=True),
    Step("identity", report_screens.identity, identify, applies=wants("identity"), binds=("phone",), on_demand=True),
    Step(
        "phone",
        report_screens.phone,
        call,
        applies=lambda draft: long_way(draft) and not draft.confidential and "identity" in draft.answered,
        optional=True,
    ),
    Step("summary", report_screens.summary, send, fresh=True),
)
_CUT, _SHORT = 3_500, 100  # characters: Telegram cuts a paste at 4,096; a place is told in fewer
Outcome = Moved[ReportDraft] | Silent[ReportDraft] | Finished[ReportDraft]


def advance(draft: ReportDraft, answer: Answer, scene: Scene) -> Outcome:
    """Put an answer into a report's draft. Raises `Refused`; files and locations are taken at any step.

    Words that were said together are one answer to the question that the first of them met.
    """
    draft = quoting(draft, answer) if is_own(answer) else draft
    if continues(draft, answer, scene) and isinstance(answer, Text):
        return _said_together(draft, answer, scene)
    outcome = _advanced(replace(draft, burst=None), answer, scene)
    if not isinstance(answer, Text) or not answer.own or scene.said_at is None or not isinstance(outcome, Moved):
        return outcome
    burst = Burst(at=scene.said_at, words=answer.body, before=replace(draft, burst=None))
    return replace(outcome, draft=replace(outcome.draft, burst=burst))


def continues(draft: ReportDraft, answer: Answer, scene: Scene) -> bool:
    """Whether a message belongs to the one before: words said together, or another picture of the same album."""
    if isinstance(answer, Media):
        return answer.album is not None and answer.album == draft.album
    if not isinstance(answer, Text) or not answer.own or draft.burst is None or scene.said_at is None:
        return False
    together = timedelta(0) <= scene.said_at - draft.burst.at <= TOGETHER
    return together and not _says_where(draft, draft.burst, answer.body, scene)


def _says_where(draft: ReportDraft, burst: Burst, body: str, scene: Scene) -> bool:
    """Whether words answer the question in hand, which asks where; the second half of a paste never does."""
    if len(burst.words) > _CUT or len(body) > _SHORT:
        return False
    match flow.current(REPORT, draft).name:
        case "where" | "point" | "place":
            return names_place(body, scene)
        case "district" | "village":
            return bool(scene.hear(body).areas)
        case _:
            return False


def _said_together(draft: ReportDraft, answer: Text, scene: Scene) -> Outcome:
    """Read words once more, together with those that came within two seconds before them."""
    burst = draft.burst
    assert burst is not None
    assert scene.said_at is not None
    whole = f"{burst.words}\n{answer.body}"
    if draft.emergency and not (burst.before and burst.before.emergency):
        more = _advanced(replace(draft, burst=None), answer, scene) if names_place(answer.body, scene) else None
        told = more.draft if more else told_again(draft, answer.body, scene)
        return Moved(replace(told, burst=replace(burst, at=scene.said_at, words=whole)), Line("report.words_kept"))
    if burst.before is None:
        begun = begin_with(Text(whole), scene, consented=draft.consented, offered=burst.offered)
        begun = replace(begun, capacity=draft.capacity)
        return Moved(replace(begun, burst=replace(burst, at=scene.said_at, words=whole)))
    outcome = _advanced(burst.before, Text(whole), scene)
    if isinstance(outcome, Moved):
        told = replace(outcome.draft, burst=replace(burst, at=scene.said_at, words=whole))
        if not told.emergency and alarming(answer, scene):  # what was said just before takes no danger away
            told = timed(shortened(told, scene), scene)
        return Moved(doubting(told, answer, scene), outcome.note or Line("report.words_kept"))
    return outcome


def _advanced(draft: ReportDraft, answer: Answer, scene: Scene) -> Outcome:
    """Put an answer into the draft; of an album the first file is answered, and each with news.

    The others join it in silence; that they are too many is said once.
    """
    if not isinstance(answer, Media) or answer.album is None:
        try:
            return _taken(draft, answer, scene)
        except Refused as refused:
            if not isinstance(answer, Text) or not _is_worth_keeping(flow.current(REPORT, draft).name, answer, scene):
                raise
            why = Line(refused.key, {name: str(value) for name, value in refused.values.items()})
            return Moved(timed(told_again(draft, answer.body, scene), scene), Line("report.refused_kept", {"why": why}))
    known = answer.album == draft.album
    try:
        if known and not _tells(draft, answer, scene) and gives_away(attach(draft, answer)) == gives_away(draft):
            return Silent(attach(draft, answer))
        return _taken(replace(draft, album=answer.album, surplus=False), answer, scene)
    except Refused as refused:
        told = known and draft.surplus
        full = replace(draft, album=answer.album, surplus=True)
        return (
            Silent(full)
            if told
            else Moved(full, Line(refused.key, {name: str(value) for name, value in refused.values.items()}))
        )


def _tells(draft: ReportDraft, answer: Media, scene: Scene) -> bool:
    """Whether a picture brings the story or the danger, whichever picture of its album it is."""
    story = "what" not in draft.answered and tells_story(answer)
    return story or (not draft.emergency and alarming(answer, scene))


def _is_worth_keeping(step: str, answer: Text, scene: Scene) -> bool:
    """Whether words that are no answer go into the story: never a mistyped telephone number, nor a bare "ya"."""
    if step == "phone" and any(letter.isdigit() for letter in answer.body):
        return False
    said = scene.hear(answer.body)
    return any(len(word) > 3 for word in words(answer.body)) and not is_talk(said) and said.reading.sort not in ASIDE


def _taken(draft: ReportDraft, answer: Answer, scene: Scene) -> Moved[ReportDraft] | Finished[ReportDraft]:
    """Put an answer into a draft, album or not; an emergency of which something is told now has its time to go."""
    outcome = _unheard(draft, answer) or _answered(draft, answer, scene)
    if not isinstance(outcome, Moved):
        return outcome
    note = outcome.note or outside(draft, outcome.draft, answer, scene)
    note = note if draft.took_money else told_first(outcome.draft) or note
    after = timed(located(doubting(outcome.draft, answer, scene), scene), scene)
    if gives_away(after) and (not gives_away(draft) or (draft.offered and not after.offered)):
        note = Line("report.gives_away", {"note": Line("report.before", {"note": note}) if note else ""})
    return Moved(after, note)


def told_first(draft: ReportDraft) -> Line | None:
    """What a citizen must know before anything is asked of them."""
    return Line("voice.took_money") if draft.took_money and not draft.emergency else None


def _unheard(draft: ReportDraft, answer: Answer) -> Moved[ReportDraft] | None:
    """The citizen says that they cannot telephone, or must not be heard."""
    match answer:
        case Tap("writes"):
            return Moved(replace(draft, writes=True), Line("voice.writes_kept"))
        case Tap("silent"):
            return Moved(replace(draft, silent=True, reminded=True), Line("voice.silent_kept"))
        case _:
            return None


def _answered(draft: ReportDraft, answer: Answer, scene: Scene) -> Moved[ReportDraft] | Finished[ReportDraft]:
    step = flow.current(REPORT, draft)
    if answer == IN_DANGER:
        return Moved(in_danger(draft, scene))
    if isinstance(answer, Text) and not answer.own:
        return Moved(passed_on(draft, answer), Line("report.words_kept"))
    if isinstance(answer, Media) and not answer.own and step.name in ("doubt", "offer", "what"):
        return Moved(passed_on(attach(draft, answer), answer), Line("report.evidence_kept"))
    if not draft.emergency and alarming(answer, scene):
        return Moved(alarmed(step.name, draft, answer, scene))
    if isinstance(answer, Media) and step.name == "consent" and tells_story(answer):
        kept, caption = attach(draft, answer), answer.attachment.caption
        told = told_again(kept, caption, scene) if caption else also(kept, "what")
        return Moved(told, Line("report.evidence_kept"))
    if isinstance(answer, Media) and step.name in ("kind", "family", "category") and tells_story(answer):
        return _with_way_back(draft, answer, flow.advance(REPORT, draft, answer, scene))
    if isinstance(answer, Media) and step.name not in ("doubt", "offer", "what", "evidence", "summary"):
        told = taken_in(draft, answer, scene) if step.name == "capacity" else attach(draft, answer)
        return Moved(told, Line("report.evidence_kept"))
    if isinstance(answer, Point) and step.name not in ("where", "point", "place", "summary"):
        located = draft.has_place or "where" in draft.answered
        return Moved(pinned(draft, answer, *(() if located else ("where", "point"))), Line("report.point_kept"))
    if step.name == "place" and answer == Tap("skip") and not draft.has_place:
        raise Refused("report.say_place")
    if step.name == "summary" and answer in (Tap("skip"), Tap("next")):
        return Moved(draft)  # of a question that an earlier release asked before the card
    if isinstance(answer, Tap) and (earlier := _asked_before(draft, step, answer)) is not None:
        return _late(draft, earlier, answer, scene)
    return _with_way_back(draft, answer, flow.advance(REPORT, draft, answer, scene))


# The question of each button that an earlier release asked before the card stood.
_ASKED_BEFORE = {
    "kind": "kind",
    "family": "family",
    "category": "category",
    "ongoing": "when",
    "just": "when",
    "confidential": "identity",
    "contact": "identity",
}


def _asked_before(draft: ReportDraft, step: Step[ReportDraft, Scene], tap: Tap) -> Step[ReportDraft, Scene] | None:
    """The step of a button that an earlier release showed where the draft stands; None when it is none of those."""
    name = _ASKED_BEFORE.get(tap.name)
    if name is None or "what" not in draft.answered or not long_way(draft):
        return None
    if step.name in (name, "capacity", "doubt", "offer"):
        return None
    if name in ("kind", "family", "category") and (
        draft.category is not None or of_kind(draft) or step.name == "summary"
    ):
        return None
    return next(each for each in REPORT if each.name == name)


def _late(draft: ReportDraft, step: Step[ReportDraft, Scene], tap: Tap, scene: Scene) -> Moved[ReportDraft]:
    """Take a button of a question that is not asked any more."""
    taken = step.take(draft, tap, scene)
    return Moved(also(taken if isinstance(taken, ReportDraft) else taken.draft, step.name))


def at_start(draft: ReportDraft) -> bool:
    """Whether there is no earlier question to go back to."""
    return flow.at_start(REPORT, draft)


def screen(draft: ReportDraft, scene: Scene) -> Screen:
    """The question a draft stands at."""
    return flow.current(REPORT, draft).show(draft, scene)


def guess(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    """Words where a button was expected: they are the story, and may tell the category themselves."""
    match answer:
        case Media(Attachment("voice")) if not draft.correcting:
            return Moved(also(attach(draft, answer), "what"), Line("report.evidence_kept"))
        case Media(Attachment(caption=str(caption))) if tells_story(answer):
            return guess(attach(draft, answer), Text(caption), scene)
        case Text(body) if len(body.strip()) >= FEWEST_LETTERS:
            told = told_again(replace(draft, category=None), body, scene)
            if told.emergency or (told.category is None and draft.correcting):
                return Stay(told, None if told.emergency else Line("report.words_kept"))
            if told.category is None:
                return Moved(told, Line("report.words_kept"))
            return Moved(told, Line("report.category_guessed", {"category": Key(f"category.{told.category}")}))
        case _:
            raise Refused("report.tap_choice")


def deadline(draft: ReportDraft, scene: Scene) -> Line | None:
    """How many days are left to report to Bawaslu, once it is known since when."""
    if draft.known_at is None:
        return None
    left = days_left(draft.known_at.astimezone(scene.now.tzinfo).date(), scene.now.date())
    return (
        Line("report.days_left", {"days": left})
        if left > 0
        else Line("report.last_day" if left == 0 else "report.too_late")
    )


def _with_way_back(
    before: ReportDraft, answer: Answer, outcome: Moved[ReportDraft] | Finished[ReportDraft]
) -> Moved[ReportDraft] | Finished[ReportDraft]:
    """A correction that is left by *Kembali* leaves all as it was; files that came meanwhile stay."""
    if isinstance(outcome, Finished):
        return outcome
    after = outcome.draft
    if after.correcting and not before.correcting:
        return replace(outcome, draft=replace(after, uncorrected=before))
    if before.uncorrected and not after.correcting:
        old = replace(before.uncorrected, evidence=after.evidence, album=after.album)
        return replace(outcome, draft=old if answer == Tap("back") else replace(after, uncorrected=None))
    return outcome


def _member(offered: tuple[Choice, ...], value: str) -> Choice:
    """The choice of that value, which must be one of those on the screen."""
    chosen = next((choice for choice in offered if choice == value), None)
    if chosen is None:
        raise Refused("flow.old_button")
    return chosen
