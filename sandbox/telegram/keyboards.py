"""Keyboards: what Telegram refuses in one, and the buttons that people see."""

from dataclasses import dataclass
from typing import cast

from sandbox.telegram.refusals import bad
from sandbox.telegram.shapes import Params, Raw

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
)
_PRIVATE_ONLY = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
}


@dataclass(frozen=True, slots=True)
class Button:
    """One button as a person sees it; `raw` holds what it does."""

    label: str
    raw: Raw
    inline: bool

    @property
    def data(self) -> str | None:
        return cast("str | None", self.raw.get("callback_data"))

    @property
    def url(self) -> str | None:
        return cast("str | None", self.raw.get("url"))


def buttons_of(keyboard: Raw | None) -> list[list[Button]]:
    """Rows of buttons of any reply markup; none for a removal or a forced reply."""
    if not keyboard:
        return []
    inline = "inline_keyboard" in keyboard
    rows = cast("list[list[Raw | str]]", keyboard.get("inline_keyboard") or keyboard.get("keyboard") or [])
    return [
        [
            Button(each, {"text": each}, False) if isinstance(each, str) else Button(str(each["text"]), each, inline)
            for each in row
        ]
        for row in rows
    ]


def keyboard_of(params: Params, *, private: bool = True) -> Raw | None:
    """The call's `reply_markup` once it has passed Telegram's rules; None where there is none or it is empty."""
    keyboard = params.object("reply_markup")
    if keyboard is None:
        return None
    if "inline_keyboard" in keyboard:
        return _inline(keyboard)
    if "keyboard" in keyboard:
        return _reply(keyboard, private)
    return keyboard


def _inline(keyboard: Raw) -> Raw | None:
    rows = [row for row in cast("list[list[Raw]]", keyboard["inline_keyboard"]) if row]
    for row in rows:
        for button in row:
            _check_inline(button)
    if sum(map(len, rows)) > 100:
        raise bad("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _check_inline(button: Raw) -> None:
    if not str(button["text"]).strip():
        raise bad("can't parse inline keyboard button: Text is empty")
    actions = [name for name in _ACTIONS if name in button]
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad(f"can't parse inline keyboard button: exactly one of {', '.join(actions)} can be used")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not str(url).startswith(("http://", "https://", "tg://")):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    _check_style(button)


def _reply(keyboard: Raw, private: bool) -> Raw:
    for row in cast("list[list[Raw | str]]", keyboard["keyboard"]):
        for button in row:
            if isinstance(button, str):
                button = {"text": button}
            if not str(button["text"]).strip():
                raise bad("can't parse keyboard button: Text is empty")
            for name, refusal in _PRIVATE_ONLY.items():
                if button.get(name) and not private:
                    raise bad(refusal)
            _check_style(button)
    return keyboard


def _check_style(button: Raw) -> None:
    if button.get("style", "primary") not in ("primary", "success", "danger"):
        raise bad("invalid button style specified")
