"""A report as a line of a list: how urgent, how old, where, what, and who has it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from conversations.report_values import category_name
from conversations.screen import Button, Key, Line, Rows, Value, grid
from db import queue
from db.queue import MOST_COUNTED, Extent, Waiting, Wanted
from db.unit_of_work import UnitOfWork
from handlers.common.turn import Turn
from locales import Texts, shown
from reports.urgency import Urgency

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


def in_list(uow: UnitOfWork, texts: Texts, place: int, waiting: Waiting, state: str = "") -> Line:
    """A numbered line, `3. 🔴 4 mnt · TPS 3 Jaya Mukti · Kerumunan massa · belum`; with its `state` in a search."""
    return Line("queue.line", {"place": place, "said": shown(said(uow, texts, waiting, state), 160)})


def said(uow: UnitOfWork, texts: Texts, waiting: Waiting, state: str = "") -> str:
    """What a line says."""
    age = _age(texts, uow.now - waiting.created_at)
    who = state or waiting.holder or texts.plain("queue.nobody")
    hidden = waiting.sealed and waiting.urgency is not Urgency.DARURAT
    where = "" if hidden else _place(uow, texts, waiting)
    return " · ".join(part for part in (f"{_sign(texts, waiting)} {age}", where, _kind(texts, waiting), who) if part)


def label(turn: Turn, waiting: Waiting) -> str:
    """A report as a button: how urgent, how old, its number and category."""
    age = _age(turn.texts, turn.now - waiting.created_at)
    return f"{_sign(turn.texts, waiting)} {age} · {waiting.number} · {_kind(turn.texts, waiting)}"


def numbered(buttons: Sequence[Button], first: int = 1) -> Rows:
    """The buttons of a list's lines, two in a row, each label preceded by the number of its line."""
    return grid([Button(f"{place} · {button.label}", button.choice) for place, button in enumerate(buttons, first)])


def _sign(texts: Texts, waiting: Waiting) -> str:
    return texts.plain(f"urgency.{waiting.urgency}").split()[0]


def _kind(texts: Texts, waiting: Waiting) -> str:
    hidden = waiting.sealed and not waiting.category
    return texts.plain("seal.kind" if hidden else category_name(waiting.category))


def _place(uow: UnitOfWork, texts: Texts, waiting: Waiting) -> str:
    code = waiting.village or waiting.district
    area = None if code is None else uow.resort.areas.get(code)
    name = area.name if area is not None else texts.plain("queue.no_place")
    return f"TPS {int(waiting.tps)} {name}" if waiting.tps and waiting.tps.isdecimal() else name


def _age(texts: Texts, age: timedelta) -> str:
    if age >= _DAY:
        return texts.plain("queue.days", count=age // _DAY)
    if age >= _HOUR:
        return texts.plain("queue.hours", count=age // _HOUR)
    return texts.plain("queue.minutes", count=max(0, age // timedelta(minutes=1)))


async def counts(uow: UnitOfWork, wanted: Wanted, found: Mapping[Urgency, int]) -> tuple[Line, ...]:
    """How many there are of each urgency, and how many lie outside the queue."""
    told = [
        Line("queue.count", {"urgency": Key(f"urgency.{urgency}"), "count": capped(total)})
        for urgency, total in found.items()
    ]
    if wanted.unit is None and (apart := await queue.apart(uow.tx)):
        told.append(Line("queue.apart", {"count": apart}))
    return tuple(told)


def place(extent: Extent, here: Sequence[Waiting]) -> dict[str, Value]:
    """Where a page lies in the whole: from which to which, of how many."""
    last = extent.before + len(here)
    return {"first": capped(extent.before + 1), "last": capped(last), "total": capped(max(extent.total, last))}


def capped(total: int, most: int = MOST_COUNTED) -> str:
    """A number as far as it was counted."""
    return f"{most - 1}+" if total >= most else str(total)
