"""Telling the first circle of a ladder in which somebody can be reached; the operator comes last."""

from collections.abc import Sequence

from casework.addressees import standing
from casework.operator import operator
from conversations.callback import Topic
from conversations.screen import Line, Rows, Screen
from db import reachable
from db.chats import Chat, ChatKey
from db.outbox import Lane
from db.unit_of_work import UnitOfWork
from resort.quiet_hours import Matter, Standing
from resort.roles import Role
from resort.waits import Circle

_Person = tuple[Chat, Standing]
_ROLES = {Circle.DESK: Role.DESK, Circle.COMMAND: Role.COMMAND, Circle.HEAD: Role.HEAD}


async def tell(
    uow: UnitOfWork,
    ladder: Sequence[Circle],
    text: Line,
    rows: Rows = (),
    *,
    officer: ChatKey | None = None,
    unit: str | None = None,
    topic: Topic = Topic.PEOPLE,
    matter: Matter = Matter.OTHER,
) -> bool:
    """Tell the first circle with somebody who can be reached; False when there is none, not even the operator.

    `officer` is the one the matter is about or who waits for it, `unit` the unit whose head is meant. At night it makes
    no sound for people whom such a matter does not call.
    """
    for circle in ladder:
        people = await _people(uow, circle, officer, unit)
        for chat, stands in people:
            silent = not uow.resort.nights.may_call(stands, matter, uow.now)
            shown = Screen(text, rows if circle is not Circle.OPERATOR else ())
            await uow.write(chat, shown, topic, lane=Lane.PING, silent=silent)
        if people:
            return True
    return False


async def _people(uow: UnitOfWork, circle: Circle, officer: ChatKey | None, unit: str | None) -> list[_Person]:
    if circle is Circle.OPERATOR:
        chat = await operator(uow)
        return [] if chat is None else [(chat, Standing.OFF_DUTY)]
    if circle in _ROLES:
        found = await reachable.of_role(uow.tx, uow.vault, _ROLES[circle])
        people = [each for each in found if circle is not Circle.HEAD or each.officer.unit == unit]
        people = [each for each in people if each.officer.on_duty] or people
        return [(each.chat, standing(each.officer)) for each in people]
    chat = None if officer is None else await uow.chat(officer)
    return [] if chat is None else [(chat, Standing.ON_DUTY)]  # it is their own matter
