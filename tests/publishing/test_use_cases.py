"""The use cases of announcements, called as a web page would: over a unit of work, with no bot and no Telegram."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from broadcasts.appeal import Appeal, Audience, Kind, Topic
from broadcasts.approval import Fingerprint, fingerprint
from broadcasts.schedule import AtOnce, Once
from broadcasts.state import Delivery, RunAct, State
from casework import seconding
from db import appeals, runs, seconds, subscribers
from db.appeals import StoredAnnouncement
from db.chats import ChatKey
from db.database import Database
from db.officers import Officer
from db.runs import Run, RunKey
from db.seconds import SecondedAct
from db.unit_of_work import UnitOfWork
from locales import Refused
from publishing import approving, directives, ending, firing, genuineness, proposing, reminders
from publishing.genuineness import Genuine
from resort.roles import Role
from tests.stage.house import House, open_house

CALM = Appeal("Mari jaga suasana tetap tenang.", Audience(Topic.APPEAL, frozenset({Kind.CITIZENS})), AtOnce())
ORDER = Appeal("Patroli malam di tiap TPS.", Audience(Topic.APPEAL, frozenset({Kind.OFFICERS})), AtOnce())


@pytest.fixture
async def house(store: Database) -> House:
    return await open_house(store)


@pytest.fixture
async def composer(house: House) -> Officer:
    return await house.lets_in(1, "polres", Role.COMMAND)


@pytest.fixture
async def approver(house: House, composer: Officer) -> Officer:
    return await house.lets_in(2, "polres", Role.COMMAND)


@pytest.fixture
async def reader(house: House) -> ChatKey:
    """A citizen who follows appeals."""
    chat = await house.meets(9)
    await house.does(lambda uow: subscribers.begin(uow.tx, chat, Kind.CITIZENS, [Topic.APPEAL], uow.now))
    return chat


async def handed_in(house: House, composer: Officer, appeal: Appeal = CALM, **kind: bool) -> StoredAnnouncement:
    """An announcement that waits for its approver."""
    stored = await house.does(lambda uow: proposing.keep(uow, composer, appeal, directive=kind.get("directive", False)))
    await house.does(lambda uow: proposing.hand_in(uow, composer, stored.key, appeal))
    return await again(house, stored)


async def reads_all(house: House, reader: Officer, seen: Fingerprint) -> None:
    """Somebody of the command is shown every page of the reminders that wait."""
    first = await house.does(lambda uow: reminders.read(uow, reader, seen, 0))
    for page in range(1, first.pages):
        await house.does(partial(reminders.read, officer=reader, seen=seen, page=page))


async def again(house: House, stored: StoredAnnouncement) -> StoredAnnouncement:
    """The announcement as it is now."""
    now = await house.does(lambda uow: appeals.get(uow.tx, stored.key))
    assert now is not None
    return now


async def goes_out(house: House, approver: Officer, stored: StoredAnnouncement) -> Run:
    """Approve what waits, and begin it; its run."""
    await house.does(lambda uow: approving.give(uow, approver, stored.key, fingerprint(stored.appeal)))
    await house.does(lambda uow: firing.begin(uow, stored.key))
    return (await house.does(lambda uow: runs.of_appeal(uow.tx, stored.key)))[0]


async def arrives(house: House, run: Run) -> None:
    """Everybody of a run has it, and the run is over."""

    async def work(uow: UnitOfWork) -> None:
        for delivery in await runs.claim(uow.tx, uow.vault, run.key, 100, uow.now):
            await runs.settle(uow.tx, delivery.id, Delivery.SENT, uow.now, message_ids=(1,))
        await firing.follow(uow, run.key)

    await house.does(work)


async def test_an_announcement_is_proposed_approved_sent_and_answered_for(
    house: House, composer: Officer, approver: Officer, reader: ChatKey
) -> None:
    stored = await handed_in(house, composer)
    assert stored.state is State.WAITING
    assert any("Mohon persetujuan" in text for text in await house.told(approver))
    run = await goes_out(house, approver, stored)
    assert any("menyetujui siaran Anda" in text for text in await house.told(composer))
    await arrives(house, run)
    stored = await again(house, stored)
    assert stored.state is State.DONE
    code = stored.code or ""
    verdict = await house.does(lambda uow: genuineness.of_code(uow, code, None))
    assert (verdict.genuine, verdict.sent) == (Genuine.GENUINE, stored)


async def test_nobody_is_a_voice_for_what_they_wrote(house: House, composer: Officer, approver: Officer) -> None:
    stored = await handed_in(house, composer)
    seen = fingerprint(stored.appeal)
    with pytest.raises(Refused, match=r"approval\.own"):
        await house.does(lambda uow: approving.give(uow, composer, stored.key, seen))
    with pytest.raises(Refused, match=r"approval\.own"):
        await house.does(lambda uow: approving.refusable(uow, composer, stored.key, seen))
    with pytest.raises(Refused, match=r"approval\.changed"):
        await house.does(lambda uow: approving.give(uow, approver, stored.key, Fingerprint("00" * 32)))
    assert (await again(house, stored)).announcement.approvals == ()


async def test_a_refusal_gives_it_back_with_its_reason(house: House, composer: Officer, approver: Officer) -> None:
    stored = await handed_in(house, composer)
    seen = fingerprint(stored.appeal)
    await house.does(lambda uow: approving.refuse(uow, approver, stored.key, seen, "terlalu panjang"))
    assert (await again(house, stored)).state is State.DRAFT
    assert any("terlalu panjang" in text for text in await house.told(composer))
    with pytest.raises(Refused, match=r"approval\.decided"):
        await house.does(lambda uow: approving.refuse(uow, approver, stored.key, seen, "lagi"))


async def test_what_has_gone_out_is_stopped_and_taken_back(
    house: House, composer: Officer, approver: Officer, reader: ChatKey
) -> None:
    stored = await handed_in(house, composer)
    run = await goes_out(house, approver, stored)
    await house.does(lambda uow: ending.stop(uow, composer, run.key))
    with pytest.raises(Refused, match=r"run\.over"):
        await house.does(lambda uow: ending.stop(uow, composer, run.key))
    await house.does(lambda uow: firing.follow(uow, run.key))
    assert (await again(house, stored)).state is State.STOPPED
    await house.does(lambda uow: ending.take_back(uow, composer, stored.key))
    assert (await again(house, stored)).state is State.WITHDRAWN
    asked = await house.does(lambda uow: seconds.open_one(uow.tx, SecondedAct.DELETE, stored.key))
    assert asked is not None
    with pytest.raises(Refused, match=r"second\.own"):
        await house.does(lambda uow: seconding.open_request(uow, composer, asked.key))
    request = await house.does(lambda uow: seconding.open_request(uow, approver, asked.key))
    await house.does(lambda uow: ending.delete(uow, approver, request))
    newest = (await house.does(lambda uow: runs.of_appeal(uow.tx, stored.key)))[0]
    assert (newest.act, newest.of_run) == (RunAct.DELETE, run.key)
    code = (await again(house, stored)).code or ""
    verdict = await house.does(lambda uow: genuineness.of_code(uow, code, None))
    assert verdict.genuine is Genuine.WITHDRAWN


async def test_an_order_waits_for_those_who_got_it(house: House, composer: Officer, approver: Officer) -> None:
    officer = await house.lets_in(3, "spkt", Role.OFFICER)
    stored = await handed_in(house, composer, ORDER, directive=True)
    await arrives(house, await goes_out(house, approver, stored))
    order = await house.does(lambda uow: directives.acknowledgement(uow, composer, stored.key))
    assert {each.key for each in order.missing} == {approver.key, officer.key}
    assert await house.does(lambda uow: directives.acknowledge(uow, officer, stored.key))
    assert not await house.does(lambda uow: directives.acknowledge(uow, officer, stored.key))
    assert await house.does(lambda uow: directives.remind(uow, composer, stored.key)) == 1
    with pytest.raises(Refused, match=r"directive\.not_yours"):
        await house.does(lambda uow: directives.acknowledge(uow, None, stored.key))


async def test_what_officers_got_is_shown_to_officers_only(house: House, composer: Officer, approver: Officer) -> None:
    stored = await handed_in(house, composer, ORDER, directive=True)
    await goes_out(house, approver, stored)
    code = (await again(house, stored)).code or ""
    assert (await house.does(lambda uow: genuineness.of_code(uow, code, None))).genuine is Genuine.INTERNAL
    assert (await house.does(lambda uow: genuineness.of_code(uow, code, approver))).genuine is Genuine.GENUINE


async def test_the_programme_is_changed_switched_and_approved_by_another(
    house: House, composer: Officer, approver: Officer
) -> None:
    house.now = datetime(2024, 11, 25, 3, 0, tzinfo=UTC)  # H-2
    [first, second, *_] = await house.does(lambda uow: reminders.every(uow, composer))
    await house.does(lambda uow: reminders.switch(uow, composer, first.key, on=False))
    await house.does(lambda uow: reminders.change(uow, composer, second.key, "Besok kita memilih."))
    asked = await house.does(lambda uow: reminders.ask_approval(uow, composer))
    waiting = [
        each for each in await house.does(lambda uow: reminders.every(uow, composer)) if each.state is State.WAITING
    ]
    assert (len(waiting), 0) == (asked.asked, asked.left)
    assert any("Mohon persetujuan program" in text for text in await house.told(approver))
    seen = reminders.print_of(waiting)
    await reads_all(house, composer, seen)
    with pytest.raises(Refused, match=r"approval\.own"):
        await house.does(lambda uow: reminders.approve_all(uow, composer, seen))
    with pytest.raises(Refused, match=r"reminders\.read_first"):
        await house.does(lambda uow: reminders.approve_all(uow, approver, seen))
    await reads_all(house, approver, seen)
    done = await house.does(lambda uow: reminders.approve_all(uow, approver, seen))
    assert (done.approved, done.left) == (asked.asked, 0)
    with pytest.raises(Refused, match=r"reminders\.nothing"):
        await house.does(lambda uow: reminders.approve_all(uow, approver, seen))


async def test_one_that_is_not_approved_any_more_waits_again(
    house: House, composer: Officer, approver: Officer
) -> None:
    later = replace(CALM, when=Once(house.now + timedelta(hours=1)))
    stored = await handed_in(house, composer, later)
    await house.does(lambda uow: approving.give(uow, approver, stored.key, fingerprint(later)))
    await house.does(lambda uow: appeals.void(uow.tx, stored))
    house.now += timedelta(hours=1)
    await house.does(lambda uow: firing.begin(uow, stored.key))
    now = await again(house, stored)
    assert (now.state, now.next_fire) == (State.WAITING, None)
    assert await house.does(lambda uow: runs.of_appeal(uow.tx, stored.key)) == []
    assert any("persetujuannya tidak berlaku lagi" in text for text in await house.told(composer))


async def test_rights_are_checked_at_every_act(
    house: House, composer: Officer, approver: Officer, reader: ChatKey
) -> None:
    officer = await house.lets_in(4, "spkt", Role.OFFICER)
    removed = replace(approver, removed=True)
    stored = await handed_in(house, composer)
    key, seen = stored.key, fingerprint(stored.appeal)
    acts: list[Callable[[UnitOfWork, Officer], Awaitable[object]]] = [
        lambda uow, who: proposing.keep(uow, who, CALM),
        lambda uow, who: proposing.changeable(uow, who, key),
        lambda uow, who: proposing.correctable(uow, who, key),
        lambda uow, who: proposing.hand_in(uow, who, key, CALM),
        lambda uow, who: proposing.let_go(uow, who, key),
        lambda uow, who: proposing.drop(uow, who, key),
        lambda uow, who: approving.give(uow, who, key, seen),
        lambda uow, who: approving.refusable(uow, who, key, seen),
        lambda uow, who: approving.refuse(uow, who, key, seen, "alasan"),
        lambda uow, who: ending.switch_off(uow, who, key),
        lambda uow, who: ending.stop(uow, who, RunKey(1)),
        lambda uow, who: ending.reach(uow, who, key),
        lambda uow, who: ending.take_back(uow, who, key),
        lambda uow, who: reminders.every(uow, who),
        lambda uow, who: reminders.find(uow, who, key),
        lambda uow, who: reminders.change(uow, who, key, "Kata lain"),
        lambda uow, who: reminders.switch(uow, who, key, on=False),
        lambda uow, who: reminders.ask_approval(uow, who),
        lambda uow, who: reminders.approve_all(uow, who, seen),
        lambda uow, who: directives.acknowledgement(uow, who, key),
        lambda uow, who: directives.remind(uow, who, key),
    ]
    for act in acts:
        for who in (officer, removed):
            with pytest.raises(Refused, match=r"rights\.not_yours"):
                await house.does(lambda uow, act=act, who=who: act(uow, who))  # type: ignore[misc]
    assert (await again(house, stored)).state is State.WAITING
