"""Choosing for which kecamatan and kelurahan announcements are wanted."""

from collections.abc import Collection, Sequence

from conversations.buttons.subscribers import AddArea, Choice, ChooseAreas, ChooseVillages, DropArea, Everywhere
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value, paged
from db import subscribers
from db.subscribers import Subscriber
from handlers.common.turn import Turn
from locales import Refused
from resort.area import Area

_BACK = Key("button.back")


async def show(turn: Turn, known: Subscriber, tapped: ChooseAreas) -> None:
    """The kecamatan. Here and below, the subscription is active and whose it is was checked."""
    await _show_districts(turn, known.areas, tapped.page)


async def follow_everywhere(turn: Turn, known: Subscriber, tapped: Everywhere) -> None:
    """No area is chosen: every one is meant."""
    await _keep_only(turn, known, frozenset())
    await _show_districts(turn, frozenset(), tapped.page)


async def show_villages(turn: Turn, known: Subscriber, tapped: ChooseVillages) -> None:
    """The kelurahan of a kecamatan."""
    _, district = _place(turn, tapped.area)
    await _show_district(turn, known.areas, district, tapped.page)


async def add(turn: Turn, known: Subscriber, tapped: AddArea) -> None:
    """Follow an area."""
    area, district = _place(turn, tapped.area)
    wanted = _with(known.areas, area, district)
    await _keep_only(turn, known, wanted)
    await _show_district(turn, wanted, district, tapped.page)


async def drop(turn: Turn, known: Subscriber, tapped: DropArea) -> None:
    """Follow an area no longer."""
    area, district = _place(turn, tapped.area)
    wanted = known.areas - {area.code}
    await _keep_only(turn, known, wanted)
    await _show_district(turn, wanted, district, tapped.page)


async def add_named(turn: Turn, known: Subscriber, found: Sequence[Area]) -> None:
    """Follow the areas that were named; of a kecamatan and a kelurahan with one name the tap tells which is meant."""
    wanted = known.areas
    names = [area.bare_name for area in found]
    for area in found:
        if names.count(area.bare_name) == 1:
            wanted = _with(wanted, *_place(turn, area.code))
    await _keep_only(turn, known, wanted)
    await _show_district(turn, wanted, _place(turn, found[0].code)[1], 0)


def named(turn: Turn, areas: Collection[str]) -> Value:
    """The areas by name, as a value of a text."""
    names = [area.name for code in sorted(areas) if (area := turn.resort.areas.get(code))]
    return ", ".join(names) or Key("topics.everywhere")


def _place(turn: Turn, code: str) -> tuple[Area, Area]:
    """An area and its kecamatan; else `Refused`."""
    area = turn.resort.areas.get(code)
    if area is None or area == turn.resort.areas.resort:
        raise Refused("flow.old_button")
    return area, turn.resort.areas.path(code)[1] if area.is_village else area


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
    everywhere = Button(f"{'✅' if not areas else '◻️'} {turn.texts.plain('topics.everywhere')}", Everywhere(page))
    options = [
        Button(_label(district, areas, len(_villages(turn, district) & areas)), ChooseVillages(district.code))
        for district in turn.resort.areas.districts
    ]
    rows = paged(options, page, others=2, turn_to=ChooseAreas)
    example = turn.resort.areas.villages(turn.resort.areas.districts[0].code)[0].name
    text = Line("topics.areas", {"areas": named(turn, areas), "example": example})
    await turn.show(Screen(text, ((everywhere,), *rows, (Button(_BACK, Choice()),))), Topic.TOPICS)


async def _show_district(turn: Turn, areas: frozenset[str], district: Area, page: int) -> None:
    whole = _switch(district, areas, page, turn.texts.plain("topics.whole_district", district=district.name))
    options = [_switch(village, areas, page, village.name) for village in turn.resort.areas.villages(district.code)]
    rows = paged(options, page, others=2, turn_to=lambda to: ChooseVillages(district.code, to))
    text = Line("topics.villages", {"district": district.name, "areas": named(turn, areas)})
    await turn.show(Screen(text, ((whole,), *rows, (Button(_BACK, ChooseAreas()),))), Topic.TOPICS)


def _label(district: Area, areas: frozenset[str], villages: int) -> str:
    if district.code in areas:
        return f"✅ {district.name}"
    return f"✅ {district.name} ({villages})" if villages else f"◻️ {district.name}"


def _switch(area: Area, areas: frozenset[str], page: int, label: str) -> Button:
    on = area.code in areas
    return Button(f"{'✅' if on else '◻️'} {label}", DropArea(area.code, page) if on else AddArea(area.code, page))


def _villages(turn: Turn, district: Area) -> frozenset[str]:
    return frozenset(village.code for village in turn.resort.areas.villages(district.code))
