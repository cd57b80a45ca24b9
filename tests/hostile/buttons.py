"""What somebody can tap: buttons that stand there, of others, from long ago, and such as never were."""

from conversations.callback import Callback, Topic
from sandbox import Chat, Message, Person
from sandbox.telegram.shapes import Raw
from tests.hostile import contents, nasty
from tests.hostile.choices import CHOICES, ODD_CHOICES, RIGHTFUL
from tests.hostile.scene import Made, Scene


def walks(scene: Scene, person: Person) -> list[Made]:
    """A button that stands there, or words where a question waits: so that every dialogue is entered deeply."""
    shown = [each for each in list(person.chat_with_bot.newest())[:3] if each.from_bot]
    buttons = [(each, button.data) for each in shown for button in each.buttons if button.data]
    buttons = [(each, data) for each, data in buttons if _may_play(scene, person, data or "")]
    if not buttons or scene.dice.random() < 0.15:
        words = scene.dice.choice(("Kejadian di dekat pos ronda, mohon diperiksa", "besok 06.00", "27/11 07.30"))
        return [scene.message(person, {"text": f"{words} {scene.cast.mark(person)}"})]
    message, data = scene.dice.choice(buttons)
    return [_tap(scene, person, message, data or "")]


def own(scene: Scene, person: Person, commands: tuple[str, ...], topics: tuple[Topic, ...]) -> list[Made]:
    """What a person in this part would really do."""
    dice = scene.dice
    number = dice.choice(scene.cast.numbers)
    if dice.random() < 0.25:
        name = f"/{dice.choice(commands)}"
        words = f"{name} {number}" if name in ("/buka", "/status") else name
        return [scene.message(person, {"text": words, "entities": [contents.entity("bot_command", 0, len(name))]})]
    while True:
        topic = dice.choice(topics)
        revision = 0 if topic in (Topic.APPEAL, Topic.PEOPLE, Topic.MINE) else dice.randrange(8)
        data = f"{topic}:{revision}:{dice.choice(CHOICES[topic])}".replace("{}", number)
        if _may_play(scene, person, data):
            return _pressed(scene, person, person.chat_with_bot, data)


def forges(scene: Scene, person: Person) -> list[Made]:
    """Taps in private what nobody may have offered."""
    return forged(scene, person, person.chat_with_bot)


def strange_taps(scene: Scene, person: Person) -> list[Made]:
    """Taps in a shape that no button of ours makes."""
    query = _query(scene, person)
    data: Raw = {"data": _any_data(scene, person)}
    place: Raw = {"message_id": 1, "date": 0, "chat": person.chat_with_bot.info}
    shapes: list[Raw] = [
        {**query, **data, "message": place},
        {**query, **data, "inline_message_id": "AAAA"},
        {**query, "game_short_name": "<b>", "message": place},
        {**query, "message": place},
    ]
    return [Made({"callback_query": scene.dice.choice(shapes)}, person.chat_with_bot)]


def forged(scene: Scene, person: Person, chat: Chat) -> list[Made]:
    """Taps what nobody may have offered."""
    return _pressed(scene, person, chat, _any_data(scene, person))


def _pressed(scene: Scene, person: Person, chat: Chat, data: str) -> list[Made]:
    message: Message | None = next((each for each in chat.newest() if each.from_bot), None)
    if message is None:
        message = Message({**scene.envelope(chat), "text": "x"}, chat)
    return [_tap(scene, person, message, data)]


def _any_data(scene: Scene, person: Person) -> str:
    """Data of a button of anybody's, of none, or of one that is nearly one."""
    dice = scene.dice
    while True:
        roll = dice.random()
        if roll < 0.4 and scene.seen:
            data = dice.choice(scene.seen)
        elif roll < 0.9:
            topic, revision = dice.choice(list(Topic)), dice.choice((0, 0, 0, 0, 1, 2, 3, 5, 999_999_999_999))
            choices = CHOICES[topic] if roll < 0.85 else (*CHOICES[dice.choice(list(Topic))], *ODD_CHOICES)
            data = f"{topic}:{revision}:{dice.choice(choices)}".replace("{}", dice.choice(scene.cast.numbers))
        else:
            data = dice.choice((nasty.text(dice)[:40], "m:0", "m", ":", "::", "m:-1:menu", "m:\u0661:menu", "z:0:x"))
        if 0.3 < roll < 0.4 and data:
            at = dice.randrange(len(data))
            data = data[:at] + dice.choice("0123456789=,:;@AZ\u0663") + data[at + 1 :]
        if len(data.encode()) <= 64 and _may_play(scene, person, data):
            return data


def _may_play(scene: Scene, person: Person, data: str) -> bool:
    found = Callback.decode(data)
    if found is None or scene.cast.part[person.id] not in ("command", "head"):
        return True
    return not found.choice.startswith(RIGHTFUL.get(found.topic, ("\n",)))


def _tap(scene: Scene, person: Person, message: Message, data: str) -> Made:
    query = {**_query(scene, person), "message": message.raw, "data": data}
    return Made({"callback_query": query}, message.chat)


def _query(scene: Scene, person: Person) -> Raw:
    return {"id": scene.world.next_id(), "from": person.user, "chat_instance": str(scene.dice.random())}
