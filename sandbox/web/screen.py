"""A conversation as text: who wrote what, with the buttons below it."""

from datetime import datetime, tzinfo
from typing import cast

from sandbox.telegram.shapes import Raw


def drawn(conversation: object, zone: tzinfo) -> str:
    """A whole conversation, from the controls' JSON, with the times of a zone."""
    shown = cast(Raw, conversation)
    lines = [f"── {shown['title']} ({shown['kind']}) ──"]
    lines += [_message(message, zone) for message in cast("list[Raw]", shown["messages"])]
    keyboard = cast("list[str]", shown["keyboard"])
    if keyboard:
        lines.append("keyboard: " + " ".join(f"[{label}]" for label in keyboard))
    commands = cast("dict[str, str]", shown["commands"])
    if commands:
        lines.append("menu: " + ", ".join(f"/{name}" for name in commands))
    return "\n".join(lines)


def drawn_answers(answers: Raw, zone: tzinfo) -> str:
    """What the bot answered to one act."""
    lines = [_message(message, zone) for message in cast("list[Raw]", answers["answers"])]
    lines += [f"({toast})" for toast in cast("list[str]", answers["toasts"])]
    return "\n".join(lines) or "(no answer)"


def _message(message: Raw, zone: tzinfo) -> str:
    time = datetime.fromtimestamp(cast(int, message["date"]), zone).strftime("%H.%M")
    edited = ", edited" if message["edited"] else ""
    words = str(message["text"])
    if message["kind"]:
        words = f"<{message['kind']}> {words}".rstrip()
    lines = [f"[{time}{edited}] {message['from']}: {words}"]
    if message["inline"]:
        lines += [
            "    " + " ".join(f"[{label}]" for label in row) for row in cast("list[list[str]]", message["buttons"])
        ]
    return "\n".join(lines)
