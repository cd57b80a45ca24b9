"""What somebody can send to the bot in private, apart from taps: each makes one update, or those of an album."""

from typing import cast

from sandbox import Person
from sandbox.telegram.shapes import Raw
from tests.hostile import contents, nasty
from tests.hostile.scene import Made, Scene

KINDS_NOT_ASKED_FOR = (
    "edited_channel_post", "inline_query", "chosen_inline_result", "shipping_query", "pre_checkout_query", "poll",
    "poll_answer", "chat_member", "chat_join_request", "chat_boost", "removed_chat_boost", "message_reaction",
    "message_reaction_count", "business_connection", "business_message", "edited_business_message",
    "deleted_business_messages", "guest_message", "purchased_paid_media", "managed_bot", "a_kind_of_next_year",
)  # fmt: skip


def says(scene: Scene, person: Person) -> list[Made]:
    """Writes something."""
    said = contents.text(scene, person, nasty.text(scene.dice))
    return [scene.message(person, {**said, **contents.answering(scene, person)})]


def commands(scene: Scene, person: Person) -> list[Made]:
    """Sends a command."""
    return [scene.message(person, contents.command(scene))]


def links(scene: Scene, person: Person) -> list[Made]:
    """Follows a link to the bot."""
    dice = scene.dice
    codes = [*nasty.PAYLOADS, *(f"masuk-{code}" for code in scene.cast.used_codes)]
    words = f"/start {dice.choice(codes)}"
    return [scene.message(person, {"text": words, "entities": [contents.entity("bot_command", 0, 6)]})]


def files(scene: Scene, person: Person) -> list[Made]:
    """Sends a file."""
    return [scene.message(person, contents.file(scene, person))]


def albums(scene: Scene, person: Person) -> list[Made]:
    """Sends an album."""
    group: Raw = {"media_group_id": scene.world.next_id()}
    return [
        scene.message(person, {**group, **contents.file(scene, person)}) for _ in range(scene.dice.randrange(2, 13))
    ]


def shares(scene: Scene, person: Person) -> list[Made]:
    """Shares a place, a contact or a poll."""
    dice = scene.dice
    place: Raw = {
        "latitude": dice.choice((-90, 90, 0, 1.6667, 1e-9, -0.0, dice.uniform(-90, 90))),
        "longitude": dice.choice((-180, 180, 0, 101.4333, dice.uniform(-180, 180))),
    }
    other = dice.choice(scene.cast.people)
    options: list[Raw] = [
        {"persistent_id": str(number), "text": nasty.text(dice), "voter_count": 0}
        for number in range(dice.randrange(13))
    ]
    said = dice.choice(
        [
            {"location": place},
            {"location": {**place, "live_period": 900, "horizontal_accuracy": 1500.0}},
            {"location": place, "venue": {"location": place, "title": nasty.text(dice), "address": "{x}"}},
            {"contact": {"phone_number": person.phone, "first_name": person.name, "user_id": person.id}},
            {"contact": {"phone_number": other.phone, "first_name": other.name, "user_id": other.id}},
            {"contact": {"phone_number": nasty.text(dice)[:40], "first_name": nasty.text(dice)}},
            {"contact": {"phone_number": "", "first_name": "", "vcard": nasty.text(dice)}},
            {
                "poll": {
                    "id": "1", "question": nasty.text(dice), "options": options, "total_voter_count": 0,
                    "is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": True,
                    "allows_revoting": True, "members_only": False,
                }
            },
        ]
    )  # fmt: skip
    return [scene.message(person, cast(Raw, said))]


def odd(scene: Scene, person: Person) -> list[Made]:
    """Sends what no bot expects."""
    return [scene.message(person, scene.dice.choice(contents.ODD))]


def forwards(scene: Scene, person: Person) -> list[Made]:
    """Passes on what another wrote or sent."""
    dice = scene.dice
    other = dice.choice(scene.cast.people)
    group = dice.choice(scene.cast.groups)
    origins: list[Raw] = [
        {"type": "user", "date": 0, "sender_user": other.user},
        {"type": "user", "date": 1, "sender_user": scene.world.bot},
        {"type": "hidden_user", "date": 1, "sender_user_name": other.name},
        {"type": "chat", "date": 1, "sender_chat": group.info, "author_signature": nasty.text(dice)},
        {"type": "channel", "date": 1, "chat": {**group.info, "type": "channel"}, "message_id": 1},
    ]
    said = contents.text(scene, person, nasty.text(dice)) if dice.random() < 0.6 else contents.file(scene, person)
    if dice.random() < 0.3:
        said = {"text": f"Imbauan\n\n/cek {dice.choice(('K7M2X9QD4', 'ABCDEFGH', '00000000', 'ÄÖÜ'))}"}
    return [scene.message(person, {"forward_origin": dice.choice(origins), **said})]


def edits(scene: Scene, person: Person) -> list[Made]:
    """Changes a message."""
    said = (
        contents.text(scene, person, nasty.text(scene.dice))
        if scene.dice.random() < 0.7
        else contents.file(scene, person)
    )
    made = scene.message(person, said)
    message = cast(Raw, made.fields["message"])
    return [Made({"edited_message": {**message, "edit_date": message["date"]}}, made.chat)]


def service(scene: Scene, person: Person) -> list[Made]:
    """Causes a message that Telegram itself writes."""
    return [scene.message(person, scene.dice.choice(contents.SERVICE))]


def unasked(scene: Scene, person: Person) -> list[Made]:
    """Causes an update of a kind we did not ask for."""
    inner = {**scene.envelope(person.chat_with_bot), "from": person.user, "text": "halo", "id": "1", "query": "x"}
    return [Made({scene.dice.choice(KINDS_NOT_ASKED_FOR): inner}, person.chat_with_bot)]
