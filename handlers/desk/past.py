"""The history of a report as officers read it: short dates, plain words, none of the codes that are stored."""

from casework.people import title
from conversations.screen import Key, Line, Value
from db import officers, units
from db.events import Event
from db.officers import OfficerKey
from db.unit_of_work import UnitOfWork
from locales import Texts, shown
from locales.times import short
from reports.estimate import STEPS
from reports.state import Act, RecordedAct

LONGEST_NOTE = 100  # characters of what was said with an act

_RESULTS = frozenset({Act.FINISH, Act.ANSWER})
_OF_A_UNIT = frozenset(
    {
        RecordedAct.PARTNER_SILENT,
        RecordedAct.NOT_RECEIVED,
        RecordedAct.KEPT_FROM,
        RecordedAct.WISHED,
        RecordedAct.WISH_GRANTED,
        RecordedAct.WISH_LIFTED,
    }
)


async def line(uow: UnitOfWork, texts: Texts, event: Event) -> Line:
    """One act in a line."""
    officer = None if event.officer is None else await officers.get(uow.tx, OfficerKey(event.officer))
    did, by = f"desk.did_{event.act}", f"desk.by_{event.role}"
    values: dict[str, Value] = {
        "at": short(event.at, uow.resort.zone),
        "act": Key(did) if did in texts else event.act,
        "by": await title(uow, officer) if officer else Key(by) if by in texts else event.role,
    }
    if not event.text:
        return Line("desk.did", values)
    return Line("desk.did_with", {**values, "text": shown(await _plain(uow, texts, event, event.text), LONGEST_NOTE)})


async def _plain(uow: UnitOfWork, texts: Texts, event: Event, text: str) -> str:
    """What was said with an act. A word that no list has stays as it is."""

    def named(word: str, *kinds: str) -> str:
        key = next((key for kind in kinds if (key := f"{kind}{word}") in texts), None)
        return word if key is None else texts.plain(key)

    head, colon, rest = text.partition(": ")
    if event.act in _RESULTS:
        return f"{named(head, 'result.')}{colon}{rest}"
    if event.act in _OF_A_UNIT:
        unit = await units.get(uow.tx, head)
        return f"{unit.name if unit else head}{colon}{named(rest, 'desk.wish_')}"
    if event.act == RecordedAct.TAKEN_BACK:
        return named(text, "desk.did_")
    if event.act == Act.ESCALATE:
        return named(text, "desk.level_")
    if event.act == RecordedAct.INCIDENT_ESTIMATED:
        return ", ".join(
            named(f"{step}_{said}", "estimate.") for step, said in zip(STEPS, text.split(", "), strict=False)
        )
    if event.act == Act.RECLASSIFY:
        halves = [[named(word, "category.", "urgency.") for word in half.split(", ")] for half in text.split(" > ")]
        return " → ".join(", ".join(half) for half in halves)
    return text
