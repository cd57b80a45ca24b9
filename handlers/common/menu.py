"""The way in: greeting, consent, the menu, language, help."""

from collections.abc import Awaitable, Callable

from conversations.answer import Text
from conversations.callback import Topic
from conversations.report_told import alarming
from conversations.screen import Button, Key, Line, Screen
from db import chats
from handlers.announcements import checking
from handlers.citizen import beginning, mine, report, report_store
from handlers.common.buttons import MENU, REPORT
from handlers.common.turn import Turn
from handlers.staff import joining
from locales import LANGUAGES, Refused
from resort.area import parse_place_payload

MENU_ROWS: tuple[tuple[Button, ...], ...] = (
    (REPORT,),
    (Button(Key("button.mine"), "mine"), Button(Key("button.appeals"), "appeals")),
    (Button(Key("button.emergency"), "emergency"), Button(Key("button.help"), "help")),
)
TO_MENU = ((MENU,),)


async def start(turn: Turn) -> None:
    """`/start`, alone or with what a deep link says."""
    payload = turn.words
    if payload == "lapor":
        await beginning.start(turn)
    elif payload.startswith(joining.PREFIX):
        await joining.accept(turn, payload.removeprefix(joining.PREFIX))
    elif payload and (place := parse_place_payload(payload)) and turn.resort.areas.get(place[0]):
        await beginning.start_at(turn, *place)
    elif turn.here.consented_at is None:
        rows = ((Button(Key("button.agree"), "agree"),), (Button(Key("button.privacy"), "privacy"),))
        await turn.show(Screen(Line("menu.welcome", {"resort": turn.resort.name}), rows), Topic.MENU)
    else:
        await show_menu(turn)


async def show_menu(turn: Turn, note: Line | None = None) -> None:
    """The menu, and the unfinished draft if there is one."""
    rows = MENU_ROWS
    if await report_store.unfinished(turn):
        rows = ((Button(Key("button.resume"), "resume"),), *MENU_ROWS)
    await turn.show(Screen(Line("menu.menu", {"resort": turn.resort.name}), rows), Topic.MENU, note=note)


async def tapped(turn: Turn) -> None:
    """A button of the menu."""
    callback = turn.callback
    assert callback is not None
    name, _, value = callback.choice.partition("=")
    if name == "agree":
        await chats.set_consented(turn.tx, turn.here, turn.now)
        await show_menu(turn, Line("menu.thanks"))
    elif name == "at" and (place := parse_place_payload(value)) and turn.resort.areas.get(place[0]):
        await beginning.start_at(turn, *place, anew=True)
    elif name == "language" and value in LANGUAGES:
        await set_language(turn, value)
    elif name in _CHOICES:
        await _CHOICES[name](turn)
    else:
        raise Refused("flow.old_button")


async def unknown_tap(turn: Turn) -> None:
    """A button we never made, or one of an earlier version."""
    raise Refused("flow.old_button")


async def unknown_command(turn: Turn) -> None:
    """A command we do not have; what it cries for is heard all the same."""
    message = turn.update.effective_message
    said = Text((message.text if message else None) or "")
    if alarming(said):
        await beginning.cry(turn, said)
        return
    await turn.show(Screen(Line("menu.unknown_command"), TO_MENU), Topic.MENU)


async def emergency(turn: Turn) -> None:
    """110, and the way to a report."""
    rows = ((REPORT,), *TO_MENU)
    await turn.show(Screen(Line("menu.emergency"), rows), Topic.MENU)


async def how_to(turn: Turn) -> None:
    """What the bot can do."""
    await turn.show(Screen(Line("menu.help"), TO_MENU), Topic.MENU)


async def privacy(turn: Turn) -> None:
    """What is kept, for how long, and who sees it."""
    rows = TO_MENU if turn.here.consented_at else ((Button(Key("button.agree"), "agree"),),)
    await turn.show(Screen(Line("menu.privacy", {"resort": turn.resort.name}), rows), Topic.MENU)


async def choose_language(turn: Turn) -> None:
    """`/bahasa`."""
    rows = tuple((Button(Key(f"language.{code}"), f"language={code}"),) for code in LANGUAGES)
    await turn.show(Screen(Line("menu.language"), rows), Topic.MENU)


async def set_language(turn: Turn, language: str) -> None:
    """The person chose a language; the answer is in it already."""
    await chats.set_language(turn.tx, turn.here, language)
    turn.speak(language)
    await show_menu(turn, Line("menu.language_set"))


_CHOICES: dict[str, Callable[[Turn], Awaitable[None]]] = {
    "menu": show_menu,
    "report": beginning.start,
    "resume": report.resume,
    "anew": beginning.start_anew,
    "mine": mine.show_list,
    "appeals": checking.latest,
    "emergency": emergency,
    "help": how_to,
    "privacy": privacy,
}
