"""The command line's part in letting people in: one-time invitations."""

from datetime import datetime

from app import opening
from app.protection import CannotStart
from app.settings import Settings
from db import (
    events,
    officers,
    people,
    units,
)
from db.database import Tx
from db.officers import Invite
from db.vault import Vault
from locales import Refused
from reports.state import RecordedAct
from resort import identity
from resort.area import Areas
from resort.rights import INVITE_LASTS, Post
from resort.roles import COMMAND_LINE, Role


def invite(settings: Settings, to: Invite, now: datetime, person: str | None = None) -> None:
    """Print a one-time code that lets somebody in; it is kept only as a hash and shown only now.

    `person` is who is meant, in one line; colleagues inside see it.
    """
    code = ""
    if to.post is not None and to.role is not Role.COMMAND:
        raise CannotStart("--post is only for --role komando")
    try:
        meant = None if person is None else identity.read(person)
    except Refused:
        raise CannotStart("--person: expected rank, name and post, such as AKP Budi Santoso, Kabag Ops") from None
    village = None if to.village is None else Areas.load(settings.resort_code).get(to.village)
    if to.village is not None and not (village and village.is_village):
        raise CannotStart(f"--village: no kelurahan of this resort has the code {to.village}")

    async def work(tx: Tx, vault: Vault) -> None:
        nonlocal code
        if await units.get(tx, to.unit) is None:
            raise CannotStart(f"there is no unit {to.unit}; import units first, `bot.py units example` prints some")
        code = await officers.invite(tx, to, None, now + INVITE_LASTS)
        if meant is not None:
            await people.keep(tx, people.of_code(code), meant)
        await events.record(tx, vault, now, COMMAND_LINE, RecordedAct.INVITED, text=f"{to.role}, {to.unit}")

    opening.write(settings, work)
    print(f"Send this to the bot within {INVITE_LASTS.days} days, it works once:\n/start masuk-{code}")
    print(f"As a link, with the bot's name: https://t.me/BOT?start=masuk-{code}")


def invitation(role: str, unit: str, post: str | None, village: str | None) -> Invite:
    """The invitation that command-line words mean."""
    return Invite(unit, Role(role), Post(post) if post else None, village)
