"""Choosing for which kecamatan and kelurahan announcements are wanted."""

from collections.abc import Collection

from conversations.answer import as_number
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value, paged
from db import subscribers
from db.subscribers import Subscriber
from handlers.common.turn import Turn
from locales import Refused
from resort.area import Area

CHOICES = frozenset({"areas", "all", "district", "add", "drop"})
_BACK = Key("button.back")


async def tapped(turn: Turn, known: Subscriber, name: str, value: str) -> None:
    """A button of the areas; the subscription is active and whose it is was checked."""
    code, _, at = value.partition("@")
    page = as_number(at)
    if name == "areas":
        await _show_districts(turn, known.areas, page)
    elif name == "all":
        await _keep_only(turn, known, frozenset())
        await _show_districts(turn, frozenset(), page)
    else:
        area = turn.resort.areas.get(code)
        if area is None or area == turn.resort.areas.resort:
            raise Refused("flow.old_button")
        district = turn.resort.areas.path(code)[1] if area.is_village else area
        wanted = known.areas
        if name != "district":
            wanted = _with(known.areas, area, district) if name == "add" else known.areas - {code}
            await _keep_only(turn, known, wanted)
        await _show_district(turn, wanted, district, page)


def named(turn: Turn, areas: Collection[str]) -> Value:
    """The areas by name, as a value of a text."""
    names = [area.name for code in sorted(areas) if (area := turn.resort.areas.get(code))]
    return ", ".join(names) or Key("topics.everywhere")


def _with(areas: frozenset[str], area: Area, district: Area) -> frozenset[str]:
    """A whole kecamatan stands for its kelurahan, and a kelurahan narrows its kecamatan."""
    if area == district:
        areas = frozenset(code for code in areas if not code.startswith(f"{district.code}."))
    return (areas - {district.code}) | {area.code}


async def _keep_only(turn: Turn, known: Subscriber, wanted: frozenset[str]) -> None:
    for code in known.areas - wanted:
        await subscribers.set_area(turn.tx, known.chat, code, wanted=False)
    for code in wanted - known.areas:
        await subscribers.set_area(turn.tx, known.chat, code, wanted=True)


async def _show_districts(turn: Turn, areas: frozenset[str], page: int) -> None:
    everywhere = Button(f"{'✅' if not areas else '◻️'} {turn.texts.plain('topics.everywhere')}", f"all=@{page}")
    options = [
        Button(_label(district, areas, len(_villages(turn, district) & areas)), f"district={district.code}")
        for district in turn.resort.areas.districts
    ]
    rows = paged(options, page, others=2, turn_to="areas=@{page}")
    text = Line("topics.areas", {"areas": named(turn, areas)})
    await turn.show(Screen(text, ((everywhere,), *rows, (Button(_BACK, "main"),))), Topic.TOPICS)


async def _show_district(turn: Turn, areas: frozenset[str], district: Area, page: int) -> None:
    whole = _switch(district, areas, page, turn.texts.plain("topics.whole_district", district=district.name))
    options = [_switch(village, areas, page, village.name) for village in turn.resort.areas.villages(district.code)]
    rows = paged(options, page, others=2, turn_to=f"district={district.code}@{{page}}")
    text = Line("topics.villages", {"district": district.name, "areas": named(turn, areas)})
    await turn.show(Screen(text, ((whole,), *rows, (Button(_BACK, "areas"),))), Topic.TOPICS)


def _label(district: Area, areas: frozenset[str], villages: int) -> str:
    if district.code in areas:
        return f"✅ {district.name}"
    return f"✅ {district.name} ({villages})" if villages else f"◻️ {district.name}"


def _switch(area: Area, areas: frozenset[str], page: int, label: str) -> Button:
    on = area.code in areas
    return Button(f"{'✅' if on else '◻️'} {label}", f"{'drop' if on else 'add'}={area.code}@{page}")


def _villages(turn: Turn, district: Area) -> frozenset[str]:
    return frozenset(village.code for village in turn.resort.areas.villages(district.code))
