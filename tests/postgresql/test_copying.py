"""A resort moves from a file to a server and back: everything arrives, or nothing is written."""

from dataclasses import replace
from pathlib import Path

import pytest

from db.address import Address, url_of
from db.copying import copy
from db.vault import new_key
from sandbox import Person
from tests.stage.engines import new_schema
from tests.stage.officers import commands, joins
from tests.stage.outside import change, rows
from tests.stage.town import Town
from tests.stage.walks import agrees, reports

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('migrations') ORDER BY name"


@pytest.fixture
async def closed_town(quiet_town: Town) -> Town:
    """A resort with a report and an officer, whose bot has ended."""
    async with quiet_town.open():
        citizen: Person = quiet_town.citizen("Warga")
        await joins(quiet_town, "Petugas")
        await agrees(citizen)
        await reports(citizen)
        await quiet_town.rests()
    return quiet_town


def everything(where: Address, tables: list[str]) -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(rows(where, f"SELECT * FROM {table}"), key=repr) for table in tables}


@pytest.mark.sqlite
async def test_a_resort_moves_to_a_server_and_back(closed_town: Town, tmp_path: Path) -> None:
    source, server = closed_town.settings.address, new_schema()
    tables = [str(name) for (name,) in rows(source, TABLES)]
    code, out, err = await commands(closed_town, "copy", url_of(source), url_of(server))
    assert code == 0, err
    assert "1 of them reports" in out
    assert everything(server, tables) == everything(source, tables)

    back = tmp_path / "back" / "siaga.db"
    code, out, err = await commands(closed_town, "copy", url_of(server), url_of(back))
    assert code == 0, err
    assert everything(back, tables) == everything(source, tables)


@pytest.mark.sqlite
async def test_a_resort_that_moved_goes_on_with_its_numbers(closed_town: Town) -> None:
    server = new_schema()
    await commands(closed_town, "copy", url_of(closed_town.settings.address), url_of(server))
    moved = closed_town.settings.model_copy(update={"database_url": url_of(server)})
    closed_town.settings = moved
    async with closed_town.open():
        citizen = closed_town.citizen("Warga lain")
        await agrees(citizen)
        assert (await reports(citizen)).split("-")[2] == "0002"


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("postgresql://siaga@127.0.0.1:1/tidak_ada", "TO: cannot open postgresql://127.0.0.1:1/tidak_ada"),
        ("postgresql://siaga@127.0.0.1:lima/siaga", "TO: expected postgresql://USER:PASSWORD@HOST/DATABASE"),
        ("mysql://siaga@127.0.0.1/siaga", "TO: expected sqlite:///PATH or postgresql://"),
        ("sqlite:///", "TO: expected sqlite:///PATH or postgresql://"),
        ("sqlite:////proc/siaga/siaga.db", "TO: cannot use the folder of /proc/siaga/siaga.db"),
        ("postgresql://siaga@127.0.0.1/siaga?schema=Polres-1", "TO: a schema's name is made of small letters"),
    ],
)
async def test_what_cannot_be_copied_to_is_said_in_one_line(closed_town: Town, target: str, says: str) -> None:
    code, out, err = await commands(closed_town, "copy", url_of(closed_town.settings.address), target)
    assert (code, out) == (1, "")
    assert err.startswith(f"bot.py: {says}")
    assert err.count("\n") == 1
    assert "DATABASE_URL" not in err


@pytest.mark.sqlite
async def test_what_cannot_be_copied_from_is_said_and_nothing_is_made_there(closed_town: Town, tmp_path: Path) -> None:
    there = closed_town.settings.address
    for source, target, says in (
        (f"sqlite:///{tmp_path}/salah/siaga.db", url_of(new_schema()), "FROM: there is no resort at "),
        (url_of(new_schema()), f"sqlite:///{tmp_path}/salah/siaga.db", "FROM: there is no resort at "),
        ("postgresql://siaga@127.0.0.1:1/tidak_ada", url_of(new_schema()), "FROM: cannot open postgresql://127.0.0.1"),
        (url_of(there), url_of(there), "TO: this is the database that FROM names"),
    ):
        code, out, err = await commands(closed_town, "copy", source, target)
        assert (code, out) == (1, "")
        assert err.startswith(f"bot.py: {says}")
        assert err.count("\n") == 1
    assert not (tmp_path / "salah").exists()


