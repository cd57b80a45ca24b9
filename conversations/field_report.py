"""What an officer reports as one: words, where, and what becomes of it. No identity, no consent, no 110.

    Officer: ada keributan 20 orang di TPS 5, saya sudah di lokasi
    Bot:     Kirim sebagai apa?             [Sebagai petugas] [Sebagai warga (dirahasiakan)]
    Officer: (taps Sebagai petugas)
    Bot:     Di mana?                       [Jaya Mukti] [Teluk Binjai] … (the own area first)
    Officer: (taps Jaya Mukti)
    Bot:     Laporan petugas, dikirim sebagai POLSEK DUMAI TIMUR 2. …
                                            [Saya tangani] [Butuh bantuan] [Teruskan] [Catat saja]

The draft is that of any report, and so is what is read from the words. Kind and time are asked only by their buttons,
photos may come at any step.
"""

from dataclasses import replace

from conversations import flow, report_screens
from conversations.answer import Answer, Media, Point, Tap, Text
from conversations.flow import Finished, Moved, Silent, Stay, Step
from conversations.report import wants
from conversations.report_answers import choose_category, choose_family, choose_kind, date_it, describe
from conversations.report_danger import IN_DANGER, alarming, shortened
from conversations.report_draft import Capacity, NextStep, ReportDraft, Taken
from conversations.report_evidence import attach
from conversations.report_location import name_place, pinned
from conversations.report_screens import HELP
from conversations.report_steps import also
from conversations.report_told import taken_in, told_again
from conversations.report_values import by_itself, category_name, evidence_told, location, moment, told
from conversations.report_where import choose_district, choose_village
from conversations.scene import Scene
from conversations.screen import CANCEL, LEAVE, Button, Key, Keyboard, Line, Screen, paged
from locales import Refused
from reports.tally import refuse_tally

_PLACE = ("where", "point", "district", "village", "place")
_NEXT_STEPS = {str(each): each for each in NextStep}


def begun(draft: ReportDraft) -> ReportDraft:
    """A draft that goes on as an officer's: what was told stays, what only citizens are asked is answered."""
    return replace(
        draft, capacity=Capacity.OFFICER, offered=False, forwarded=False, consented=True, confidential=False,
        phone=None, minor=False, writes=False, silent=False, police=None, split=False, reminded=True, burst=None,
        correcting=(), uncorrected=None, doubted=draft.doubted and not draft.emergency,
    )  # fmt: skip


# --- The questions -------------------------------------------------------------------------------


def ask_what(draft: ReportDraft, scene: Scene) -> Screen:
    return Screen(Line("field.ask_what", {"callsign": scene.callsign}), ((HELP,), (CANCEL,)))


def ask_where(draft: ReportDraft, scene: Scene) -> Screen:
    areas = [area for code in scene.own if (area := scene.areas.get(code)) is not None]
    own = [Button(area.name, f"village={area.code}") for area in areas]
    point = Button(Key("button.share_location"), "point")
    elsewhere = Button(Key("button.other_area"), "elsewhere")
    rows = paged(own, draft.page, others=4, columns=2)
    text = Line("field.ask_where", {"by_itself": by_itself(draft, scene)})
    return Screen(text, (*((HELP,) for _ in range(draft.emergency)), *rows, (point, elsewhere), (CANCEL,)))


def ask_point(draft: ReportDraft, scene: Scene) -> Screen:
    return Screen(Line("field.ask_point"), (LEAVE,), Keyboard.LOCATION)


def card(draft: ReportDraft, scene: Scene) -> Screen:
    text = Line(
        "field.card",
        {
            "callsign": scene.callsign,
            "category": category_name(draft.category),
            "what": told(draft),
            "where": location(draft, scene),
            "when": moment(draft.happened_words, draft.happened_at, draft.ongoing, scene),
            "evidence": evidence_told(draft),
            "urgent": Line("field.urgent") if draft.emergency else "",
            "by_itself": by_itself(draft, scene),
        },
    )
    handle, pass_on = _next_step(NextStep.HANDLE), _next_step(NextStep.FORWARD)
    rows = ((HELP,), (handle, pass_on)) if draft.emergency else ((handle,), (HELP, pass_on))
    category = Button(Key("button.edit_category" if draft.category else "button.add_category"), "edit=kind")
    where = Button(Key("button.edit_where"), "edit=where")
    urgent = () if draft.emergency else (Button(Key("button.mark_urgent"), "danger"),)
    return Screen(text, (*rows, (_next_step(NextStep.NOTE),), (category, where), (*urgent, CANCEL)))


def _next_step(step: NextStep) -> Button:
    return Button(Key(f"button.field_{step}"), str(step))


# --- The answers ---------------------------------------------------------------------------------


