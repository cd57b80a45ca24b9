"""Who does what next: an update as a real client of somebody hostile can cause it, in private and in groups."""

from collections.abc import Callable

from conversations.callback import Topic
from sandbox import Chat, Group, Person
from sandbox.telegram.shapes import Raw
from tests.hostile import buttons, contents, messages, nasty
from tests.hostile.choices import OWN
from tests.hostile.scene import Made, Scene


def of_person(scene: Scene, person: Person) -> list[Made]:
    """What a person does in private next: one update, or the several of an album."""
    part, roll = scene.cast.part[person.id], scene.dice.random()
    if part in OWN and roll < 0.3:  # further into what officers can do
        return buttons.walks(scene, person)
    if part in OWN and roll < 0.6:
        return buttons.own(scene, person, *OWN[part])
    if person in scene.cast.people[:2] and roll < 0.3:  # these two have reports
        return buttons.own(scene, person, ("laporanku", "status"), (Topic.MINE,))
    weights = [weight for weight, _ in _PRIVATE]
    [(_, act)] = scene.dice.choices(_PRIVATE, weights)
    return act(scene, person)


def in_group(scene: Scene, group: Group) -> list[Made]:
    """What somebody does in a group or channel next."""
    dice = scene.dice
    person = dice.choice([each for each in scene.cast.people if group.member(each).inside])
    author: Raw = {"from": person.user}
    if group.kind == "channel":
        author = {"sender_chat": group.info}
    elif dice.random() < 0.2:
        author = {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}, "sender_chat": group.info}
    kind = "channel_post" if group.kind == "channel" else "message"
    topic: Raw = {"message_thread_id": 7, "is_topic_message": True} if group.topics and dice.random() < 0.5 else {}
    roll = dice.random()
    if roll < 0.35:
        said = contents.text(scene, person, nasty.text(dice))
    elif roll < 0.6:
        said = contents.command(scene)
    elif roll < 0.75:
        said = dice.choice(contents.SERVICE)
    elif roll < 0.9:
        return buttons.forged(scene, person, group)
    else:
        return [_standing(scene, person, group)]
    return [Made({kind: {**scene.envelope(group), **author, **topic, **said}}, group)]


def _stands(scene: Scene, person: Person) -> list[Made]:
    return [_standing(scene, person, person.chat_with_bot)]


def _standing(scene: Scene, person: Person, chat: Chat) -> Made:
    """Our standing told anew; in the sandbox it is what it was."""
    states: list[Raw] = [
        {"user": scene.world.bot, "status": "member"},
        {"user": scene.world.bot, "status": "left"},
        {"user": scene.world.bot, "status": "kicked", "until_date": 0},
    ]
    old, new = scene.dice.choice(states), scene.dice.choice(states)
    change: Raw = {
        "chat": chat.info,
        "from": person.user,
        "date": 1,
        "old_chat_member": old,
        "new_chat_member": new,
    }
    return Made({"my_chat_member": change}, chat)


_PRIVATE: tuple[tuple[int, Callable[[Scene, Person], list[Made]]], ...] = (
    (14, messages.says), (8, messages.commands), (4, messages.links), (8, messages.files), (3, messages.albums),
    (5, messages.shares), (3, messages.odd), (5, messages.forwards), (3, messages.edits), (3, messages.service),
    (18, buttons.walks), (18, buttons.forges), (2, buttons.strange_taps), (2, _stands), (3, messages.unasked),
)  # fmt: skip
