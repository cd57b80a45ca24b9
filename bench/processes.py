"""The processes of a benchmark: their folder and environment, what they tell and take, and the machine they run on."""

import base64
import json
import os
import platform
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
LIBRARIES = ("python-telegram-bot", "httpx", "aiogram", "aiohttp", "uvloop", "orjson", "aiosqlite")


@contextmanager
def folder() -> Iterator[Path]:
    """A folder on the disk of the checkout: /tmp may be memory, where fsync costs nothing."""
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=BUILD) as name:
        yield Path(name)


def environment(port: object, place: Path) -> dict[str, str]:
    """Say where Telegram is; what only Siaga reads does not disturb the others."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PTB_TIMEDELTA": "1",
        "BOT_TOKEN": "110:bench-bench-bench-bench-bench-bench",
        "TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": f"sqlite:///{place}/siaga.db",
        "DATA_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        "MESSAGES_PER_SECOND": "1000000",  # Telegram's limits are lifted: no other bot here keeps them.
        "CHAT_MESSAGES_PER_SECOND": "1000000",
        "LOG_LEVEL": "WARNING",
    }


@contextmanager
def started(
    command: Sequence[str], place: Path, changes: Mapping[str, str], core: int
) -> Iterator[subprocess.Popen[bytes]]:
    """A process on a core of its own, ended with the block; what it printed is shown when the block fails."""
    log = place / "bot.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=place,
            env={**environment(0, place), **changes},
            stdout=output,
            stderr=output,
        )
    os.sched_setaffinity(process.pid, {core})
    try:
        yield process
    except BaseException:
        print(log.read_text()[-3000:], file=sys.stderr)
        raise
    finally:
        end(process)


def heard(server: subprocess.Popen[str]) -> dict[str, object]:
    """Read the server's next line."""
    assert server.stdout is not None
    line = server.stdout.readline()
    if not line:
        raise SystemExit("the server of the benchmark ended early")
    told: dict[str, object] = json.loads(line)
    return told


def processor_seconds(pid: int) -> float:
    """Read how long a process has kept processors busy, its threads included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_memory(pid: int) -> float:
    """Read the most memory a process has had resident, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def end(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """Ask a process of ours to leave, and make it if it does not."""
    process.terminate()
    try:
        process.wait(timeout=12)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def machine() -> str:
    """Name the machine and the versions, without which no figure means anything."""
    cpu = next((line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "")
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    where = f"{os.cpu_count()} cores, {cpu.partition(': ')[2] or platform.machine()}"
    return f"{where}; {platform.system()} {platform.release()}; Python {platform.python_version()}, {libraries}."
