"""`/sehat`: the bot's condition for the command, in plain words, with what to do."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from conversations.buttons.operations import Look
from conversations.callback import Taps, Topic, bare
from conversations.screen import Button, Key, Line, Screen, Value
from db.health import Backlog, Mishap, Queue
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from health.condition import Facts, Trouble, ongoing, troubles
from locales.times import clock
from metrics.outages import Outage
from resort.contacts import Contacts
from resort.rights import Right

LOOK = Button(Key("health.button_look"), Look())


async def show(turn: Turn) -> None:
    """`/sehat`."""
    await turn.require(Right.HEALTH)
    facts = await turn.checkup.within(turn.tx)
    again = Button(Key("health.button_again"), Look())
    await turn.show(Screen(screen(facts, turn.resort.zone, turn.resort.contacts), ((again,), (MENU,))), Topic.HEALTH)


async def tapped(turn: Turn) -> None:
    """The buttons of the screen."""
    await TAPS.carry_out(turn.callback, turn)


def screen(facts: Facts, zone: ZoneInfo, contacts: Contacts) -> Line:
    """What is wrong and what to do about it, and how much waits."""
    found = troubles(facts)
    bad = tuple(begun(trouble, found[trouble], facts, zone) for trouble in ongoing(found))
    backlog, unsent = facts.backlog, facts.oldest_unsent
    return Line(
        "health.screen",
        {
            "now": clock(facts.now, zone),
            "verdict": bad or Key("health.well"),
            "inbox": max(facts.in_hand - 1, backlog.inbox.waiting if backlog else 0),  # without this very update
            "outbox": sum(queue.waiting for queue in backlog.outbox.values()) if backlog else 0,
            "deliveries": backlog.deliveries_waiting + backlog.deliveries_sending if backlog else 0,
            "evidence": backlog.evidence.waiting if backlog else 0,
            "room": "" if facts.evidence_has_room else Key("health.no_room"),
            "files": "" if facts.copies_recordings else Key("health.no_ffmpeg"),
            "oldest": Key("health.none") if unsent is None else _ago((facts.now - unsent).total_seconds()),
            "heard": _ago(facts.heard_ago),
            "answered": _ago(facts.answered_ago),
            "free": _size(facts.disk_free),
            "percent": int(facts.free_share * 100),
            "database": _size(facts.database_bytes + facts.wal_bytes),
            "held": _held(facts, zone),
            "running": _lasting("health.for_", facts.running_seconds),
            "version": facts.version,
            "operator": Line("health.operator", {"contact": contacts.operator})
            if contacts.operator
            else Key("health.operator_unset"),
            "channel": Key("health.channel_set" if contacts.channel else "health.channel_unset"),
        },
    )


def _held(facts: Facts, zone: ZoneInfo) -> Value:
    if facts.lease is None:
        return ""
    since = moment(facts.lease.since, facts.now, zone)
    return Line("health.held", {"machine": facts.lease.machine, "since": since})


def begun(trouble: Trouble, outage: Outage, facts: Facts, zone: ZoneInfo) -> Line:
    """What is wrong and what to do, while the trouble lasts."""
    backlog = facts.backlog
    values: dict[str, Value] = {}
    match trouble:
        case Trouble.TELEGRAM | Trouble.REFUSED | Trouble.DATABASE | Trouble.TICKS | Trouble.OPERATOR | Trouble.LEAKED:
            values = {"since": moment(outage.since, facts.now, zone)}
        case Trouble.OUTBOX | Trouble.INBOX:
            values = {"since": moment(outage.since, facts.now, zone), "count": _waiting(trouble, backlog)}
        case Trouble.DISK:
            values = {"free": _size(facts.disk_free)}
        case Trouble.FAILURES:
            values = {"references": named(backlog.failures if backlog else ())}
        case Trouble.EVIDENCE:
            lost = backlog.lost if backlog else ()
            waiting = backlog.evidence.waiting if backlog else 0
            values = {
                "which": Line("alarm.evidence_lost", {"numbers": named(lost)})
                if lost
                else Line("alarm.evidence_waiting", {"count": waiting})
            }
        case Trouble.CLOCK:
            by = facts.clock.by if facts.clock else timedelta()
            key = "alarm.clock_back" if by < timedelta() else "alarm.clock_ahead"
            minutes = int(abs(by).total_seconds() // 60)
            values = {"step": Line(key, {"minutes": minutes}), "now": clock(facts.now, zone)}
        case Trouble.UNTAKEN:
            values = {"numbers": named(backlog.untaken[::-1] if backlog else ())}
        case Trouble.CALLS | Trouble.UNREADABLE:
            of_calls = trouble is Trouble.CALLS
            queue = (backlog.refused_calls if of_calls else backlog.unreadable) if backlog else Queue()
            values = {"since": moment(outage.since, facts.now, zone), "count": queue.waiting}
        case Trouble.FORGED:
            values = {"count": len(facts.forged)}
        case Trouble.TEXTS:
            values = {"names": ", ".join(facts.wrong_texts)}
        case Trouble.UNAPPROVED:
            values = {"count": len(facts.unapproved), "first": moment(facts.unapproved[0], facts.now, zone)}
    return Line(f"alarm.{trouble}_begun", values)


def _waiting(trouble: Trouble, backlog: Backlog | None) -> int:
    if backlog is None:
        return 0
    if trouble is Trouble.INBOX:
        return backlog.inbox.waiting
    return sum(queue.waiting for queue in backlog.outbox.values())


def named(mishaps: tuple[Mishap, ...]) -> str:
    """Their names, the oldest first, each once."""
    return ", ".join(dict.fromkeys(each.name for each in reversed(mishaps)))


def moment(when: datetime, now: datetime, zone: ZoneInfo) -> Value:
    """The time of day, with the date when it was another day."""
    same = when.astimezone(zone).date() == now.astimezone(zone).date()
    return clock(when, zone) if same else when


def _ago(seconds: float | None) -> Value:
    return Key("health.never") if seconds is None else _lasting("health.ago_", seconds)


_STEPS: Mapping[str, float] = {"days": 86_400, "hours": 3_600, "minutes": 60}


def _lasting(kind: str, seconds: float) -> Line:
    for unit, length in _STEPS.items():
        if seconds >= 2 * length:
            return Line(f"{kind}{unit}", {"count": int(seconds // length)})
    return Line(f"{kind}seconds", {"count": max(0, int(seconds))})


def _size(count: int) -> Line:
    if count >= 10_000_000_000:
        return Line("health.gigabytes", {"count": count // 1_000_000_000})
    return Line("health.megabytes", {"count": -(-count // 1_000_000)})


TAPS = Taps(bare(Look, show))
