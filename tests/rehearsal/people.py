"""The people of a rehearsal: citizens who report, officers who come or do not, and the command."""

import asyncio
import contextlib
import random
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from enum import StrEnum

from reports.result import FOUND, Result
from sandbox import Message, Person
from tests.rehearsal.plan import Visit
from tests.rehearsal.played import PlayedTime
from tests.rehearsal.witness import CALL, NUMBER
from tests.stage.composing import reads_to_the_end
from tests.survival.citizens import Citizen
from tests.survival.tale import TEXTS, Act, Pick, Press, Say, Tale, opening

PATIENCE = 1800.0  # seconds of ours: through whatever happens
_FILED = opening("unsent.filed")


@dataclass(frozen=True, slots=True)
class Answer:
    """How long an answer took, in seconds of ours."""

    asked_at: float
    seconds: float


@dataclass
class Voter:
    """A citizen with their reports of the day."""

    person: Person
    visits: list[Visit]
    dice: random.Random
    numbers: dict[str, Tale] = field(default_factory=dict)  # by what the receipt told them
    sent_at: dict[str, float] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    taps_again: int = 0

    async def lives(self, played: PlayedTime) -> None:
        """Make each report at its time."""
        for visit in self.visits:
            await played.until(visit.begins)
            await self._reports(visit, played)

    async def _reports(self, visit: Visit, played: PlayedTime) -> None:
        if visit.danger:
            await self._cries(visit.tale)
            return
        tale = visit.tale
        citizen = Citizen(self.person, Tale(tale.acts, None), self.dice, PATIENCE)
        seen: Message | None = None
        for number, act in enumerate(tale.acts):
            if number == tale.leaves_after:
                assert visit.back_after is not None
                await played.until(played.now() + visit.back_after)
                seen = await self._comes_back(citizen, tale.acts[number - 1])
            await asyncio.sleep(self.dice.uniform(0.0, 0.3))  # thinks, reads, types
            seen = await self._acts(citizen, act, seen) if number else await self._begins(citizen, act)
        assert seen is not None
        found = NUMBER.search(seen.text)
        assert found is not None, f"a receipt without a number: {seen.text}"
        self.numbers[found[0]] = Tale(tale.acts, None)
        self.sent_at[found[0]] = self.answers[-1].asked_at
        self.taps_again += citizen.taps_again

    async def _begins(self, citizen: Citizen, act: Act) -> Message:
        """The first answer. Who never agreed, since their cry for help was sent for them, is asked to now."""
        began = time.monotonic()
        await citizen.does(act.does, None)
        consent = opening("report.ask_consent")
        heard = await self._hears_one_of(opening(act.asked), consent)
        self.answers.append(Answer(began, time.monotonic() - began))
        if consent in heard.text and act.asked != "report.ask_consent":
            heard = await self._acts(citizen, Act(Press("button.agree"), act.asked, None), heard)
        return heard

    async def _cries(self, tale: Tale) -> None:
        """The short way. Whoever is not quick enough, or runs, learns that it was sent for them."""
        citizen = Citizen(self.person, tale, self.dice, PATIENCE)
        seen: Message | None = None
        for act in tale.acts:
            await asyncio.sleep(self.dice.uniform(0.0, 0.3))
            began = time.monotonic()
            await citizen.does(act.does, seen)
            seen = await self._hears_one_of(opening(act.asked), _FILED)
            self.answers.append(Answer(began, time.monotonic() - began))
            if _FILED in seen.text:
                break
        assert seen is not None
        if NUMBER.search(seen.text) is None:
            seen = await self._hears_one_of(_FILED)
        found = NUMBER.search(seen.text)
        assert found is not None, seen.text
        filed = _FILED in seen.text
        self.numbers[found[0]] = Tale(tale.acts[:1] if filed else tale.acts, None)
        if not filed:
            self.sent_at[found[0]] = self.answers[-1].asked_at

    async def _hears_one_of(self, *wanted: str) -> Message:
        while True:
            heard = await self.person.hears(timeout=PATIENCE)
            if any(words in heard.text for words in wanted):
                return heard

    async def _comes_back(self, citizen: Citizen, last: Act) -> Message:
        """Write `/lapor` again, and go on where they were."""
        offer = await self._acts(citizen, Act(Say("/lapor"), "report.unfinished", None), None)
        return await self._acts(citizen, Act(Press("button.resume"), last.asked, None), offer)

    async def _acts(self, citizen: Citizen, act: Act, seen: Message | None) -> Message:
        if isinstance(act.does, Pick):
            seen = await self._turns_to(act.does.label, citizen, seen)
        began = time.monotonic()
        await citizen.does(act.does, seen)
        heard = await citizen.hears(opening(act.asked), act.does, seen)
        self.answers.append(Answer(began, time.monotonic() - began))
        return heard

    async def _turns_to(self, label: str, citizen: Citizen, seen: Message | None) -> Message:
        """The page of a long list that has a button."""
        assert seen is not None
        while label not in seen.labels:
            await citizen.does(Press("button.more"), seen)
            turned = await self.person.hears(timeout=PATIENCE)
            while turned.id != seen.id:  # news of an earlier report
                turned = await self.person.hears(timeout=PATIENCE)
            seen = turned
        return seen


class Manner(StrEnum):
    """How an officer answers calls."""

    PROMPT = "prompt"
    LATE = "late"  # after its time has run out
    NEVER = "never"
    BLOCKS = "blocks"  # has blocked the bot


