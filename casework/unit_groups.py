"""The group of a unit: tried every day, and given up once Telegram refuses what we send there or its people silence us.

Its head and the desk are told, and what was called there and nobody took is called to the people of the unit.
"""

from dataclasses import dataclass

from casework import calls, circles, taking_off
from casework.addressees import Addressee, once
from conversations.buttons.staff import HistoryForNewcomers
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import pings, reachable, reports, units, waits
from db.chats import ChatKey
from db.outbox import Lane
from db.unit_of_work import UnitOfWork
from db.units import PostedUnit
from db.waits import WaitKey
from reports.state import RecordedAct
from reports.waits import MANY
from resort.roles import Role
from resort.waits import RULES, Circle, Kind, next_due


@dataclass(frozen=True, slots=True)
class Seen:
    """What Telegram shows of a group."""

    public: bool
    linked: bool  # a channel, whose posts and readers come with it
    members: int

    def exposed(self, most: int) -> bool:
        """Whether others than a unit's people may read there."""
        return self.public or self.linked or self.members > most


async def give_up_exposed(uow: UnitOfWork, unit: PostedUnit, group: ChatKey, seen: Seen, most: int) -> None:
    """Unbind a group that others can read; its head and the command are told why."""
    bound = await units.get(uow.tx, unit.code)
    if bound is None or bound.chat != group:
        return
    why = "public" if seen.public else "linked" if seen.linked else "many"
    values: dict[str, Value] = {"unit": unit.name}
    if why == "many":
        values = {**values, "count": seen.members, "most": most}
    said: dict[str, Value] = {"unit": unit.name, "why": Line(f"group.exposed_{why}", values)}
    text, here = Line("group.exposed", said), Line("group.ended_exposed", said)
    await _give_up(uow, unit, group, text, here=here, also=(Circle.COMMAND,))


async def ask_head(uow: UnitOfWork, unit: PostedUnit) -> None:
    """Ask the head what Telegram does not show a bot: whether newcomers can read earlier messages."""
    rows = (
        (Button(Key("button.history_hidden"), HistoryForNewcomers()),),
        (Button(Key("button.history_shown"), HistoryForNewcomers(shown=True)),),
    )
    text = Line("group.ask_history", {"unit": unit.name})
    await circles.tell(uow, (Circle.HEAD, Circle.COMMAND), text, rows, unit=unit.code)


async def look(uow: UnitOfWork, key: WaitKey) -> None:
    """A group is due: try whether we may still write there, without a message; a lost one is unbound."""
    found = await units.waiting(uow.tx, key)
    if found is None:
        return
    unit, is_lost = found
    assert unit.chat is not None
    chat = await uow.chat(unit.chat)
    if is_lost or chat is None:
        await _give_up(uow, unit, unit.chat, Line("group.lost", {"unit": unit.name}))
        return
    wait = await waits.get(uow.tx, key)
    await waits.ring(uow.tx, key, next_due(Kind.GROUP, wait.rings + 1, uow.now))
    await uow.owe(chat, "sendChatAction", {"action": "typing"}, Lane.NOTICE)


async def leave(uow: UnitOfWork, group: ChatKey, why: Line) -> None:
    """A group is about to be no unit's: what was called there is taken off it, and it reads why nothing more comes."""
    chat = await uow.chat(group)
    if chat is None:
        return
    await taking_off.empty(uow, group)
    await uow.write(chat, Screen(why), Topic.PEOPLE)


async def _give_up(
    uow: UnitOfWork,
    unit: PostedUnit,
    group: ChatKey,
    text: Line,
    *,
    here: Line | None = None,
    also: tuple[Circle, ...] = (Circle.DESK,),
) -> None:
    untaken = await reports.untaken_called_in(uow.tx, group)
    if here is not None:
        await leave(uow, group, here)
    await units.unbind(uow.tx, group)
    await uow.record(RecordedAct.GROUP_RELEASED, str(Role.CLOCK), text=unit.code)
    ladder = RULES[Kind.GROUP].ladder
    head = await circles.tell(uow, (Circle.HEAD,), text, unit=unit.code)
    if not await circles.tell(uow, also, text) and not head:
        await circles.tell(uow, ladder, text, unit=unit.code)
    why = Line("ping.group_lost", {"unit": unit.name})
    for report in untaken[:MANY]:
        people = await reachable.of_unit(uow.tx, uow.vault, unit.code)
        people = [each for each in people if each.officer.on_duty] or people
        already = [ping.chat for ping in await pings.of_report(uow.tx, report.key)]
        to_call = once([Addressee.of(each, agency=unit.agency) for each in people], already)
        await calls.call(uow, report, to_call, [why])
    if untaken[MANY:]:
        numbers = ", ".join(report.number for report in untaken[MANY : MANY + 20])
        text = Line("group.lost_calls", {"unit": unit.name, "numbers": numbers})
        await circles.tell(uow, ladder, text, unit=unit.code)
