"""`/antrean`: the open reports, most urgent and oldest first, with filters; a unit's head sees those of the unit.

A button carries the whole filter as `urgency,state,kecamatan,untaken`, the first two as places in their lists: no list
needs to be remembered, and an old one still turns its pages.
"""

from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from conversations.answer import as_number
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
LONGEST_TOKEN = 16  # of a filter in a button
T = TypeVar("T")
_URGENCIES = tuple(Urgency)
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


async def show(turn: Turn) -> None:
    """`/antrean`: everything that is with us, from the top."""
    await show_page(turn, "")


async def show_page(turn: Turn, value: str) -> None:
    """A page of the queue; `value` is `FILTER;REPORT`, the page after that report."""
    token, _, last = value.partition(";")
    wanted = await _wanted(turn, token)
    token = _token(wanted)
    after = ReportKey(as_number(last)) or None
    found = await queue.page(turn.tx, wanted, after, PAGE + 1)
    totals = await queue.counts(turn.tx, wanted)
    values: dict[str, Value] = {
        "filter": _told(turn, wanted),
        "counts": tuple(
            Line("queue.count", {"urgency": Key(f"urgency.{urgency}"), "count": _capped(total)})
            for urgency, total in totals.items()
        ),
    }
    rows = [(Button(_label(turn, each), f"open={each.key};{token}"),) for each in found[:PAGE]]
    if len(found) > PAGE:
        rows.append((Button(Key("button.more"), f"list={token};{found[PAGE - 1].key}"),))
    else:
        rows.append((Button(Key("button.refresh"), f"list={token}"),))
    text = Line("queue.list" if found else "queue.none", values)
    await turn.show(Screen(text, (*rows, (Button(Key("button.filter"), f"filter={token}"), MENU))), Topic.DESK)


async def show_filter(turn: Turn, token: str) -> None:
    """What can be chosen: urgency, state, kecamatan, only what nobody took."""
    wanted = await _wanted(turn, token)
    token = _token(wanted)
    flipped = replace(wanted, untaken=not wanted.untaken)
    rows = (
        (Button(Key("button.by_urgency"), f"urgency={token}"), Button(Key("button.by_state"), f"state={token}")),
        (Button(Key("button.by_district"), f"district={token}"),),
        (Button(Key("button.taken_too" if wanted.untaken else "button.untaken"), f"filter={_token(flipped)}"),),
        (Button(Key("button.no_filter"), "filter="), Button(Key("button.show_queue"), f"list={token}")),
    )
    await turn.show(Screen(Line("queue.filter", {"filter": _told(turn, wanted)}), rows), Topic.DESK)


async def choose_urgency(turn: Turn, token: str) -> None:
    """Which urgency."""
    wanted = await _wanted(turn, token)
    options = [Button(Key(f"urgency.{each}"), f"filter={_token(replace(wanted, urgency=each))}") for each in Urgency]
    await _choose(turn, "queue.ask_urgency", options, replace(wanted, urgency=None))


async def choose_state(turn: Turn, token: str) -> None:
    """Which state."""
    wanted = await _wanted(turn, token)
    options = [Button(Key(f"desk.state_{each}"), f"filter={_token(replace(wanted, state=each))}") for each in STATES]
    await _choose(turn, "queue.ask_state", options, replace(wanted, state=None))


async def choose_district(turn: Turn, value: str) -> None:
    """Which kecamatan; `value` is `FILTER;PAGE`."""
    token, _, page = value.partition(";")
    wanted = await _wanted(turn, token)
    token = _token(wanted)
    options = [
        Button(district.name, f"filter={_token(replace(wanted, district=district.code))}")
        for district in turn.resort.areas.districts
    ]
    rows = paged(
        options,
        as_number(page),
        others=1,
        turn_to=f"district={token};{{page}}",
    )
    every = (Button(Key("button.any"), f"filter={_token(replace(wanted, district=None))}"),)
    await turn.show(Screen(Line("queue.ask_district"), (*rows, every)), Topic.DESK)


async def _choose(turn: Turn, key: str, options: list[Button], anything: Wanted) -> None:
    rows = tuple(tuple(options[at : at + 2]) for at in range(0, len(options), 2))
    every = (Button(Key("button.any"), f"filter={_token(anything)}"),)
    await turn.show(Screen(Line(key), (*rows, every)), Topic.DESK)


async def _wanted(turn: Turn, token: str) -> Wanted:
    """What a button's filter means for who taps it; a head never sees beyond the unit."""
    officer = await turn.require(Right.DESK, Right.UNIT_DESK)
    unit = None if may(officer.role, Right.DESK) else officer.unit
    urgency, state, district, untaken = (*token.split(","), "", "", "", "")[:4]
    if district and turn.resort.areas.get(district) is None:
        raise Refused("flow.old_button")
    return Wanted(_chosen(_URGENCIES, urgency), _chosen(STATES, state), district or None, bool(untaken), unit)


def _chosen(choices: tuple[T, ...], place: str) -> T | None:
    if not place:
        return None
    if place not in map(str, range(len(choices))):
        raise Refused("flow.old_button")
    return choices[int(place)]


def _token(wanted: Wanted) -> str:
    urgency = "" if wanted.urgency is None else str(wanted.urgency.rank)
    state = "" if wanted.state is None else str(STATES.index(wanted.state))
    return f"{urgency},{state},{wanted.district or ''},{'1' if wanted.untaken else ''}".rstrip(",")


def _told(turn: Turn, wanted: Wanted) -> Value:
    """The filter in words."""
    told: list[Line] = []
    if wanted.urgency is not None:
        told.append(Line("queue.only", {"what": Key(f"urgency.{wanted.urgency}")}))
    if wanted.state is not None:
        told.append(Line("queue.only", {"what": Key(f"desk.state_{wanted.state}")}))
    if wanted.district is not None and (area := turn.resort.areas.get(wanted.district)) is not None:
        told.append(Line("queue.only", {"what": area.name}))
    if wanted.untaken:
        told.append(Line("queue.only", {"what": Key("queue.untaken")}))
    return tuple(told) if told else Key("queue.everything")


def _capped(total: int) -> str:
    return f"{MOST_COUNTED - 1}+" if total >= MOST_COUNTED else str(total)


def _label(turn: Turn, waiting: Waiting) -> str:
    sign = turn.texts.plain(f"urgency.{waiting.urgency}").split()[0]
    category = turn.texts.plain(f"category.{waiting.category}" if waiting.category else "report.none")
    return f"{sign} {_age(turn, turn.now - waiting.created_at)} · {waiting.number} · {category}"


def _age(turn: Turn, age: timedelta) -> str:
    if age >= _DAY:
        return turn.texts.plain("queue.days", count=age // _DAY)
    if age >= _HOUR:
        return turn.texts.plain("queue.hours", count=age // _HOUR)
    return turn.texts.plain("queue.minutes", count=max(0, age // timedelta(minutes=1)))
