"""What goes wrong on the day, each at its time: on the machine, with Telegram, with the clock."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sandbox import Group, World
from sandbox.world.faults import Kind
from tests.rehearsal.computer import Computer
from tests.rehearsal.plan import Plan, at
from tests.rehearsal.played import PlayedTime

_EVERY = 10  # of the groups, until as many as are to be have become supergroups
NONSENSE: tuple[dict[str, object], ...] = (
    {"message": {"message_id": "seven", "date": None, "chat": {"id": 1.5}}},
    {"callback_query": {"id": 3, "from": [], "data": {"p": "0"}}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 77, "type": "private"}, "text": "\x00" * 5000}},
    {"my_chat_member": {}},
    {"something_new": {"deeply": [[[[[[{}]]]]]]}},
)


@dataclass
class Trouble:
    """One thing that goes wrong: when, and for how long in played time. `name` is what the verdict calls it."""

    name: str
    begins: datetime
    lasts: timedelta
    happen: Callable[[float], Awaitable[None]]  # given its length in seconds of ours

    async def comes(self, played: PlayedTime, diary: "Diary") -> None:
        """Wait for its time, and let it happen."""
        await played.until(self.begins)
        began = played.now()
        await self.happen(played.real_seconds(self.lasts))
        diary.spans.append((began, max(played.now(), began + self.lasts), self.name))


@dataclass
class Diary:
    """What went wrong, from when to when, by the true time of the played world."""

    spans: list[tuple[datetime, datetime, str]] = field(default_factory=list)

    def names(self) -> dict[str, int]:
        """What went wrong, and how often."""
        found: dict[str, int] = {}
        for _, _, name in sorted(self.spans):
            found[name] = found.get(name, 0) + 1
        return found


class Troubles:
    """All of a day's troubles, as tasks."""

    def __init__(
        self, plan: Plan, world: World, computer: Computer, played: PlayedTime, groups: list[Group], backup: Path
    ) -> None:
        self._plan, self._world, self._computer, self._played = plan, world, computer, played
        self._groups, self._backup = groups, backup
        self.diary = Diary()
        self.upgraded: list[Group] = []

    async def come(self) -> None:
        """Let everything go wrong, to the last."""
        async with asyncio.TaskGroup() as group:
            for trouble in self._all():
                group.create_task(trouble.comes(self._played, self.diary))

    def _all(self) -> list[Trouble]:
        faults, computer = self._world.faults, self._computer
        evening = self._plan.scale.evening
        short = 1.5 if self._plan.scale.quick else 0.0  # seconds of ours that a trouble lasts at least
        own = 6.0 if self._plan.scale.quick else 10.0

        def telegram(kind: Kind, **how: object) -> Callable[[float], Awaitable[None]]:
            async def happen(seconds: float) -> None:
                lasting = max(short, seconds)
                faults.add(kind, times=1_000_000, seconds=lasting, **how)  # type: ignore[arg-type]
                await asyncio.sleep(lasting)

            return happen

        async def slow(seconds: float) -> None:
            faults.latency = 2.0
            await asyncio.sleep(max(3 * short, seconds))
            faults.latency = 0.0

        async def away(seconds: float) -> None:
            faults.goes_away(seconds)
            await asyncio.sleep(seconds)

        async def late(seconds: float) -> None:
            faults.holds_updates(max(short, seconds))
            await asyncio.sleep(max(short, seconds))

        async def nonsense(_: float) -> None:
            for fields in NONSENSE:
                self._world.injects(dict(fields), lane=0)

        async def machine_clock(error: timedelta, seconds: float) -> None:
            self._played.set_machine(error)
            await asyncio.sleep(seconds)
            self._played.set_machine(timedelta(0))

        async def no_length(work: Callable[[], Awaitable[None]]) -> None:
            await work()

        def minutes(count: float) -> timedelta:
            return timedelta(minutes=count)

        return [
            Trouble("a corrupt update", at("06.05"), minutes(0), nonsense),
            Trouble("updates delivered twice", at("06.30"), minutes(30), telegram(Kind.TWICE, share=0.2)),
            Trouble("Telegram answers 5xx", at("08.00"), minutes(10), telegram(Kind.ERROR, share=0.4)),
            Trouble("connections broken beforehand", at("08.30"), minutes(10), telegram(Kind.DROP_BEFORE, share=0.2)),
            Trouble("connections broken afterwards", at("08.50"), minutes(10), telegram(Kind.DROP_AFTER, share=0.2)),
            Trouble("a storm of 429", at("09.20"), minutes(5), telegram(Kind.FLOOD, share=0.5, retry_after=1)),
            Trouble("Telegram takes 2 s a call", at("09.40"), minutes(10), slow),
            Trouble(
                "the machine's clock an hour back", at("10.00"), minutes(30),
                lambda seconds: machine_clock(timedelta(hours=-1), seconds),
            ),
            Trouble("the disk full", at("10.45"), minutes(1), lambda seconds: computer.fills_up(max(own, seconds))),
            Trouble(
                "the database locked by another process", at("11.15"), minutes(1),
                lambda seconds: computer.is_locked(max(own + 2, seconds)),
            ),
            Trouble("a power cut", at("11.40"), minutes(0), lambda _: no_length(computer.loses_power)),
            Trouble(
                "DATA_KEY wrong and missing at a start", at("12.10"), minutes(0),
                lambda _: no_length(computer.is_started_wrongly),
            ),
            Trouble("updates delivered late", at("12.35"), minutes(5), late),
            Trouble(
                "a backup in mid-burst", at("13.01"), minutes(0),
                lambda _: computer.is_backed_up(self._backup),
            ),
            Trouble("Telegram away for hours", evening - self._plan.scale.away, self._plan.scale.away, away),
            Trouble("a power cut", evening + minutes(20), minutes(0), lambda _: no_length(computer.loses_power)),
            Trouble(
                "the machine's clock an hour ahead", evening + minutes(50), minutes(15),
                lambda seconds: machine_clock(timedelta(hours=1), seconds),
            ),
            *(
                Trouble("SIGKILL", when, minutes(0), lambda _: no_length(computer.is_killed))
                for when in self._plan.kills
            ),
            *(
                Trouble("a group becomes a supergroup", when, minutes(0), lambda _, group=group: self._upgrade(group))  # type: ignore[misc]
                for when, group in zip(self._plan.upgrades, self._groups[::_EVERY], strict=False)
            ),
        ]  # fmt: skip

    async def _upgrade(self, group: Group) -> None:
        group.becomes_supergroup()
        self.upgraded.append(group)
