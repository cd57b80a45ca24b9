"""What the call of a report says of the named incident that it leads."""

from conversations.screen import Key, Line, Value
from db import incidents, officers
from db.incidents import Incident
from db.unit_of_work import UnitOfWork
from locales.times import clock
from reports.estimate import STEPS


async def lines(uow: UnitOfWork, incident: Incident) -> tuple[Line, ...]:
    """Its name and leader, the line that its reporters got, the latest estimates, and the alarms near it."""
    leader = await officers.get(uow.tx, incident.leader)
    values: dict[str, Value] = {"name": incident.name, "leader": leader.callsign if leader else Key("desk.nobody")}
    told = [Line("incident.head", values)]
    if incident.line:
        told.append(Line("incident.line", {"words": incident.line}))
    told += [
        Line(
            "incident.estimate",
            {
                "at": clock(each.at, uow.resort.zone),
                "callsign": each.callsign,
                **{step: Key(f"estimate.{step}_{getattr(each.estimate, step)}") for step in STEPS},
            },
        )
        for each in await incidents.estimates(uow.tx, incident)
    ]
    beside = await incidents.beside(uow.tx, incident)
    if beside:
        told.append(Line("incident.beside", {"numbers": ", ".join(beside)}))
    return tuple(told)
