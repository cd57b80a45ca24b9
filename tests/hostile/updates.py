"""Makes updates as real clients of hostile people can cause them: every kind of message, tap and service message."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from handlers.callback import Callback, Topic
from sandbox import Chat, Group, Message, Person, World
from sandbox.shapes import Raw
from tests.hostile import nasty
from tests.hostile.cast import Cast

COMMANDS = (
    "start", "lapor", "report", "batal", "cancel", "laporanku", "status", "imbauan", "cek", "darurat", "bantuan",
    "help",
    "privasi", "bahasa", "language", "masuk", "undang", "petugas", "siaga", "jaga", "program", "siaran", "antrean",
    "grup", "langganan", "berhenti", "giat", "buka", "ikat", "dataku", "hapus", "sehat", "apa_saja",
)  # fmt: skip
CHOICES: dict[Topic, tuple[str, ...]] = {
    Topic.MENU: (
        "menu", "agree", "report", "resume", "anew", "at=14.72.02.1004-006", "at=14_72_02_1004", "at=x", "language=en",
        "language=id", "language=xx", "mine", "appeals", "emergency", "help", "privacy",
    ),
    Topic.REPORT: ("back", "skip", "next", "send", "cancel", "yes", "kind=gangguan", "edit=what", "page=\u0661"),
    Topic.MINE: (
        "page=0", "page=99", "page=-1", "page=999999999999999999999999999999999999999999999", "page=\u0663", "open={}",
        "add={}", "done={}", "withdraw={}", "withdrawn={}", "answer={}", "solved={}", "reopen={}", "open=1", "open=",
    ),
    Topic.PEOPLE: (
        "inv=perwira", "inv=anggota", "inv=command,polres", "inv=bhabin,polsek-dumai-timur,x", "inv=bhabin,@1",
        "inv=,,,,",
        "inv=partner,bawaslu", "duty", "on", "off", "over=1", "over=5", "over=@9", "over=", "unit=polres", "unit=@x",
        "unit=polsek-dumai-timur", "unit=", "person=1", "person=5", "move=5", "moveto=5,spkt", "remove=1", "remove=6",
        "removed=1", "removed=2", "removed=999999999999999", "shift=polres", "shift=polsek-dumai-timur", "plan=5",
        "plan=5,0", "plan=5,1732662000", "plan=5,1732618800",
    ),
    Topic.PING: (
        "take=1", "take=2", "go=1", "there=2", "done=1", "done=2", "result=1,selesai", "result=2,ditangani",
        "result=1,x",
        "help=2", "no=1", "no=2", "ask=1", "ask=2", "pass=1", "pass=2,1", "to=1,polres", "to=2,samapta", "files=1",
        "files=999999999999999", "nowords", "take=\u0661", "take=",
    ),
    Topic.DESK: (
        "list=0", "list=;1", "list=9,9,9,9", "list=,,14.72.02,1", "filter=", "filter=,,14.72.02", "filter=,,x",
        "filter=0,0",
        "urgency=0", "state=0", "district=;1", "open=1", "open=2;", "open=1;0,0,14.72.02,1", "files=2", "verify=1",
        "truth=1",
        "true=1", "false=2", "kind=1", "family=1,tps", "category=1,politik_uang", "category=1,tawuran", "assign=1",
        "unit=1,spkt;0", "unit=2,polsek-dumai-timur", "to=1,;5", "to=2,samapta", "refer=1", "agency=1,bawaslu", "ask=1",
        "more=1", "more=2", "merge=1", "into=1,2", "merged=1,2", "merged=1,1", "number=1", "reject=1", "close=1",
        "reopen=1",
        "open=\u0661", "verify=",
    ),
    Topic.APPEAL: (
        "list", "list=3", "new", "order", "templates", "templates=9", "template=x", "template=tenang", "resume",
        "change=1",
        "correct=1", "a=1", "a=2", "drop=1", "drop=999", "off=1", "stop=1", "back=1", "gone=1", "report=1", "ok=1,x",
        "ok=1," + "A" * 43, "no=1," + "A" * 43, "who=1", "remind=1", "ack=1", "latest=1", "latest", "send", "urgent",
    ),
    Topic.PROGRAMME: ("page=1", "open=2", "open=3", "change=2", "change=3", "off=2", "on=2", "ask", "approve=x"),
    Topic.TOPICS: (
        "open", "on=imbauan", "off=imbauan", "off=x", "main", "stop", "areas", "areas=@1", "all=@0",
        "district=14.72.02@0",
        "add=14.72.02.1004@0", "drop=14.72.02.1004@0", "add=14.72.02@0", "drop=14.72.02@0", "add=14.72", "groups",
        "groups=@1", "sector=polsek-dumai-timur", "sector=polsek-dumai-timur@1", "sector=",
    ),
    Topic.ACTIVITY: ("work=patroli", "work=nihil", "nothing", "cancel", "skip", "back"),
    Topic.HEALTH: ("look", "look=1", ""),
    Topic.DATA: ("ask", "sure", "no", "yes=", "yes=1", "yes=2", "yes=17", "yes=\u0661"),
    Topic.OPENING: ("grant=1", "refuse=1", "grant=\u0661", "grant=", "refuse=2"),
}  # fmt: skip
ODD_CHOICES = ("", "=", "=,", "x" * 60, "\u202emenu", "menu=menu=menu", "%s", "{}", "<b>", "\x00")
# What command and heads may really do with one tap. Played by them it is no attack, so in their hands it is left out.
RIGHTFUL = {
    Topic.PEOPLE: ("removed=", "moveto=", "inv="),
    Topic.APPEAL: ("ok=", "no=", "drop=", "off=", "gone=", "stop="),
    Topic.PROGRAMME: ("approve=", "off="),
    Topic.OPENING: ("grant=", "refuse="),
}
OWN: dict[str, tuple[tuple[str, ...], tuple[Topic, ...]]] = {
    "command": (
        ("siaran", "program", "antrean", "grup", "petugas", "jaga", "undang", "siaga", "sehat"),
        (Topic.DESK, Topic.APPEAL, Topic.PROGRAMME, Topic.PEOPLE, Topic.TOPICS),
    ),
    "desk": (("antrean", "buka", "siaga"), (Topic.DESK, Topic.DESK, Topic.PING)),
    "head": (("antrean", "petugas", "jaga", "undang", "siaga"), (Topic.DESK, Topic.PEOPLE, Topic.PING)),
    "officer": (("giat", "siaga"), (Topic.PING, Topic.PING, Topic.PEOPLE)),
    "demoted officer": (("giat", "siaga"), (Topic.PING, Topic.PEOPLE, Topic.DESK)),
    "partner": (("siaga",), (Topic.PING,)),
}
KINDS_NOT_ASKED_FOR = (
    "edited_channel_post", "inline_query", "chosen_inline_result", "shipping_query", "pre_checkout_query", "poll",
    "poll_answer", "chat_member", "chat_join_request", "chat_boost", "removed_chat_boost", "message_reaction",
    "message_reaction_count", "business_connection", "business_message", "edited_business_message",
    "deleted_business_messages", "guest_message", "purchased_paid_media", "managed_bot", "a_kind_of_next_year",
)  # fmt: skip
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


@dataclass(frozen=True, slots=True)
class Made:
    """An update to be sent, and the chat it belongs to."""

    fields: Raw
    chat: Chat


class Maker:
    """Makes updates of any person of the cast, from one seed."""

    def __init__(self, world: World, cast: Cast, dice: random.Random, seen: list[str]) -> None:
        self._world, self._cast, self._dice = world, cast, dice
        self._seen = seen  # every callback data the bot has ever given to anybody
        self._private: tuple[tuple[int, Callable[[Person], list[Made]]], ...] = (
            (14, self._says), (8, self._commands), (4, self._links), (8, self._files), (3, self._albums),
            (5, self._shares), (3, self._odd), (5, self._forwards), (3, self._edits), (3, self._service),
            (18, self._walks), (18, self._forges), (2, self._strange_taps), (2, self._stands), (3, self._unasked),
        )  # fmt: skip

    def of_person(self, person: Person) -> list[Made]:
        """What a person does in private next: one update, or the several of an album."""
        part, roll = self._cast.part[person.id], self._dice.random()
        if part in OWN and roll < 0.3:  # further into what officers can do
            return self._walks(person)
        if part in OWN and roll < 0.6:
            return self._own(person, *OWN[part])
        if person in self._cast.people[:2] and roll < 0.3:  # these two have reports
            return self._own(person, ("laporanku", "status"), (Topic.MINE,))
        weights = [weight for weight, _ in self._private]
        [(_, act)] = self._dice.choices(self._private, weights)
        return act(person)

    def in_group(self, group: Group) -> list[Made]:
        """What somebody does in a group or channel next."""
        dice = self._dice
        person = dice.choice([each for each in self._cast.people if group.member(each).inside])
        author: Raw = {"from": person.user}
        if group.kind == "channel":
            author = {"sender_chat": group.info}
        elif dice.random() < 0.2:
            author = {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}, "sender_chat": group.info}
        kind = "channel_post" if group.kind == "channel" else "message"
        topic: Raw = {"message_thread_id": 7, "is_topic_message": True} if group.topics and dice.random() < 0.5 else {}
        roll = dice.random()
        if roll < 0.35:
            said = self._text(person, nasty.text(dice))
        elif roll < 0.6:
            said = self._command()
        elif roll < 0.75:
            said = dice.choice(SERVICE)
        elif roll < 0.9:
            return self._forged(person, group)
        else:
            return [self._standing(person, group)]
        return [Made({kind: {**self._envelope(group), **author, **topic, **said}}, group)]

    # In private

    def _own(self, person: Person, commands: tuple[str, ...], topics: tuple[Topic, ...]) -> list[Made]:
        """What a person in this part would really do."""
        dice = self._dice
        number = dice.choice(self._cast.numbers)
        if dice.random() < 0.25:
            name = f"/{dice.choice(commands)}"
            words = f"{name} {number}" if name in ("/buka", "/status") else name
            return [self._message(person, {"text": words, "entities": [_entity("bot_command", 0, len(name))]})]
        while True:
            topic = dice.choice(topics)
            revision = 0 if topic in (Topic.APPEAL, Topic.PEOPLE, Topic.MINE) else dice.randrange(8)
            data = f"{topic}:{revision}:{dice.choice(CHOICES[topic])}".replace("{}", number)
            if self._may_play(person, data):
                return self._pressed(person, person.chat_with_bot, data)

    def _says(self, person: Person) -> list[Made]:
        said = self._text(person, nasty.text(self._dice))
        return [self._message(person, {**said, **self._answering(person)})]

    def _commands(self, person: Person) -> list[Made]:
        return [self._message(person, self._command())]

    def _links(self, person: Person) -> list[Made]:
        dice = self._dice
        codes = [*nasty.PAYLOADS, *(f"masuk-{code}" for code in self._cast.used_codes)]
        words = f"/start {dice.choice(codes)}"
        return [self._message(person, {"text": words, "entities": [_entity("bot_command", 0, 6)]})]

    def _files(self, person: Person) -> list[Made]:
        return [self._message(person, self._file(person))]

    def _albums(self, person: Person) -> list[Made]:
        group: Raw = {"media_group_id": self._world.next_id()}
        return [self._message(person, {**group, **self._file(person)}) for _ in range(self._dice.randrange(2, 13))]

    def _shares(self, person: Person) -> list[Made]:
        dice = self._dice
        place: Raw = {
            "latitude": dice.choice((-90, 90, 0, 1.6667, 1e-9, -0.0, dice.uniform(-90, 90))),
            "longitude": dice.choice((-180, 180, 0, 101.4333, dice.uniform(-180, 180))),
        }
        other = dice.choice(self._cast.people)
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
        return [self._message(person, cast(Raw, said))]

    def _odd(self, person: Person) -> list[Made]:
        return [self._message(person, self._dice.choice(ODD))]

    def _forwards(self, person: Person) -> list[Made]:
        dice = self._dice
        other = dice.choice(self._cast.people)
        group = dice.choice(self._cast.groups)
        origins: list[Raw] = [
            {"type": "user", "date": 0, "sender_user": other.user},
            {"type": "user", "date": 1, "sender_user": self._world.bot},
            {"type": "hidden_user", "date": 1, "sender_user_name": other.name},
            {"type": "chat", "date": 1, "sender_chat": group.info, "author_signature": nasty.text(dice)},
            {"type": "channel", "date": 1, "chat": {**group.info, "type": "channel"}, "message_id": 1},
        ]
        said = self._text(person, nasty.text(dice)) if dice.random() < 0.6 else self._file(person)
        if dice.random() < 0.3:
            said = {"text": f"Imbauan\n\n/cek {dice.choice(('K7M2X9QD4', 'ABCDEFGH', '00000000', 'ÄÖÜ'))}"}
        return [self._message(person, {"forward_origin": dice.choice(origins), **said})]

    def _edits(self, person: Person) -> list[Made]:
        said = self._text(person, nasty.text(self._dice)) if self._dice.random() < 0.7 else self._file(person)
        made = self._message(person, said)
        message = cast(Raw, made.fields["message"])
        return [Made({"edited_message": {**message, "edit_date": message["date"]}}, made.chat)]

    def _service(self, person: Person) -> list[Made]:
        return [self._message(person, self._dice.choice(SERVICE))]

    def _walks(self, person: Person) -> list[Made]:
        """A button that stands there, or words where a question waits: so that every dialogue is entered deeply."""
        shown = [each for each in list(person.chat_with_bot.newest())[:3] if each.from_bot]
        buttons = [(each, button.data) for each in shown for button in each.buttons if button.data]
        buttons = [(each, data) for each, data in buttons if self._may_play(person, data or "")]
        if not buttons or self._dice.random() < 0.15:
            words = self._dice.choice(("Kejadian di dekat pos ronda, mohon diperiksa", "besok 06.00", "27/11 07.30"))
            return [self._message(person, {"text": f"{words} {self._cast.mark(person)}"})]
        message, data = self._dice.choice(buttons)
        return [self._tap(person, message, data or "")]

    def _forges(self, person: Person) -> list[Made]:
        return self._forged(person, person.chat_with_bot)

    def _strange_taps(self, person: Person) -> list[Made]:
        query = self._query(person)
        data: Raw = {"data": self._data(person)}
        place: Raw = {"message_id": 1, "date": 0, "chat": person.chat_with_bot.info}
        shapes: list[Raw] = [
            {**query, **data, "message": place},
            {**query, **data, "inline_message_id": "AAAA"},
            {**query, "game_short_name": "<b>", "message": place},
            {**query, "message": place},
        ]
        return [Made({"callback_query": self._dice.choice(shapes)}, person.chat_with_bot)]

    def _stands(self, person: Person) -> list[Made]:
        return [self._standing(person, person.chat_with_bot)]

    def _unasked(self, person: Person) -> list[Made]:
        inner = {**self._envelope(person.chat_with_bot), "from": person.user, "text": "halo", "id": "1", "query": "x"}
        return [Made({self._dice.choice(KINDS_NOT_ASKED_FOR): inner}, person.chat_with_bot)]

    # Parts

    def _forged(self, person: Person, chat: Chat) -> list[Made]:
        return self._pressed(person, chat, self._data(person))

    def _pressed(self, person: Person, chat: Chat, data: str) -> list[Made]:
        message: Message | None = next((each for each in chat.newest() if each.from_bot), None)
        if message is None:
            message = Message({**self._envelope(chat), "text": "x"}, chat)
        return [self._tap(person, message, data)]

    def _data(self, person: Person) -> str:
        """Data of a button of anybody's, of none, or of one that is nearly one."""
        dice = self._dice
        while True:
            roll = dice.random()
            if roll < 0.4 and self._seen:
                data = dice.choice(self._seen)
            elif roll < 0.9:
                topic, revision = dice.choice(list(Topic)), dice.choice((0, 0, 0, 0, 1, 2, 3, 5, 999_999_999_999))
                choices = CHOICES[topic] if roll < 0.85 else (*CHOICES[dice.choice(list(Topic))], *ODD_CHOICES)
                data = f"{topic}:{revision}:{dice.choice(choices)}".replace("{}", dice.choice(self._cast.numbers))
            else:
                data = dice.choice(
                    (nasty.text(dice)[:40], "m:0", "m", ":", "::", "m:-1:menu", "m:\u0661:menu", "z:0:x")
                )
            if 0.3 < roll < 0.4 and data:
                at = dice.randrange(len(data))
                data = data[:at] + dice.choice("0123456789=,:;@AZ\u0663") + data[at + 1 :]
            if len(data.encode()) <= 64 and self._may_play(person, data):
                return data

    def _may_play(self, person: Person, data: str) -> bool:
        found = Callback.decode(data)
        if found is None or self._cast.part[person.id] not in ("command", "head"):
            return True
        return not found.choice.startswith(RIGHTFUL.get(found.topic, ("\n",)))

    def _tap(self, person: Person, message: Message, data: str) -> Made:
        query = {**self._query(person), "message": message.raw, "data": data}
        return Made({"callback_query": query}, message.chat)

    def _query(self, person: Person) -> Raw:
        return {"id": self._world.next_id(), "from": person.user, "chat_instance": str(self._dice.random())}

    def _standing(self, person: Person, chat: Chat) -> Made:
        """Our standing told anew; in the sandbox it is what it was."""
        states: list[Raw] = [
            {"user": self._world.bot, "status": "member"},
            {"user": self._world.bot, "status": "left"},
            {"user": self._world.bot, "status": "kicked", "until_date": 0},
        ]
        old, new = self._dice.choice(states), self._dice.choice(states)
        change: Raw = {
            "chat": chat.info,
            "from": person.user,
            "date": 1,
            "old_chat_member": old,
            "new_chat_member": new,
        }
        return Made({"my_chat_member": change}, chat)

    def _message(self, person: Person, said: Raw) -> Made:
        chat = person.chat_with_bot
        chat.started = True
        return Made({"message": {**self._envelope(chat), "from": person.user, **said}}, chat)

    def _envelope(self, chat: Chat) -> Raw:
        date = self._dice.choice((0, 1, 1_500_000_000, self._world.timestamp(), self._world.timestamp() + 10_000_000))
        return {"message_id": self._world.next_message_id(), "date": date, "chat": chat.info}

    def _text(self, person: Person, words: str) -> Raw:
        words = f"{words} {self._cast.mark(person)}" if self._dice.random() < 0.8 else words or "x"
        said: Raw = {"text": words}
        if self._dice.random() < 0.3:
            said["entities"] = self._entities(words)
        return said

    def _command(self) -> Raw:
        dice = self._dice
        bot = dice.choice(("", "", "", "@otherbot", "@siaga_sandbox_bot", "@SIAGA_SANDBOX_BOT"))
        name = f"/{dice.choice(COMMANDS)}{bot}"
        numbers = [*self._cast.numbers, *self._cast.used_codes, "DMI-2411-0001-1", "lepas", "polres", "spkt"]
        words = dice.choice(("", "", dice.choice(numbers), nasty.text(dice)))
        before = dice.choice(("", "", "", "", " ", "halo ", "😀"))
        at = len(before.encode("utf-16-le")) // 2
        found = _entity("bot_command", at, len(name))
        return {
            "text": f"{before}{name} {words}".rstrip() or "/",
            "entities": dice.choice(([found], [found], [found], [_entity("bot_command", 0, 1)], [])),
        }

    def _file(self, person: Person) -> Raw:
        dice = self._dice
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
            words = f"{nasty.text(dice)} {self._cast.mark(person)}"
            said = {**said, "caption": words, "caption_entities": self._entities(words)}
        return said

    def _entities(self, words: str) -> list[Raw]:
        """Formatting anywhere, also where no text is and in the middle of a character."""
        dice, length = self._dice, len(words.encode("utf-16-le")) // 2
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
                "text_mention": {"user": dice.choice(self._cast.people).user},
                "custom_emoji": {"custom_emoji_id": "1"},
                "date_time": {"unix_time": 1, "date_time_format": "x"},
            }
            found.append({**_entity(kind, at, dice.randrange(1, length + 3)), **extra.get(kind, {})})
        return found

    def _answering(self, person: Person) -> Raw:
        """A reply, a quote, or an answer to a message elsewhere."""
        dice = self._dice
        if dice.random() < 0.8:
            return {}
        other = dice.choice(self._cast.people)
        quoted = {**self._envelope(person.chat_with_bot), "from": other.user, "text": "x"}
        return dice.choice(
            [
                {"reply_to_message": quoted},
                {"reply_to_message": quoted, "quote": {"text": "x", "position": 2**20, "is_manual": True}},
                {"external_reply": {"origin": {"type": "user", "date": 1, "sender_user": other.user}, "message_id": 1}},
            ]
        )


def _entity(kind: str, offset: int, length: int) -> Raw:
    return {"type": kind, "offset": offset, "length": length}
