"""The routing table: what each update means, the first line that fits decides."""

from collections.abc import Awaitable, Callable

from telegram import Message, MessageEntity, Update
from telegram.ext import filters
from telegram.ext.filters import BaseFilter, ChatType, MessageFilter, UpdateType

from conversations.callback import Callback, Topic
from handlers import message
from handlers.announcements import checking, composing, programme, resort_texts, siaran
from handlers.citizen import beginning, copies, erasing, mine, own_data, topics
from handlers.common import dialogues, menu
from handlers.common.turn import Turn
from handlers.desk import desk, queue
from handlers.officer import acts
from handlers.operations import health
from handlers.staff import duty, groups, identity_access, joining, people
from handlers.subscribers import coverage, membership, subscribing

Condition = Callable[[Update], object]
Handler = Callable[[Turn], Awaitable[None]]


class Command(MessageFilter):
    """A command at the start of a message, `/lapor` or `/lapor@our_bot`. One that was forwarded is somebody else's."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._names = names

    def filter(self, message: Message) -> bool:
        first = message.entities[0] if message.entities else None
        if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0 or not message.text:
            return False
        if message.forward_origin is not None:
            return False
        name, _, bot = message.text[1 : first.length].partition("@")
        return name.lower() in self._names and bot.lower() in ("", message.get_bot().username.lower())


def tap(topic: Topic, *, in_groups: bool = False) -> Condition:
    """A tap on one of our buttons of a topic, in one's own chat: elsewhere anybody could forge one."""

    def check(update: Update) -> bool:
        query = update.callback_query
        if query is None or query.data is None or query.message is None:
            return False
        chat, callback = query.message.chat, Callback.decode(query.data)
        theirs = chat.id == query.from_user.id or (in_groups and chat.type != chat.PRIVATE)
        return theirs and callback is not None and callback.topic is topic

    return check


def any_tap(update: Update) -> bool:
    """A tap on any button, also one that is not ours."""
    return update.callback_query is not None


def our_membership(update: Update) -> bool:
    """We were added, removed, blocked or let in again."""
    return update.my_chat_member is not None


def private(what: BaseFilter = filters.ALL) -> Condition:
    """A new message in private."""
    return (ChatType.PRIVATE & UpdateType.MESSAGE & what).check_update


def group(what: BaseFilter) -> Condition:
    """A new message in a group."""
    return (ChatType.GROUPS & UpdateType.MESSAGE & what).check_update


def anywhere(what: BaseFilter) -> Condition:
    """A new message in private or in a group, or a new post in a channel."""
    return ((UpdateType.MESSAGE | UpdateType.CHANNEL_POST) & what).check_update


ROUTES: tuple[tuple[Condition, Handler], ...] = (
    (tap(Topic.REPORT), dialogues.tapped),  # a step of the report
    (tap(Topic.MENU), menu.tapped),  # the main menu, language, consent
    (tap(Topic.MINE), mine.tapped),  # one's own reports
    (tap(Topic.DATA), erasing.tapped),  # erasing what is stored of oneself
    (tap(Topic.PING, in_groups=True), acts.tapped),  # officers acting on a report
    (tap(Topic.PEOPLE), people.tapped),  # letting in, duty, the people of a unit
    (tap(Topic.PROGRAMME), programme.tapped),  # the election's reminders
    (tap(Topic.APPEAL), siaran.tapped),  # writing, approving and following announcements
    (tap(Topic.DESK), desk.tapped),  # the queue, and the desk's acts on a report
    (tap(Topic.TOPICS, in_groups=True), subscribing.tapped),  # what a group or citizen gets
    (tap(Topic.STEP), dialogues.tapped),  # a step of any dialogue without a topic of its own
    (tap(Topic.ACTIVITY), dialogues.tapped),  # officers reporting their own work
    (tap(Topic.HEALTH), health.tapped),  # how the bot itself is doing
    (tap(Topic.WORDS), message.tapped),  # usual reasons, and what the words typed last are
    (tap(Topic.SERVICE), topics.tapped),  # the resort's topics
    (tap(Topic.TEXTS), resort_texts.tapped),  # the command reading and approving what the resort states
    (tap(Topic.OPENING), identity_access.tapped),  # the command deciding to open who reported
    (any_tap, menu.unknown_tap),  # a button we never made
    (anywhere(Command("langganan")), subscribing.opened),
    (anywhere(Command("berhenti")), subscribing.stopped),
    (private(Command("start")), menu.start),  # also with what a poster's QR code says
    (private(Command("lapor", "report")), beginning.command),
    (private(Command("batal", "cancel")), message.cancel),
    (private(Command("laporanku")), mine.show_list),
    (private(Command("status")), mine.status),
    (private(Command("imbauan")), checking.latest),
    (private(Command("cek")), checking.check),
    (private(Command("layanan")), topics.command),
    (private(Command("teks")), resort_texts.show),
    (private(Command("darurat")), menu.emergency),
    (private(Command("bantuan", "help")), menu.how_to),
    (private(Command("privasi")), menu.privacy),
    (private(Command("dataku")), own_data.show),
    (private(Command("hapus")), erasing.ask),
    (private(Command("bahasa", "language")), menu.choose_language),
    (private(Command("masuk")), joining.accept_typed),
    (private(Command("undang")), joining.ask_role),
    (private(Command("petugas")), people.show_units),
    (private(Command("siaga")), duty.show),
    (private(Command("jaga")), duty.own_roster),
    (private(Command("program")), programme.show),
    (private(Command("siaran")), composing.show_list),
    (private(Command("antrean")), queue.show),
    (private(Command("grup")), coverage.show),
    (private(Command("sehat")), health.show),
    (checking.passed_on, copies.check_forward),  # one of our announcements, or what claims to be one
    *((private(Command(name)), start) for name, start in dialogues.STARTS.items()),  # what officers report
    (private(Command("buka")), identity_access.start),
    (private(filters.COMMAND & ~filters.FORWARDED), menu.unknown_command),
    (private(), message.received),  # an answer, or a report out of the blue
    ((ChatType.PRIVATE & UpdateType.EDITED_MESSAGE).check_update, message.edited),
    (group(Command("lapor", "start", "bantuan")), groups.invite),  # never a report in public
    (group(Command("cek")), checking.check),
    (group(Command("ikat")), groups.bind),  # a unit's group
    (group(filters.StatusUpdate.MIGRATE), membership.migrated),
    (group(filters.StatusUpdate.FORUM_TOPIC_CLOSED), membership.topic_closed),
    (group(filters.StatusUpdate.FORUM_TOPIC_REOPENED), membership.topic_reopened),
    (our_membership, membership.changed),
)

# Before these, Telegram is asked who the admins of the group are.
ASKS_ADMINS = frozenset({subscribing.opened, subscribing.stopped, subscribing.tapped, membership.topic_closed})


def handler_for(update: Update) -> Handler | None:
    """The handler an update belongs to; None for what is passed over in silence, such as talk in a group."""
    for condition, handler in ROUTES:
        if condition(update):
            return handler
    return None


ALLOWED_UPDATES = ("message", "edited_message", "channel_post", "callback_query", "my_chat_member")
