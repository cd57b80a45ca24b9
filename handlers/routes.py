"""The routing table: what each update means, the first line that fits decides."""

from collections.abc import Awaitable, Callable

from conversations.answer import Text
from conversations.callback import Callback, Topic
from conversations.report_danger import alarming
from handlers import message
from handlers.announcements import checking, composing, programme, resort_texts, siaran
from handlers.citizen import beginning, copies, erasing, mine, mine_list, own_data, topics
from handlers.common import dialogues, menu
from handlers.common.turn import Turn
from handlers.desk import desk, queue
from handlers.officer import acts, giat, recording
from handlers.operations import health, integrity
from handlers.staff import duty, groups, identity_access, joining, people
from handlers.subscribers import coverage, membership, subscribing
from handlers.telegram.update import CHANNEL, PRIVATE, Condition, Message, Update

What = Callable[[Message, Update], bool]  # what a message has to be
Handler = Callable[[Turn], Awaitable[None]]


def command(*names: str) -> What:
    """A command at the start of a message, `/lapor` or `/lapor@our_bot`. One that was forwarded is somebody else's."""

    def check(message: Message, update: Update) -> bool:
        name, bot = message.command
        return name in names and bot in ("", update.me.username.lower())

    return check


def tap(topic: Topic, *, in_groups: bool = False) -> Condition:
    """A tap on one of our buttons of a topic, in one's own chat: elsewhere anybody could forge one."""

    def check(update: Update) -> bool:
        query = update.callback_query
        if query is None or query.data is None or query.message is None:
            return False
        chat, callback = query.message.chat, Callback.decode(query.data)
        theirs = chat.id == query.from_user.id or (in_groups and chat.type != PRIVATE)
        return theirs and callback is not None and callback.topic is topic

    return check


def any_tap(update: Update) -> bool:
    """A tap on any button, also one that is not ours."""
    return update.callback_query is not None


def our_membership(update: Update) -> bool:
    """We were added, removed, blocked or let in again."""
    return update.my_chat_member is not None


def anything(message: Message, update: Update) -> bool:
    """Any message."""
    return True


def any_command(message: Message, update: Update) -> bool:
    """Any command, also one that we do not have."""
    return message.command[0] != ""


def private(what: What = anything) -> Condition:
    """A new message in private."""
    return lambda update: _is_new(update, what, private=True)


def group(what: What) -> Condition:
    """A new message in a group."""
    return lambda update: _is_new(update, what, private=False)


def anywhere(what: What) -> Condition:
    """A new message in private or in a group, or a new post in a channel."""

    def check(update: Update) -> bool:
        message = update.message or update.channel_post
        return message is not None and what(message, update)

    return check


def edited_in_private(update: Update) -> bool:
    """A message in private that was edited."""
    return update.edited_message is not None and update.edited_message.chat.type == PRIVATE


def _is_new(update: Update, what: What, *, private: bool) -> bool:
    message = update.message
    if message is None or message.chat.type == CHANNEL or (message.chat.type == PRIVATE) is not private:
        return False
    return what(message, update)


def _moved(message: Message, update: Update) -> bool:
    return message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None


def _topic_closed(message: Message, update: Update) -> bool:
    return message.forum_topic_closed


def _in_service(message: Message, update: Update) -> bool:
    return message.new_chat_members


def _topic_reopened(message: Message, update: Update) -> bool:
    return message.forum_topic_reopened


def or_cry(handler: Handler) -> Handler:
    """A command that takes no story; what is cried behind it all the same is heard."""

    async def hear(turn: Turn) -> None:
        said = Text(turn.words)
        if said.body and alarming(said, turn.scene):
            await beginning.cry(turn, said)
        else:
            await handler(turn)

    return hear


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
    (tap(Topic.ACTIVITIES), giat.tapped),  # reading what officers reported of their own work
    (tap(Topic.RECORD), recording.tapped),  # writing down what others report
    (tap(Topic.HEALTH), health.tapped),  # how the bot itself is doing
    (tap(Topic.WORDS), message.tapped),  # usual reasons, and what the words typed last are
    (tap(Topic.SERVICE), topics.tapped),  # the resort's topics
    (tap(Topic.TEXTS), resort_texts.tapped),  # the command reading and approving what the resort states
    (tap(Topic.OPENING), identity_access.tapped),  # the command deciding to open who reported
    (any_tap, menu.unknown_tap),  # a button we never made
    (private(command("langganan")), or_cry(subscribing.opened)),
    (private(command("berhenti")), or_cry(subscribing.stopped)),
    (anywhere(command("langganan")), subscribing.opened),
    (anywhere(command("berhenti")), subscribing.stopped),
    (private(command("start")), menu.start),  # also with what a poster's QR code says
    (private(command("menu")), or_cry(menu.show_menu)),
    (private(command("lapor", "report")), beginning.command),
    (private(command("batal", "cancel")), or_cry(message.cancel)),
    (private(command("laporanku")), or_cry(mine_list.show)),
    (private(command("status")), or_cry(mine.status)),
    (private(command("imbauan")), or_cry(checking.latest)),
    (private(command("cek")), checking.check),
    (private(command("layanan")), or_cry(topics.command)),
    (private(command("teks")), resort_texts.show),
    (private(command("darurat")), or_cry(menu.emergency)),
    (private(command("bantuan", "help")), or_cry(menu.how_to)),
    (private(command("privasi")), or_cry(menu.privacy)),
    (private(command("dataku")), or_cry(own_data.show)),
    (private(command("hapus")), or_cry(erasing.ask)),
    (private(command("bahasa", "language")), or_cry(menu.choose_language)),
    (private(command("masuk")), or_cry(joining.accept_typed)),
    (private(command("undang")), joining.ask_role),
    (private(command("petugas")), people.show_units),
    (private(command("siaga")), duty.show),
    (private(command("jaga")), duty.own_roster),
    (private(command("program")), programme.show),
    (private(command("siaran")), composing.show_list),
    (private(command("antrean")), queue.show),
    (private(command("catat")), recording.command),
    (private(command("grup")), coverage.show),
    (private(command("sehat")), health.show),
    (private(command("keutuhan")), integrity.show),
    (checking.passed_on, copies.check_forward),  # one of our announcements, or what claims to be one
    *((private(command(name)), start) for name, start in dialogues.STARTS.items()),  # what officers report
    (private(command("buka")), identity_access.start),
    (private(any_command), menu.unknown_command),
    (private(), message.received),  # an answer, or a report out of the blue
    (edited_in_private, message.edited),
    (group(command("lapor", "start", "bantuan")), groups.invite),  # never a report in public
    (group(command("cek")), checking.check),
    (group(command("ikat")), groups.bind),  # a unit's group
    (group(_moved), membership.migrated),
    (group(_topic_closed), membership.topic_closed),
    (group(_topic_reopened), membership.topic_reopened),
    (group(_in_service), membership.touched),  # somebody came, or the group was changed
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
