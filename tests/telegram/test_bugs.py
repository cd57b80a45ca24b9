"""A bug of ours, or an update nobody can read: one reference for who waits, and nothing else is lost."""

import logging
import re
from typing import NoReturn

import pytest

from conversations import flow
from db import chats, reporters
from sandbox import Person
from tests.stage.town import Town
from tests.stage.walks import agrees, goes_to, reports


def fails(*_: object, **__: object) -> NoReturn:
    raise ZeroDivisionError("Warga menulis sesuatu yang rahasia")


@pytest.mark.usefixtures("way_in")
async def test_a_bug_is_told_with_a_reference_and_the_draft_stays(
    resident: Person, town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await goes_to(resident, "what")
    before = await town.rows("SELECT revision, updated_at FROM drafts")
    with monkeypatch.context() as patch:
        patch.setattr(flow, "advance", fails)
        await resident.sends("Ratusan orang berkumpul di jalan")
        told = await resident.hears("gangguan di pihak kami")
    found = re.search(r"\b[0-9A-F]{8}\b", told.text)
    assert found
    assert "110" in told.text
    assert found[0] in caplog.text
    assert await town.rows("SELECT failure FROM inbox WHERE failure IS NOT NULL") == [(found[0],)]
    assert await town.rows("SELECT revision, updated_at FROM drafts") == before
    await resident.sends("Ratusan orang berkumpul di jalan")
    await resident.hears("Di mana kejadiannya")


async def test_a_bug_in_a_tap_stops_the_spinner(resident: Person, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    question = await goes_to(resident, "kind")
    with monkeypatch.context() as patch:
        patch.setattr(flow, "advance", fails)
        tap = await resident.forges(question.buttons[1].data or "", on=question)
        await resident.hears("gangguan di pihak kami")
        await town.rests()
    assert tap.answered


async def test_a_bug_half_way_leaves_no_half_report(
    resident: Person, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await goes_to(resident, "summary")
    with monkeypatch.context() as patch:
        patch.setattr(chats, "set_consented", fails)  # the last thing that filing a report does
        await resident.taps("Kirim sekarang")
        await resident.hears("gangguan di pihak kami")
    for table in ("reports", "reporters", "events", "counters"):
        assert await town.rows(f"SELECT count(*) FROM {table}") == [(0,)]
    await resident.taps("Kirim sekarang")
    await resident.hears("DMI-2411-0001-")


async def test_a_bug_that_meets_one_holds_nobody_else(
    resident: Person, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = town.citizen()
    await agrees(other)
    with monkeypatch.context() as patch:
        patch.setattr(reporters, "own_page", fails)
        await resident.sends("/laporanku")
        await goes_to(other, "what")
        await resident.hears("gangguan di pihak kami")
        await resident.sends("/bantuan")
        await resident.hears("Cara memakai Siaga")


async def test_a_bug_in_a_group_is_not_told_there(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    citizen = town.citizen()
    group = town.world.group("Warga RT 3", members=[citizen], bot="member")
    with monkeypatch.context() as patch:
        patch.setattr("conversations.render.message", fails)
        await citizen.sends("/lapor", chat=group)
        await town.turns("SELECT 1 FROM inbox WHERE failure IS NOT NULL")
        await town.rests()
    assert group.news == []


SOMEBODY = {"id": 5, "is_bot": False, "first_name": "Warga"}
CORRUPT: list[dict[str, object]] = [
    {},
    {"message": None},
    {"message": "halo"},
    {"message": {}},
    {"message": []},
    {"message": {"message_id": "x", "date": "y", "chat": {"id": "z", "type": "private"}}},
    {"message": {"message_id": 1, "date": 10**18, "chat": {"id": 5, "type": "private"}, "text": "halo"}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 5}, "text": "halo"}},
    {"message": {"message_id": 1, "date": 1, "chat": None, "text": "halo"}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "galaxy"}, "text": "halo"}},
    {"callback_query": {}},
    {"callback_query": {"id": "1", "from": SOMEBODY, "message": "gone", "data": "m:0:menu"}},
    {"callback_query": {"id": "1", "from": SOMEBODY, "chat_instance": "1", "data": "m:0:menu"}},
    {"my_chat_member": {"chat": {"id": 5, "type": "private"}}},
    {"edited_message": {"message": {"chat": 7}}},
    {"a_kind_of_next_year": {"chat": {"id": 5, "type": "private"}}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": ["halo"]}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "photo": [{}]}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "location": {"latitude": "north"}}},
]  # fmt: skip


@pytest.mark.usefixtures("way_in")
async def test_no_corrupt_update_stops_the_bot_or_its_next_start(
    quiet_town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    citizen = quiet_town.citizen()
    async with quiet_town.open():
        for fields in CORRUPT:
            quiet_town.world.injects(fields)
        await agrees(citizen)
        await reports(citizen)
        await quiet_town.rests()
        assert await quiet_town.rows("SELECT count(*) FROM inbox WHERE done_at IS NULL") == [(0,)]
    for fields in CORRUPT:
        quiet_town.world.injects(fields)
    async with quiet_town.open():
        await reports(citizen)
        await quiet_town.rests()
    assert await quiet_town.rows("SELECT count(*) FROM inbox WHERE done_at IS NULL") == [(0,)]
    assert not [record for record in caplog.records if "begun again" in record.message]


async def test_corrupt_updates_of_one_person_do_not_hold_their_next_message(resident: Person, town: Town) -> None:
    chat = {"id": resident.id, "type": "private", "first_name": resident.name}
    shapes: list[dict[str, object]] = [
        {"text": ["x"]}, {"photo": [{}]}, {"date": 10**18, "text": "halo"}, {"contact": {}},
    ]  # fmt: skip
    for broken in shapes:
        message = {"message_id": 1, "date": 1, "chat": chat, "from": resident.user, **broken}
        town.world.injects({"message": message}, lane=resident.id)
    await resident.sends("/bantuan")
    await resident.hears("Cara memakai Siaga")


async def test_the_log_of_a_bug_quotes_nobody(
    resident: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await goes_to(resident, "what")
    with monkeypatch.context() as patch:
        patch.setattr(flow, "advance", fails)
        await resident.sends("kata kata rahasia seorang warga")
        await resident.hears("gangguan di pihak kami")
    for record in caplog.records:
        assert "rahasia" not in record.getMessage()
        assert record.levelno < logging.ERROR or "reference" in record.getMessage()


async def test_what_cannot_be_read_is_refused_with_a_line_and_no_traceback(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    for fields in CORRUPT:
        town.world.injects(fields)
    await town.rests()
    refused = [record for record in caplog.records if "is unreadable" in record.getMessage()]
    assert refused
    assert all(record.exc_info is None and record.levelno == logging.WARNING for record in refused)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert {reason for (reason,) in await town.rows("SELECT failure FROM inbox")} == {None, "unreadable"}


async def test_a_citizen_asks_on_after_an_update_nobody_could_read(resident: Person, town: Town) -> None:
    place = {"message_id": 1, "date": 1, "chat": resident.chat_with_bot.info, "from": resident.user}
    town.world.injects({"message": {**place, "text": ["x"]}}, lane=resident.id)
    town.world.injects(
        {"my_chat_member": {**place, "old_chat_member": None, "new_chat_member": None}}, lane=resident.id
    )
    await resident.sends("/bantuan")
    await resident.hears("Cara memakai Siaga")
