"""A resort whose database vanished: the bot says so in a line, and begins no empty one in its place."""

from pathlib import Path

import pytest

from app.begun import NAME
from app.protection import CannotStart
from db.address import Schema
from tests.stage.officers import commands
from tests.stage.outside import change, rows
from tests.stage.town import Town


def take_away(town: Town) -> None:
    """Somebody drops the schema, or moves the file."""
    _rename(town, "siaga", "siaga_lama", "", "lama-")


def put_back(town: Town) -> None:
    _rename(town, "siaga_lama", "siaga", "lama-", "")


def _rename(town: Town, schema: str, new_schema: str, before: str, new: str) -> None:
    """Rename the schema, or the files, which are told apart by what their names begin with."""
    where = town.settings.address
    if isinstance(where, Schema):
        change(where, f"ALTER SCHEMA {schema} RENAME TO {new_schema}")
        return
    for file in where.parent.glob(f"{before}{where.name}*"):
        file.rename(file.with_name(new + file.name.removeprefix(before)))


def stands(town: Town) -> bool:
    where = town.settings.address
    if isinstance(where, Schema):
        return bool(rows(where, "SELECT 1 FROM pg_namespace WHERE nspname = 'siaga'"))
    return Path(where).exists()


async def test_a_resort_that_vanished_is_not_begun_anew(quiet_town: Town) -> None:
    town = quiet_town
    async with town.open():
        await town.citizen("Warga").opens()
        await town.rests()
    take_away(town)
    code, _, err = await commands(town, "migrate")
    assert (code, err.count("\n")) == (1, 1)
    assert "is gone" in err or "dropped or renamed" in err
    assert not stands(town)
    with pytest.raises(CannotStart, match=r"dropped or renamed|is gone"):
        async with town.open():
            pass
    put_back(town)
    code, _, err = await commands(town, "migrate")
    assert code == 0, err
    assert await town.rows("SELECT count(*) FROM chats") == [(1,)]

    take_away(town)
    (town.settings.data / NAME).unlink()  # a new one is wanted
    code, _, err = await commands(town, "migrate")
    assert code == 0, err
    assert await town.rows("SELECT count(*) FROM chats") == [(0,)]
