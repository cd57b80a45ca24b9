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

from conversations import flow, report_screens
from conversations.answer import Answer, Media, Point, Tap, Text
from conversations.flow import Finished, Moved, Step
from conversations.report_answers import (
    accept,
    agree,
    call,
    choose_capacity,
    choose_category,
    choose_family,
    choose_kind,
    collect,
    date_it,
    date_knowing,
    describe,
    identify,
    send,
    settle,
    tells_story,
)
from conversations.report_beside import PLACES, beside
from conversations.report_danger import IN_DANGER, alarming, doubting, in_danger, timed
from conversations.report_draft import Capacity, ReportDraft
from conversations.report_evidence import attach, gives_away
from conversations.report_location import located, pinned
from conversations.report_steps import also
from conversations.report_told import alarmed, passed_on, taken_in, told_again
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
from conversations.scene import Scene
from conversations.screen import Line, Screen
from locales import Refused
from reports.category import Kind


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


def screen(draft: ReportDraft, scene: Scene) -> Screen:
    """The question a draft stands at."""
    return flow.current(REPORT, draft).show(draft, scene)


def step(draft: ReportDraft) -> str:
    """The name of the question a draft stands at."""
    return flow.current(REPORT, draft).name


def at_start(draft: ReportDraft) -> bool:
    """Whether there is no earlier question to go back to."""
    return flow.at_start(REPORT, draft)


def take(draft: ReportDraft, answer: Answer, scene: Scene) -> Moved[ReportDraft] | Finished[ReportDraft]:
    """Put one answer into a draft, whatever is asked; an emergency of which something is told now has its time to go.

    Raises `Refused`; files and locations are taken at any step.
    """
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
    if isinstance(answer, Text):
        meant = beside(step.name, draft, answer, scene)
        if isinstance(meant, Moved):
            return meant
        answer = meant
    if isinstance(answer, Media) and (kept := _with_file(step.name, draft, answer, scene)) is not None:
        return kept
    if isinstance(answer, Point) and step.name not in ("where", "point", "place", "summary"):
        located = draft.has_place or "where" in draft.answered
        return Moved(pinned(draft, answer, *(() if located else ("where", "point"))), Line("report.point_kept"))
    if step.name == "place" and answer == Tap("skip") and not (draft.has_place or draft.district):
        raise Refused("report.say_place")
    if step.name == "summary" and answer in (Tap("skip"), Tap("next")):
        return Moved(draft)  # of a question that an earlier release asked before the card
    if isinstance(answer, Tap) and (earlier := _asked_before(draft, step, answer)) is not None:
        return _late(draft, earlier, answer, scene)
    return _with_way_back(draft, answer, flow.advance(REPORT, draft, answer, scene))


def _with_file(
    step: str, draft: ReportDraft, answer: Media, scene: Scene
) -> Moved[ReportDraft] | Finished[ReportDraft] | None:
    """What a file does at a step that asks for something else; None where it is the answer."""
    if step == "consent" and tells_story(answer):
        kept, caption = attach(draft, answer), answer.attachment.caption
        told = told_again(kept, caption, scene) if caption else also(kept, "what")
        return Moved(told, Line("report.evidence_kept"))
    if step in ("kind", "family", "category") and tells_story(answer):
        return _with_way_back(draft, answer, flow.advance(REPORT, draft, answer, scene))
    if step not in ("doubt", "offer", "what", "evidence", "summary"):
        told = taken_in(draft, answer, scene) if step == "capacity" else attach(draft, answer)
        spoken = step in PLACES and answer.attachment.kind == "voice"
        return Moved(told, Line("report.voice_kept" if spoken else "report.evidence_kept"))
    return None


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


def _with_way_back(
    before: ReportDraft, answer: Answer, outcome: Moved[ReportDraft] | Finished[ReportDraft]
) -> Moved[ReportDraft] | Finished[ReportDraft]:
    """A correction that is left by *Kembali* leaves all as it was; files and words that came meanwhile stay."""
    if isinstance(outcome, Finished):
        return outcome
    after = outcome.draft
    if after.correcting and not before.correcting:
        return replace(outcome, draft=replace(after, uncorrected=before))
    if before.uncorrected and not after.correcting:
        old = replace(
            before.uncorrected, evidence=after.evidence, album=after.album, passed_on=after.passed_on,
            what=before.uncorrected.what if "what" in before.correcting else after.what,
        )  # fmt: skip
        return replace(outcome, draft=old if answer == Tap("back") else replace(after, uncorrected=None))
    return outcome
