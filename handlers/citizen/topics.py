"""The resort's topics: `/layanan`, and the answer to a question out of the blue. Nothing here is ever generated.

Citizen: bagaimana cara urus SKCK?
Bot:     SKCK … Diperiksa 20 November 2024. Sumber: …        [Darurat …] [Info layanan] [Menu utama]
"""

from functools import partial

from conversations import topic_screens
from conversations.buttons.texts import Offices, ShowOffice, ShowTopic, Topics
from conversations.callback import Taps, Topic, on
from conversations.screen import Button, Line, Screen, Value, paged
from db import units
from db.unit_of_work import UnitOfWork
from db.units import PostedUnit
from handlers.common.buttons import ABOUT_POLICE, DANGER, MENU, REPORT, SERVICES
from handlers.common.office import office
from handlers.common.turn import Turn
from locales import Refused, texts_for
from publishing import resort_texts
from reports.triage import Sort
from resort.agency import Agency
from resort.resort_text import ResortText, TextKind

LONGEST_BUTTON = 40
ABOUT_THE_POLICE = "pengaduan-polisi"  # the topic for complaints about the police: the ways outside this bot


async def command(turn: Turn) -> None:
    """`/layanan`, alone or with words to look for."""
    if turn.words and await answered(turn, turn.words):
        return
    await show_list(turn)


async def show_list(turn: Turn, tapped: Topics = Topics()) -> None:  # noqa: B008 - a frozen value
    """Every topic that two of the command have approved."""
    found = await resort_texts.in_force(turn, TextKind.TOPIC)
    if not found:
        await turn.show(Screen(Line("service.none", {"office": office(turn.resort)}), ((MENU,),)), Topic.SERVICE)
        return
    options = [_to(turn, each) for each in sorted(found, key=lambda each: each.title_in(turn.texts.language))]
    rows = paged(options, tapped.page, others=1, turn_to=Topics)
    await turn.show(Screen(Line("service.list"), (*rows, (MENU,))), Topic.SERVICE)


async def tapped(turn: Turn) -> None:
    """A button of the topics."""
    await TAPS.carry_out(turn.callback, turn)


async def answered(turn: Turn, question: str) -> bool:
    """Answer a question with the topic that fits, or offer two; whether there was one."""
    found = await resort_texts.find(turn, question)
    if not found:
        return False
    if len(found) == 1:
        await _show(turn, found[0])
    else:
        rows = ((DANGER,), *((_to(turn, each),) for each in found), (REPORT,), (MENU,))
        await turn.show(Screen(_asked_out_of_the_blue(Line("service.which")), rows), Topic.SERVICE)
    return True


async def answers(turn: Turn, body: str, sort: Sort) -> bool:
    """Answer words that are no report from what the resort states; whether it states something that fits."""
    match sort:
        case Sort.QUESTION | Sort.UNCLEAR:
            return await answered(turn, body)
        case Sort.POLICE_CONDUCT:
            return await show_named(turn, ABOUT_THE_POLICE)
        case _:
            return False


async def show_named(turn: Turn, name: str) -> bool:
    """Show the topic of this name; whether two of the command have approved it."""
    text = await resort_texts.topic(turn, name)
    if text is not None:
        await _show(turn, text)
    return text is not None


async def show_topic(turn: Turn, tapped: ShowTopic) -> None:
    """A topic was chosen."""
    await show_offices(turn, Offices(tapped.name))


async def show_offices(turn: Turn, tapped: Offices) -> None:
    """A topic with a page of the offices below it."""
    text = await resort_texts.topic(turn, tapped.name)
    if text is None:
        raise Refused("flow.old_button")
    await _show(turn, text, tapped.page)


async def show_office(turn: Turn, tapped: ShowOffice) -> None:
    """One office: where, when, how to telephone; and a map if its place is known."""
    unit = await units.get(turn.tx, tapped.unit)
    if unit is None or not _is_office(unit):
        raise Refused("flow.old_button")
    seat = unit.seat
    known = {"address": seat.address, "phone": seat.phone, "hours": seat.hours}
    lines = tuple(Line(f"office.{name}", {name: value}) for name, value in known.items() if value)
    text = Line("office.one", {"name": unit.name, "lines": lines})
    await turn.show(Screen(text, ((SERVICES,), (MENU,))), Topic.SERVICE, fresh=True)
    if seat.latitude is not None and seat.longitude is not None:
        await turn.answer("sendLocation", {"latitude": seat.latitude, "longitude": seat.longitude})


async def while_waiting(uow: UnitOfWork, category: str | None, language: str) -> list[Line]:
    """What helps while one waits for a kind of report, and whom else to telephone; nothing unapproved."""
    found = await resort_texts.for_category(uow, category)
    return topic_screens.while_waiting(found, texts_for(language), resort_texts.values(uow))


async def numbers_for(turn: Turn, category: str | None) -> tuple[Line, ...]:
    """Whom to telephone about a kind of event besides 110, as two of the command have approved it."""
    found = [each for each in await resort_texts.for_category(turn, category) if each.kind is TextKind.NUMBER]
    return topic_screens.told(found, turn.texts, resort_texts.values(turn))


async def numbers(turn: Turn) -> tuple[Line, ...]:
    """Every number besides 110 that two of the command have approved."""
    found = await resort_texts.in_force(turn, TextKind.NUMBER)
    return topic_screens.told(found, turn.texts, resort_texts.values(turn))


async def _show(turn: Turn, text: ResortText, page: int = 0) -> None:
    told = topic_screens.topic(text, turn.texts, turn.now.date(), resort_texts.values(turn))
    rows: list[tuple[Button, ...]] = [(DANGER,)]
    if text.offices:
        offices = [Button(each.name[:LONGEST_BUTTON], ShowOffice(each.code)) for each in await _offices(turn)]
        if not offices:
            told = Line("office.none", {"answer": told, "office": office(turn.resort)})
        rows += paged(offices, page, others=4, columns=2, turn_to=partial(Offices, text.name))
    if text.name == ABOUT_THE_POLICE:
        rows += ABOUT_POLICE
    await turn.show(Screen(_asked_out_of_the_blue(told), (*rows, (REPORT,), (SERVICES,), (MENU,))), Topic.SERVICE)


async def _offices(turn: Turn) -> list[PostedUnit]:
    return [unit for unit in await units.every(turn.tx) if _is_office(unit)]


def _is_office(unit: PostedUnit) -> bool:
    """Whether people can find a unit of the police by what the resort says of it."""
    seat = unit.seat
    return unit.agency is Agency.POLRI and bool(seat.address or seat.phone or seat.latitude is not None)


def _to(turn: Turn, text: ResortText) -> Button:
    return Button(text.title_in(turn.texts.language), ShowTopic(text.name))


def _asked_out_of_the_blue(told: Value) -> Line:
    """110 and the way to help stand below every answer."""
    return Line("blue.answer", {"answer": told})


TAPS: Taps[Turn] = Taps(
    on(Topics, show_list),
    on(ShowTopic, show_topic),
    on(Offices, show_offices),
    on(ShowOffice, show_office),
)
