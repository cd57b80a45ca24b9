"""`/antrean`: the open reports, most urgent and oldest first, with filters; a unit's head sees those of the unit.

A button carries the whole filter: no list needs to be remembered, and an old one still turns its pages. The filter that
was chosen last is the one that `/antrean` shows until the officer goes off duty.
"""

from dataclasses import replace
from functools import partial

from conversations.buttons.desk import (
    ChooseFilter,
    FilterDistrict,
    FilterState,
    FilterUrgency,
    OpenOnDesk,
    OpenQueue,
    Queue,
    QueueFilter,
    Search,
)
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value, grid, paged
from db import desk_boards, queue
from db.officers import Officer
from db.queue import STATES, Wanted
from db.reports import ReportKey
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.desk import board, searching
from handlers.desk.queue_line import counts, in_list, numbered, place
from locales import Refused
from reports.urgency import Urgency
from resort.rights import Right, may

PAGE = 10


async def show(turn: Turn) -> None:
    """`/antrean`: everything that is with us, as it was filtered last; with words behind it, a search."""
    officer = await turn.require(Right.DESK, Right.UNIT_DESK)
    if turn.words:
        await searching.show(turn, officer, turn.words)
        return
    await board.pin(turn, officer)
    await show_page(turn, Queue(await _chosen(turn, officer)))


async def _chosen(turn: Turn, officer: Officer) -> QueueFilter:
    """The filter that was chosen in this shift; one that cannot be read any more is none."""
    try:
        return QueueFilter.read((await desk_boards.of_officer(turn.tx, officer.key)).filter)
    except ValueError:
        return QueueFilter()


async def open_apart(turn: Turn, tapped: OpenQueue) -> None:
    """The queue in a message of its own, for the pinned one stays."""
    officer = await turn.require(Right.DESK, Right.UNIT_DESK)
    screen = await _page(turn, Queue(await _chosen(turn, officer)))
    await turn.send(turn.drawn(screen, Topic.DESK, turn.texts.language))


async def show_page(turn: Turn, tapped: Queue) -> None:
    """A page of the queue: what comes after a report."""
    await turn.show(await _page(turn, tapped), Topic.DESK)


async def _page(turn: Turn, tapped: Queue) -> Screen:
    chosen = tapped.filter
    _, wanted = await _wanted(turn, chosen)
    found = await queue.page(turn.tx, wanted, ReportKey(tapped.after) or None, PAGE + 1)
    here = found[:PAGE]
    extent = await queue.extent(turn.tx, wanted, here[0] if tapped.after and here else None, PAGE)
    values: dict[str, Value] = {"filter": _told(turn, chosen), "counts": await counts(turn, wanted, extent.counts)}
    text = Line("queue.none", values)
    turning: list[Button] = []
    first = extent.before + 1
    if here:
        values |= place(extent, here)
        values["lines"] = tuple(in_list(turn, turn.texts, number, each) for number, each in enumerate(here, first))
        text = Line("queue.list", values)
    if tapped.after and here:
        turning.append(Button(Key("button.earlier_page"), Queue(chosen, extent.earlier or 0)))
    if len(found) > PAGE:
        turning.append(Button(Key("button.more"), Queue(chosen, here[-1].key)))
    rows = [*numbered([Button(each.number, OpenOnDesk(each.key, chosen)) for each in here], first)]
    rows.append((*turning, Button(Key("button.refresh"), Queue(chosen))))
    rows.append((Button(Key("button.filter"), ChooseFilter(chosen)), Button(Key("button.search"), Search()), MENU))
    return Screen(text, tuple(rows))


async def show_filter(turn: Turn, tapped: ChooseFilter) -> None:
    """What can be chosen: urgency, state, kecamatan, only what nobody took."""
    chosen = tapped.filter
    officer, _ = await _wanted(turn, chosen)
    await desk_boards.choose(turn.tx, officer.key, str(chosen))
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
    rows = grid(options)
    every = (Button(Key("button.any"), ChooseFilter(anything)),)
    await turn.show(Screen(Line(key), (*rows, every)), Topic.DESK)


async def _wanted(turn: Turn, chosen: QueueFilter) -> tuple[Officer, Wanted]:
    """The officer who taps a filter, and the reports it selects for them; a head never sees beyond the unit."""
    officer = await turn.require(Right.DESK, Right.UNIT_DESK)
    if chosen.district and turn.resort.areas.get(chosen.district) is None:
        raise Refused("flow.old_button")
    unit = None if may(officer.role, Right.DESK) else officer.unit
    return officer, Wanted(chosen.urgency, chosen.state, chosen.district, chosen.untaken, unit, officer.unit)


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
