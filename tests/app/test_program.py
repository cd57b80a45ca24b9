"""The program as its operator meets it: one-line errors, exit codes, migrate, backup, and leaving when told."""

import asyncio
import contextlib
import signal
import sqlite3
import stat
import sys
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

from sandbox import Sandbox, World
from tests.app.program import PATIENCE, ROOT, Program, environment, names, one_line
from tests.stage.walks import agrees

KEY = b64encode(bytes(range(32))).decode()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with await Sandbox.start(World()) as started:
        yield started


@pytest.fixture
def real(sandbox: Sandbox) -> dict[str, str]:
    """The settings of a bot that has a token."""
    return {"BOT_TOKEN": sandbox.token, "TELEGRAM_API_URL": sandbox.url, "DATA_KEY": KEY}


async def ended(folder: Path, *arguments: str, settings: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run it to its end; the exit code and all it printed."""
    async with await Program.start(folder, *arguments, settings=settings or {}) as program:
        return await program.ends(), program.output


async def test_a_token_telegram_does_not_know_stops_the_start(tmp_path: Path, real: dict[str, str]) -> None:
    wrong = "123456789:AAEhBP0av28NSYtzJ-not-the-right-one"
    code, output = await ended(tmp_path, settings={**real, "BOT_TOKEN": wrong})
    assert code == 1
    assert one_line(output) == "BOT_TOKEN: Telegram does not know this token"


async def test_a_webhook_address_telegram_refuses_stops_the_start(tmp_path: Path, real: dict[str, str]) -> None:
    kait = {
        "WEBHOOK_URL": "http://siaga.example.id/kait",
        "WEBHOOK_SECRET": "rahasia-kait-yang-cukup-panjang-01",
        "LISTEN": f"127.0.0.1:{unused_port()}",
    }
    code, output = await ended(tmp_path, settings={**real, **kait})
    assert code == 1
    assert one_line(output).startswith("WEBHOOK_URL: Telegram refuses it: ")


async def test_a_port_in_use_stops_the_start(tmp_path: Path, real: dict[str, str], sandbox: Sandbox) -> None:
    taken = sandbox.url.removeprefix("http://")
    kait = {
        "WEBHOOK_URL": "https://siaga.example.id/kait",
        "WEBHOOK_SECRET": "rahasia-kait-yang-cukup-panjang-01",
        "LISTEN": taken,
    }
    code, output = await ended(tmp_path, settings={**real, **kait})
    assert code == 1
    assert one_line(output).startswith(f"LISTEN: cannot listen on {taken}: ")


async def test_a_second_bot_on_one_database_is_refused(tmp_path: Path, real: dict[str, str]) -> None:
    async with await Program.start(tmp_path, settings=real) as first:
        await first.prints("Siaga is running")
        code, output = await ended(tmp_path, "run", settings=real)
        assert code == 1
        assert one_line(output) == "DATABASE_URL: another Siaga is running on data/siaga.db"
        assert first.running
        first.send(signal.SIGINT)
        assert await first.ends() == 0
        assert "finishing what is in hand" in first.output


async def test_a_backup_is_whole_also_while_the_bot_runs(
    tmp_path: Path, real: dict[str, str], sandbox: Sandbox
) -> None:
    citizen = sandbox.world.person("Warga")
    async with await Program.start(tmp_path, settings=real) as program:
        await program.prints("Siaga is running")
        await citizen.sends("TOLONG ada tawuran bawa parang di pasar")
        await citizen.taps("Lewati")
        await citizen.taps("Kirim sekarang")
        await citizen.hears("Nomor:")
        code, output = await ended(tmp_path, "backup", "salin 100%?#.db", settings=real)
        assert code == 0
        assert "holds 1 reports" in output
        assert "DATA_KEY" in output
    copy = tmp_path / "salin 100%?#.db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert names(tmp_path) == ["data", copy.name]
    with sqlite3.connect(copy) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM reports").fetchone() == (1,)
    connection.close()


async def test_without_a_token_the_sandbox_starts_and_can_be_talked_to(tmp_path: Path) -> None:
    port = unused_port()
    async with await Program.start(tmp_path, settings={"SANDBOX_LISTEN": f"127.0.0.1:{port}"}) as program:
        await program.prints("Siaga is running")
        assert "BOT_TOKEN is empty" in program.output
        assert f"The sandbox is at http://127.0.0.1:{port}" in program.output
        assert "python -m sandbox say /start" in program.output

        answer = await say(port, "say", "/start")
        assert "Selamat datang di Siaga" in answer
        assert "Menu utama" in await say(port, "say", "/bantuan")
        program.terminate()
        assert await program.ends() == 0
    assert (tmp_path / "data" / "sandbox" / "siaga.db").exists()
    assert not (tmp_path / "data" / "siaga.db").exists()


async def say(port: int, *order: str) -> str:
    """The sandbox's own command line, as a cold reader uses it; what it prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "sandbox",
        order[0],
        "--url",
        f"http://127.0.0.1:{port}",
        *order[1:],
        cwd=ROOT,
        env=environment({}),
        stdout=asyncio.subprocess.PIPE,
    )
    printed, _ = await process.communicate()
    assert process.returncode == 0
    return printed.decode()


