"""The data key: made once for its owner alone, never made beside data that was sealed with another."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import chats, units
from db.binding import MARK_NAME, MARK_PLACE, UNNOTED_MARK
from db.chats import Sender
from db.database import Database, Tx
from db.keys import KeyMissing, Tampered, key_for, unlock
from db.vault import Vault, WrongKey, key_from, new_key
from resort.area import Areas
from resort.unit import example, parse
from tests.stage.memory import told

NOW = datetime(2024, 11, 27, tzinfo=UTC)


def test_the_first_start_makes_a_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    key, made = key_for(tmp_path / "data", False, "")
    file = tmp_path / "data" / "siaga.key"
    assert made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert key_from(file.read_text()) == key


def test_the_next_start_takes_the_same_key(tmp_path: Path) -> None:
    first, _ = key_for(tmp_path, False, "")
    assert key_for(tmp_path, True, "") == (first, False)


def test_a_setting_goes_before_the_file_and_makes_none(tmp_path: Path) -> None:
    text = new_key()
    assert key_for(tmp_path, False, text) == (key_from(text), False)
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_its_key_is_refused_and_gets_no_new_one(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing, match=r"siaga\.key is not"):
        key_for(tmp_path, True, "")
    assert not (tmp_path / "siaga.key").exists()


@pytest.mark.parametrize("content", ["", "not a key", "c2hvcnQ="])
def test_a_key_file_that_holds_no_key_is_refused_and_left_alone(tmp_path: Path, content: str) -> None:
    (tmp_path / "siaga.key").write_text(content)
    with pytest.raises(KeyMissing, match="holds no key"):
        key_for(tmp_path, False, "")
    assert (tmp_path / "siaga.key").read_text() == content


async def test_the_database_knows_the_key_it_was_begun_with(store: Database) -> None:
    right, wrong = Vault(bytes(32)), Vault(bytes([1]) * 32)
    await unlock(store, right, NOW)
    await unlock(store, right, NOW)
    with pytest.raises(WrongKey):
        await unlock(store, wrong, NOW)
    await unlock(store, right, NOW)


async def test_rights_of_the_release_before_are_taken_into_the_memory_once(store: Database) -> None:
    database, vault, areas = store, Vault(bytes(32)), Areas.load("14.72")
    await unlock(database, vault, NOW)

    async def lives(tx: Tx) -> None:
        await chats.meet(tx, vault, Sender(1, "private", "Warga", None, "id"), NOW)
        await units.save(tx, parse(example(areas), areas))
        tx.standing.rights.clear()  # that release did not remember them
        await tx.run("seals.set", name=MARK_NAME, sealed=vault.seal(UNNOTED_MARK, MARK_PLACE))

    await database.write(lives)
    assert [each.split(":")[0] for each in await told(database)] == ["units"]
    await unlock(database, vault, NOW)
    assert await told(database) == []
    assert vault.forged == set()
    await database.write(lambda tx: tx.run("seals.set", name=MARK_NAME, sealed=vault.seal(UNNOTED_MARK, MARK_PLACE)))
    with pytest.raises(Tampered):
        await unlock(database, vault, NOW)
