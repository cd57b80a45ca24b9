"""The use cases of a report, called as a web page would: over a unit of work, with no bot and no Telegram."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from casework import additions, assignment, deadlines, desk, endings, filing, identity_access, progress, shifts, staff
from casework.authority import Changed
from conversations.answer import Text
from conversations.report_draft import ReportDraft
from db.database import Database
from db.openings import OpeningKey
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports.category import Category, Kind, family_of
from reports.escalation import RESPONSE_TIME, EscalationLevel
from reports.result import Result
from reports.state import State
from resort.rights import Post
from resort.roles import Role
from tests.stage.house import RESORT, House, open_house

POLSEK = "polsek-dumai-timur"
CROWD = ReportDraft(
    kind=Kind.DISTURBANCE,
    family=family_of(Category.KERUMUNAN),
    category=Category.KERUMUNAN,
    what="Ratusan orang berkumpul di depan kantor",
    district="14.72.02",
    village="14.72.02.1001",
    ongoing=True,
)


@pytest.fixture
async def house(store: Database) -> House:
    return await open_house(store)


async def test_a_report_is_filed_assigned_taken_and_closed(house: House) -> None:
    citizen = await house.meets(1)
    on_desk, officer = await house.lets_in(2, "spkt", Role.DESK), await house.lets_in(3, POLSEK, Role.OFFICER)
    report = (await house.does(lambda uow: filing.file(uow, citizen, CROWD))).report
    assert any(report.number in text for text in await house.told(officer))
    report = await house.does(
        lambda uow: assignment.assign(uow, on_desk, report.key, report.version, officer.key, "dekat lokasi")
    )
    assert (report.state, report.unit) == (State.ASSIGNED, POLSEK)
    taken = await house.does(lambda uow: progress.take(uow, officer, report.key))
    assert not taken.already
    await house.does(lambda uow: progress.head_out(uow, officer, report.key))
    await house.does(lambda uow: progress.arrive(uow, officer, report.key))
    done = await house.does(lambda uow: progress.finish(uow, officer, report.key, Result.HANDLED))
    assert done.state is State.DONE
    closed = await house.does(lambda uow: desk.close(uow, on_desk, report.key, done.version))
    assert closed.case.closed
    told = [text for text in await house.told(citizen) if report.number in text]
    assert len(told) == 3  # assigned, done, closed: what can still be taken back is told a minute later


async def test_what_was_decided_on_an_older_state_is_not_done(house: House) -> None:
    citizen, on_desk = await house.meets(1), await house.lets_in(2, "spkt", Role.DESK)
    report = (await house.does(lambda uow: filing.file(uow, citizen, CROWD))).report
    await house.does(lambda uow: desk.verify(uow, on_desk, report.key, report.version))
    with pytest.raises(Changed):
        await house.does(lambda uow: desk.reject(uow, on_desk, report.key, report.version, "bukan wewenang kami"))
    assert (await house.report(report.key)).state is State.VERIFIED


async def test_rights_are_checked_at_every_act(house: House) -> None:
    citizen, stranger = await house.meets(1), await house.meets(2)
    other_unit = await house.lets_in(3, "polsek-dumai-barat", Role.OFFICER)
    officer = await house.lets_in(4, POLSEK, Role.OFFICER)
    report = (await house.does(lambda uow: filing.file(uow, citizen, CROWD))).report
    key, version, number = report.key, report.version, report.number
    refused: list[Callable[[UnitOfWork], Awaitable[object]]] = [
        lambda uow: progress.take(uow, other_unit, key),
        lambda uow: progress.take(uow, replace(officer, removed=True), key),
        lambda uow: desk.verify(uow, officer, key, version),
        lambda uow: assignment.assign(uow, officer, key, version, POLSEK, "alasan"),
        lambda uow: identity_access.ask(uow, officer, key, "alasan"),
        lambda uow: staff.invite(uow, officer, Role.OFFICER, POLSEK),
        lambda uow: staff.remove(uow, officer, other_unit.key),
        lambda uow: shifts.plan(uow, officer, other_unit.key, house.now),
    ]
    for act in refused:
        with pytest.raises(Refused, match=r"rights\.not_yours"):
            await house.does(act)
    with pytest.raises(Refused, match=r"mine\.not_found"):
        await house.does(lambda uow: endings.withdraw(uow, stranger, number))
    assert (await house.report(key)).state is State.RECEIVED


async def test_an_untaken_report_escalates_to_the_top(house: House) -> None:
    citizen = await house.meets(1)
    await house.lets_in(2, POLSEK, Role.OFFICER)
    head = await house.lets_in(3, POLSEK, Role.HEAD)
    deputy = await house.lets_in(4, "polres", Role.COMMAND, Post.DEPUTY)
    report = (await house.does(lambda uow: filing.file(uow, citizen, CROWD))).report
    levels = []
    for _ in range(3):
        house.now += RESPONSE_TIME[report.urgency]
        await house.does(lambda uow: deadlines.expire(uow, report.key))
        levels.append((await house.report(report.key)).level)
    assert levels == [EscalationLevel.KAPOLSEK, EscalationLevel.KABAG_OPS, EscalationLevel.WAKAPOLRES]
    assert any("belum" in text.lower() for text in await house.told(head))
    assert any(report.number in text for text in await house.told(deputy))


async def test_danger_in_an_addition_makes_the_report_an_emergency(house: House) -> None:
    citizen, samapta = await house.meets(1), await house.lets_in(2, "samapta", Role.OFFICER)
    report = (await house.does(lambda uow: filing.file(uow, citizen, CROWD))).report
    before = len(await house.told(samapta))
    added = await house.does(
        lambda uow: additions.add_words(uow, citizen, report.number, Text("Tolong! Mereka bawa parang, ada yang luka"))
    )
    assert added.now_urgent
    assert len(await house.told(samapta)) > before


async def test_a_chat_sends_as_many_reports_an_hour_as_it_may(house: House) -> None:
    citizen = await house.meets(1)
    for _ in range(RESORT.reports_per_hour):
        await house.does(lambda uow: filing.file(uow, citizen, CROWD))
    with pytest.raises(Refused, match=r"report\.too_many"):
        await house.does(lambda uow: filing.file(uow, citizen, CROWD))
    await house.does(lambda uow: filing.file(uow, citizen, replace(CROWD, emergency=True)))


async def test_a_removed_officer_lets_go_of_what_they_had(house: House) -> None:
    citizen, officer = await house.meets(1), await house.lets_in(2, POLSEK, Role.OFFICER)
    colleague, command = await house.lets_in(3, POLSEK, Role.OFFICER), await house.lets_in(4, "polres", Role.COMMAND)
    report = (await house.does(lambda uow: filing.file(uow, citizen, CROWD))).report
    await house.does(lambda uow: progress.take(uow, officer, report.key))
    before = len(await house.told(colleague))
    await house.does(lambda uow: staff.remove(uow, command, officer.key))
    assert (await house.report(report.key)).officer is None
    assert len(await house.told(colleague)) > before


async def test_nobody_grants_an_identity_to_themselves(house: House) -> None:
    citizen = await house.meets(1)
    chief, deputy = await house.lets_in(2, "polres", Role.COMMAND), await house.lets_in(3, "polres", Role.COMMAND)
    report = (await house.does(lambda uow: filing.file(uow, citizen, CROWD))).report
    await house.does(lambda uow: identity_access.ask(uow, chief, report.key, "pelapor terancam"))
    with pytest.raises(Refused, match=r"opening\.own"):
        await house.does(lambda uow: identity_access.grant(uow, chief, OpeningKey(1)))
    await house.does(lambda uow: identity_access.grant(uow, deputy, OpeningKey(1)))
    assert any("Orang 1" in text for text in await house.told(chief))


async def test_who_was_asked_has_a_day_to_decide_although_nobody_has_looked_since(house: House) -> None:
    citizen = await house.meets(1)
    chief, deputy = await house.lets_in(2, "polres", Role.COMMAND), await house.lets_in(3, "polres", Role.COMMAND)
    report = (await house.does(lambda uow: filing.file(uow, citizen, CROWD))).report
    for reason in ("aaaaaaaaaaaa", "\u3164" * 12, "12345678901", "sidik"):
        with pytest.raises(Refused, match=r"opening\.short"):
            await house.does(lambda uow, said=reason: identity_access.ask(uow, chief, report.key, said))  # type: ignore[misc]
    await house.does(lambda uow: identity_access.ask(uow, chief, report.key, "pelapor terancam"))
    house.now += timedelta(hours=24)
    with pytest.raises(Refused, match=r"opening\.over"):
        await house.does(lambda uow: identity_access.grant(uow, deputy, OpeningKey(1)))
    assert not any("Orang 1" in text for text in await house.told(chief))
