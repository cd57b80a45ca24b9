"""Citizens report at once while the bot is killed again and again: nobody's report is lost, doubled or changed.

By default few citizens and few kills, so that the suite stays short; `make survival` (SURVIVAL=full in the
environment) plays the whole of it: 200 citizens and 24 kills in polling, 60 citizens and 10 kills with a webhook.
SURVIVAL_SEED plays other dice.
"""

import asyncio
import os
import random
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

from conversations.flow import current
from conversations.report import REPORT
from conversations.report_draft import ReportDraft, load
from db.vault import Vault
from reports import number as numbers
from sandbox import Sandbox, World
from tests.survival.citizens import Citizen
from tests.survival.reaper import SENDS_AT_ONCE, Reaper
from tests.survival.tale import tale
from tests.validity import attach

FULL = os.environ.get("SURVIVAL") == "full"
SEED = int(os.environ.get("SURVIVAL_SEED", "110"))
KEY = bytes(range(32))
SEEN_PER_CITIZEN = 40  # calls, results and updates that even the shortest run makes for each citizen


@dataclass(frozen=True, slots=True)
class Scale:
    citizens: int
    kills: int


POLLING = Scale(200, 24) if FULL else Scale(40, 5)
WEBHOOK = Scale(60, 10) if FULL else Scale(12, 3)


@pytest.mark.timeout(900)
async def test_every_report_survives_the_bots_deaths_in_polling(tmp_path: Path) -> None:
    await survives(POLLING, tmp_path, {})


@pytest.mark.timeout(900)
async def test_every_report_survives_the_bots_deaths_with_a_webhook(tmp_path: Path) -> None:
    listen = f"127.0.0.1:{unused_port()}"
    way_in = {"WEBHOOK_URL": f"http://{listen}/kabar", "WEBHOOK_SECRET": "rahasia-kait", "LISTEN": listen}
    await survives(WEBHOOK, tmp_path, way_in)


async def survives(scale: Scale, folder: Path, way_in: dict[str, str]) -> None:
    dice = random.Random(f"{SEED} {scale}")
    world = World()
    validity = attach(world)
    citizens = [
        Citizen(world.person(f"Warga {number}"), tale(number, dice), random.Random(dice.random()))
        for number in range(1, scale.citizens + 1)
    ]
    moments = sorted(dice.sample(range(1, SEEN_PER_CITIZEN * scale.citizens), scale.kills))
    async with await Sandbox.start(world) as sandbox:
        settings = {
            "BOT_TOKEN": sandbox.token,
            "TELEGRAM_API_URL": sandbox.url,
            "DATABASE_URL": "sqlite:///data/siaga.db",
            "DATA_KEY": b64encode(KEY).decode(),
            "MESSAGES_PER_SECOND": "2000",
            "CHAT_MESSAGES_PER_SECOND": "100",
            "MINUTES_UNSENT": "60",  # who lays the phone down in danger is played in test_unsent_survival.py
            **way_in,
        }
        reaper = Reaper(world, folder, settings, moments, random.Random(dice.random()))
        async with asyncio.TaskGroup() as group:
            group.create_task(reaper.runs())
            async with asyncio.TaskGroup() as town:
                for citizen in citizens:
                    town.create_task(citizen.lives())
            await reaper.settles()
            reaper.leaves()
        sent = reaper.sent
        async with asyncio.TaskGroup() as group:  # once more, with nothing left to do
            group.create_task(reaper.runs())
            await reaper.settles()
            reaper.leaves()
    assert reaper.sent == sent, "a start with nothing left to do sent something"
    validity.check()

    assert reaper.kills == scale.kills
    doubled = reaper.sent - reaper.written()
    print(  # noqa: T201 - the figures, for who runs it with -s
        f"\n{scale.citizens} citizens, {reaper.kills} kills: {sum(citizen.number is not None for citizen in citizens)}"
        f" reports, {reaper.sent} messages, {doubled} of them twice ({reaper.in_flight} in flight at a kill),"
        f" {sum(citizen.taps_again for citizen in citizens)} buttons tapped again"
    )
    assert 0 <= doubled <= reaper.in_flight <= reaper.kills * SENDS_AT_ONCE
    for output in reaper.outputs:
        assert " ERROR " not in output, output
        assert world.token not in output
    check_reports(reaper, citizens, folder)
    check_drafts(reaper, citizens)


def check_reports(reaper: Reaper, citizens: list[Citizen], folder: Path) -> None:
    """Who was told a number has one report, with that number and what they sent; there are no others."""
    assert reaper.rows("PRAGMA integrity_check") == [("ok",)]
    assert reaper.rows("SELECT state, method, reason FROM outbox WHERE state != 'sent'") == []
    assert reaper.rows("SELECT failure FROM inbox WHERE failure IS NOT NULL") == []
    told = {citizen.number: citizen for citizen in citizens if citizen.number is not None}
    senders = [citizen for citizen in citizens if citizen.tale.leaves_after is None]
    assert len(told) == len(senders), "two citizens were told one number, or one was told none"
    assert sorted(str(number) for (number,) in reaper.rows("SELECT number FROM reports")) == sorted(told)

    months = Counter(str(month) for (month,) in reaper.rows("SELECT substr(number, 5, 4) FROM reports"))
    for month, count in months.items():
        running = sorted(int(number.split("-")[2]) for number in told if number.split("-")[1] == month)
        assert running == list(range(1, count + 1)), "the numbering has gaps"
    assert all(numbers.parse(number) == number for number in told)

    vault = Vault(KEY)
    for number, citizen in told.items():
        expected = citizen.tale.told
        columns = ", ".join(
            "reporters.confidential" if name == "confidential" else f"reports.{name}" for name in expected
        )
        (row,) = reaper.rows(
            f"SELECT {columns} FROM reports JOIN reporters ON reporters.report = reports.id"  # noqa: S608 - our own names
            " JOIN chats ON chats.id = reporters.chat WHERE reports.number = ? AND chats.lookup = ?",
            number,
            vault.lookup(citizen.person.id),
        )
        assert dict(zip(expected, row, strict=True)) == expected
        files = reaper.rows(
            "SELECT evidence.sha256, evidence.path FROM evidence JOIN reports ON reports.id = evidence.report"
            " WHERE reports.number = ?",
            number,
        )
        assert sorted(str(digest) for digest, _ in files) == sorted(citizen.tale.files)
        for digest, path in files:
            assert sha256((folder / "data" / "evidence" / str(path)).read_bytes()).hexdigest() == digest


def check_drafts(reaper: Reaper, citizens: list[Citizen]) -> None:
    """Who laid the phone down finds the draft where the last answer left it; who sent has none left."""
    vault = Vault(KEY)
    for citizen in citizens:
        rows = reaper.rows(
            "SELECT drafts.sealed FROM drafts JOIN chats ON chats.id = drafts.chat"
            " WHERE drafts.flow = 'report' AND chats.lookup = ?",
            vault.lookup(citizen.person.id),
        )
        ((sealed,),) = rows
        if citizen.tale.leaves_after is None:
            assert sealed is None
            continue
        assert isinstance(sealed, bytes)
        draft = load(vault.open(sealed, b"drafts.sealed"))
        assert current(REPORT, draft).name == citizen.tale.done[-1].stands
        assert {name: _column(draft, name) for name in citizen.tale.told} == citizen.tale.told
        assert len(draft.evidence) == len(citizen.tale.files)


def _column(draft: ReportDraft, name: str) -> object:
    value = getattr(draft, name)
    return int(value) if isinstance(value, bool) else value
