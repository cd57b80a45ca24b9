"""`bot.py rotate-key`: a new data key, while the bot runs or not, and going on where an earlier try was stopped."""

import asyncio
import base64
import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import uvloop

from app.holding import held
from app.opening import open_database
from app.protection import CannotStart
from app.settings import Settings
from db import binding, keyring, rotation
from db.database import Database, Unavailable
from db.keys import key_for, put_key

EVERY = 5.0  # seconds between two looks for a new key
BETWEEN = 0.02  # seconds that others have between two parts
TELL_EVERY = 2.0


async def follow_key(database: Database, now: Callable[[], datetime]) -> None:
    """Finish what an upgrade left to seal, then take over each new key, for as long as the bot runs."""
    while True:
        with contextlib.suppress(Unavailable):  # the next look may succeed
            await _finish_binding(database)
            await rotation.take_over(database, now())
            await _renew_all(database)
        await asyncio.sleep(EVERY)


async def _finish_binding(database: Database) -> None:
    assert database.vault is not None
    await binding.bind_reporters(database, database.vault)


async def _renew_all(database: Database) -> None:
    left = True
    while left:
        left = await rotation.renew_some(database)
        await asyncio.sleep(BETWEEN)


def rotate(settings: Settings, now: Callable[[], datetime]) -> None:
    """Make a new key, put it where the key is read from, and wait until everything is sealed with it."""
    uvloop.run(_rotate(settings, now))


async def _rotate(settings: Settings, now: Callable[[], datetime]) -> None:
    setting = settings.data_key.get_secret_value()
    database, vault = await open_database(settings, now=now)
    try:
        key = await database.write(lambda tx: rotation.begin(tx, vault.newest_key))
        if key != key_for(settings.data, True, setting)[0]:
            _hand_over(settings.data, key, in_setting=bool(setting))
        await _carry_out(settings, database, key, now)
        if setting:
            print("Everything is sealed with the new key. The earlier one opens it until the bot starts with the new.")
        else:
            await database.write(keyring.forget_earlier)
            print("Everything is sealed with the new key.")
    finally:
        await database.close()


async def _carry_out(settings: Settings, database: Database, key: bytes, now: Callable[[], datetime]) -> None:
    """Seal everything with the new key, or wait while the running bot does it."""
    try:
        async with held(settings.address, wait=False):
            await _finish_binding(database)
            await rotation.take_over(database, now())
            await _renew_all(database)
    except CannotStart:
        await _wait(database, key)


def _hand_over(folder: Path, key: bytes, *, in_setting: bool) -> None:
    """Put the key into its file, or print it for whoever keeps the setting."""
    if in_setting:
        print("Put this into DATA_KEY, and keep a copy. The earlier key opens the backups made before now.")
        print(base64.b64encode(key).decode())
        return
    earlier = put_key(folder, key)
    print(f"The new key is in {folder / 'siaga.key'}. Copy it to where keys are kept.")
    print(f"{earlier} opens the backups made before now: move it to them, then remove it here.")


async def _wait(database: Database, key: bytes) -> None:
    going_on = True
    while going_on:
        going_on, done, count = await database.read(lambda tx: rotation.progress(tx, key))
        print(f"{done:,} of {count:,} chats are sealed anew." if going_on else "The bot has done it.", flush=True)
        await asyncio.sleep(TELL_EVERY if going_on else 0)