def tell(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    if isinstance(answer, Text) and not alarming(answer, scene):
        refuse_tally(answer.body, scene.hear(answer.body).reading.category)
    return describe(draft, answer, scene)


def locate(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("point"):
            return replace(draft, wants_point=True)
        case Tap("elsewhere"):
            return replace(_nowhere(draft), wants_point=False)
        case Tap(choice) if choice.startswith("village="):
            if answer.value not in scene.own:
                raise Refused("flow.old_button")
            placed = replace(_nowhere(draft), village=answer.value, district=answer.value.rpartition(".")[0])
            return also(placed, "district", "village")
        case Point():
            return pinned(draft, answer, "point", "district", "village")
        case Text(body):
            named = name_place(_nowhere(draft), body, scene)
            if draft.district and named.district is None and named.latitude is None:  # the story named it
                return also(replace(named, district=draft.district), "district", "village")
            return _at_home(named, scene)
        case _:
            raise Refused("report.say_where")


def _nowhere(draft: ReportDraft) -> ReportDraft:
    """The draft without its area; a TPS that was told stays."""
    return replace(draft, district=None, village=None, place=None, latitude=None, longitude=None)


def _at_home(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """Words that name no area mean the one kecamatan, or the one kelurahan, of the officer's own unit."""
    if draft.district is not None or draft.latitude is not None:
        return draft
    districts = {code.rpartition(".")[0] for code in scene.own}
    if len(districts) != 1:
        return draft
    village = scene.own[0] if len(scene.own) == 1 else None
    return also(replace(draft, district=districts.pop(), village=village), "district", "village")


def pin(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Point():
            return pinned(draft, answer, "district", "village")
        case Text(body):
            return _at_home(name_place(draft, body, scene), scene)
        case _:
            raise Refused("report.say_point")


def decide(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap(choice) if choice in _NEXT_STEPS:
            return Finished(replace(draft, next_step=_NEXT_STEPS[choice]))
        case Text(body):
            refuse_tally(body, draft.category)
            return Stay(told_again(draft, body, scene), Line("report.words_kept"))
        case _:
            raise Refused("field.tap_next")


def _asks_where(draft: ReportDraft) -> bool:
    return not draft.has_place or "where" in draft.correcting


def _on_demand(draft: ReportDraft) -> bool:
    return "kind" in draft.correcting


FIELD: tuple[Step[ReportDraft, Scene], ...] = (
    Step("kind", report_screens.kind, choose_kind, applies=_on_demand, binds=("family", "category"), on_demand=True),
    Step("family", report_screens.family, choose_family, applies=_on_demand, binds=("category",)),
    Step("category", report_screens.category, choose_category, applies=_on_demand),
    Step("what", ask_what, tell),
    Step("where", ask_where, locate, applies=_asks_where, binds=_PLACE, on_demand=True),
    Step("point", ask_point, pin, applies=lambda draft: draft.wants_point, optional=True),
    Step(
        "district",
        report_screens.district,
        choose_district,
        applies=lambda draft: draft.district is None and draft.latitude is None,
        optional=True,
    ),
    Step(
        "village",
        report_screens.village,
        choose_village,
        applies=lambda draft: draft.district is not None and draft.village is None and not draft.place,
        optional=True,
    ),
    Step("when", report_screens.when, date_it, applies=wants("when"), on_demand=True),
    Step("card", card, decide, fresh=True),
)
Outcome = Moved[ReportDraft] | Silent[ReportDraft] | Finished[ReportDraft]


def advance(draft: ReportDraft, answer: Answer, scene: Scene) -> Outcome:
    """Put an answer into an officer's draft. Files are taken at any step, and so is the call for help. `Refused`."""
    step = flow.current(FIELD, draft).name
    match answer:
        case Tap("help"):
            return Finished(replace(draft, next_step=NextStep.HELP))
        case Tap() if answer == IN_DANGER:
            return Moved(_timed(shortened(draft, scene), scene))
        case Media():
            return _with_file(draft, answer, scene)
        case Point() if step not in ("where", "point"):
            return Moved(pinned(draft, answer, "where", "point"), Line("report.point_kept"))
        case Text() if alarming(answer, scene) and step not in ("what", "card"):
            placed = step == "where" and not draft.has_place
            said = name_place(draft, answer.body, scene) if placed else draft
            told_more = told_again(said, answer.body, scene)
            return Moved(_timed(_at_home(told_more, scene) if placed else told_more, scene), Line("report.words_kept"))
    outcome = flow.advance(FIELD, draft, answer, scene)
    return outcome if isinstance(outcome, Finished) else replace(outcome, draft=_timed(outcome.draft, scene))


def _with_file(draft: ReportDraft, media: Media, scene: Scene) -> Outcome:
    """A file with or without words below it; the other photos of an album come in in silence."""
    joins = media.album is not None and media.album == draft.album
    try:
        kept = replace(taken_in(attach(draft, media), media, scene), album=media.album)
    except Refused as refused:
        return Moved(draft, Line(refused.key, {name: str(value) for name, value in refused.values.items()}))
    if joins and flow.current(FIELD, kept) is flow.current(FIELD, draft):
        return Silent(kept)
    if media.attachment.kind == "voice":
        kept = also(kept, "what")
    return Moved(_timed(kept, scene), Line("report.evidence_kept"))


def _timed(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """An emergency goes to the others by itself, from now on if it did not yet."""
    if not draft.emergency or draft.sends_at is not None:
        return draft
    return replace(draft, sends_at=scene.now + scene.unsent_after)


def screen(draft: ReportDraft, scene: Scene) -> Screen:
    """The question a draft stands at."""
    return flow.current(FIELD, draft).show(draft, scene)
