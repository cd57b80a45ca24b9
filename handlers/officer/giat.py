"""Reading the giat: how many the units have reported, the list of them, and one whole with its photo."""

from collections.abc import Mapping
from functools import partial

from casework import activities
from casework.activities import PERIODS
from casework.people import title_of
from conversations.activity import LONGEST, load
from conversations.buttons.activities import ActivityCounts, ActivityList, OneActivity
from conversations.callback import Taps, Topic, on
from conversations.scene import Scene
from conversations.screen import Button, Key, Line, Screen, Value, paged
from db import drafts, units
from db.activities import Activity, ActivityKey
from db.drafts import StoredDialogue
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from locales import shown
from locales.times import short
from resort.rights import Right
from resort.work import Work

PAGE = 5
MOST_UNITS = 25  # in one message; the buttons reach them all
_SHOWN = 80  # characters of place and result in a list


async def tapped(turn: Turn) -> None:
    """A button for reading."""
    await TAPS.carry_out(turn.callback, turn)


async def show_counts(turn: Turn, tapped: ActivityCounts) -> None:
    """How many of each kind, by unit."""
    officer = await turn.require(Right.REPORT_ACTIVITY)
    await _leave_first_question(turn)
    found = await activities.counts(turn, officer, tapped.days)
    names = {unit.code: unit.name for unit in await units.every(turn.tx)}
    lines = [
        Line("activity.of_unit", {"unit": names.get(code, code), "counts": _counted(counts)})
        for code, counts in list(found.items())[:MOST_UNITS]
    ]
    whole = {work: sum(counts.get(work, 0) for counts in found.values()) for work in Work}
    values: dict[str, Value] = {"period": Key(f"activity.period_{tapped.days}")}
    if found:
        values |= {"units": tuple(lines), "total": sum(whole.values()), "counts": _counted(whole)}
    periods = tuple(
        Button(Key(f"activity.period_{days}"), ActivityCounts(days)) for days in PERIODS if days != tapped.days
    )
    everything = () if not found else ((Button(Key("button.all_activities"), ActivityList(tapped.days)),),)
    options = [Button(names.get(code, code), ActivityList(tapped.days, code)) for code in found]
    of_units = () if len(found) < 2 else paged(options, tapped.page, 4, turn_to=partial(ActivityCounts, tapped.days))
    text = Line("activity.counts" if found else "activity.counts_none", values)
    await turn.show(Screen(text, (*everything, *of_units, periods, (MENU,))), Topic.ACTIVITIES)


async def show_list(turn: Turn, tapped: ActivityList) -> None:
    """A page of them, the newest first."""
    officer = await turn.require(Right.REPORT_ACTIVITY)
    days, code, work = tapped.days, tapped.unit, tapped.work
    total = sum(
        count
        for unit, counts in (await activities.counts(turn, officer, days)).items()
        for kind, count in counts.items()
        if code in ("", unit) and work in (None, kind)
    )
    page = min(tapped.page, max(0, (total - 1) // PAGE))
    found = await activities.page(turn, officer, days, code or None, work, limit=PAGE, offset=page * PAGE)
    unit = await units.get(turn.tx, code) if code else None
    values: dict[str, Value] = {
        "period": Key(f"activity.period_{days}"),
        "unit": unit.name if unit else code or Key("activity.all_units"),
        "kind": Key(f"activity.{work}") if work else Key("activity.all_kinds"),
    }
    last = page * PAGE + len(found)
    if found:
        lines = tuple([await _line(turn, page * PAGE + at, each) for at, each in enumerate(found, 1)])
        values |= {"first": page * PAGE + 1, "last": last, "total": total, "list": lines}
    numbers = tuple(Button(str(page * PAGE + at), OneActivity(each.key)) for at, each in enumerate(found, 1))
    turning = (
        *((Button(Key("button.newer"), ActivityList(days, code, work, page - 1)),) if page else ()),
        *((Button(Key("button.older"), ActivityList(days, code, work, page + 1)),) if last < total else ()),
    )
    kinds = tuple(Button(Key(f"activity.{each}"), ActivityList(days, code, each)) for each in Work if each is not work)
    every = () if work is None else ((Button(Key("activity.all_kinds"), ActivityList(days, code)),),)
    back = (Button(Key("button.back"), ActivityCounts(days)),)
    rows = (*((numbers,) if numbers else ()), *((turning,) if turning else ()), kinds[:2], kinds[2:], *every, back)
    await turn.show(Screen(Line("activity.list" if found else "activity.list_none", values), rows), Topic.ACTIVITIES)


async def show_one(turn: Turn, tapped: OneActivity) -> None:
    """One of them whole; its photo comes below."""
    officer = await turn.require(Right.REPORT_ACTIVITY)
    found = await activities.one(turn, officer, ActivityKey(tapped.activity))
    values: dict[str, Value] = {
        "work": Key(f"activity.{found.work}"),
        "at": found.at,
        "callsign": await title_of(turn, found.officer, found.callsign),
        "place": _cut(_place(found, turn.scene), LONGEST),
        "result": _cut(_result(found), LONGEST),
    }
    await turn.show(Screen(Line("activity.one", values), ((MENU,),)), Topic.ACTIVITIES, fresh=True)
    if found.photo is not None:
        await turn.answer("sendPhoto", {"photo": found.photo, "protect_content": True})


def _counted(counts: Mapping[Work, int]) -> Value:
    values: dict[str, Value] = {str(work): counts.get(work, 0) for work in Work}
    return Line("activity.counted", values)


async def _line(turn: Turn, number: int, activity: Activity) -> Line:
    values: dict[str, Value] = {
        "number": number,
        "at": short(activity.at, turn.resort.zone),
        "work": Key(f"activity.{activity.work}"),
        "callsign": await title_of(turn, activity.officer, activity.callsign),
    }
    if activity.work is Work.NOTHING:
        return Line("activity.line_nihil", values)
    values |= {
        "place": _cut(_place(activity, turn.scene), _SHOWN),
        "result": _cut(_result(activity), _SHOWN),
        "photo": Key("activity.has_photo") if activity.photo else "",
    }
    return Line("activity.line", values)


def _place(activity: Activity, scene: Scene) -> Value:
    if activity.place:
        return activity.place
    if activity.latitude is None or activity.longitude is None:
        return Key("report.none")
    area = scene.areas.at(activity.latitude, activity.longitude)
    return Line("activity.near", {"area": area.name}) if area is not None else Key("activity.at_point")


def _result(activity: Activity) -> Value:
    if activity.result is None or activity.result == Work.NOTHING:
        return Key("activity.no_result")
    return activity.result


def _cut(value: Value, most: int) -> Value:
    return value if isinstance(value, Key) or not isinstance(value, str) else shown(value, most)


async def _leave_first_question(turn: Turn) -> None:
    """End a giat that was not begun yet: somebody who reads now does not answer its first question next."""
    kept = await drafts.of_flow(turn.tx, turn.vault, turn.here.key, "activity")
    if kept.content is not None and not load(kept.content).answered:
        left = StoredDialogue(kept.flow, None, kept.revision + 1)
        await drafts.save(turn.tx, turn.vault, turn.here.key, left, turn.now)


TAPS: Taps[Turn] = Taps(
    on(ActivityCounts, show_counts),
    on(ActivityList, show_list),
    on(OneActivity, show_one),
)
