"""What the reporters of an incident wrote, for the officer who has it."""

from dataclasses import replace

from casework import authority, calls
from casework.incident_match import may_be_separated
from casework.story import place, rounded, story
from conversations.buttons.officer import OtherReporters, Separate
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import reports, tellings
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report
from db.tellings import What
from db.unit_of_work import UnitOfWork
from locales.times import clock

LONGEST_WORDS = 300  # of one reporter, for the officer who has the incident
WORDS_OF = 10  # reporters, whose words are sent on one by one; the words of all can be looked at


async def words(uow: UnitOfWork, officer: Officer, incident: Report) -> list[tuple[Report, Value]]:
    """The reports that joined an incident, the newest first, with their words as far as this officer reads them."""
    merged = reversed(await reports.merged_into(uow.tx, incident.key))
    return [(each, story(rounded((await authority.door(uow, each)).of(officer)), LONGEST_WORDS)) for each in merged]


async def brief(uow: UnitOfWork, officer: Officer, incident: Report) -> None:
    """Whoever comes to have an incident reads what each of its other reporters wrote, and where, in their order."""
    merged = await reports.merged_into(uow.tx, incident.key)
    for count, each in enumerate(merged[: WORDS_OF - 1], 2):
        await tell_words(uow, officer, incident, each, count, silent=True)
    if len(merged) >= WORDS_OF:
        rows = ((Button(Key("button.others"), OtherReporters(incident.key)),),)
        values: dict[str, Value] = {"number": incident.number, "count": len(merged) - WORDS_OF + 1}
        await uow.tell(
            officer.chat, Screen(Line("ping.joined_more", values), rows), Topic.PING, lane=Lane.PING, silent=True
        )


async def tell_words(
    uow: UnitOfWork, officer: Officer, incident: Report, report: Report, count: int, *, silent: bool
) -> None:
    """Tell an officer who has an incident what one of its reporters wrote and where, as far as the officer reads it."""
    if report.keeps_from(officer.unit):
        return
    seen = (await authority.door(uow, report)).of(officer)
    apart = await may_be_separated(uow, report)
    rows = ((Button(Key("button.separate"), Separate(report.key)),),) if apart else ()
    values: dict[str, Value] = {
        "number": incident.number,
        "count": count,
        "other": report.number,
        "at": clock(report.created_at, uow.resort.zone),
        "where": place(rounded(seen), uow.scene),
        "words": story(rounded(seen), LONGEST_WORDS),
        "apart": Line("ping.joined_apart") if apart else "",
    }
    screen = Screen(Line("ping.joined", values), rows)
    message = await uow.tell(officer.chat, screen, Topic.PING, lane=Lane.PING, silent=silent)
    if message is not None:
        await tellings.add(uow.tx, report.key, message.id, officer.chat, What.WORDS, uow.now)
    await calls.show_point(uow, replace(report, officer=officer.key))
