"""Beginning a report: with `/lapor`, a poster's link, or a message out of the blue."""

from dataclasses import replace
from datetime import timedelta

from casework import additions, authority
from conversations import report as table
from conversations.answer import Answer, Media, Point, Tap, Text
from conversations.buttons.citizen import Anew, BeginAt, ChooseLanguage, KeepForPropam
from conversations.callback import ButtonData, Topic
from conversations.free_words import (
    Around,
    Sense,
    are_figures,
    asks_how_it_stands,
    looks_like_a_report,
    may_be_danger,
    may_tell,
    sense,
    wants_a_human,
    wants_to_report,
)
from conversations.report_beside import asks
from conversations.report_danger import IN_DANGER, alarming, in_danger
from conversations.report_draft import MOST_EVIDENCE, Capacity, ReportDraft
from conversations.report_location import name_place, names_place, where_told_before
from conversations.report_steps import also
from conversations.report_time import read_late
from conversations.report_told import begin, begin_at, begin_with, first_words, taken_in
from conversations.report_values import location
from conversations.report_where import outside
from conversations.screen import CANCEL, Button, Key, Line, Screen
from db import chats
from db.drafts import StoredDialogue
from db.reports import Report
from handlers.citizen import (
    about_open,
    adding,
    addition_store,
    copies,
    desk_message,
    erasing,
    mine_list,
    numbered,
    pasted,
    report,
    report_store,
    talk,
    topics,
    which,
)
from handlers.common import hearing, typed
from handlers.common.buttons import MENU, RESUME
from handlers.common.driver import button_typed
from handlers.common.turn import Turn
from language.words import words
from locales import LANGUAGES, Refused
from locales.times import clock
from reports.seal import Seal
from reports.triage import Sort
from resort.area import place_payload
from resort.rights import Right, may
from resort.roles import Role

JUST_BEFORE = timedelta(minutes=30)  # between a report and a cry that is taken to come from the same place
_ERASE, _DATA = frozenset(["hapus", "hapuskan", "dihapus", "delete", "erase"]), frozenset(["data", "datanya", "dataku"])
_ANEW = Button(Key("button.anew"), Anew())
_SHORT_WISH = 40  # letters of words that let go of a report: "saya mau batal aja pak"


async def command(turn: Turn) -> None:
    """`/lapor`, alone or with the story behind it."""
    said = Text(turn.words)
    if alarming(said, turn.scene):
        await cry(turn, said)
    elif said.body and not await report_store.unfinished(turn):
        consented = turn.here.consented_at is not None
        draft = begin_with(said, turn.scene, consented=consented, offered=False)
        await _begin(turn, first_words(draft, said, turn.scene))
    else:
        await start(turn)


async def cry(turn: Turn, said: Text) -> None:
    """Words that mean danger to life, wherever they stand: into the draft in hand, or the short way at once."""
    kept = await report_store.of_chat(turn)
    if kept.content is not None:
        await addition_store.end(turn)
        await report.answered(turn, kept, said)
    else:
        await out_of_the_blue(turn, said)


async def need_help(turn: Turn, *, elsewhere: bool = False) -> None:
    """The citizen taps that they need help now: the short way, with whatever was told so far.

    `elsewhere` is for somebody who need not be where their last report is from: they are asked where they are.
    """
    kept = await report_store.of_chat(turn)
    if kept.content is not None:
        await report.answered(turn, kept, IN_DANGER)
        return
    draft = begin(consented=turn.here.consented_at is not None)
    said = await hearing.answered_as_talk(turn)
    if isinstance(said, Text) and may_tell(turn.scene.hear(said.body)):
        draft = taken_in(draft, said, turn.scene)
    await _begin(turn, in_danger(draft, turn.scene), elsewhere=elsewhere)


async def keep_for_propam(turn: Turn, tapped: KeepForPropam) -> None:
    """The citizen wants a report about the police kept here: only if somebody is there who alone reads it."""
    seal = Seal.PROPAM_ALONE if tapped.leadership else Seal.PROPAM
    people = await authority.readers(turn, seal)
    if not people:
        await turn.show(Screen(Line("police.nobody"), ((MENU,),)), Topic.MENU, fresh=True)
        return
    chief = any(each.role is Role.COMMAND for each in people)
    draft = replace(begin(consented=turn.here.consented_at is not None), police=seal, reminded=True)
    await _begin(turn, draft, Line("police.begun_chief" if chief else "police.begun"))


