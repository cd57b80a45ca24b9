"""Played citizens for the survival test: they do what their tale says, and tap again when the answer is late."""

import asyncio
import random
import re

from sandbox import Message, Person, World
from tests.survival.tale import TEXTS, Does, Pick, Press, Say, Share, Show, Tale, opening, tale

_NUMBER = re.compile(r"\b[A-Z]{2,5}-\d{4}-\d{4,}-\d\b")
PATIENCE = 300.0  # seconds for one answer, across as many deaths of the bot as it takes


class Citizen:
    """One person and their tale; `number` is what the receipt told them."""

    def __init__(self, person: Person, tale: Tale, dice: random.Random, patience: float = PATIENCE) -> None:
        self.person, self.tale, self._patience = person, tale, patience
        self._dice = dice
        self.number: str | None = None
        self.taps_again = 0

    async def lives(self) -> None:
        """Go through the tale. The last answer is waited for by everybody who sends, and by half of who leave."""
        seen: Message | None = None
        for act in self.tale.done:
            await asyncio.sleep(self._dice.uniform(0.0, 0.15))  # thinks, reads, types
            await self.does(act.does, seen)
            if act is self.tale.done[-1] and self.tale.leaves_after is not None and self._dice.random() < 0.5:
                return
            seen = await self.hears(opening(act.asked), act.does, seen)
        if self.tale.leaves_after is None:
            assert seen is not None
            found = _NUMBER.search(seen.text)
            assert found is not None, f"a receipt without a number: {seen.text}"
            self.number = found[0]

    async def does(self, what: Does, seen: Message | None) -> None:
        """Do one thing, on the screen that was seen last."""
        match what:
            case Say(text):
                await self.person.sends(text)
            case Press(label):
                await self.person.taps(TEXTS.plain(label), on=self._newest(what, seen))
            case Pick(label):
                await self.person.taps(label, on=self._newest(what, seen))
            case Show((picture,)):
                await self.person.sends_photo(picture)
            case Show(pictures):
                await self.person.sends_album(pictures)
            case Share(latitude, longitude):
                await self.person.shares_location(latitude, longitude)

    def _newest(self, press: Press | Pick, seen: Message | None) -> Message | None:
        """Where the button is now: a screen that a death let the bot send twice keeps it on the newer one only."""
        label = TEXTS.plain(press.label) if isinstance(press, Press) else press.label
        if seen is None or any(label in each for each in seen.labels):
            return seen
        return next((top for top in self.person.chat_with_bot.newest() if _taps(top, press)), seen)

    async def hears(self, words: str, did: Does, seen: Message | None) -> Message:
        """The answer; who tapped and gets none for a while taps again, what they then see on top."""
        wait = self._dice.uniform(0.5, 1.5) if isinstance(did, Press | Pick) and _taps(seen, did) else self._patience
        while True:
            try:
                return await self.person.hears(words, timeout=wait)
            except AssertionError:
                if wait >= self._patience:
                    raise
            assert isinstance(did, Press | Pick)
            for top in self.person.chat_with_bot.newest():
                if data := _taps(top, did):
                    await self.person.forges(data, on=top)
                    self.taps_again += 1
                    break
            wait = min(2 * wait, self._patience)


def crowd(world: World, count: int, dice: random.Random) -> list[Citizen]:
    """So many citizens, each with a tale and dice of their own."""
    return [
        Citizen(world.person(f"Warga {number}"), tale(number, dice), random.Random(dice.random()))
        for number in range(1, count + 1)
    ]


def _taps(message: Message | None, press: Press | Pick) -> str:
    """The data of an inline button; empty where there is none, as on a keyboard below the chat."""
    label = TEXTS.plain(press.label) if isinstance(press, Press) else press.label
    found = (button.data for button in message.buttons if button.label == label) if message else ()
    return next((data for data in found if data), "")
