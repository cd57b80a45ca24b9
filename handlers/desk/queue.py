"""`/antrean`: the open reports, most urgent and oldest first, with filters; a unit's head sees those of the unit.

A button carries the whole filter: no list needs to be remembered, and an old one still turns its pages.
"""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from conversations.buttons.desk import (
    ChooseFilter,
    FilterDistrict,
    FilterState,
    FilterUrgency,
    OpenOnDesk,
    Queue,
    QueueFilter,
)
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value, paged
from db import queue
from db.queue import MOST_COUNTED, STATES, Waiting, Wanted
from db.reports import ReportKey
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from locales import Refused
from reports.urgency import Urgency
from resort.rights import Right, may

PAGE = 5
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


async def show(turn: Turn) -> None:
    """`/antrean`: everything that is with us, from the top."""
    await show_page(turn, Queue())


async def show_page(turn: Turn, tapped: Queue) -> None:
    """A page of the queue: what comes after a report."""
    chosen = tapped.filter
    wanted = await _wanted(turn, chosen)
    found = await queue.page(turn.tx, wanted, ReportKey(tapped.after) or None, PAGE + 1)
    totals = await queue.counts(turn.tx, wanted)
    counts = [
        Line("queue.count", {"urgency": Key(f"urgency.{urgency}"), "count": _capped(total)})
        for urgency, total in totals.items()
    ]
    if wanted.unit is None and (apart := await queue.apart(turn.tx)):
        counts.append(Line("queue.apart", {"count": apart}))
    values: dict[str, Value] = {"filter": _told(turn, chosen), "counts": tuple(counts)}
    rows: list[tuple[Button, ...]] = []
    rows += [(Button(label(turn, each), OpenOnDesk(each.key, chosen)),) for each in found[:PAGE]]
    if len(found) > PAGE:
        rows.append((Button(Key("button.more"), Queue(chosen, found[PAGE - 1].key)),))
    else:
        rows.append((Button(Key("button.refresh"), Queue(chosen)),))
    text = Line("queue.list" if found else "queue.none", values)
    rows.append((Button(Key("button.filter"), ChooseFilter(chosen)), MENU))
    await turn.show(Screen(text, tuple(rows)), Topic.DESK)


async def show_filter(turn: Turn, tapped: ChooseFilter) -> None:
    """What can be chosen: urgency, state, kecamatan, only what nobody took."""
    chosen = tapped.filter
    await _wanted(turn, chosen)
    flipped = replace(chosen, untaken=not chosen.untaken)
    rows = (
        (Button(Key("button.by_urgency"), FilterUrgency(chosen)), Button(Key("button.by_state"), FilterState(chosen))),
        (Button(Key("button.by_district"), FilterDistrict(chosen)),),
        (Button(Key("button.taken_too" if chosen.untaken else "button.untaken"), ChooseFilter(flipped)),),
        (Button(Key("button.no_filter"), ChooseFilter()), Button(Key("button.show_queue"), Queue(chosen))),
    )
    await turn.show(Screen(Line("queue.filter", {"filter": _told(turn, chosen)}), rows), Topic.DESK)


async def choose_urgency(turn: Turn, tapped: FilterUrgency) -> None:
    """Which urgency."""
    await _wanted(turn, tapped.filter)
    options = [(Key(f"urgency.{each}"), replace(tapped.filter, urgency=each)) for each in Urgency]
    await _choose(turn, "queue.ask_urgency", options, replace(tapped.filter, urgency=None))


async def choose_state(turn: Turn, tapped: FilterState) -> None:
    """Which state."""
    await _wanted(turn, tapped.filter)
    options = [(Key(f"desk.state_{each}"), replace(tapped.filter, state=each)) for each in STATES]
    await _choose(turn, "queue.ask_state", options, replace(tapped.filter, state=None))


async def choose_district(turn: Turn, tapped: FilterDistrict) -> None:
    """Which kecamatan."""
    chosen = tapped.filter
    await _wanted(turn, chosen)
    options = [
        Button(district.name, ChooseFilter(replace(chosen, district=district.code)))
        for district in turn.resort.areas.districts
    ]
    rows = paged(options, tapped.page, others=1, turn_to=partial(FilterDistrict, chosen))
    every = (Button(Key("button.any"), ChooseFilter(replace(chosen, district=None))),)
    await turn.show(Screen(Line("queue.ask_district"), (*rows, every)), Topic.DESK)


async def _choose(turn: Turn, key: str, choices: list[tuple[Key, QueueFilter]], anything: QueueFilter) -> None:
    options = [Button(label, ChooseFilter(chosen)) for label, chosen in choices]
    rows = tuple(tuple(options[at : at + 2]) for at in range(0, len(options), 2))
    every = (Button(Key("button.any"), ChooseFilter(anything)),)
    await turn.show(Screen(Line(key), (*rows, every)), Topic.DESK)


async def _wanted(turn: Turn, chosen: QueueFilter) -> Wanted:
    """The reports that a filter means for the person who taps it; a head never sees beyond the unit."""
    officer = await turn.require(Right.DESK, Right.UNIT_DESK)
    if chosen.district and turn.resort.areas.get(chosen.district) is None:
        raise Refused("flow.old_button")
    unit = None if may(officer.role, Right.DESK) else officer.unit
    return Wanted(chosen.urgency, chosen.state, chosen.district, chosen.untaken, unit, officer.unit)


def _told(turn: Turn, chosen: QueueFilter) -> Value:
    """The filter in words."""
    told: list[Line] = []
    if chosen.urgency is not None:
        told.append(Line("queue.only", {"what": Key(f"urgency.{chosen.urgency}")}))
    if chosen.state is not None:
        told.append(Line("queue.only", {"what": Key(f"desk.state_{chosen.state}")}))
    if chosen.district is not None and (area := turn.resort.areas.get(chosen.district)) is not None:
        told.append(Line("queue.only", {"what": area.name}))
    if chosen.untaken:
        told.append(Line("queue.only", {"what": Key("queue.untaken")}))
    return tuple(told) if told else Key("queue.everything")


def _capped(total: int) -> str:
    return f"{MOST_COUNTED - 1}+" if total >= MOST_COUNTED else str(total)


def label(turn: Turn, waiting: Waiting) -> str:
    """A report as a button: how urgent, how old, its number and category."""
    sign = turn.texts.plain(f"urgency.{waiting.urgency}").split()[0]
    named = f"category.{waiting.category}" if waiting.category else "seal.kind" if waiting.sealed else "report.none"
    category = turn.texts.plain(named)
    return f"{sign} {_age(turn, turn.now - waiting.created_at)} · {waiting.number} · {category}"


def _age(turn: Turn, age: timedelta) -> str:
    if age >= _DAY:
        return turn.texts.plain("queue.days", count=age // _DAY)
    if age >= _HOUR:
        return turn.texts.plain("queue.hours", count=age // _HOUR)
    return turn.texts.plain("queue.minutes", count=max(0, age // timedelta(minutes=1)))
