"""What every use case asks of a stored announcement: who may approve it, what the lint says, how people get it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from broadcasts import genuine, schedule
from broadcasts.approval import can_be_approved as can_be_approved_by
from broadcasts.approval import fingerprint
from broadcasts.firing import Plan
from broadcasts.lint import Concern, lint, needs_override
from broadcasts.state import RunAct, State
from conversations.appeal_message import call
from conversations.appeal_screens import AppealScene
from conversations.callback import Topic
from conversations.render import Params
from conversations.screen import Screen
from db import appeals, reachable, runs, seats, units
from db.appeals import AppealKey, StoredAnnouncement
from db.officers import Officer
from db.reachable import Reachable
from db.unit_of_work import UnitOfWork
from locales import Refused
from resort.independence import Person, Seats
from resort.roles import Role

_FIRES_LOOKED_AT = 60  # times of a repeated announcement that the lint looks at


async def find(uow: UnitOfWork, key: int) -> StoredAnnouncement:
    """An announcement by number; else `Refused`."""
    stored = await appeals.get(uow.tx, AppealKey(key))
    if stored is None:
        raise Refused("flow.old_button")
    return stored


async def opened(uow: UnitOfWork, officer: Officer, key: int) -> StoredAnnouncement:
    """An announcement that an officer of the command may see; a draft is its author's alone until it is handed in."""
    stored = await find(uow, key)
    if stored.state is State.DRAFT and stored.slot is None and stored.composer != officer.chat:
        raise Refused("appeal.not_handed_in")
    return stored


async def approvers(uow: UnitOfWork, stored: StoredAnnouncement) -> list[Reachable]:
    """The people to ask for an approval: those whose voice would count and who can be written to."""
    command, announced = await seats.of_command(uow.tx, uow.now), stored.announcement
    given = command.counted(announced.voices, announced.barred, announced.earlier)
    people = await reachable.of_role(uow.tx, uow.vault, Role.COMMAND)
    return [each for each in people if command.may_second(Person(each.officer.chat), (*announced.barred, *given))]


async def can_be_approved(uow: UnitOfWork, stored: StoredAnnouncement) -> bool:
    """Whether enough people are left who could approve an announcement and can be written to."""
    return can_be_approved_by(stored.announcement, await able(uow))


async def able(uow: UnitOfWork) -> Seats:
    """The command, with the voices of those who can be written to."""
    command = await seats.of_command(uow.tx, uow.now)
    people = {Person(each.officer.chat) for each in await reachable.of_role(uow.tx, uow.vault, Role.COMMAND)}
    return replace(command, voters=command.voters & people)


async def tell_composer(uow: UnitOfWork, stored: StoredAnnouncement, screen: Screen) -> None:
    """Tell the composer; all of the command when the composer has left it or cannot be reached."""
    people = await reachable.of_role(uow.tx, uow.vault, Role.COMMAND)
    for person in [each for each in people if each.officer.chat == stored.composer] or people:
        await uow.write(person.chat, screen, Topic.APPEAL)


def concerns(uow: UnitOfWork, stored: StoredAnnouncement) -> Sequence[Concern]:
    """What the lint says of an announcement now."""
    fires = schedule.fires(stored.appeal.when, stored.approved_at or uow.now, uow.resort.zone)
    resort = uow.resort
    programme, names = resort.programme, resort.guarded_names
    looked_at = islice(fires, _FIRES_LOOKED_AT)
    return lint(stored.appeal, looked_at, resort.zone, programme.calm, names, programme.voting, resort.trusted_hosts)


def is_held_back(uow: UnitOfWork, stored: StoredAnnouncement) -> bool:
    """Whether nobody could approve an announcement as it is: it would need to be an emergency, and is none."""
    return stored.appeal.emergency is None and needs_override(concerns(uow, stored))


def plan(stored: StoredAnnouncement) -> Plan:
    """An announcement as the clock sees it."""
    return Plan(
        appeal=stored.appeal,
        state=stored.state,
        approved_at=stored.approved_at,
        last_fired=stored.last_fired,
        correction=stored.corrects is not None,
        slot=stored.slot,
    )


def code(uow: UnitOfWork, stored: StoredAnnouncement) -> str:
    """The check code of an announcement as it is now."""
    return genuine.code(uow.vault.check_secret, stored.key, fingerprint(stored.appeal))


def message(uow: UnitOfWork, stored: StoredAnnouncement) -> tuple[str, Params]:
    """The very call that sends an announcement, also before it has gone out."""
    directive = stored.key if stored.directive else None
    return call(stored.appeal, code(uow, stored), RunAct.SEND, directive=directive)


async def scene(uow: UnitOfWork, size: int = 0, concerns: Sequence[Concern] = ()) -> AppealScene:
    """What the screens about announcements may know."""
    posted = tuple((unit.code, unit.name) for unit in await units.every(uow.tx))
    resort = uow.resort
    return AppealScene(uow.now, resort.zone, resort.areas, posted, resort.programme.voting, size, tuple(concerns))


async def scene_of(uow: UnitOfWork, stored: StoredAnnouncement) -> AppealScene:
    """The same, with how many people an announcement reaches and what the lint says of it now."""
    if stored.corrects is not None:
        size = len(await runs.recipients(uow.tx, stored.corrects))
    else:
        size = await runs.size(uow.tx, stored.appeal.audience)
    return await scene(uow, size, concerns(uow, stored))
