"""What command sees of the groups: how many get announcements, Polsek by Polsek, and which kelurahan have none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from conversations.buttons.subscribers import Coverage, CoverageOf
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, paged
from db import subscribers, units
from db.chats import ChatKey
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from locales import Refused
from resort.agency import Agency, Function, Level
from resort.area import Area, Areas
from resort.rights import Right

ON_A_PAGE = 20  # names of kelurahan

Groups = Mapping[ChatKey, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Sector:
    """A Polsek with the ground it answers for; a kecamatan that no Polsek has stands for itself."""

    code: str
    name: str
    villages: frozenset[str]
    districts: frozenset[str]

    def groups(self, groups: Groups) -> int:
        """How many groups get what is for some of its ground; those without areas get everything."""
        return sum(not areas or any(self._meets(area) for area in areas) for areas in groups.values())

    def without(self, groups: Groups, areas: Areas) -> list[Area]:
        """Its kelurahan that no group asked for, neither by name nor with the whole kecamatan."""
        asked = {area for each in groups.values() for area in each}
        bare = (code for code in sorted(self.villages) if not {code, code.rpartition(".")[0]} & asked)
        return [area for code in bare if (area := areas.get(code))]

    def _meets(self, area: str) -> bool:
        return area in self.villages or area in self.districts


async def show(turn: Turn) -> None:
    """`/grup`."""
    await show_page(turn, Coverage())


async def show_page(turn: Turn, tapped: Coverage) -> None:
    """A page of the sectors."""
    await _require_command(turn)
    groups = await subscribers.group_areas(turn.tx)
    off = await subscribers.groups_off(turn.tx)
    options = [
        Button(
            turn.texts.plain(
                "coverage.sector_button",
                name=sector.name,
                groups=sector.groups(groups),
                bare=len(sector.without(groups, turn.resort.areas)),
            ),
            CoverageOf(sector.code),
        )
        for sector in await _sectors(turn)
    ]
    reasons = tuple(
        Line("coverage.off_reason", {"reason": Key(f"coverage.{reason}"), "count": count})
        for reason, count in off.items()
    )
    text = Line(
        "coverage.all",
        {
            "total": len(groups),
            "everywhere": sum(not areas for areas in groups.values()),
            "off": Line("coverage.off", {"count": sum(off.values()), "reasons": reasons}) if off else 0,
        },
    )
    rows = paged(options, tapped.page, others=1, turn_to=Coverage)
    await turn.show(Screen(text, (*rows, (MENU,))), Topic.TOPICS)


async def show_sector(turn: Turn, tapped: CoverageOf) -> None:
    """One sector: its kelurahan that no group asked for."""
    await _require_command(turn)
    sector = next((each for each in await _sectors(turn) if each.code == tapped.sector), None)
    if sector is None:
        raise Refused("flow.old_button")
    groups = await subscribers.group_areas(turn.tx)
    bare = sector.without(groups, turn.resort.areas)
    pages = max(1, -(-len(bare) // ON_A_PAGE))
    page = tapped.page % pages
    shown = bare[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    names: Key | tuple[Line, ...] = tuple(Line("coverage.village", {"name": area.name}) for area in shown)
    text = Line(
        "coverage.sector",
        {
            "name": sector.name,
            "groups": sector.groups(groups),
            "everywhere": sum(not areas for areas in groups.values()),
            "villages": len(sector.villages),
            "bare": len(bare),
            "names": names or Key("coverage.none_bare"),
        },
    )
    more = ((Button(Key("button.more"), CoverageOf(sector.code, (page + 1) % pages)),),) if pages > 1 else ()
    await turn.show(Screen(text, (*more, (Button(Key("button.back"), Coverage()),))), Topic.TOPICS)


async def _require_command(turn: Turn) -> None:
    """Only command, and only in private: how a resort is covered is nothing for a group."""
    await turn.require(Right.MANAGE_ALL)
    if turn.here.kind != "private":
        raise Refused("rights.not_yours")


async def _sectors(turn: Turn) -> list[Sector]:
    areas = turn.resort.areas
    found = []
    for unit in await units.every(turn.tx):
        if (unit.agency, unit.level, unit.function) == (Agency.POLRI, Level.POLSEK, Function.WHOLE):
            sector = _sector(unit.code, unit.name, await units.areas(turn.tx, unit.code), areas)
            found += [sector] if sector.villages else []
    held = {district for sector in found for district in sector.districts}
    for district in areas.districts:
        if district.code not in held:
            found.append(_sector(district.code, district.name, [district.code], areas))
    return found


def _sector(code: str, name: str, ground: Iterable[str], areas: Areas) -> Sector:
    villages: set[str] = set()
    districts: set[str] = set()
    for area in ground:
        districts.add(area if areas.villages(area) else area.rpartition(".")[0])
        villages |= {village.code for village in areas.villages(area)} or {area}
    return Sector(code, name, frozenset(villages), frozenset(districts))
