"""Groups, supergroups and channels: their members, what the bot may do there, and what happens to them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import cast

from sandbox.telegram.members import PERMISSIONS, USUAL_RIGHTS, Actor, Member
from sandbox.telegram.refusals import bad, forbidden
from sandbox.telegram.shapes import Raw
from sandbox.world.chats import FILES, Chat, Message
from sandbox.world.surroundings import Surroundings

ANONYMOUS: Raw = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}

GENERAL = 1  # the topic of a forum that is its main chat


class Group(Chat):
    """A group of people the bot can be in. `kind` is group, supergroup or channel."""

    def __init__(
        self,
        world: Surroundings,
        chat_id: int,
        title: str,
        kind: str,
        moved: Callable[[int, "Group"], None],
        *,
        forum: bool,
        username: str,
    ) -> None:
        """`moved` is told the old id when the group goes on as a supergroup."""
        info: Raw = {"title": title, "type": kind}
        if username:
            info["username"] = username
        if forum:
            info["is_forum"] = True
        super().__init__(world, chat_id, info)
        self.members: dict[int, Member] = {}
        self.deleted = False
        self.earlier = False  # the bot knows it from an earlier world; nobody here does yet
        self.silenced = False  # nobody but admins may write
        self.old_ids: list[int] = []  # the ids it had before it became a supergroup
        self.topics: dict[int, str] = {}
        self.closed_topics: set[int] = set()
        self._numbered = 0
        self._moved = moved

    def of(self, group: "Group") -> "Group":
        """The group that has waited, as this one."""
        self.info, self.members, self.earlier = group.info, group.members, False
        return self

    def next_id(self) -> int:
        if self.kind == "group":
            return super().next_id()
        self._numbered += 1
        return self._numbered

    # People

    def member(self, person: Actor) -> Member:
        return self.members.get(person.id) or Member(person.user, "left")

    def author(self, person: Actor) -> Raw:
        """How the person's messages are signed here."""
        if self.kind == "channel":
            return {"sender_chat": self.info}
        if self.member(person).anonymous:
            return {"from": ANONYMOUS, "sender_chat": self.info}
        return {"from": person.user}

    def joins(self, person: Actor, *, by: Actor | None = None) -> None:
        """The person comes in, alone or added by somebody."""
        self._set(person.user, "member", by or person)
        if self.kind != "channel":
            self._service({"new_chat_members": [person.user]}, by or person)

    def leaves(self, person: Actor, *, by: Actor | None = None) -> None:
        """The person goes, or is put out by somebody."""
        self._set(person.user, "kicked" if by else "left", by or person)
        if self.kind != "channel":
            self._service({"left_chat_member": person.user}, by or person)

    def promotes(self, person: Actor, *, by: Actor | None = None, anonymous: bool = False) -> None:
        self._set(person.user, "administrator", by, anonymous=anonymous)

    def demotes(self, person: Actor, *, by: Actor | None = None) -> None:
        self._set(person.user, "member", by)

    # The bot

    @property
    def bot(self) -> Member:
        return self.members.get(self.world.bot_id) or Member(self.world.bot, "left")

    def adds_bot(self, by: Actor | None = None, *, admin: bool = False) -> None:
        """Somebody adds the bot; in a channel it can only be an administrator."""
        person = by or self._somebody()
        self._set(self.world.bot, "administrator" if admin or self.kind == "channel" else "member", person)
        if self.kind != "channel":
            self._service({"new_chat_members": [self.world.bot]}, person)

    def removes_bot(self, by: Actor | None = None) -> None:
        person = by or self._somebody()
        if self.kind == "group":
            self._service({"left_chat_member": self.world.bot}, person)
        self._set(self.world.bot, "kicked", person)

    def promotes_bot(self, by: Actor | None = None, *, rights: Iterable[str] = USUAL_RIGHTS) -> None:
        self._set(self.world.bot, "administrator", by, rights=frozenset(rights))

    def demotes_bot(self, by: Actor | None = None) -> None:
        self._set(self.world.bot, "member", by)

    def loses_right_to_write(self, by: Actor | None = None) -> None:
        """The bot stays but may not write: restricted in a supergroup, silenced with all others in a basic group."""
        if self.kind == "group":
            self.silenced = True
        else:
            self._set(self.world.bot, "restricted", by)

    def gets_right_to_write(self, by: Actor | None = None) -> None:
        self.silenced = False
        if self.bot.status == "restricted":
            self._set(self.world.bot, "member", by)

    def bot_leaves(self) -> None:
        self._set(self.world.bot, "left", None)

    # The chat

    def renames(self, title: str, *, by: Actor | None = None) -> None:
        self.info = {**self.info, "title": title}
        self._service({"new_chat_title": title}, by)

    def opens_topic(self, name: str, *, by: Actor | None = None) -> int:
        """A new forum topic; its number is the message_thread_id."""
        assert self.info.get("is_forum"), f"{self.title} is no forum"
        thread = self._numbered + 1  # a topic is numbered by the message that opens it
        self.topics[thread] = name
        opened: Raw = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        self._service({**self.threaded(thread), **opened}, by)
        return thread

    def closes_topic(self, thread: int, *, by: Actor | None = None) -> None:
        self.closed_topics.add(thread)
        self._service({**self.threaded(None if thread == GENERAL else thread), "forum_topic_closed": {}}, by)

    def reopens_topic(self, thread: int, *, by: Actor | None = None) -> None:
        self.closed_topics.discard(thread)
        self._service({**self.threaded(None if thread == GENERAL else thread), "forum_topic_reopened": {}}, by)

    def deletes_topic(self, thread: int) -> None:
        """The topic and what was written in it are gone; Telegram does not tell bots."""
        del self.topics[thread]
        for number in [number for number, message in self.by_id.items() if message.thread == thread]:
            self.remove(number)

    def threaded(self, thread: int | None) -> Raw:
        """The keys of a message in a topic."""
        return {"message_thread_id": thread, "is_topic_message": True} if thread else {}

    def becomes_supergroup(self, *, by: Actor | None = None) -> None:
        """The group goes on under another id; the old one only says where it went."""
        assert self.kind == "group", f"{self.title} is a {self.kind} already"
        old = Group(self.world, self.id, self.title, "group", self._moved, forum=False, username="")
        old.members, old.by_id = self.members, self.by_id
        new_id = self.world.supergroup_id(self.title)
        old._service({"migrate_to_chat_id": new_id}, by or self._somebody())
        self.old_ids.append(self.id)
        self.members, self.by_id, self.pinned = dict(self.members), {}, []
        self.info = {**self.info, "id": new_id, "type": "supergroup"}
        self.id = new_id
        self._moved(old.id, self)
        self._service({"migrate_from_chat_id": old.id}, by or self._somebody())

    def deletes(self) -> None:
        """The owner deletes the chat."""
        self.deleted = True
        if self.bot.inside:
            self._set(self.world.bot, "left", None)

    # What Telegram answers the bot here

    def check_known(self) -> None:
        word = f"{self.kind} chat"
        if self.deleted:
            raise forbidden("the group chat was deleted") if self.kind == "group" else bad("chat not found")
        if self.bot.status == "kicked":
            raise forbidden(f"bot was kicked from the {word}")
        if not self.bot.inside:
            raise forbidden(f"bot is not a member of the {word}")

    def check_reachable(self) -> None:
        self.check_known()

    def check_writable(self, what: str) -> None:
        self.check_known()
        bot = self.bot
        if self.kind == "channel":
            if not bot.may("can_post_messages"):
                raise bad("need administrator rights in the channel chat")
        elif bot.status == "restricted" or (self.silenced and not bot.admin):
            raise bad(f"not enough rights to send {what} to the chat")

    def check_thread(self, thread: int) -> None:
        if thread not in self.topics and thread != GENERAL and not self.earlier:
            raise bad("message thread not found")
        if thread in self.closed_topics and not self.bot.admin:
            raise bad("TOPIC_CLOSED")

    def permissions(self) -> Raw:
        return dict.fromkeys(PERMISSIONS, not self.silenced)

    def tell_bot(self, kind: str, message: Message) -> None:
        if self.bot_sees(message):
            if self.kind == "channel":
                kind = "channel_post" if kind == "message" else "edited_channel_post"
            super().tell_bot(kind, message)

    def bot_sees(self, message: Message) -> bool:
        """Privacy mode: in a group, a bot that is no admin gets what is meant for it and what the group itself says."""
        bot = self.bot
        if not bot.inside:
            return False
        if bot.admin or not self.world.privacy or self.kind == "channel":
            return True
        answered = cast("Raw | None", message.raw.get("reply_to_message"))
        if answered is not None and cast(Raw, answered.get("from", {})).get("id") == self.world.bot_id:
            return True
        if "from" in message.raw and not any(key in message.raw for key in _SAID):
            return True  # a service message
        name = f"@{self.world.bot['username']}".lower()
        text = message.text.lower()
        if text.startswith("/"):
            addressed = text.split(maxsplit=1)[0].partition("@")
            return not addressed[1] or f"@{addressed[2]}" == name
        return name in text

    def _set(
        self,
        user: Raw,
        status: str,
        by: Actor | None,
        *,
        rights: frozenset[str] | None = None,
        anonymous: bool | None = None,
    ) -> None:
        """Change a membership and tell the bot as Telegram would."""
        number = cast(int, user["id"])
        old = self.members.get(number) or Member(user, "left")
        new = replace(
            old,
            status=status,
            rights=old.rights if rights is None else rights,
            anonymous=old.anonymous if anonymous is None else anonymous,
        )
        self.members[number] = new
        about_bot = number == self.world.bot_id
        if about_bot or self.bot.admin:
            actor = by.user if by else self.world.bot if status == "left" and about_bot else self._somebody().user
            self.world.push(
                "my_chat_member" if about_bot else "chat_member",
                {
                    "chat": self.info,
                    "from": actor,
                    "date": self.world.timestamp(),
                    "old_chat_member": old.raw(self.kind),
                    "new_chat_member": new.raw(self.kind),
                },
                self.id,
            )
        self.tell("member", user=user, status=status)

    def _service(self, content: Raw, by: Actor | None) -> None:
        self.tell_bot("message", self.put(self.author(by or self._somebody()), content))

    def _somebody(self) -> Actor:
        """Who acts when the script does not say: the owner, or else any member."""
        inside = [each for number, each in self.members.items() if each.inside and number != self.world.bot_id]
        assert inside, f"nobody is in {self.title}: say who does it with by="
        return min(inside, key=lambda member: not member.admin)


_SAID = ("text", "caption", *FILES, "contact", "location", "venue", "poll", "dice")  # what only somebody can say
