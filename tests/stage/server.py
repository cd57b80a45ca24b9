"""A PostgreSQL server of the tests' own: made, used, killed and removed.

It never touches a server that is there: its data, socket and loopback port are its own, and it runs as an unprivileged
user.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp.test_utils import unused_port

USER = "siaga"
Run = Callable[..., None]


def programs() -> Path | None:
    """The folder of the newest server's programs on this machine, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[4]))
    return found[-1].parent if found else None


@dataclass(slots=True)
class Server:
    """A running server that tests may stop, kill and promote."""

    place: Path
    port: int
    _run: Run

    @property
    def url(self) -> str:
        """Its address, with the database that every server has."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/postgres"

    @classmethod
    def make(cls, place: Path, **settings: str) -> "Server":
        """A server in an empty folder, not yet started."""
        made = cls(place, unused_port(), _runner(place))
        made._run("initdb", "-D", made._data, "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C", "--no-sync")
        made.configure(**settings)
        return made

    def standby(self, place: Path, **settings: str) -> "Server":
        """A server that follows this one by streaming replication, not yet started."""
        made = Server(place, unused_port(), _runner(place))
        made._run("pg_basebackup", "-D", made._data, "-d", f"{self.url}?application_name=standby", "-R", "-c", "fast")
        made.configure(**settings)
        return made

    def configure(self, **settings: str) -> None:
        """Set settings, which count from the next start on."""
        given = {
            "port": str(self.port),
            "unix_socket_directories": str(self.place),
            "listen_addresses": "127.0.0.1",
            **settings,
        }
        with (self._data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in given.items())

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._run("pg_ctl", "-D", self._data, "-l", self.place / "log", "-w", "start")

    def reload(self) -> None:
        """Let it read its settings again."""
        self._run("pg_ctl", "-D", self._data, "reload")

    def stop(self) -> None:
        """Stop it at once, if it runs."""
        if (self._data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")

    def kill(self) -> None:
        """End each of its processes between two instructions, as a machine that dies does."""
        first = int((self._data / "postmaster.pid").read_text().splitlines()[0])
        for number in (first, *_children(first)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        (self._data / "postmaster.pid").unlink()

    def promote(self) -> None:
        """Let a standby take over."""
        self._run("pg_ctl", "-D", self._data, "-w", "promote")

    @property
    def _data(self) -> Path:
        return self.place / "data"


@contextmanager
def server(**settings: str) -> Iterator[str]:
    """Run a server and yield its address; it lies in memory where the tests do."""
    with tempfile.TemporaryDirectory(prefix="siaga-pg-") as place:
        made = Server.make(Path(place), **settings)
        made.start()
        try:
            yield made.url
        finally:
            made.stop()


def _children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(number) for number in listed.split()]


def _runner(place: Path) -> Run:
    """Runs the server's programs, which refuse to run as root, as an unprivileged user."""
    folder = programs()
    assert folder is not None, "there is no PostgreSQL"
    user: int | None = None
    if os.geteuid() == 0:
        user = pwd.getpwnam("nobody").pw_uid
        shutil.chown(place, user)
        place.chmod(0o700)

    def run(program: str, *arguments: object) -> None:
        done = subprocess.run(
            [str(folder / program), *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            user=user,
            cwd=place,
            check=False,
        )
        assert done.returncode == 0, done.stdout

    return run
