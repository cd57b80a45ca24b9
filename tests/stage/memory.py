"""What `audit verify` says of a database that lies open: nothing, whatever people and the bot have done to it."""

from db import contents, events, forgery
from db.database import Database, Tx


async def told(database: Database) -> list[str]:
    """Every sentence of the audit but those about the files themselves."""
    return await database.read(_told)


async def _told(tx: Tx) -> list[str]:
    found = [each async for each in events.verify(tx, tx.vault)]
    found += [each async for each in forgery.find(tx)]
    return found + [each async for each in contents.find(tx)]