async def start(turn: Turn) -> None:
    """The way to a report: begin, or offer the unfinished draft."""
    if await report_store.unfinished(turn):
        await _offer_draft(turn, Anew())
        return
    await start_anew(turn)


async def start_anew(turn: Turn) -> None:
    """Begin a report, with what came after a long silence if something did; an unfinished draft is let go."""
    kept, consented = await report_store.of_chat(turn), turn.here.consented_at is not None
    said = report_store.draft_of(turn, kept).aside if kept.content is not None else ()
    draft = begin_with(said[0], turn.scene, consented=consented, offered=False) if said else begin(consented=consented)
    for more in said[1:]:
        draft = taken_in(draft, more, turn.scene)
    await _begin(turn, draft)


async def begin_from(turn: Turn, words: Text | Media) -> None:
    """Begin a report with words that were said elsewhere; with a draft in hand, they join it."""
    kept = await report_store.of_chat(turn)
    if kept.content is not None:
        await report.answered(turn, kept, words)
    else:
        await _begin(turn, begin_with(words, turn.scene, consented=turn.here.consented_at is not None, offered=False))


async def go_on(turn: Turn, kept: StoredDialogue, answer: Answer) -> None:
    """A message while there is a draft: an answer, unless it comes after a day of silence."""
    if await _answers_the_reminder(turn, kept, answer):
        return
    if report_store.asleep(turn, kept) and not report.belongs(turn, kept, answer):
        await offer_again(turn, kept, answer)
    elif not await copies.in_a_report(turn, answer) and not await _beside_the_question(
        turn, kept, report_store.draft_of(turn, kept), answer
    ):
        await report.answered(turn, kept, answer)


async def _answers_the_reminder(turn: Turn, kept: StoredDialogue, answer: Answer) -> bool:
    """Whether somebody types an answer to "Mau dilanjutkan?": it is done, and is no part of the report."""
    if not isinstance(answer, Text) or not answer.own or kept.touched is None:
        return False
    draft, asleep = report_store.draft_of(turn, kept), report_store.asleep(turn, kept)
    if draft.emergency or not (asleep or (draft.reminded and turn.now - kept.touched >= report_store.REMIND_AFTER)):
        return False
    if typed.means(answer.body, RESUME, turn.texts):
        await report.resume(turn)
    elif typed.means(answer.body, CANCEL, turn.texts):
        await report.DIALOGUE.cancel(turn, kept)
    elif typed.means(answer.body, _ANEW, turn.texts):
        await start_anew(turn)
    else:
        return False
    return True


async def offer_again(turn: Turn, kept: StoredDialogue, answer: Answer) -> None:
    """Something comes after a day of silence: it need not be an answer. What may be a report is kept for either way."""
    draft = report_store.draft_of(turn, kept)
    if isinstance(answer, Text) and turn.scene.hear(answer.body).reading.sort is Sort.THANKS:
        await turn.say("blue.terima_kasih")
    if isinstance(answer, Media | Point) or (
        isinstance(answer, Text) and looks_like_a_report(turn.scene.hear(answer.body))
    ):
        await report_store.set_aside(turn, kept, replace(draft, aside=(*draft.aside, answer)[:MOST_EVIDENCE]))
        album = answer.album if isinstance(answer, Media) else None
        if album is not None and album in (each.album for each in draft.aside if isinstance(each, Media)):
            return  # the other photos of an album come in in silence
    await _offer_draft(turn, Anew())


async def start_at(turn: Turn, village: str, tps: str | None, *, anew: bool = False) -> None:
    """Begin a report whose place a poster or QR code names; `anew` lets it take the place of an unfinished draft."""
    if not anew and await report_store.unfinished(turn):
        await _offer_draft(turn, BeginAt(place_payload(village, tps)))
        return
    draft = begin_at(village, tps, consented=turn.here.consented_at is not None)
    await _begin(turn, draft, Line("report.place_known", {"where": location(draft, turn.scene)}))


