"""An announcement that cannot be read is never sent, its people are told once, and all others go out as planned."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest

from app.settings import Settings
from sandbox import Person, Sandbox
from tests.stage.officers import ticks
from tests.stage.outside import change
from tests.stage.town import Town
from tests.upgrade.earlier import Earlier

RUNNING, REPEATING, WAITING, AFTERNOON = 25, 21, 23, 3
BROKEN = [
    """substr(content, 1, 40)""",
    """replace(content, '"topic":"', '"topic":"tidak_dikenal_')""",
    """'{"v":99}'""",
    """''""",
    """'bukan json'""",
]


@pytest.fixture(params=BROKEN, ids=["cut off", "unknown topic", "later version", "empty", "garbage"])
async def town(settings_for: Callable[..., Settings], request: pytest.FixtureRequest) -> AsyncIterator[Town]:
    """A town with an announcement of each kind, four of which cannot be read."""
    earlier = Earlier("cf16deb")
    async with await Sandbox.start(earlier.world()) as sandbox:
        town = earlier.town(sandbox, settings_for)
        await asyncio.to_thread(damage, town, request.param)
        async with town.open():
            await ticks(town)
            yield town


def damage(town: Town, content: str) -> None:
    keys = (RUNNING, REPEATING, WAITING, AFTERNOON)
    marks = ", ".join("?" * len(keys))
    change(town.settings.address, f"UPDATE appeals SET content = {content} WHERE id IN ({marks})", *keys)


def heard(person: Person, words: str) -> int:
    """In how many messages of the bot these words stand."""
    return sum(words in message.text for message in person.chat_with_bot.messages if message.from_bot)


def named(town: Town, name: str) -> Person:
    person = town.world.named(name)
    assert person is not None
    return person


async def test_it_is_said_once_never_sent_and_holds_up_nothing(town: Town) -> None:
    composer, deputy, chief = named(town, "Kabag Ops"), named(town, "Wakapolres"), named(town, "Kapolres")
    sent = [str(call.params["text"]) for call in town.world.calls_of("sendMessage")]
    assert not any("Waspada banjir rob" in text.splitlines()[0] for text in sent)
    assert heard(composer, f"Siaran nomor {RUNNING} tidak bisa kami buka lagi") == 1
    assert await town.rows("SELECT count(*) FROM deliveries WHERE run = 3 AND state IN ('queued', 'sending')") == [(0,)]

    waiting = next(message for message in deputy.chat_with_bot.newest() if "s:0:ok=23," in str(message.keyboard))
    await deputy.taps("Setujui", on=waiting)
    await deputy.sees_toast("tidak bisa kami buka lagi")
    for command, answer in (("/siaran", "Jumlah"), ("/program", "Program pengingat")):
        await composer.sends(command)
        await composer.hears(answer)

    for day, hour in ((25, 12), (26, 9)):
        town.clock.now = datetime(2024, 11, day, hour, 0, tzinfo=UTC)
        await ticks(town)
        await ticks(town, minutes=1)
    assert heard(composer, f"Siaran nomor {REPEATING} tidak bisa kami buka lagi") == 1
    assert heard(chief, f"Siaran nomor {AFTERNOON} tidak bisa kami buka lagi") == 1
    assert heard(named(town, "Pengikut 1"), "Besok kita memilih") == 0

    town.clock.now = datetime(2024, 11, 26, 12, 30, tzinfo=UTC)  # the next reminder of the programme, 19.30 WIB
    await ticks(town)
    await ticks(town, minutes=1)
    assert heard(named(town, "Pengikut 1"), "Sampai jumpa besok") == 1
    assert await town.rows("SELECT failure FROM inbox WHERE failure IS NOT NULL") == []
    assert await town.rows("SELECT DISTINCT state FROM appeals WHERE id IN (21, 25, 3) ORDER BY 1") == [
        ("off",),
        ("stopped",),
    ]
    assert await town.rows("SELECT count(*) FROM runs WHERE ended_at IS NULL") == [(0,)]


async def test_a_programme_that_cannot_be_read_keeps_what_was_approved(
    settings_for: Callable[..., Settings],
) -> None:
    """Nothing of it has changed in the file: its reminders go out, and nobody has to approve them again."""
    earlier = Earlier("cf16deb")
    async with await Sandbox.start(earlier.world()) as sandbox:
        town = earlier.town(sandbox, settings_for)
        change(town.settings.address, "UPDATE programmes SET content = '[]'")
        async with town.open():
            await ticks(town)
            assert await town.rows("SELECT count(*) FROM appeals WHERE slot IS NOT NULL AND state = 'approved'") == [
                (18,)
            ]
