"""A PostgreSQL server for one run of tests: made, used by one process of the tests, and removed.

It never touches a server that is there: its data, socket and loopback port are its own, and it runs as an unprivileged
user.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiohttp.test_utils import unused_port

USER = "siaga"


def programs() -> Path | None:
    """The folder of the newest server's programs on this machine, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[4]))
    return found[-1].parent if found else None


@contextmanager
def server(**settings: str) -> Iterator[str]:
    """Run a server and yield its address, `postgresql://…/postgres`; it lies in memory where the tests do."""
    folder = programs()
    assert folder is not None, "there is no PostgreSQL"
    with tempfile.TemporaryDirectory(prefix="siaga-pg-") as place:
        run = _runner(Path(place))
        data = Path(place) / "data"
        port = unused_port()
        run(folder / "initdb", "-D", data, "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C", "--no-sync")
        given = {"port": str(port), "unix_socket_directories": place, "listen_addresses": "127.0.0.1", **settings}
        with (data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in given.items())
        run(folder / "pg_ctl", "-D", data, "-l", Path(place) / "log", "-w", "start")
        try:
            yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
        finally:
            run(folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def _runner(place: Path):  # type: ignore[no-untyped-def]
    """Runs the server's programs, which refuse to run as root, as an unprivileged user."""
    user: int | None = None
    if os.geteuid() == 0:
        user = pwd.getpwnam("nobody").pw_uid
        shutil.chown(place, user)
        place.chmod(0o700)

    def run(*command: object) -> None:
        done = subprocess.run(
            [str(word) for word in command], capture_output=True, text=True, user=user, cwd=place, check=False
        )
        assert done.returncode == 0, done.stderr or done.stdout

    return run
