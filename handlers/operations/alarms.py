"""Alarms: the command is told once when the bot needs a person, and once when that is over."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from casework.operator import operator
from conversations.callback import Topic
from conversations.screen import Line, Screen, Value
from db import alarms, health, officers
from db.alarms import Alarm
from db.database import Database, Tx, Unavailable
from db.outbox import Lane
from db.unit_of_work import Resort, UnitOfWork
from db.vault import Vault
from gateway.after_commit import AfterCommit
from handlers.operations.health import LOOK, begun, moment, named
from health.checkup import Checkup
from health.condition import FOR_PEOPLE, AlarmStep, Facts, News, Trouble, advance, ongoing, troubles
from health.operator_channel import OperatorChannel
from metrics.outages import Outage
from metrics.vitals import Vitals
from resort.roles import Role

log = logging.getLogger(__name__)

BETWEEN_LOOKS = timedelta(seconds=5)
CONFIRMED_AFTER = timedelta(seconds=5)  # a trouble found only once is gone before anybody could act
ALIVE_EVERY = timedelta(minutes=1)  # how often it is noted that the bot runs
DOWN_AFTER = timedelta(minutes=10)  # after less than this the bot was only restarted
_ONLY_AFTERWARDS = frozenset({Trouble.DATABASE})  # the message is itself a row
# Single events have no end to report.
ENDS_SILENTLY = frozenset({Trouble.CLOCK, Trouble.CALLS, Trouble.UNREADABLE, Trouble.FORGED})
_TOLD_AS_A_WHOLE = frozenset({Trouble.TELEGRAM, Trouble.DATABASE})


class Alarms:
    """Checks the bot each time `look` is called, at most every few seconds. Alarms are rows: a restart repeats none."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        after_commit: AfterCommit,
        checkup: Checkup,
        vitals: Vitals,
        channel: OperatorChannel,
        resort: Resort,
        now: Callable[[], datetime],
    ) -> None:
        self._database, self._vault, self._after_commit = database, vault, after_commit
        self._checkup, self._vitals, self._resort, self._now = checkup, vitals, resort, now
        self._channel = channel
        self._looked: datetime | None = None
        self._found: dict[Trouble, datetime] = {}  # when each current trouble was first found
        self._rows = True  # whether alarms may be stored
        self._alive: datetime | None = None  # when it was last noted that the bot runs; None: not since its start

    async def look(self) -> None:
        """Check everything, and tell the command what changed."""
        now = self._now()
        if self._looked is not None and abs(now - self._looked) < BETWEEN_LOOKS:
            return
        self._looked = now
        facts = await self._checkup.look()
        found = self._confirmed(troubles(facts), now)
        self._channel.show(ongoing(found))
        noted = self._alive is not None and now - self._alive < ALIVE_EVERY
        if not found and not self._rows and noted:
            return
        try:
            uow, self._rows = await self._database.write(lambda tx: self._update(tx, facts, found, noted=noted))
        except Unavailable as error:
            log.warning("alarms wait for the database: %s", error)
            return
        self._alive = self._alive if noted else now
        self._vitals.forget()
        await self._after_commit.follow(uow)

    def _confirmed(self, found: Mapping[Trouble, Outage], now: datetime) -> dict[Trouble, Outage]:
        self._found = {trouble: self._found.get(trouble, now) for trouble in found}
        return {
            trouble: outage
            for trouble, outage in found.items()
            if outage.until is not None or abs(now - self._found[trouble]) >= CONFIRMED_AFTER
        }

    async def _update(
        self, tx: Tx, facts: Facts, found: Mapping[Trouble, Outage], *, noted: bool
    ) -> tuple[UnitOfWork, bool]:
        now = facts.now.astimezone(self._resort.zone)
        uow = UnitOfWork(tx=tx, vault=self._vault, resort=self._resort, now=now)
        if not noted:
            await self._lives(uow, facts)
        before = {alarm.trouble for alarm in await alarms.every(tx)}
        for trouble, outage in found.items():
            if trouble not in before:
                log.warning("this needs a person: %s", trouble)
            await alarms.begin(tx, trouble, outage.since)
        known = await alarms.every(tx)
        for alarm in known:
            trouble = Trouble(alarm.trouble)
            tellable = trouble not in _ONLY_AFTERWARDS and (trouble is not Trouble.TELEGRAM or facts.can_send)
            await self._advance(uow, alarm, facts, advance(alarm, found.get(trouble), now, tellable=tellable), found)
        return uow, bool(known)

    async def _lives(self, uow: UnitOfWork, facts: Facts) -> None:
        """Note that the bot runs; at the start the command is told for how long it did not."""
        last = await alarms.last_alive(uow.tx) if self._alive is None else None
        await alarms.alive(uow.tx, facts.now)
        if last is not None and facts.now - last >= DOWN_AFTER:
            zone = self._resort.zone
            since, until = moment(last, facts.now, zone), moment(facts.now, facts.now, zone)
            await _tell(uow, Line("alarm.down", {"since": since, "until": until}))

    async def _advance(
        self, uow: UnitOfWork, alarm: Alarm, facts: Facts, next_step: AlarmStep, found: Mapping[Trouble, Outage]
    ) -> None:
        trouble = Trouble(alarm.trouble)
        text = await self._text(uow, alarm, facts, next_step.news, found.get(trouble))
        told = text is None or await _tell(uow, text)
        if next_step.alarm is None:
            log.info("over: %s", trouble)
            await alarms.end(uow.tx, trouble)
            return
        if text is not None and told:
            log.warning("the command is told: %s", trouble)
        changed = next_step.alarm if told else replace(next_step.alarm, told_at=None)
        if changed != alarm:
            await alarms.store(uow.tx, changed)

    async def _text(
        self, uow: UnitOfWork, alarm: Alarm, facts: Facts, news: News | None, outage: Outage | None
    ) -> Line | None:
        trouble, zone = Trouble(alarm.trouble), self._resort.zone
        if news is None or (news is News.WAS and trouble not in _TOLD_AS_A_WHOLE):
            return None
        if news is News.BEGUN:
            return self._with_operator(trouble, begun(trouble, outage or Outage(alarm.since), facts, zone))
        if trouble in ENDS_SILENTLY:
            return None
        values: dict[str, Value] = {
            "since": moment(alarm.since, facts.now, zone),
            "until": moment(alarm.well_at or facts.now, facts.now, zone),
        }
        if trouble is Trouble.FAILURES:
            values["references"] = named(await health.failures(uow.tx, alarm.since))
        return Line(f"alarm.{trouble}_{news}", values)

    def _with_operator(self, trouble: Trouble, text: Line) -> Line:
        """Add who runs the server, where the server is to be looked at."""
        contact = self._resort.contacts.operator
        if trouble in FOR_PEOPLE or not contact:
            return text
        return Line("alarm.with_operator", {"text": text, "contact": contact})


async def _tell(uow: UnitOfWork, text: Line) -> bool:
    """Tell the operator, and the command on duty, else the whole command. Returns whether there was anybody to tell.

    Beginnings and ends share a lane: an end that arrived after the next beginning would say that all is well.
    """
    command = await uow.reachable(await officers.of_role(uow.tx, Role.COMMAND))
    for officer in [officer for officer in command if officer.on_duty] or command:
        await uow.tell(officer.chat, Screen(text, ((LOOK,),)), Topic.HEALTH, lane=Lane.PING)
    chat = await operator(uow)
    if chat is not None and chat.key not in {officer.chat for officer in command}:
        await uow.write(chat, Screen(text), Topic.HEALTH, lane=Lane.PING)
    return bool(command) or chat is not None
