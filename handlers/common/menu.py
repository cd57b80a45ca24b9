"""The way in: greeting, consent, the menu, language, help."""

from dataclasses import replace

from conversations.answer import Answer, Text
from conversations.buttons.citizen import (
    Agree,
    Anew,
    BeginActivity,
    BeginAt,
    BeginReport,
    CannotCall,
    ChooseLanguage,
    CleanScreen,
    Emergency,
    HowTo,
    KeepForPropam,
    LatestAppeal,
    Menu,
    MyReports,
    NeedHelp,
    Privacy,
    Resume,
)
from conversations.callback import Taps, Topic, bare, on
from conversations.report_danger import alarming
from conversations.report_draft import ReportDraft
from conversations.report_screens import who_else_reads
from conversations.screen import Button, Key, Line, Rows, Screen, Value
from db import chats, reachable
from handlers.announcements import checking
from handlers.citizen import beginning, cleaning, mine_list, report, report_store, topics
from handlers.common import dialogues, typed
from handlers.common.buttons import DANGER, MENU, REPORT, RESUME, SERVICES
from handlers.common.office import office
from handlers.common.turn import Turn
from handlers.officer import home
from handlers.staff import joining
from locales import LANGUAGES, Refused
from resort.area import parse_place_payload

MENU_ROWS: Rows = (
    (DANGER,),
    (REPORT,),
    (Button(Key("button.mine"), MyReports()), Button(Key("button.appeals"), LatestAppeal())),
    (SERVICES, Button(Key("button.help"), HowTo())),
    (Button(Key("button.emergency"), Emergency()),),
)
AGREE = Button(Key("button.agree"), Agree())
TO_MENU = ((MENU,),)


async def start(turn: Turn) -> None:
    """`/start`, alone or with what a deep link says."""
    payload, officer = turn.words, await turn.officer()
    if payload == "lapor":
        await beginning.start(turn)
    elif payload.startswith(joining.PREFIX):
        await joining.accept(turn, payload.removeprefix(joining.PREFIX))
    elif payload and (place := parse_place_payload(payload)) and turn.resort.areas.get(place[0]):
        await beginning.start_at(turn, *place)
    elif await _in_an_emergency(turn):
        await report.resume(turn)  # it goes by itself in minutes: nothing else matters now
    elif turn.here.consented_at is None and officer is None:
        rows = ((DANGER,), (AGREE,), (Button(Key("button.privacy"), Privacy()),))
        values: dict[str, Value] = {"resort": turn.resort.name, "partners": await _who_else_reads(turn)}
        await turn.show(Screen(Line("menu.welcome", values), rows), Topic.MENU)
    else:
        await show_menu(turn)


async def _in_an_emergency(turn: Turn) -> bool:
    kept = await report_store.of_chat(turn)
    return kept.content is not None and report_store.draft_of(turn, kept).emergency


async def show_menu(turn: Turn, note: Line | None = None) -> None:
    """The menu, by role, and the unfinished draft if there is one."""
    officer = await turn.officer()
    rows = MENU_ROWS[:-1] if turn.here.writes else MENU_ROWS  # a number to call is nothing for them; help stands first
    screen = Screen(Line("menu.menu", {"resort": turn.resort.name}), rows)
    if officer is not None:
        screen = await home.menu(turn, officer)
    if await report_store.unfinished(turn):
        screen = replace(screen, rows=((RESUME,), *screen.rows))
    await turn.show(screen, Topic.MENU, note=note)


async def tapped(turn: Turn) -> None:
    """A button of the menu."""
    await TAPS.carry_out(turn.callback, turn)


async def agree(turn: Turn) -> None:
    """Consent to what is kept."""
    await chats.set_consented(turn.tx, turn.here.key, turn.now)
    await show_menu(turn, Line("menu.thanks"))


async def begin_at(turn: Turn, tapped: BeginAt) -> None:
    """Begin a report at the place of a poster; the unfinished one is let go."""
    place = parse_place_payload(tapped.place)
    if place is None or turn.resort.areas.get(place[0]) is None:
        raise Refused("flow.old_button")
    await beginning.start_at(turn, *place, anew=True)