async def test_it_leaves_when_told_while_telegram_is_away(tmp_path: Path, real: dict[str, str]) -> None:
    away = {**real, "TELEGRAM_API_URL": f"http://127.0.0.1:{unused_port()}"}
    async with await Program.start(tmp_path, settings=away) as program:
        await program.prints("Telegram cannot be reached")
        program.terminate()
        assert await program.ends() == 0
        assert real["BOT_TOKEN"] not in program.output


async def test_it_waits_for_a_telegram_that_is_away_at_the_start(
    tmp_path: Path, real: dict[str, str], sandbox: Sandbox
) -> None:
    sandbox.world.faults.goes_away(PATIENCE)
    async with await Program.start(tmp_path, settings=real) as program:
        await program.prints("Telegram cannot be reached")
        sandbox.world.faults.clear()
        await program.prints("Siaga is running")


async def test_the_token_shows_nowhere_at_the_finest_log_level(
    tmp_path: Path, real: dict[str, str], sandbox: Sandbox
) -> None:
    citizen = sandbox.world.person("Warga Bernama")
    sandbox.world.faults.add("error", times=1, methods=["sendMessage"])
    sandbox.world.faults.add("drop_before", times=1, methods=["getUpdates"])
    async with await Program.start(tmp_path, settings={**real, "LOG_LEVEL": "DEBUG"}) as program:
        await program.prints("Siaga is running")
        await citizen.sends("/start")
        await citizen.hears("Selamat datang")
        program.terminate()
        await program.ends()
        assert "waits" in program.output
        assert sandbox.token not in program.output
        assert sandbox.token.partition(":")[2] not in program.output
        assert citizen.name not in program.output
        assert str(citizen.id) not in program.output


@pytest.mark.sqlite
async def test_a_damaged_database_ends_it_with_one_line_instead_of_a_silence(tmp_path: Path) -> None:
    world = World()
    citizen = world.person("Warga")
    async with await Sandbox.start(world) as sandbox:
        settings = {"BOT_TOKEN": sandbox.token, "TELEGRAM_API_URL": sandbox.url}
        async with await Program.start(tmp_path, "run", settings=settings) as program:
            await agrees(citizen)
            program.terminate()
            assert await program.ends() == 0
        database = tmp_path / "data" / "siaga.db"
        connection = sqlite3.connect(database)
        page, size = connection.execute(
            "SELECT rootpage, page_size FROM sqlite_master, pragma_page_size WHERE name = 'drafts'"
        ).fetchone()
        connection.close()
        with database.open("r+b") as file:
            file.seek((page - 1) * size)
            file.write(b"\xff" * size)

        async with await Program.start(tmp_path, "run", settings=settings) as program:
            await program.prints("Siaga is running")
            await citizen.sends("/lapor")
            assert await program.ends() == 1
            assert program.output.strip().splitlines()[-1] == (
                "bot.py: DATABASE_URL: data/siaga.db is damaged; put the newest backup in place with `bot.py restore`"
            )
            assert "Traceback" not in program.output
        with contextlib.closing(sqlite3.connect(database)) as connection:
            assert connection.execute("SELECT count(*) FROM inbox WHERE done_at IS NULL").fetchone() == (1,)
