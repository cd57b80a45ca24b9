"""Turns a screen of a dialogue into the parameters of a Telegram message."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from conversations.screen import Button, Key, Keyboard, Line, Screen, Value
from locales import Html, Texts
from locales.times import day_and_clock

Params = dict[str, object]  # of a method of the Bot API, without the chat


def written(value: Value, texts: Texts, zone: ZoneInfo) -> str:
    """A value as people read it; plain strings are escaped when they are put into their text."""
    match value:
        case Html():
            return value
        case Key():
            return texts(value)
        case Line(key, values):
            return texts(key, **{name: written(inner, texts, zone) for name, inner in values.items()})
        case datetime():
            return day_and_clock(value, zone, texts)
        case tuple():
            return Html("\n".join(written(line, texts, zone) for line in value))
        case _:
            return str(value)


def label(button: Button, texts: Texts) -> str:
    """A button's label."""
    return texts.plain(button.label) if isinstance(button.label, Key) else button.label


def message(text: str, markup: Params | None = None) -> Params:
    """The parameters that every message of ours has."""
    params: Params = {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    if markup is not None:
        params["reply_markup"] = markup
    return params


def screen_message(
    screen: Screen, note: Line | None, texts: Texts, zone: ZoneInfo, data: Callable[[Button], str]
) -> Params:
    """A screen as message parameters; `data` makes a button into callback data."""
    text = written(screen.text, texts, zone)
    if note is not None:
        text = f"{written(note, texts, zone)}\n\n{text}"
    if screen.keyboard is not None:
        return message(text, _keyboard(screen, texts))
    if not screen.rows:
        return message(text)
    rows = [[inline(label(button, texts), data(button)) for button in row] for row in screen.rows]
    return message(text, {"inline_keyboard": rows})


def inline(label: str, data: str) -> dict[str, str]:
    """One button below a message."""
    return {"text": label, "callback_data": data}


NO_KEYBOARD: Params = {"remove_keyboard": True}


def _keyboard(screen: Screen, texts: Texts) -> Params:
    """The keyboard below the chat that alone can ask a phone for its location or number."""
    if screen.keyboard is Keyboard.LOCATION:
        asking: dict[str, object] = {"text": texts.plain("button.send_location"), "request_location": True}
    else:
        asking = {"text": texts.plain("button.send_contact"), "request_contact": True}
    rows = [[asking], *([{"text": label(button, texts)} for button in row] for row in screen.rows)]
    return {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}