async def out_of_the_blue(turn: Turn, answer: Answer) -> None:
    """A message without a command: a report if it looks like one, else the answer that fits it."""
    if await pasted.answered(turn, answer, alone=True) or await numbered.looked_for(turn, answer):
        return
    if isinstance(answer, Text):
        if answer.own and wants_to_report(turn.scene.hear(answer.body)):
            await start(turn)
            return
        every = await additions.all_open(turn, turn.here.key)
        said, around = turn.scene.hear(answer.body), Around(standing=bool(every))
        meant = sense(said, around) if answer.own else Sense.REPORT
        every = which.meant(every, said)
        if len(every) > 1 and await _about_several(turn, every, meant, answer):
            return
        standing = every[0] if every else None
        if standing is not None and await adding.about_standing(turn, standing, meant, answer):
            return
        told = meant in (Sense.TALK, Sense.REPORT)
        if told and standing is not None and await adding.answers_question(turn, answer):
            return
        if await _answered_as_it_is(turn, answer.body, meant, standing):
            return
    elif isinstance(answer, Media) and are_figures(turn.scene.hear(answer.attachment.caption or "")):
        await talk.refuse_figures(turn)
        return
    try:
        draft = begin_with(answer, turn.scene, consented=turn.here.consented_at is not None)
    except Refused:
        await talk.reply(turn, Sort.UNCLEAR)
        return
    if isinstance(answer, Media):
        draft = replace(draft, album=answer.album)
    draft = await _with_place_told_before(turn, first_words(draft, answer, turn.scene))
    await _begin(turn, draft, outside(begin(consented=draft.consented), draft, answer, turn.scene))
    if report.too_big(answer):
        await turn.say("report.too_big")


async def _about_several(turn: Turn, every: list[Report], meant: Sense, answer: Text) -> bool:
    """Whether words were about one of several open reports, and it was asked or shown which."""
    match meant:
        case Sense.FOLLOW_UP:
            await adding.ask_which(turn, every, answer)
        case Sense.STATUS | Sense.WITHDRAW:
            await mine_list.show(turn)
        case _:
            return False
    return True


async def _with_place_told_before(turn: Turn, draft: ReportDraft) -> ReportDraft:
    """A place that was told alone minutes ago, when nothing had happened yet, is where the report is from."""
    if draft.has_place or draft.forwarded:
        return draft
    said = await hearing.said_as_talk(turn)
    if not isinstance(said, Text) or not said.own or not names_place(said.body, turn.scene):
        return draft
    return also(name_place(draft, said.body, turn.scene), "where", "point")


async def _answered_as_it_is(turn: Turn, body: str, meant: Sense, standing: Report | None) -> bool:
    """Whether words out of the blue were no report, and were answered as what they are."""
    match meant:
        case Sense.NUMBER:
            await numbered.show(turn, body)
        case Sense.HUMAN:
            await desk_message.ask(turn)
        case Sense.FIGURES:
            await talk.refuse_figures(turn)
        case Sense.TALK if _wants_erasure(turn, body):
            await erasing.ask(turn)
        case Sense.TALK if standing is not None and turn.scene.hear(body).reading.sort is Sort.GREETING:
            await about_open.greet(turn, standing)
        case Sense.TALK:
            await talk.answer(turn, body)
        case _:
            return False
    return True


def _wants_erasure(turn: Turn, body: str) -> bool:
    """Whether somebody wants what is stored of them erased: "saya mau hapus data saya"."""
    said = frozenset(words(body))
    return len(body) <= _SHORT_WISH and not said.isdisjoint(_ERASE) and not said.isdisjoint(_DATA)


async def offer_english(turn: Turn, answer: Answer) -> None:
    """Once, when somebody clearly writes English to the Indonesian texts; in danger we go on in English at once."""
    if turn.here.language != "id" or turn.here.language_asked or not isinstance(answer, Text):
        return
    if turn.scene.hear(answer.body).english:
        await chats.set_language_asked(turn.tx, turn.here)
        text = "menu.offer_english"
        if alarming(answer, turn.scene):
            await chats.set_language(turn.tx, turn.here, "en")
            turn.speak("en")
            text = "menu.now_english"
        rows = tuple((Button(Key(f"language.{code}"), ChooseLanguage(code)),) for code in reversed(LANGUAGES))
        await turn.show(Screen(Line(text), rows), Topic.MENU)


