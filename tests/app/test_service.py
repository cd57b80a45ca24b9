"""The service file: systemd understands it, it gives little away, and the bot tells systemd what it waits for."""

import asyncio
import re
import shutil
import signal
import socket
import subprocess
from base64 import b64encode
from pathlib import Path

import pytest

from app import systemd
from sandbox import Sandbox, World
from tests.app.program import PATIENCE, ROOT, Program

SERVICE = (ROOT / "deploy" / "siaga.service").read_text(encoding="utf-8")
SERVED = (ROOT / "deploy" / "postgresql" / "siaga.service.conf").read_text(encoding="utf-8")
MOST_EXPOSED = 2.0  # of 10, by systemd's own count


@pytest.fixture
def service(tmp_path: Path) -> Path:
    """The file with an interpreter that this machine has."""
    file = tmp_path / "siaga.service"
    file.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/sh", SERVICE, flags=re.MULTILINE), encoding="utf-8")
    return file


def analyzed(*arguments: object) -> tuple[int, str]:
    """What systemd-analyze says."""
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("there is no systemd on this machine: as root, `apt-get install systemd`, or `make systemd`")
    done = subprocess.run(
        [tool, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.returncode, done.stdout


def test_systemd_understands_every_line_of_it(service: Path) -> None:
    assert analyzed("verify", service) == (0, "")
    added = service.with_name(f"{service.name}.d") / "postgresql.conf"
    added.parent.mkdir()
    added.write_text(SERVED)
    assert analyzed("verify", service) == (0, "")
    added.write_text(SERVED.replace("ReadWritePaths", "Folder"))
    assert "Unknown key 'Folder'" in analyzed("verify", service)[1]
    service.write_text(SERVICE.replace("Restart=always", "Restart=sometimes"))
    assert "Failed to parse service restart" in analyzed("verify", service)[1]


def test_it_gives_little_away(service: Path) -> None:
    code, printed = analyzed("security", "--offline=true", "--no-pager", service)
    assert code == 0, printed
    level = re.search(r"exposure level for siaga\.service: ([\d.]+)", printed)
    assert level is not None, printed
    assert float(level[1]) <= MOST_EXPOSED, printed


@pytest.fixture
def manager(tmp_path: Path) -> socket.socket:
    """A socket such as systemd names to a service."""
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listening.bind(str(tmp_path / "notify"))
    listening.setblocking(False)
    return listening


async def test_it_says_that_it_runs_lives_and_leaves(tmp_path: Path, manager: socket.socket) -> None:
    loop = asyncio.get_running_loop()

    async def hears() -> str:
        async with asyncio.timeout(PATIENCE):
            return (await loop.sock_recv(manager, 100)).decode()

    with manager:
        async with await Sandbox.start(World()) as sandbox:
            settings = {
                "BOT_TOKEN": sandbox.token,
                "TELEGRAM_API_URL": sandbox.url,
                "DATA_KEY": b64encode(bytes(range(32))).decode(),
                "NOTIFY_SOCKET": str(tmp_path / "notify"),
            }
            async with await Program.start(tmp_path, settings=settings) as program:
                told = [await hears() for _ in range(4)]
                assert told.count(systemd.RUNNING) == 1
                assert told.count(systemd.ALIVE) == 3
                program.send(signal.SIGTERM)
                while (said := await hears()) != systemd.LEAVING:
                    assert said == systemd.ALIVE
                assert await program.ends() == 0


def test_a_manager_without_a_file_is_told_too() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("")  # Linux picks a name without a file
        name = listening.getsockname().decode()
        systemd.tell(systemd.RUNNING, {"NOTIFY_SOCKET": name.replace("\0", "@", 1)})
        assert listening.recv(100).decode() == systemd.RUNNING


def test_nobody_is_told_where_nobody_listens(tmp_path: Path) -> None:
    systemd.tell(systemd.ALIVE, {})
    systemd.tell(systemd.ALIVE, {"NOTIFY_SOCKET": str(tmp_path / "nobody")})
