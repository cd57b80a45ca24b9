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
    Bot:     Periksa dulu sebelum dikirim.            [Kirim laporan]

When the words mean danger to life the table gets short: where it is, and send.
"""

from dataclasses import replace
from typing import TypeVar

from lokal import normalize_phone

from conversations import flow, report_screens
from conversations.answer import Answer, Attachment, Media, Phone, Point, Tap, Text
from conversations.flow import Finished, Moved, Silent, Stay, Step
from conversations.free_words import tells_of_something
from conversations.report_draft import MOST_EVIDENCE, ReportDraft, Taken
from conversations.report_screens import Scene
from conversations.report_told import (
    FEWEST_LETTERS,
    IN_DANGER,
    alarmed,
    alarming,
    attach,
    doubting,
    hurry,
    in_danger,
    located,
    passed_on,
    pinned,
    seen,
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
)
from conversations.screen import Key, Line, Screen
from locales import Refused
from reports.category import Category, Family, Kind, categories, families
from reports.deadline import days_left

Choice = TypeVar("Choice", Kind, Family, Category)


def accept(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("yes"):
            return replace(draft, offered=False)
        case Tap("seen") if draft.forwarded:
            return seen(draft, scene)
        case Tap("truth") if draft.forwarded:
            return Finished(draft)  # still offered: nothing is reported
        case Text(body):
            return Stay(told_again(draft, body, scene))
        case Media():
            return Stay(attach(draft, answer))
        case _:
            raise Refused("report.tap_offer")


def settle(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("now"):
            return in_danger(draft, scene)
        case Tap("not_now") if draft.offered and not tells_of_something(scene.hear(draft.what or "")):
            return Finished(draft)  # no report: it is answered as what it is
        case Tap("not_now"):
            return draft
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
            return hurry(replace(draft, what=body), scene)
        case Media(Attachment("voice")):
            return replace(attach(draft, answer), what=None)
        case Media(Attachment(caption=str(caption))) if len(caption.strip()) >= FEWEST_LETTERS:
            return hurry(replace(attach(draft, answer), what=caption), scene)
        case Media():
            return Stay(attach(draft, answer), Line("report.kept_now_words"))
        case Text():
            raise Refused("report.too_short")
        case _:
            raise Refused("report.write_it")


def date_it(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("ongoing"):
            return replace(draft, ongoing=True, happened_at=scene.now, happened_words=None)
        case Tap("just"):
            return replace(draft, ongoing=False, happened_at=scene.now, happened_words=None)
        case Text(body):
            read = scene.hear(body).moment
            return replace(draft, ongoing=False, happened_words=body, happened_at=read.at if read else None)
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
            typed = normalize_phone(body)
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
        case Media():
            return Stay(attach(draft, answer), Line("report.evidence_kept"))
        case Point():
            return Stay(pinned(draft, answer), Line("report.point_kept"))
        case Text(body):
            return Stay(told_again(draft, body, scene), Line("report.words_kept"))
        case _:
            raise Refused("report.tap_send")


def long_way(draft: ReportDraft) -> bool:
    return not draft.emergency and not draft.minor


def asks_where(draft: ReportDraft) -> bool:
    return not draft.emergency


REPORT: tuple[Step[ReportDraft, Scene], ...] = (
    Step("doubt", report_screens.doubt, settle, applies=lambda draft: draft.doubted and asks_where(draft)),
    Step("offer", report_screens.offer, accept, applies=lambda draft: draft.offered),
    Step(
        "consent",
        report_screens.consent,
        agree,
        applies=lambda draft: long_way(draft) and not draft.consented,
    ),
    Step("kind", report_screens.kind, choose_kind, applies=long_way, binds=("family", "category", "known")),
    Step("family", report_screens.family, choose_family, applies=long_way, binds=("category",)),
    Step("category", report_screens.category, choose_category, applies=long_way),
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
    Step("when", report_screens.when, date_it, applies=long_way, binds=("known",)),
    Step(
        "known",
        report_screens.known,
        date_knowing,
        applies=lambda draft: long_way(draft) and draft.kind is Kind.VIOLATION,
    ),
    Step("evidence", report_screens.evidence, collect, applies=long_way, optional=True),
    Step("identity", report_screens.identity, identify, applies=long_way, binds=("phone",)),
    Step(
        "phone",
        report_screens.phone,
        call,
        applies=lambda draft: long_way(draft) and not draft.confidential,
        optional=True,
    ),
    Step("summary", report_screens.summary, send, fresh=True),
)
Outcome = Moved[ReportDraft] | Silent[ReportDraft] | Finished[ReportDraft]


def advance(draft: ReportDraft, answer: Answer, scene: Scene) -> Outcome:
    """Put an answer into a report's draft. Raises `Refused`; files and locations are taken at any step.

    The first file of an album is answered, the others join it in silence; that they are too many is said once.
    """
    if not isinstance(answer, Media) or answer.album is None:
        return _taken(draft, answer, scene)
    known = answer.album == draft.album
    try:
        if known:
            return Silent(attach(draft, answer))
        return _taken(replace(draft, album=answer.album, surplus=False), answer, scene)
    except Refused as refused:
        told = known and draft.surplus
        full = replace(draft, album=answer.album, surplus=True)
        return Silent(full) if told else Moved(full, Line(refused.key, {"most": MOST_EVIDENCE}))


def _taken(draft: ReportDraft, answer: Answer, scene: Scene) -> Moved[ReportDraft] | Finished[ReportDraft]:
    """Put an answer into a draft, album or not; an emergency of which something is told now has its time to go."""
    outcome = _answered(draft, answer, scene)
    if not isinstance(outcome, Moved):
        return outcome
    note = outcome.note or outside(draft, outcome.draft, answer, scene)
    note = note if draft.took_money else told_first(outcome.draft) or note
    return Moved(timed(located(doubting(outcome.draft, answer, scene), scene), scene), note)


def told_first(draft: ReportDraft) -> Line | None:
    """What a citizen must know before anything is asked of them."""
    return Line("voice.took_money") if draft.took_money and not draft.emergency else None


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
    if isinstance(answer, Media) and step.name not in ("doubt", "offer", "what", "evidence", "summary"):
        return Moved(attach(draft, answer), Line("report.evidence_kept"))
    if isinstance(answer, Point) and step.name not in ("where", "point", "place", "summary"):
        located = draft.has_place or "where" in draft.answered
        return Moved(pinned(draft, answer, *(() if located else ("where", "point"))), Line("report.point_kept"))
    if step.name == "place" and answer == Tap("skip") and not draft.has_place:
        raise Refused("report.say_place")
    return _with_way_back(draft, answer, flow.advance(REPORT, draft, answer, scene))


def at_start(draft: ReportDraft) -> bool:
    """Whether there is no earlier question to go back to."""
    return flow.at_start(REPORT, draft)


def screen(draft: ReportDraft, scene: Scene) -> Screen:
    """The question a draft stands at."""
    return flow.current(REPORT, draft).show(draft, scene)


def guess(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    """Words where a button was expected: they are the story, and may tell the category themselves."""
    match answer:
        case Text(body) if len(body.strip()) >= FEWEST_LETTERS:
            told = told_again(replace(draft, category=None), body, scene)
            if told.emergency or told.category is None:
                return Stay(told, None if told.emergency else Line("report.words_kept"))
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
