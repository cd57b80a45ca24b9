"""How fast an announcement reaches the willing while Telegram makes a third of all recipients wait ten minutes."""

import asyncio
import base64
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass

from bench.processes import folder, started
from bench.subscribed import prepare
from sandbox import Sandbox, World
from sandbox.world.faults import Kind

HELD_SECONDS = 600  # the `retry_after` that the held ones answer


@dataclass(frozen=True, slots=True)
class Reached:
    """How many of the willing have the announcement, and how long it took from the first to the last, in seconds."""

    willing: int
    reached: int
    seconds: float
    refused: int  # answers of 429


async def reach(
    willing: int, held: int, key: bytes, command: tuple[str, ...], changes: Mapping[str, str], core: int
) -> Reached:
    """Send one announcement; every third recipient is held, as long as there are any to hold."""
    world = World(record=0)
    people = [world.person(f"Warga {number}") for number in range(3 + willing + held)]
    for person in people:
        person.chat_with_bot.started = True
    commanders, recipients = [person.id for person in people[:3]], [person.id for person in people[3:]]
    slow = set(recipients[: 3 * held : 3])
    world.faults.add(Kind.FLOOD, times=1_000_000, retry_after=HELD_SECONDS, chats=slow)
    wanted = set(recipients) - slow
    loop = asyncio.get_running_loop()
    moments: list[float] = []
    done = asyncio.Event()

    def count(method: str, params: Mapping[str, object], _: object) -> None:
        if method == "sendMessage" and params["chat_id"] in wanted:
            moments.append(loop.time())
            if len(moments) == willing:
                done.set()

    world.on_answer(count)
    with folder() as place:
        await prepare(place / "siaga.db", key, commanders, recipients, 3.0)
        async with await Sandbox.start(world) as sandbox:
            own = {
                "BOT_TOKEN": sandbox.token,
                "TELEGRAM_API_URL": sandbox.url,
                "DATA_KEY": base64.b64encode(key).decode(),
            }
            with (
                started(command, place, {**own, **changes}, core),
                contextlib.suppress(TimeoutError),  # the figures say how far it came
            ):
                await asyncio.wait_for(done.wait(), 2 * willing / 30 + 30)
    seconds = moments[-1] - moments[0] if moments else 0.0
    return Reached(willing, len(moments), seconds, world.faults.taken[Kind.FLOOD])
