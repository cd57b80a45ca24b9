"""What is at a database's address, and one line that says why it cannot be used."""

from app.protection import CannotStart
from db.address import Address, Schema
from db.engine import Unavailable
from db.found import Found, find_at


async def check_resort(where: Address, named: str = "DATABASE_URL") -> Found:
    """Check that a resort's database is at an address; nothing is made there. Raises `CannotStart`.

    `named` is the setting or argument that gave the address; a refusal begins with it.
    """
    found = await check_not_other(where, named)
    if found is Found.NOTHING:
        raise CannotStart(
            f"{named}: there is no resort at {where}. Is the address right?"
            " A new one is made by the first start of the bot, or by `bot.py migrate`"
        )
    return found


async def check_not_other(where: Address, named: str = "DATABASE_URL") -> Found:
    """Check that nothing stands at an address but a resort that this program understands. Raises `CannotStart`."""
    try:
        found = await find_at(where)
    except Unavailable as error:
        raise CannotStart(f"{named}: cannot open {where}: {error}") from None
    if found is Found.OTHER:
        another = "another schema" if isinstance(where, Schema) else "another file"
        raise CannotStart(
            f"{named}: what is at {where} is no resort's database, and nothing is written there: name {another}"
        )
    if found is Found.LATER:
        raise CannotStart(f"{named}: {where} is of a later release than this program: install that one")
    return found
