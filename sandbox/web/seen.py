"""Messages, people and groups as the controls show them."""

from sandbox.telegram.shapes import Raw
from sandbox.world.chats import Message
from sandbox.world.groups import Group
from sandbox.world.people import Person

_KINDS = (
    "photo", "video", "animation", "document", "voice", "audio", "video_note", "sticker", "venue", "location",
    "contact", "poll", "dice", "new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id",
    "new_chat_title", "forum_topic_created", "forum_topic_closed", "forum_topic_reopened",
)  # fmt: skip


def seen_message(message: Message) -> Raw:
    """A message as the controls show it."""
    raw = message.raw
    what = next((key for key in _KINDS if key in raw), "")
    return {
        "id": message.id,
        "from": message.sender.get("first_name") or message.sender.get("title"),
        "bot": message.from_bot,
        "silent": message.silent,
        "date": message.date,
        "edited": "edit_date" in raw,
        "kind": what,
        "text": message.text,
        "entities": message.entities,
        "buttons": [[button.label for button in row] for row in message.rows],
        "inline": "reply_markup" in raw,
    }


def seen_person(person: Person) -> Raw:
    return {"name": person.name, "user": person.user, "blocked": person.chat_with_bot.blocked}


def seen_group(group: Group) -> Raw:
    names = [str(each.user["first_name"]) for each in group.members.values() if each.inside]
    return {
        "title": group.title,
        "id": group.id,
        "kind": group.kind,
        "bot": group.bot.status,
        "members": names,
    }