async def unknown_tap(turn: Turn) -> None:
    """A button we never made, or one of an earlier version."""
    raise Refused("flow.old_button")


async def unknown_command(turn: Turn) -> None:
    """A command we do not have; what it cries for is heard all the same."""
    message = turn.update.effective_message
    said = Text((message.text if message else None) or "")
    if alarming(said, turn.scene):
        await beginning.cry(turn, said)
        return
    await turn.show(Screen(Line("menu.unknown_command"), TO_MENU), Topic.MENU)


async def emergency(turn: Turn) -> None:
    """110, the other numbers that the resort has checked, and the way to a report."""
    writes = () if turn.here.writes else ((Button(Key("button.cannot_call"), CannotCall()),),)
    rows = ((DANGER,), *writes, (REPORT,), *TO_MENU)
    found = await topics.numbers(turn)
    others = Line("menu.other_numbers", {"numbers": found}) if found else ""
    await turn.show(Screen(Line("menu.emergency", {"others": others}), rows), Topic.MENU)


async def cannot_call(turn: Turn) -> None:
    """Somebody cannot telephone: no screen says so any more."""
    await report.listen(turn, ReportDraft(writes=True))
    await show_menu(turn, Line("voice.writes_kept"))


async def how_to(turn: Turn) -> None:
    """What the bot can do, by role."""
    officer = await turn.officer()
    if officer is not None:
        await home.show_help(turn, officer)
        return
    await turn.show(Screen(Line("menu.help", {"office": office(turn.resort)}), TO_MENU), Topic.MENU)


async def privacy(turn: Turn) -> None:
    """What is kept, for how long, and who sees it."""
    rows = TO_MENU if turn.here.consented_at else ((AGREE,),)
    values: dict[str, Value] = {
        "resort": turn.resort.name,
        "office": office(turn.resort),
        "partners": await _who_else_reads(turn),
    }
    await turn.show(Screen(Line("menu.privacy", values), rows), Topic.MENU)


async def _who_else_reads(turn: Turn) -> Line:
    return who_else_reads(await reachable.partners(turn.tx))


async def choose_language(turn: Turn) -> None:
    """`/bahasa`."""
    rows = tuple((Button(Key(f"language.{code}"), ChooseLanguage(code)),) for code in LANGUAGES)
    await turn.show(Screen(Line("menu.language"), rows), Topic.MENU)


async def set_language(turn: Turn, tapped: ChooseLanguage) -> None:
    """The person chose a language; the answer is in it already."""
    if tapped.code not in LANGUAGES:
        raise Refused("flow.old_button")
    await _speak(turn, tapped.code)


async def language_typed(turn: Turn, answer: Answer) -> bool:
    """Whether a whole message only says which language somebody wants: "English please", "yes please" to our offer."""
    if not isinstance(answer, Text) or not answer.own:
        return False
    code = typed.language(answer.body, offered=turn.here.language_asked and turn.here.language == "id")
    if code is None:
        return False
    await chats.set_language_asked(turn.tx, turn.here)
    await _speak(turn, code)
    return True


async def _speak(turn: Turn, code: str) -> None:
    """Go on in a language: with the question in hand, else with the menu."""
    await chats.set_language(turn.tx, turn.here, code)
    turn.speak(code)
    if await report_store.unfinished(turn):
        await report.resume(turn, Line("menu.language_set"))
    else:
        await show_menu(turn, Line("menu.language_set"))


TAPS: Taps[Turn] = Taps(
    bare(Menu, show_menu),
    bare(Agree, agree),
    bare(BeginReport, beginning.start),
    on(BeginAt, begin_at),
    bare(Resume, report.resume),
    bare(Anew, beginning.start_anew),
    bare(MyReports, mine_list.show),
    bare(LatestAppeal, checking.latest),
    bare(Emergency, emergency),
    bare(NeedHelp, beginning.need_help),
    bare(CannotCall, cannot_call),
    bare(CleanScreen, cleaning.clean),
    on(KeepForPropam, beginning.keep_for_propam),
    bare(BeginActivity, dialogues.start_giat),
    bare(HowTo, how_to),
    bare(Privacy, privacy),
    on(ChooseLanguage, set_language),
)
