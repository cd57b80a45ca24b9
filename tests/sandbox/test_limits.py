"""Telegram's sending limits: off, on, adjusted, paid."""

import pytest

from sandbox import Limits, Pace, World
from sandbox.telegram.refusals import Refusal
from tests.sandbox.api import Api, Stopwatch


def taken(limits: Limits, chat: int, *, paid: bool = False, most: int = 10_000) -> int:
    """How many messages go through at once."""
    for number in range(most):
        try:
            limits.take(chat, 1, paid=paid)
        except Refusal:
            return number
    return most


def test_limits_are_off_until_switched_on(watch: Stopwatch) -> None:
    assert taken(Limits(clock=watch), 5) == 10_000


def test_a_person_takes_a_small_burst_and_then_one_a_second(watch: Stopwatch) -> None:
    limits = Limits(on=True, clock=watch)
    assert taken(limits, 5) == 3
    assert taken(limits, 6) == 3
    watch.now += 1
    assert taken(limits, 5) == 1
    watch.now += 60
    assert taken(limits, 5) == 3


def test_a_group_takes_twenty_a_minute(watch: Stopwatch) -> None:
    limits = Limits(on=True, clock=watch)
    assert taken(limits, -5) == 20
    with pytest.raises(Refusal) as refused:
        limits.take(-5, 1, paid=False)
    assert refused.value.parameters == {"retry_after": 3}
    watch.now += 60
    assert taken(limits, -5) == 20


def test_all_chats_together_take_thirty_a_second(watch: Stopwatch) -> None:
    limits = Limits(on=True, clock=watch)

    def through() -> int:
        passed = 0
        for chat in range(1, 2000):
            try:
                limits.take(chat, 1, paid=False)
            except Refusal:
                continue
            passed += 1
        return passed

    assert through() == 30
    sent = 0
    for _ in range(600):
        watch.now += 0.1
        sent += through()
    assert sent == 30 * 60


def test_an_even_pace_at_the_limit_is_never_refused(watch: Stopwatch) -> None:
    limits = Limits(on=True, clock=watch)
    for chat in range(1, 3001):
        limits.take(chat, 1, paid=False)
        watch.now += 1 / 30
    assert limits.refused == 0


def test_paid_broadcasts_have_their_own_rate(watch: Stopwatch) -> None:
    limits = Limits(on=True, clock=watch)
    for chat in range(1, 1001):
        limits.take(chat, 1, paid=True)
    with pytest.raises(Refusal):
        limits.take(2000, 1, paid=True)
    limits.take(2001, 1, paid=False)


def test_a_limit_can_be_raised(watch: Stopwatch) -> None:
    limits = Limits(on=True, clock=watch, private=Pace(100, 1, 50), overall=Pace(1000, 1, 1000))
    assert taken(limits, 5) == 50


async def test_over_the_limit_the_bot_is_told_when_to_come_back(api: Api, world: World) -> None:
    citizen = world.person("Warga")
    await citizen.sends("/start")
    world.limits.on = True
    world.limits.private = world.limits.overall = Pace(1, 60, 1)
    await api("sendMessage", chat_id=citizen.id, text="satu")
    refused = await api.refuses("sendMessage", chat_id=citizen.id, text="dua")
    assert (refused.status, refused.parameters) == (429, {"retry_after": 60})
    assert refused.description == "Too Many Requests: retry after 60"
    assert world.limits.refused == 1
    assert await api("editMessageText", chat_id=citizen.id, message_id=citizen.last.id, text="tak terbatas")
    world.limits.private = Pace(1, 1, 100)
    assert (await api.refuses("sendMessage", chat_id=citizen.id, text="dua")).status == 429
    await api("sendMessage", chat_id=citizen.id, text="dua", allow_paid_broadcast=True)
