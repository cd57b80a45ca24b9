"""What passes is tried again, what is final is final: a run through Telegram's bad minutes."""

import pytest

from sandbox import Group, Person
from tests.conftest import Town
from tests.sandbox.api import soon
from tests.stage.announcements import approved, running, subscribes
from tests.stage.siaran import commands

WORDS = "Mari jaga ketertiban"


def heard(group: Group) -> list[str]:
    return [each.text.splitlines()[0] for each in group.messages if each.from_bot]


async def begins(town: Town, count: int) -> tuple[Person, list[Group]]:
    """An announcement to groups is due; its composer."""
    kabag, waka = await commands(town, "Kabag"), await commands(town, "Waka")
    groups = [town.world.group(f"RT {number:03}", bot="member") for number in range(count)]
    for group in groups:
        await subscribes(town, group)
    await approved(town, WORDS, kabag, waka)
    return kabag, groups


async def over(town: Town) -> list[tuple[object, ...]]:
    """The states once nothing waits."""
    await town.turns("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM deliveries WHERE state IN ('queued', 'sending'))")
    return await town.rows("SELECT state, count(*) FROM deliveries GROUP BY state ORDER BY state")


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_a_bad_gateway_in_the_middle_leaves_nobody_out(town: Town, status: int) -> None:
    _, groups = await begins(town, 60)
    town.world.faults.add("error", times=1000, seconds=0.7, methods=["sendMessage"], status=status)
    await running(town).ticker.tick()
    assert await over(town) == [("sent", 60)]
    assert [heard(group) for group in groups] == [[WORDS]] * 60


async def test_one_that_fails_for_ever_is_not_certain_and_holds_nobody(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.sender.TRIES", 2)
    _, groups = await begins(town, 8)
    town.world.faults.add("error", times=1000, chats=[groups[0].id], methods=["sendMessage"])
    await running(town).ticker.tick()
    assert await over(town) == [("sent", 7), ("unknown", 1)]
    assert [heard(group) for group in groups[1:]] == [[WORDS]] * 7


async def test_a_connection_that_breaks_leaves_it_uncertain_and_never_doubles_it(town: Town) -> None:
    _, groups = await begins(town, 5)
    town.world.faults.add("drop_after", chats=[groups[0].id], methods=["sendMessage"])
    await running(town).ticker.tick()
    assert await over(town) == [("sent", 4), ("unknown", 1)]
    assert [heard(group) for group in groups] == [[WORDS]] * 5


async def test_a_flood_inside_an_albums_refusal_is_waited_for(town: Town) -> None:
    _, [group] = await begins(town, 1)
    words = 'Bad Request: failed to send message #1 with the error message "Too Many Requests: retry after 1"'
    town.world.faults.add("refusal", chats=[group.id], description=words)
    await running(town).ticker.tick()
    assert await over(town) == [("sent", 1)]
    await soon(lambda: heard(group) == [WORDS])
