"""The routing table: what each update means, the first line that fits decides."""

from collections.abc import Awaitable, Callable

from telegram import Message, MessageEntity, Update
from telegram.ext import filters
from telegram.ext.filters import BaseFilter, ChatType, MessageFilter, UpdateFilter, UpdateType

from handlers import groups, menu, mine, report
from handlers.callback import Callback, Topic
from handlers.turn import Turn

Handler = Callable[[Turn], Awaitable[None]]


class Command(MessageFilter):
    """A command at the start of a message, `/lapor` or `/lapor@our_bot`."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._names = names

    def filter(self, message: Message) -> bool:
        first = message.entities[0] if message.entities else None
        if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0 or not message.text:
            return False
        name, _, bot = message.text[1 : first.length].partition("@")
        return name.lower() in self._names and bot.lower() in ("", message.get_bot().username.lower())


class Tap(UpdateFilter):
    """A tap on one of our buttons of a topic."""

    def __init__(self, topic: Topic) -> None:
        super().__init__()
        self._topic = topic

    def filter(self, update: Update) -> bool:
        query = update.callback_query
        callback = Callback.decode(query.data) if query is not None and query.data is not None else None
        return callback is not None and callback.topic is self._topic


class AnyTap(UpdateFilter):
    """A tap on any button, also one that is not ours."""

    def filter(self, update: Update) -> bool:
        return update.callback_query is not None


class Membership(UpdateFilter):
    """We were added, removed, blocked or let in again."""

    def filter(self, update: Update) -> bool:
        return update.my_chat_member is not None


PRIVATE = ChatType.PRIVATE & UpdateType.MESSAGE
GROUP = ChatType.GROUPS & UpdateType.MESSAGE

ROUTES: tuple[tuple[BaseFilter, Handler], ...] = (
    (Tap(Topic.REPORT), report.tapped),  # a step of the report
    (Tap(Topic.MENU), menu.tapped),  # the main menu, language, consent
    (Tap(Topic.MINE), mine.tapped),  # one's own reports
    (AnyTap(), menu.unknown_tap),  # a button we never made
    (PRIVATE & Command("start"), menu.start),  # also with what a poster's QR code says
    (PRIVATE & Command("lapor", "report"), report.start),
    (PRIVATE & Command("batal", "cancel"), report.cancel),
    (PRIVATE & Command("laporanku"), mine.show_list),
    (PRIVATE & Command("status"), mine.status),
    (PRIVATE & Command("imbauan"), menu.appeals),
    (PRIVATE & Command("darurat"), menu.emergency),
    (PRIVATE & Command("bantuan", "help"), menu.help),
    (PRIVATE & Command("privasi"), menu.privacy),
    (PRIVATE & Command("bahasa", "language"), menu.choose_language),
    (PRIVATE & filters.COMMAND, menu.unknown_command),
    (PRIVATE, report.message),  # an answer, or a report out of the blue
    (ChatType.PRIVATE & UpdateType.EDITED_MESSAGE, report.edited),
    (GROUP & Command("lapor", "start", "bantuan"), groups.invite),  # never a report in public
    (GROUP & filters.StatusUpdate.MIGRATE, groups.migrated),
    (Membership(), groups.membership),
)


def handler_for(update: Update) -> Handler | None:
    """The handler an update belongs to; None for what is passed over in silence, such as talk in a group."""
    for condition, handler in ROUTES:
        if condition.check_update(update):
            return handler
    return None


ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
