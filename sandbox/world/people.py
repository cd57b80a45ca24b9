"""A person with a phone: what they tap in Telegram, and what they see there."""

from sandbox.telegram.keyboards import Button
from sandbox.telegram.shapes import Raw
from sandbox.world import content
from sandbox.world.accounts import Account
from sandbox.world.bell import Bell
from sandbox.world.callbacks import Tap, Taps
from sandbox.world.chats import Chat, Message, PrivateChat
from sandbox.world.groups import Group
from sandbox.world.looking import Found, find_button, menu_of
from sandbox.world.surroundings import Surroundings

PATIENCE = 60.0  # seconds that who waits for something waits at the most


class Person(Account):
    """Acts in private with the bot unless a `chat` is given. Waiting acts take a `timeout` in seconds."""

    patience = 1.0  # how long a tap waits for an answer to what was just done, before it looks at older buttons

    def __init__(self, world: Surroundings, chat_with_bot: PrivateChat, phone: str, taps: Taps) -> None:
        super().__init__(world, chat_with_bot, phone)
        self.toasts: list[str] = []  # texts of answered callbacks, alerts too
        self.alerts: list[str] = []
        self.opened: list[str] = []  # addresses opened by url buttons or by an answer
        self.place = (1.6667, 101.4333)  # what a "share location" button shares
        self._taps = taps
        self._bell = Bell()
        self._heard: dict[Chat, int] = {}

    # Buttons

    async def taps(
        self, label: str, *, on: Message | None = None, chat: Chat | None = None, timeout: float = PATIENCE
    ) -> None:
        """Tap the newest visible button with this label, inline or of the reply keyboard; wait for it to appear.

        The label is matched exactly, else as a part that only one button has. `on` means an older message's button.
        """
        where = on.chat if on else chat or self.chat_with_bot
        problem = ""

        def look() -> Found | None:
            nonlocal problem
            found, problem = find_button(where, label, on)
            return found

        if on is None and self._acted.get(where) == len(where.news):
            await where.bell.wait(min(timeout, self.patience))
        found = await where.bell.until(look, timeout)
        assert found is not None, f"{self.name}: {problem}"
        await self._press(*found)

    async def presses(self, message: Message, row: int, column: int) -> None:
        """Press the button at a place on a message's keyboard."""
        rows = message.rows
        assert row in range(len(rows)), f"{self.name}: there is no such button"
        assert column in range(len(rows[row])), f"{self.name}: there is no such button"
        await self._press(rows[row][column], message)

    async def forges(self, data: str, *, on: Message) -> Tap:
        """Send a callback with any data, on anybody's message, as a hostile client can."""
        return self._tap(on, data)

    async def _press(self, button: Button, message: Message) -> None:
        if button.inline:
            if button.data is not None:
                self._tap(message, button.data)
            elif button.url is not None:
                await self._open(button.url)
            else:
                raise AssertionError(f"the sandbox does not play the button {button.raw}")
        elif button.raw.get("request_contact"):
            await self.shares_contact(chat=message.chat)
        elif button.raw.get("request_location"):
            await self.shares_location(*self.place, chat=message.chat)
        else:
            await self.sends(button.label, chat=message.chat)
        keyboard = message.keyboard or {}
        if keyboard.get("one_time_keyboard") and message.chat.reply_keyboard is message:
            message.chat.reply_keyboard = None

    async def _open(self, url: str) -> None:
        self.opened.append(url)
        start = f"https://t.me/{self.world.bot['username']}"
        if url.partition("?")[0].lower() == start.lower():
            await self.opens(url.partition("start=")[2].partition("&")[0])

    def _tap(self, message: Message, data: str) -> Tap:
        self._acted[message.chat] = len(message.chat.news)
        return self._taps.tap(self.user, message, data, self.told)

    def told(self, made: Tap) -> None:
        """A callback of theirs was answered."""
        if made.toast:
            self.toasts.append(made.toast)
            if made.alert:
                self.alerts.append(made.toast)
        if made.url:
            self.opened.append(made.url)
        self._bell.ring()

    # Seeing

    async def hears(self, containing: str = "", *, chat: Chat | None = None, timeout: float = PATIENCE) -> Message:
        """The next new or edited message of the bot since last hearing, or the next one that contains a text."""
        where = chat or self.chat_with_bot
        missed: list[str] = []

        def listen() -> Message | None:
            for message in where.news[self._heard.get(where, 0) :]:
                self._heard[where] = self._heard.get(where, 0) + 1
                if containing in message.text:
                    return message
                missed.append(message.text)
            return None

        heard = await where.bell.until(listen, timeout)
        wanted = f"{containing!r}" if containing else "anything"
        assert heard is not None, f"{self.name} heard not {wanted} in {timeout} s, but: {missed}"
        return heard

    async def hears_nothing(self, *, chat: Chat | None = None, within: float = 0.2) -> None:
        """AssertionError if the bot writes or edits anything here within so many seconds."""
        where = chat or self.chat_with_bot
        seen = self._heard.get(where, 0)
        await where.bell.until(lambda: True if len(where.news) > seen else None, within)
        heard = [message.text for message in where.news[seen:]]
        assert not heard, f"{self.name} heard {heard}"

    async def sees_toast(self, containing: str = "", *, timeout: float = PATIENCE) -> str:
        """The newest callback answer with this text, waiting for it."""
        toast = await self._bell.until(
            lambda: next((each for each in reversed(self.toasts) if containing in each), None), timeout
        )
        assert toast is not None, f"{self.name} saw no toast with {containing!r}, but: {self.toasts}"
        return toast

    @property
    def last(self) -> Message:
        """The newest message of the bot in the private chat, as it stands."""
        for message in self.chat_with_bot.newest():
            if message.from_bot:
                return message
        raise AssertionError(f"the bot has not written to {self.name}")

    def commands(self, chat: Chat | None = None) -> dict[str, str]:
        """The command menu that this person sees in a chat: command → description."""
        return menu_of(self, chat or self.chat_with_bot)

    async def reacts(self, message: Message, emoji: str) -> None:
        """React to a message; the bot is told if it asked and, in a group, is an administrator."""
        chat = message.chat
        if isinstance(chat, Group) and not chat.bot.admin:
            return
        reaction: list[Raw] = [{"type": "emoji", "emoji": emoji}] if emoji else []
        self.world.push(
            "message_reaction",
            {
                "chat": chat.info,
                "message_id": message.id,
                "user": self.user,
                "date": self.world.timestamp(),
                "old_reaction": [],
                "new_reaction": reaction,
            },
            chat.id,
        )

    async def votes(self, message: Message, *options: str) -> None:
        """Choose options of a poll by their text."""
        content.vote(self.world, self.user, message, options)
