"""Which updates are answered and which are passed over in silence, said once more from outside the bot."""

from enum import StrEnum
from typing import cast

from sandbox.telegram.shapes import Raw


class Rule(StrEnum):
    """What has to follow an update."""

    ANSWER = "answer"  # a message, an edit or a toast: somebody waits
    SILENCE = "silence"  # nothing at all
    EITHER = "either"  # it depends on what the bot knows, such as who is an admin


CONTENT = frozenset(
    {
        "text", "photo", "document", "video", "voice", "audio", "video_note", "animation", "location", "venue",
        "contact", "poll", "dice", "game", "sticker", "story", "invoice", "paid_media",
    }
)  # fmt: skip
IN_GROUPS = frozenset({"lapor", "start", "bantuan", "cek", "ikat", "langganan", "berhenti"})


def rule(fields: Raw) -> Rule:
    """What follows an update that Telegram could have sent."""
    [(kind, content)] = fields.items()
    told = cast(Raw, content)
    match kind:
        case "message" if _private(told):
            return _in_private(told)
        case "message":
            return Rule.ANSWER if _command(told) in IN_GROUPS else Rule.SILENCE  # talk is none of our business
        case "channel_post":
            return Rule.EITHER if _command(told) in ("langganan", "berhenti") else Rule.SILENCE
        case "edited_message" if _private(told):
            return Rule.SILENCE if "location" in told else Rule.ANSWER  # a live location edits itself
        case "callback_query":
            return Rule.ANSWER if "message" in told else Rule.SILENCE  # we write no inline messages
        case "my_chat_member":
            return Rule.EITHER
        case _:
            return Rule.SILENCE  # a kind we did not ask for


def _in_private(message: Raw) -> Rule:
    if CONTENT & message.keys():
        return Rule.ANSWER
    told_of = message.keys() - {"message_id", "date", "chat", "from"}
    return Rule.SILENCE if told_of else Rule.EITHER  # Telegram tells of the chat itself; or of what nobody knows yet


def _private(message: Raw) -> bool:
    return cast(Raw, message["chat"])["type"] == "private"


def _command(message: Raw) -> str:
    """The command a message begins with, if it is one for us."""
    entities = cast("list[Raw]", message.get("entities") or [])
    if not entities or entities[0]["type"] != "bot_command" or entities[0]["offset"] != 0:
        return ""
    words = str(message.get("text", ""))[: cast(int, entities[0]["length"])].removeprefix("/")
    name, _, bot = words.partition("@")
    return name.lower() if bot.lower() in ("", "siaga_sandbox_bot") else ""