async def _beside_the_question(turn: Turn, kept: StoredDialogue, draft: ReportDraft, answer: Answer) -> bool:
    """Whether words that came while a report is told are no part of it, and were answered as what they are."""
    if not isinstance(answer, Text) or not answer.own:
        return False
    if isinstance(button_typed(turn, table.screen(draft, turn.scene), answer), Tap):
        return False
    if draft.offered:
        return await _beside_an_offer(turn, kept, answer)
    if draft.emergency:
        return False
    said = turn.scene.hear(answer.body)
    if said.reading.sort is Sort.CANCEL and len(said.text) <= _SHORT_WISH:
        await report.DIALOGUE.cancel(turn, kept)
    elif wants_a_human(said):
        await desk_message.ask(turn)
    elif asks_how_it_stands(said) and await additions.latest_open(turn, turn.here.key) is not None:
        await mine_list.show(turn)
        await report.resume(turn, Line("report.not_sent_yet"))
    elif asks(table.step(draft), draft, answer.body, turn.scene) and await topics.answered(turn, answer.body):
        await report.resume(turn)
    else:
        return False
    return True


async def _beside_an_offer(turn: Turn, kept: StoredDialogue, answer: Text) -> bool:
    """Whether words beside an offered report were answered as what they are."""
    said = turn.scene.hear(answer.body)
    asked = said.reading.sort is Sort.UNCLEAR and len(said.text) <= _SHORT_WISH and not may_be_danger(said)
    if asked and await topics.answered(turn, answer.body):
        return True  # "jam buka polsek"
    match sense(said, Around(offered=True)):
        case Sense.NUMBER:
            await numbered.show(turn, answer.body)
        case Sense.WITHDRAW:
            await report.DIALOGUE.cancel(turn, kept)
        case Sense.HUMAN:
            await desk_message.ask(turn)
        case Sense.FIGURES:
            await talk.refuse_figures(turn)
        case Sense.TALK:
            await talk.answer(turn, answer.body)
        case _:
            return False
    return True


async def _begin(turn: Turn, draft: ReportDraft, note: Line | None = None, *, elsewhere: bool = False) -> None:
    kept = await report_store.of_chat(turn)
    if kept.content is not None and report_store.draft_of(turn, kept).emergency:
        await report.resume(turn)  # it was said that it goes to the police: only Batal lets go of it
        return
    begun = await _in_capacity(turn, draft)
    draft = begun if elsewhere else await _where_told_before(turn, begun)
    if draft is not begun:
        note = Line("report.place_before", {"where": location(draft, turn.scene)})
    await addition_store.end(turn)
    if kept.content is not None and report.has_keyboard(turn, report_store.draft_of(turn, kept)):
        await turn.put_keyboard_away(Line("report.begun_anew"))
    await report.DIALOGUE.begin(turn, draft, table.told_first(draft) or note or _read_late(turn))


async def _where_told_before(turn: Turn, draft: ReportDraft) -> ReportDraft:
    """The draft of a cry for help that names no place, minutes after a report, gets the place of that report."""
    last = await additions.latest_open(turn, turn.here.key) if draft.emergency else None
    if last is None or turn.now - last.created_at > JUST_BEFORE:
        return draft
    return where_told_before(draft, last)


def _read_late(turn: Turn) -> Line | None:
    """What is said to somebody whose message could not be read for a while."""
    late = read_late(turn.scene)
    return None if late is None else Line("report.read_late", {"clock": clock(late, turn.resort.zone)})


async def _in_capacity(turn: Turn, draft: ReportDraft) -> ReportDraft:
    """The draft of somebody of the units is asked as what it is sent; what is kept for Propam is a citizen's."""
    officer = await turn.officer()
    if officer is None or officer.removed or not may(officer.role, Right.ACT):
        return draft
    return replace(draft, capacity=Capacity.CITIZEN if draft.police else Capacity.ASKED)


async def _offer_draft(turn: Turn, otherwise: ButtonData) -> None:
    """Ask whether to go on with the unfinished draft, or to begin as `otherwise` says."""
    if report_store.draft_of(turn, await report_store.of_chat(turn)).emergency:
        await report.resume(turn)
        return
    rows = ((RESUME,), (replace(_ANEW, choice=otherwise),))
    await turn.show(Screen(Line("report.unfinished"), rows), Topic.MENU)
