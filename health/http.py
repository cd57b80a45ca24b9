"""The bot's answers to the operator's programs.

`/hidup` says that the process is alive: whoever gets no answer restarts it. `/sehat` says how the bot is, with 503 only
for what is wrong with the machine. `/metrics` counts for Prometheus.
"""

from collections.abc import Awaitable, Callable

import orjson
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from db.health import Queue
from db.outbox import Lane
from health.condition import FOR_PEOPLE, Facts, Trouble, ongoing, troubles, verdict
from health.gauges import Gauges
from metrics.vitals import Vitals


def application(look: Callable[[], Awaitable[Facts]], vitals: Vitals) -> web.Application:
    """The web application. It has no secret, so it listens where only the machine itself, or a friend, can ask."""

    gauges = Gauges(vitals.registry)

    async def health(request: web.Request) -> web.Response:
        facts = await look()
        reasons = ongoing(troubles(facts))
        return web.Response(
            body=orjson.dumps(said(facts, reasons), option=orjson.OPT_INDENT_2),
            status=200 if FOR_PEOPLE.issuperset(reasons) else 503,
            content_type="application/json",
            headers={"Cache-Control": "no-store"},
        )

    async def metrics(request: web.Request) -> web.Response:
        facts = await look()
        reasons = ongoing(troubles(facts))
        gauges.show(facts, reasons)
        return web.Response(body=generate_latest(vitals.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.router.add_get("/hidup", _alive)
    app.router.add_get("/sehat", health)
    app.router.add_get("/metrics", metrics)
    return app


def standing_by() -> web.Application:
    """The web application of a bot that waits for the resort: it is well, and has nothing to count yet."""

    async def health(request: web.Request) -> web.Response:
        return web.json_response({"status": "standing by"}, headers={"Cache-Control": "no-store"})

    app = web.Application()
    app.router.add_get("/hidup", _alive)
    app.router.add_get("/sehat", health)
    return app


async def _alive(request: web.Request) -> web.Response:
    return web.Response(text="hidup\n", headers={"Cache-Control": "no-store"})


def said(facts: Facts, reasons: list[Trouble]) -> dict[str, object]:
    """What `/sehat` answers, without a person, a chat or a report in it."""
    backlog = facts.backlog
    waits: dict[str, object] = {"in_hand": facts.in_hand}
    if backlog is not None:
        waits |= {
            "inbox": _waiting(facts, backlog.inbox),
            "outbox": {lane.name.lower(): _waiting(facts, backlog.outbox.get(lane, Queue())) for lane in Lane},
            "deliveries": {"waiting": backlog.deliveries_waiting, "sending": backlog.deliveries_sending},
            "evidence": _waiting(facts, backlog.evidence),
        }
    return {
        "status": verdict(reasons),
        "reasons": reasons,
        "waiting": waits,
        "seconds_since": {
            "telegram_heard": _rounded(facts.heard_ago),
            "telegram_answered": _rounded(facts.answered_ago),
            "tick": _rounded(facts.ticked_ago),
            "start": _rounded(facts.running_seconds),
        },
        "disk": {"free_bytes": facts.disk_free, "free_percent": round(facts.free_share * 100, 1)},
        "database": {"bytes": facts.database_bytes, "wal_bytes": facts.wal_bytes},
        "evidence_has_room": facts.evidence_has_room,
        "copies_recordings": facts.copies_recordings,
        "held": facts.lease and {"machine": facts.lease.machine, "since": facts.lease.since.isoformat()},
        "version": facts.version,
    }


def _waiting(facts: Facts, queue: Queue) -> dict[str, object]:
    age = 0.0 if queue.oldest is None else max(0.0, (facts.now - queue.oldest).total_seconds())
    return {"count": queue.waiting, "oldest_seconds": _rounded(age)}


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
