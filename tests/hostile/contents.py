"""What a message can hold: words, commands, files, formatting, service messages, and what no bot expects."""

from typing import cast

from sandbox import Person
from sandbox.telegram.shapes import Raw
from tests.hostile import nasty
from tests.hostile.choices import COMMANDS
from tests.hostile.scene import Scene

SERVICE: tuple[Raw, ...] = (
    {"new_chat_title": "{x} <b>"}, {"delete_chat_photo": True}, {"group_chat_created": True}, {"new_chat_photo": []},
    {"supergroup_chat_created": True}, {"channel_chat_created": True}, {"message_auto_delete_timer_changed":
    {"message_auto_delete_time": 86400}}, {"forum_topic_created": {"name": "<i>", "icon_color": 7322096}},
    {"forum_topic_edited": {}}, {"forum_topic_closed": {}}, {"forum_topic_reopened": {}},
    {"general_forum_topic_hidden": {}}, {"general_forum_topic_unhidden": {}}, {"video_chat_started": {}},
    {"video_chat_ended": {"duration": 3}}, {"video_chat_scheduled": {"start_date": 1732666440}},
    {"write_access_allowed": {}}, {"connected_website": "example.org"}, {"boost_added": {"boost_count": 1}},
    {"users_shared": {"request_id": 1, "users": []}}, {"chat_shared": {"request_id": 1, "chat_id": -1}},
    {"proximity_alert_triggered": {"traveler": {"id": 1, "is_bot": False, "first_name": "x"},
     "watcher": {"id": 2, "is_bot": False, "first_name": "y"}, "distance": 1}},
    {"giveaway_created": {}}, {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "x"}}},
    {"successful_payment": {"currency": "IDR", "total_amount": 1, "invoice_payload": "x",
     "telegram_payment_charge_id": "x", "provider_payment_charge_id": "x"}},
    {"left_chat_member": {"id": 1, "is_bot": False, "first_name": "<b>"}},
    {"new_chat_members": [{"id": 1, "is_bot": False, "first_name": "{x}"}]}, {"a_service_of_next_year": {"x": 1}},
)  # fmt: skip
ODD: tuple[Raw, ...] = (
    {"dice": {"emoji": "🎲", "value": 6}}, {"game": {"title": "x", "description": "y", "photo": []}},
    {"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
     "is_animated": False, "is_video": False, "emoji": "👍"}},
    {"invoice": {"title": "<b>", "description": "y", "start_parameter": "x", "currency": "IDR", "total_amount": 1}},
    {"story": {"chat": {"id": 1, "type": "private", "first_name": "x"}, "id": 1}},
    {"web_app_data": {"data": "{number}", "button_text": "%s"}}, {"a_content_of_next_year": {"text": "x"}}, {},
    {"paid_media": {"star_count": 1, "paid_media": []}}, {"passport_data": None},
)  # fmt: skip


def text(scene: Scene, person: Person, words: str) -> Raw:
    """Words, some with formatting."""
    words = f"{words} {scene.cast.mark(person)}" if scene.dice.random() < 0.8 else words or "x"
    said: Raw = {"text": words}
    if scene.dice.random() < 0.3:
        said["entities"] = entities(scene, words)
    return said


def command(scene: Scene) -> Raw:
    """A command of ours or of none, where one stands or not."""
    dice = scene.dice
    bot = dice.choice(("", "", "", "@otherbot", "@siaga_sandbox_bot", "@SIAGA_SANDBOX_BOT"))
    name = f"/{dice.choice(COMMANDS)}{bot}"
    numbers = [*scene.cast.numbers, *scene.cast.used_codes, "DMI-2411-0001-1", "lepas", "polres", "spkt"]
    words = dice.choice(("", "", dice.choice(numbers), nasty.text(dice)))
    before = dice.choice(("", "", "", "", " ", "halo ", "😀"))
    at = len(before.encode("utf-16-le")) // 2
    found = entity("bot_command", at, len(name))
    return {
        "text": f"{before}{name} {words}".rstrip() or "/",
        "entities": dice.choice(([found], [found], [found], [entity("bot_command", 0, 1)], [])),
    }


def file(scene: Scene, person: Person) -> Raw:
    """A file of any kind, as Telegram or nobody would describe it."""
    dice = scene.dice
    number = dice.randrange(10_000)
    file: Raw = {
        "file_id": dice.choice((f"AgAC{number}", "x", "")),
        "file_unique_id": f"AQAD{number}",
        "file_size": dice.choice((0, 1, 30_000_000, 2_000_000_000, 2**40)),
        "mime_type": dice.choice(("image/jpeg", "text/html", "", "x/" + "y" * 300)),
        "file_name": nasty.text(dice),
    }
    size: Raw = {"width": 0, "height": 2**31}
    content = dice.choice(
        [
            {"photo": [{**file, **size}, {**file, **size}]},
            {"document": file},
            {"document": {**file, "file_name": f"{nasty.text(dice)}.exe"}},
            {"video": {**file, **size, "duration": 0}},
            {"voice": {**file, "duration": 2**31}},
            {"audio": {**file, "duration": 1, "title": nasty.text(dice), "performer": "{x}"}},
            {"video_note": {**file, "length": 1, "duration": 1}},
            {"animation": {**file, **size, "duration": 1}, "document": file},
        ]
    )
    said = cast(Raw, content)
    if dice.random() < 0.6:
        words = f"{nasty.text(dice)} {scene.cast.mark(person)}"
        said = {**said, "caption": words, "caption_entities": entities(scene, words)}
    return said


def entities(scene: Scene, words: str) -> list[Raw]:
    """Formatting anywhere, also where no text is and in the middle of a character."""
    dice, length = scene.dice, len(words.encode("utf-16-le")) // 2
    kinds = (
        "bold", "italic", "code", "pre", "text_link", "text_mention", "url", "spoiler", "custom_emoji",
        "blockquote",
        "expandable_blockquote", "mention", "hashtag", "bot_command", "date_time", "a_kind_of_next_year",
    )  # fmt: skip
    found = []
    for _ in range(dice.randrange(5)):
        kind, at = dice.choice(kinds), dice.randrange(length + 3)
        extra: dict[str, Raw] = {
            "text_link": {"url": dice.choice(("http://x.y/?a=1&lt=2", 'http://x.y/"><b>', "javascript:x", ""))},
            "pre": {"language": dice.choice(("python", '"><b>', "", "</code>"))},
            "text_mention": {"user": dice.choice(scene.cast.people).user},
            "custom_emoji": {"custom_emoji_id": "1"},
            "date_time": {"unix_time": 1, "date_time_format": "x"},
        }
        found.append({**entity(kind, at, dice.randrange(1, length + 3)), **extra.get(kind, {})})
    return found


def answering(scene: Scene, person: Person) -> Raw:
    """A reply, a quote, or an answer to a message elsewhere."""
    dice = scene.dice
    if dice.random() < 0.8:
        return {}
    other = dice.choice(scene.cast.people)
    quoted = {**scene.envelope(person.chat_with_bot), "from": other.user, "text": "x"}
    return dice.choice(
        [
            {"reply_to_message": quoted},
            {"reply_to_message": quoted, "quote": {"text": "x", "position": 2**20, "is_manual": True}},
            {"external_reply": {"origin": {"type": "user", "date": 1, "sender_user": other.user}, "message_id": 1}},
        ]
    )


def entity(kind: str, offset: int, length: int) -> Raw:
    """A piece of formatting."""
    return {"type": kind, "offset": offset, "length": length}