@pytest.mark.sqlite
async def test_a_slip_in_a_schemas_name_makes_nothing_there(closed_town: Town) -> None:
    server = new_schema()
    change(server, "CREATE SCHEMA lain")
    change(server, "CREATE TABLE lain.users (id BIGINT)")
    for name, says in (("salah", "there is no resort at "), ("lain", "what is at ")):
        closed_town.settings = closed_town.settings.model_copy(
            update={"database_url": url_of(replace(server, name=name)), "data_folder": str(closed_town.settings.data)}
        )
        for asked in (("audit", "verify"), ("seats", "list"), ("backup", "copy.db"), ("rotate-key",)):
            code, out, err = await commands(closed_town, *asked)
            assert (code, out) == (1, "")
            assert err.startswith(f"bot.py: DATABASE_URL: {says}postgresql://")
            assert err.count("\n") == 1
    code, _, err = await commands(closed_town, "migrate")
    assert code == 1
    assert "its schema was dropped or renamed: put it back, or restore a backup" in err  # one was begun from here
    assert err.count("\n") == 1
    found = "SELECT nspname, relname FROM pg_class JOIN pg_namespace AS n ON n.oid = relnamespace"
    assert rows(server, f"{found} WHERE nspname IN ('salah', 'lain')") == [("lain", "users")]


@pytest.mark.sqlite
async def test_nothing_is_copied_with_a_wrong_key(closed_town: Town) -> None:
    source, server = url_of(closed_town.settings.address), new_schema()
    key = closed_town.settings.data / "siaga.key"
    right = key.read_text()
    key.write_text(new_key())
    code, _, err = await commands(closed_town, "copy", source, url_of(server))
    assert code == 1
    assert err.startswith("bot.py: DATA_KEY: this is not the key of ")
    assert rows(server, "SELECT count(*) FROM events") == [(0,)]
    key.write_text(right)
    code, _, err = await commands(closed_town, "copy", source, url_of(server))
    assert code == 0, err


@pytest.mark.sqlite
async def test_a_copy_that_is_there_is_checked_and_nothing_is_written_over(closed_town: Town, tmp_path: Path) -> None:
    """As after a run that was killed before it gave its verdict: the second run gives it."""
    source, server = url_of(closed_town.settings.address), new_schema()
    _, first, _ = await commands(closed_town, "copy", source, url_of(server))
    code, again, _ = await commands(closed_town, "copy", source, url_of(server))
    assert code == 0
    assert again == "It had been copied before; nothing was written now, and the copy was checked again.\n" + first

    change(server, "UPDATE reports SET what = 'lain'")
    before = everything(server, ["reports"])
    code, _, err = await commands(closed_town, "copy", source, url_of(server))
    assert code == 1
    assert "holds a resort that is not as " in err
    assert "(reports differ), nothing is written over: set DATABASE_URL to it if it is the one to go on with" in err
    assert err.count("\n") == 1
    assert everything(server, ["reports"]) == before


@pytest.mark.sqlite
async def test_a_copy_that_was_killed_in_the_middle_is_made_again(closed_town: Town, tmp_path: Path) -> None:
    """What it leaves are tables without a row, with all that it had written undone: on both engines."""
    source, server, file = closed_town.settings.address, new_schema(), tmp_path / "baru" / "siaga.db"
    for target in (server, file):

        async def dies(_: object) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            copy(source, target, dies)
        code, out, err = await commands(closed_town, "copy", url_of(source), url_of(target))
        assert code == 0, err
        assert "1 of them reports" in out


@pytest.mark.sqlite
async def test_a_running_resort_is_not_copied(closed_town: Town) -> None:
    async with closed_town.open():
        code, _, err = await commands(closed_town, "copy", url_of(closed_town.settings.address), url_of(new_schema()))
    assert code == 1
    assert err.startswith("bot.py: FROM: another Siaga is running")


@pytest.mark.sqlite
async def test_a_resort_of_an_earlier_release_is_brought_up_to_date_first(closed_town: Town) -> None:
    source = closed_town.settings.address
    change(source, "DELETE FROM migrations WHERE name = (SELECT max(name) FROM migrations)")
    code, _, err = await commands(closed_town, "copy", url_of(source), url_of(new_schema()))
    assert code == 1
    assert "bot.py migrate" in err


@pytest.mark.sqlite
async def test_a_forged_row_is_copied_and_named(closed_town: Town) -> None:
    source = closed_town.settings.address
    change(source, "UPDATE events SET act = 'selesai' WHERE id = 1")
    code, _, err = await commands(closed_town, "copy", url_of(source), url_of(new_schema()))
    assert code == 1
    assert "event 1: changed" in err
    assert "is not whole" in err
