"""The programme of an election as its file was when the bot last started, so that a change of it is noticed."""

from pydantic import TypeAdapter

from broadcasts.programme import Programme
from db.database import Tx

_FORM = TypeAdapter(Programme)


async def get(tx: Tx, key: str) -> Programme | None:
    """The programme as it was; None when this election is new to us."""
    content = await tx.value("programmes.get", key=key)
    return None if content is None else _FORM.validate_json(content)


async def keep(tx: Tx, programme: Programme) -> None:
    """Keep the programme as it is now."""
    await tx.run("programmes.keep", key=programme.key, content=_FORM.dump_json(programme).decode())