_TAKE, _GO, _THERE, _DONE = (TEXTS.plain(f"button.act_{act}") for act in ("take", "go", "there", "done"))
_READY = TEXTS.plain("button.ready")
_RESULTS = tuple(TEXTS.plain(f"result.{result}") for result in (*FOUND, Result.INFORMATION))


class Officer:
    """Somebody who is called: looks at each call, and comes if it is in their manner."""

    def __init__(self, person: Person, callsign: str, manner: Manner, dice: random.Random) -> None:
        self.person, self.callsign, self.manner = person, callsign, manner
        self._dice = dice
        self._met: set[str] = set()
        self._mine: set[str] = set()
        self.stands: dict[str, str] = {}  # by report in hand: the button that is to come
        self._tasks: set[asyncio.Task[None]] = set()
        self.taken = 0

    async def serves(self, played: PlayedTime) -> None:
        """Answer calls until cancelled."""
        if self.manner is Manner.BLOCKS:
            await self.person.blocks_bot()
            return
        try:
            while True:
                call = await self.person.hears(timeout=1e9)
                if _READY in call.labels:
                    await self.person.taps(_READY, on=call)
                    continue
                found = CALL.search(call.text)
                if found is None:
                    continue
                number = found[1]
                if _TAKE in call.labels and number not in self._met:
                    self._met.add(number)
                    if self._comes():
                        self._does(self._takes(call, played))
                elif _DONE in call.labels and f": {self.callsign}\n" in call.text + "\n" and number not in self._mine:
                    self._mine.add(number)
                    self.taken += 1
                    self._does(self._carries(call, number, played))
        finally:
            for task in self._tasks:
                task.cancel()

    def _comes(self) -> bool:
        return self.manner is not Manner.NEVER and self._dice.random() < 0.4

    def _does(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _takes(self, call: Message, played: PlayedTime) -> None:
        low, high = (0.2, 2.0) if self.manner is Manner.PROMPT else (4.0, 12.0)
        await played.passes(minutes=self._dice.uniform(low, high))
        with contextlib.suppress(AssertionError):  # the button is gone: somebody else came first
            await self.person.taps(_TAKE, on=call, timeout=15)

    async def _carries(self, call: Message, number: str, played: PlayedTime) -> None:
        """On the way, there, and done."""
        for label, minutes in ((_GO, 2), (_THERE, 6), (_DONE, 10)):
            await played.passes(minutes=self._dice.uniform(0.5, minutes))
            self.stands[number] = label
            await self.person.taps(label, on=call, timeout=PATIENCE)
        self.stands[number] = _RESULTS[0]
        asked = await self._asked(number)
        await self.person.taps(self._dice.choice([label for label in _RESULTS if label in asked.labels]), on=asked)
        del self.stands[number]

    async def _asked(self, number: str) -> Message:
        """The question for the result of a report, wherever it stands in the chat."""
        chat = self.person.chat_with_bot
        while True:
            for message in chat.newest():
                if number in message.text and not set(_RESULTS).isdisjoint(message.labels):
                    return message
            await chat.bell.wait(PATIENCE)


class Command:
    """The Kapolres who writes and a second person who approves; a third for emergencies."""

    def __init__(self, writer: Person, approvers: tuple[Person, Person]) -> None:
        self.writer, self.approvers = writer, approvers
        self.doing = ""  # for who wants to know where they stand

    async def approves_programme(self) -> None:
        """The reminders of the day are put before somebody else, who approves them."""
        await self._writes("/program", "Program pengingat")
        await self._taps("Ajukan semua", "diajukan kepada pimpinan lain")
        self.doing = f"{self.approvers[0].name} reads the programme"
        await self.approvers[0].hears("Mohon persetujuan", timeout=PATIENCE)
        await self.approvers[0].taps("Baca dan setujui", timeout=PATIENCE)
        await reads_to_the_end(self.approvers[0], PATIENCE)
        await self.approvers[0].taps("Setujui semua", timeout=PATIENCE)
        await self.approvers[0].hears("Program disetujui", timeout=PATIENCE)

    async def appeals_to_groups(self, words: str, *, emergency: str = "") -> None:
        """One writes, another approves; two others when it is an emergency."""
        await self._writes("/siaran", "Jumlah:")
        await self._taps("Tulis siaran", "Kirim isi siarannya")
        await self._writes(words, "Tentang apa")
        await self._taps("Imbauan", "Untuk siapa")
        await self._taps("Grup", "Untuk siapa")
        await self._taps("Lanjut", "Wilayah mana")
        await self._taps("Seluruh wilayah", "Kapan dikirim")
        await self._taps("Sekarang", "Periksa dulu")
        if emergency:
            await self._taps("Tandai mendesak", "Mengapa mendesak")
            await self._writes(emergency, "Periksa dulu")
        await self._taps("Minta persetujuan", "Permintaan persetujuan sudah dikirim")
        first, second = self.approvers
        for approver, told in (
            ((first, "Masih perlu satu"), (second, "Disetujui")) if emergency else ((first, "Disetujui"),)
        ):
            self.doing = f"{approver.name} approves"
            request = await approver.hears(
                f"Mendesak: {emergency}" if emergency else "Mohon persetujuan siaran", timeout=PATIENCE
            )
            await approver.taps("Setujui", on=request, timeout=PATIENCE)
            await approver.hears(told, timeout=PATIENCE)
        self.doing = ""

    async def _writes(self, words: str, hears: str) -> None:
        self.doing = words
        await self.writer.sends(words)
        await self.writer.hears(hears, timeout=PATIENCE)

    async def _taps(self, label: str, hears: str) -> None:
        self.doing = label
        await self.writer.taps(label, timeout=PATIENCE)
        await self.writer.hears(hears, timeout=PATIENCE)
