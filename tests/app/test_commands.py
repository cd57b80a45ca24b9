"""The program's short commands: help, migrate, backup, and the one line that names a wrong setting."""

import os
import re
import sqlite3
import stat
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

import bot
from app import logs
from app.settings import Settings
from tests.app.program import ROOT, names, one_line

KEY = b64encode(bytes(range(32))).decode()
REAL = {"BOT_TOKEN": "123456789:AAEhBP0av28NSYtzJ-fake-token-for-test", "DATA_KEY": KEY}
Ended = Callable[..., tuple[int, str]]


@pytest.fixture
def ended(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> Ended:
    """Runs it in a folder of its own, with nothing but these settings; its exit code and all it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logs, "set_up", lambda *_: None)

    def run(*arguments: str, settings: dict[str, str] | None = None) -> tuple[int, str]:
        for key in Settings.model_fields:
            monkeypatch.delenv(key.upper(), raising=False)
        for key, value in (settings or {}).items():
            monkeypatch.setenv(key, value)
        caplog.clear()
        try:
            code = bot.main(list(arguments))
        except SystemExit as left:
            code = int(str(left.code))
        printed = capsys.readouterr()
        return code, caplog.text + printed.out + printed.err

    return run


def test_help_names_every_command(ended: Ended, tmp_path: Path) -> None:
    code, output = ended("--help")
    assert code == 0
    for command in ("run", "sandbox", "migrate", "backup"):
        assert re.search(rf"^    {command}\s+\S", output, flags=re.MULTILINE)
    assert names(tmp_path) == []


@pytest.mark.parametrize("arguments", [("fly",), ("backup",), ("backup", "a", "b"), ("--fast",)])
def test_what_it_does_not_know_is_wrong_to_ask(ended: Ended, arguments: tuple[str, ...]) -> None:
    code, output = ended(*arguments)
    assert code == 2
    assert "usage:" in output
    assert "Traceback" not in output


@pytest.mark.parametrize(
    ("settings", "code", "says"),
    [
        ({"BOT_TOKEN": "rahasia"}, 2, "BOT_TOKEN: expected"),
        ({"LOG_LEVEL": "loud"}, 2, "LOG_LEVEL: expected DEBUG"),
        ({"RESORT_CODE": "99.99"}, 1, "RESORT_CODE: no kabupaten or kota has the code 99.99"),
        ({"DATABASE_URL": "sqlite:////proc/siaga/siaga.db"}, 1, "DATABASE_URL: cannot use the folder"),
        ({"DATABASE_URL": "sqlite:////proc"}, 2, "DATABASE_URL: expected sqlite:///PATH of a file"),
        ({"SANDBOX_LISTEN": "203.0.113.1:8081"}, 1, "SANDBOX_LISTEN: cannot listen on"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_line(
    ended: Ended, settings: dict[str, str], code: int, says: str
) -> None:
    port = {"SANDBOX_LISTEN": f"127.0.0.1:{unused_port()}"}
    ends, output = ended(settings={**port, **settings})
    assert ends == code
    assert says in one_line("\n".join(line for line in output.splitlines() if " sandbox" not in line))
    assert "rahasia" not in output


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"ELECTION": "pilkada-1999"}, "ELECTION: "),
        ({"ROUTING_FILE": "aturan.csv"}, "ROUTING_FILE: aturan.csv: No such file or directory"),
        ({"ROUTING_FILE": "."}, "ROUTING_FILE: .: Is a directory"),
    ],
)
def test_what_a_setting_names_is_looked_for_before_telegram_is(
    ended: Ended, settings: dict[str, str], says: str
) -> None:
    nobody = f"http://127.0.0.1:{unused_port()}"
    code, output = ended("run", settings={**REAL, "TELEGRAM_API_URL": nobody, **settings})
    assert code == 1
    assert one_line(output).startswith(says)


def test_another_key_than_the_databases_stops_the_start(ended: Ended) -> None:
    assert ended("migrate", settings=REAL)[0] == 0
    code, output = ended(settings={**REAL, "DATA_KEY": b64encode(bytes([1]) * 32).decode()})
    assert code == 1
    assert one_line(output) == "DATA_KEY: this is not the key the database was begun with"


def test_a_database_without_its_key_stops_the_start(ended: Ended, tmp_path: Path) -> None:
    made = {key: value for key, value in REAL.items() if key != "DATA_KEY"}
    code, output = ended("migrate", settings=made)
    assert code == 0
    assert "keep a copy" in output
    key = tmp_path / "data" / "siaga.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_text().strip() not in output

    key.unlink()
    code, output = ended(settings=made)
    assert code == 1
    assert one_line(output).startswith("DATA_KEY: ")
    assert not key.exists()


def test_a_new_database_is_not_begun_with_a_key_that_can_be_guessed(ended: Ended) -> None:
    weak = {**REAL, "DATA_KEY": b64encode(b"siagasiagasiagasiagasiagasiagasi").decode()}
    code, output = ended("migrate", settings=weak)
    assert code == 1
    assert one_line(output).startswith("DATA_KEY: this key can be guessed")


@pytest.mark.parametrize(("name", "mode", "helps"), [(".env", 0o644, "600"), ("data", 0o750, "700")])
def test_what_others_can_open_stops_the_start(ended: Ended, tmp_path: Path, name: str, mode: int, helps: str) -> None:
    assert ended("migrate", settings=REAL)[0] == 0
    (tmp_path / ".env").touch()
    for path in (tmp_path / ".env", tmp_path / "data"):
        path.chmod(0o700)
    (tmp_path / name).chmod(mode)
    code, output = ended("migrate", settings=REAL)
    assert code == 1
    assert f"chmod {helps} " in one_line(output)
    (tmp_path / name).chmod(0o700)
    assert ended("migrate", settings=REAL)[0] == 0


def test_migrate_makes_the_database_and_says_so(ended: Ended, tmp_path: Path) -> None:
    for _ in range(2):
        code, output = ended("migrate", settings=REAL)
        assert (code, output) == (0, "data/siaga.db is up to date.\n")
    with sqlite3.connect(tmp_path / "data" / "siaga.db") as connection:
        applied = [name for (name,) in connection.execute("SELECT name FROM migrations ORDER BY name")]
    connection.close()
    assert applied == sorted(file.stem for file in (ROOT / "db" / "migrations").glob("*.sql"))


def test_a_backup_of_a_path_with_strange_letters_works(ended: Ended) -> None:
    settings = {**REAL, "DATABASE_URL": "sqlite:///data 50%?#/siaga.db"}
    assert ended("migrate", settings=settings)[0] == 0
    code, output = ended("backup", "copy.db", settings=settings)
    assert code == 0, output


def test_a_backup_that_cannot_be_made_leaves_the_last_one(ended: Ended, tmp_path: Path) -> None:
    code, output = ended("backup", "copy.db", settings=REAL)
    assert code == 1
    assert one_line(output).startswith("DATABASE_URL: there is no resort at data/siaga.db. ")

    assert ended("migrate", settings=REAL)[0] == 0
    code, output = ended("backup", "nowhere/copy.db", settings=REAL)
    assert code == 1
    assert one_line(output) == "cannot write nowhere/copy.db: nowhere is no folder"

    (tmp_path / "copy.db").write_bytes(last_one := b"SQLite format 3\0the last good copy")
    database = tmp_path / "data" / "siaga.db"
    whole = bytearray(database.read_bytes())
    whole[4096 * 2 : 4096 * 6] = os.urandom(4096 * 4)
    database.write_bytes(whole)
    code, output = ended("backup", "copy.db", settings=REAL)
    assert code == 1
    assert "the backup failed: " in one_line(output)
    assert (tmp_path / "copy.db").read_bytes() == last_one
    assert names(tmp_path) == ["copy.db", "data"]


def test_a_backup_takes_the_place_of_an_older_backup_and_of_nothing_else(ended: Ended, tmp_path: Path) -> None:
    assert ended("migrate", settings=REAL)[0] == 0
    for _ in range(2):
        assert ended("backup", "copy.db", settings=REAL)[0] == 0
    database = tmp_path / "data" / "siaga.db"
    (tmp_path / "link.db").symlink_to(database)
    (tmp_path / "siaga.key").write_text("the only key there is")
    before, inode = database.read_bytes(), database.stat().st_ino

    for target, says in [
        ("data/siaga.db", "data/siaga.db is the database itself: name another file"),
        ("link.db", "link.db is the database itself: name another file"),
        ("siaga.key", "siaga.key is there and is no backup: nothing is written over"),
        ("data", "cannot write data: it is a folder, name a file in it"),
        ("/proc/copy.db", "cannot write /proc/copy.db: No such file or directory"),
    ]:
        code, output = ended("backup", target, settings=REAL)
        assert (code, one_line(output)) == (1, says)
    assert (database.read_bytes(), database.stat().st_ino) == (before, inode)
    assert (tmp_path / "siaga.key").read_text() == "the only key there is"
    assert (tmp_path / "link.db").is_symlink()


UNITS = "code,name,agency,level,function,parent,areas\npolres,Polres,polri,polres,-,,\n"
LOOKING = (
    ("audit", "verify"),
    ("audit", "key"),
    ("backup", "copy.db"),
    ("seats", "list"),
    ("seats", "code"),
    ("texts", "list"),
    ("rotate-key",),
    ("units", "import", "units.csv"),
    ("invite", "--role", "komando", "--unit", "polres"),
)


def test_a_command_makes_nothing_where_no_resort_is(ended: Ended, tmp_path: Path) -> None:
    """A slip in the address is told as one: no empty resort is made there and called whole."""
    Path("units.csv").write_text(UNITS)
    kept = {key: value for key, value in REAL.items() if key != "DATA_KEY"}
    for asked in LOOKING:
        code, output = ended(*asked, settings=kept)
        assert code == 1, asked
        assert one_line(output) == (
            "DATABASE_URL: there is no resort at data/siaga.db. Is the address right?"
            " A new one is made by the first start of the bot, or by `bot.py migrate`"
        )
    assert names(tmp_path) == ["units.csv"]


@pytest.mark.parametrize("what", ["words", "tables"])
def test_what_is_no_resorts_database_is_left_as_it_is(ended: Ended, tmp_path: Path, what: str) -> None:
    Path("units.csv").write_text(UNITS)
    place = tmp_path / "lain"
    place.mkdir(mode=0o700)
    file = place / "siaga.db"
    file.write_text("no database at all, but somebody's notes")
    if what == "tables":
        file.unlink()
        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE migrations (id INTEGER, migration TEXT)")
        connection.close()
    before = file.read_bytes()
    settings = {**REAL, "DATABASE_URL": "sqlite:///lain/siaga.db"}
    for asked in (*LOOKING, ("migrate",), ("run",), ("copy", "sqlite:///lain/siaga.db", "sqlite:///baru.db")):
        code, output = ended(*asked, settings=settings)
        assert code == 1, asked
        assert "is no resort's database, and nothing is written there: name another file" in output
    assert file.read_bytes() == before
    assert names(place) == ["siaga.db"]


def test_a_resort_of_a_later_release_is_not_touched(ended: Ended, tmp_path: Path) -> None:
    assert ended("migrate", settings=REAL)[0] == 0
    with sqlite3.connect(tmp_path / "data" / "siaga.db") as connection:
        connection.execute("INSERT INTO migrations (name) VALUES ('9999_later')")
    connection.close()
    for asked in (("audit", "verify"), ("backup", "copy.db"), ("migrate",), ("run",)):
        code, output = ended(*asked, settings=REAL)
        assert code == 1
        assert "data/siaga.db is of a later release than this program" in one_line(output)


def test_a_look_brings_no_earlier_release_up_to_date(ended: Ended, tmp_path: Path) -> None:
    """The bot of that release may be running."""
    assert ended("migrate", settings=REAL)[0] == 0
    database = tmp_path / "data" / "siaga.db"
    with sqlite3.connect(database) as connection:
        connection.execute("DELETE FROM migrations WHERE name = (SELECT max(name) FROM migrations)")
    connection.close()
    before = database.read_bytes()
    code, output = ended("audit", "verify", settings=REAL)
    assert code == 1
    assert one_line(output) == (
        "data/siaga.db is of an earlier release: bring it up to date with `bot.py migrate` first"
    )
    assert database.read_bytes() == before


def test_an_invitation_that_fits_nobody_is_not_made(ended: Ended) -> None:
    units = "code,name,agency,level,function,parent,areas\npolres,Polres,polri,polres,-,,\n"
    Path("units.csv").write_text(units, encoding="utf-8")
    assert ended("migrate", settings=REAL)[0] == 0
    assert ended("units", "import", "units.csv", settings=REAL)[0] == 0
    for asked, says in [
        (("--post", "kabagops"), "--post is only for --role komando"),
        (("--village", "99.99.99.9999"), "--village: no kelurahan of this resort has the code 99.99.99.9999"),
        (("--village", "14.72.02"), "--village: no kelurahan of this resort has the code 14.72.02"),
    ]:
        code, output = ended("invite", "--role", "petugas", "--unit", "polres", *asked, settings=REAL)
        assert (code, one_line(output)) == (1, says)
    assert ended("invite", "--role", "komando", "--unit", "polres", "--post", "kabagops", settings=REAL)[0] == 0
