"""The election's reminders: command looks at them, changes or switches them off, and a second person approves them."""

import base64
import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from broadcasts.appeal import Appeal, Kind, check, visible
from broadcasts.approval import Person, approve, edit, fingerprint, missing
from broadcasts.programme import as_appeal, fill, key_of, reminder, slots
from broadcasts.schedule import next_fire
from broadcasts.state import State, move
from conversations.answer import Answer, Composed, as_number
from conversations.appeal_signs import SIGNS, legend
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, paged
from db import appeals
from db.appeals import StoredAnnouncement
from db.officers import Officer
from db.outbox import Lane
from handlers.announcements import preview
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.officer import asking
from locales import Refused, shown, texts_for
from locales.times import clock, day, day_and_clock
from publishing import announcing
from resort.rights import Right

MOST_LINES = 25
_OPEN = (State.DRAFT, State.WAITING)
_EVER = datetime.fromtimestamp(0, UTC)


async def show(turn: Turn, page: int = 0) -> None:
    """`/program`: every reminder that is still to come."""
    officer = await turn.require(Right.COMPOSE)
    kept = await _reminders(turn, officer)
    if not kept:
        await turn.show(Screen(Line("reminders.none"), ((MENU,),)), Topic.PROGRAMME)
        return
    options = [Button(_label(turn, each), f"open={each.key}") for each in kept]
    ask = (Button(Key("button.programme_ask"), "ask"),)
    text = Line(
        "reminders.list",
        {
            "election": turn.resort.programme.name,
            "day": day(_opening(turn), turn.resort.zone, turn.texts),
            "waiting": sum(each.state in _OPEN for each in kept),
            "approved": sum(each.state in (State.APPROVED, State.RUNNING, State.DONE) for each in kept),
            "off": sum(each.state is State.OFF for each in kept),
            "legend": legend(each.state for each in kept),
        },
    )
    await turn.show(Screen(text, (*paged(options, page, others=2), ask, (MENU,))), Topic.PROGRAMME)


async def tapped(turn: Turn) -> None:
    """A button of the programme."""
    callback = turn.callback
    assert callback is not None
    name, _, value = callback.choice.partition("=")
    match name:
        case "page":
            await show(turn, as_number(value))
        case "open":
            await look(turn, await _one(turn, value))
        case "change":
            kept = await _one(turn, value)
            await asking.ask(turn, turn.here.key, "reminder", None, Line("reminders.ask_text"), extra=str(kept.key))
        case "off" | "on":
            await switch(turn, await _one(turn, value), on=name == "on")
        case "ask":
            await ask_approval(turn)
        case "approve":
            await approve_all(turn, value)
        case _:
            raise Refused("flow.old_button")


async def look(turn: Turn, kept: StoredAnnouncement) -> None:
    """One reminder: when, to whom, how it stands, and the very message below."""
    await turn.require(Right.COMPOSE)
    await _show_one(turn, kept)
    await turn.answer(*preview.message(turn, kept))


async def change(turn: Turn, extra: str, answer: Answer) -> None:
    """New words for a reminder: it is theirs now, and every approval is void."""
    officer = await turn.require(Right.COMPOSE)
    if not isinstance(answer, Composed) or answer.attachment is not None or not answer.html:
        raise Refused("ask.words")
    kept = await _one(turn, extra)
    appeal = replace(kept.appeal, text=answer.html)
    check(appeal)
    await _store_edited(turn, officer, kept, appeal)
    await asking.done(turn, turn.here.key)
    await turn.show(Screen(Line("reminders.changed"), ((Button(Key("button.back"), "page=0"),),)), Topic.PROGRAMME)


async def switch(turn: Turn, kept: StoredAnnouncement, *, on: bool) -> None:
    """Leave a reminder out, or take it in again; taken in again it needs approval anew."""
    officer = await turn.require(Right.COMPOSE)
    state = move(kept.state, State.DRAFT if on else State.OFF)
    kept = replace(await appeals.void(turn.tx, kept), state=state, next_fire=None, approved_at=None)
    await appeals.store(turn.tx, kept)
    await turn.record("pengingat_nyala" if on else "pengingat_mati", officer, text=str(kept.slot))
    await _show_one(turn, kept)


async def ask_approval(turn: Turn) -> None:
    """Put every reminder that is not approved before the others of the command; words of our own are shown whole."""
    officer = await turn.require(Right.COMPOSE)
    waiting = [each for each in await _reminders(turn, officer) if each.state in _OPEN]
    if not waiting:
        raise Refused("reminders.nothing")
    others = await announcing.others(turn, officer.chat)
    if not others:
        raise Refused("reminders.nobody")
    for each in waiting:
        await appeals.store(turn.tx, replace(each, state=State.WAITING))
    own = [each for each in waiting if _is_own(turn, each)]
    lines = [
        Line(
            "reminders.line_own" if each in own else "reminders.line",
            {"when": _when(turn, each), "excerpt": shown(visible(each.appeal.text), 60)},
        )
        for each in waiting[:MOST_LINES]
    ]
    if len(waiting) > MOST_LINES:
        lines.append(Line("reminders.more_lines", {"count": len(waiting) - MOST_LINES}))
    text = Line("reminders.request", {"callsign": officer.callsign, "count": len(waiting), "lines": tuple(lines)})
    rows = ((Button(Key("button.programme_approve"), f"approve={_seen(waiting)}"),),)
    for other in others:
        chat = await turn.chat(other.chat)
        assert chat is not None
        for each in own:
            await turn.owe(chat, *preview.message(turn, each), Lane.ANSWER)
        await turn.tell(other.chat, Screen(text, rows), Topic.PROGRAMME, lane=Lane.ANSWER)
    await turn.record("program_diajukan", officer, text=str(len(waiting)))
    await turn.show(Screen(Line("reminders.asked"), ((MENU,),)), Topic.PROGRAMME)


async def approve_all(turn: Turn, seen: str) -> None:
    """A second person approves the programme as it was shown; anything changed since voids it.

    What they may not approve, such as words of their own, waits on for another.
    """
    officer = await turn.require(Right.APPROVE)
    waiting = [
        each for each in await appeals.of_programme(turn.tx, turn.resort.programme.key) if each.state is State.WAITING
    ]
    if not waiting:
        raise Refused("reminders.nothing")
    if _seen(waiting) != seen:
        raise Refused("approval.changed")
    command, approved = await announcing.command(turn), 0
    voices, why_not = 0, Refused("reminders.nothing")
    for kept in waiting:
        try:
            announcement = approve(
                kept.announcement,
                Person(officer.chat),
                fingerprint(kept.appeal),
                turn.now,
                turn.resort.zone,
                command=command,
                concerns=announcing.concerns(turn, kept),
            )
        except Refused as refused:
            why_not = refused
            continue
        voices += 1
        kept = await appeals.add_approval(turn.tx, kept, announcement)
        if missing(announcement, command) == 0:
            await announcing.schedule_approved(turn, kept)
            approved += 1
    if not voices:
        raise why_not
    await turn.record("program_disetujui", officer, text=str(approved))
    news = Line("reminders.told", {"callsign": officer.callsign, "count": approved})
    for composer in {each.composer for each in waiting} - {officer.chat}:
        await turn.tell(composer, Screen(news), Topic.PROGRAMME)
    done = Line("reminders.approved", {"count": approved, "left": len(waiting) - approved})
    await turn.show(Screen(done, ((MENU,),)), Topic.PROGRAMME)


async def _show_one(turn: Turn, kept: StoredAnnouncement) -> None:
    text = Line(
        "reminders.one",
        {
            "when": _when(turn, kept),
            "to": Key(f"reminders.to_{_to(kept.appeal)}"),
            "state": Key(f"reminders.state_{kept.state}"),
        },
    )
    rows: list[tuple[Button, ...]] = []
    if kept.state in (*_OPEN, State.APPROVED):
        rows.append((Button(Key("button.reminder_change"), f"change={kept.key}"),))
        rows.append((Button(Key("button.reminder_off"), f"off={kept.key}"),))
    if kept.state is State.OFF:
        rows.append((Button(Key("button.reminder_on"), f"on={kept.key}"),))
    await turn.show(Screen(text, (*rows, (Button(Key("button.back"), "page=0"),))), Topic.PROGRAMME)


async def _reminders(turn: Turn, officer: Officer) -> list[StoredAnnouncement]:
    """The reminders, those still to come first; one not kept yet is kept now, as written by who looks first."""
    texts = texts_for("id")
    for slot, at in slots(turn.resort.programme, turn.resort.zone):
        name = key_of(turn.resort.programme, slot)
        if at > turn.now and await appeals.by_slot(turn.tx, name) is None:
            words = fill(slot, turn.resort.programme, turn.resort.zone, texts)
            appeal = as_appeal(slot, turn.resort.programme, words)
            directive = slot.to == {Kind.OFFICERS}
            await appeals.add(turn.tx, officer.chat, appeal, turn.now, slot=name, directive=directive)
    kept = await appeals.of_programme(turn.tx, turn.resort.programme.key)
    return sorted(kept, key=lambda each: (_moment(turn, each) <= turn.now, _moment(turn, each)))


async def _store_edited(turn: Turn, officer: Officer, kept: StoredAnnouncement, appeal: Appeal) -> None:
    state = kept.state if kept.state in _OPEN else move(kept.state, State.DRAFT)
    announcement = edit(kept.announcement, Person(officer.chat), appeal)
    kept = replace(kept, announcement=announcement, state=state, next_fire=None, approved_at=None)
    await appeals.store(turn.tx, kept)
    await appeals.void(turn.tx, kept)
    await turn.record("pengingat_diubah", officer, text=str(kept.slot))


async def _one(turn: Turn, value: str) -> StoredAnnouncement:
    await turn.require(Right.COMPOSE)
    kept = await preview.one(turn, value)
    if kept.slot is None:
        raise Refused("flow.old_button")
    return kept


def _opening(turn: Turn) -> datetime:
    programme = turn.resort.programme
    return datetime.combine(programme.voting, programme.opens, turn.resort.zone)


def _seen(waiting: list[StoredAnnouncement]) -> str:
    """One hash over everything an approver was shown."""
    prints = sorted(fingerprint(each.appeal) for each in waiting)
    digest = hashlib.sha256("".join(prints).encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _when(turn: Turn, kept: StoredAnnouncement) -> str:
    """The planned moment, for people."""
    return day_and_clock(_moment(turn, kept), turn.resort.zone, turn.texts)


def _label(turn: Turn, kept: StoredAnnouncement) -> str:
    at, zone = _moment(turn, kept), turn.resort.zone
    words = visible(kept.appeal.text).splitlines()[0][:24]
    return f"{SIGNS[kept.state]} {at.astimezone(zone):%d/%m} {clock(at, zone)} {words}"


def _moment(turn: Turn, kept: StoredAnnouncement) -> datetime:
    """When it goes out, or would have: as it is kept, which is what is approved; one sent at once has no other."""
    planned = next_fire(kept.appeal.when, _EVER, turn.resort.zone)
    return planned or kept.next_fire or kept.last_fired or _of_the_file(turn, kept)


def _of_the_file(turn: Turn, kept: StoredAnnouncement) -> datetime:
    """The programme's own moment for a reminder."""
    programme = turn.resort.programme
    moments = {key_of(programme, slot): at for slot, at in slots(programme, turn.resort.zone)}
    return turn.now if kept.slot is None else moments.get(kept.slot, turn.now)


def _is_own(turn: Turn, kept: StoredAnnouncement) -> bool:
    """Whether anything of it is the command's own, and not the programme's: also to whom, when, and with what files."""
    standard = reminder(turn.resort.programme, kept.slot, turn.resort.zone, texts_for("id"))
    return kept.appeal != standard


def _to(appeal: Appeal) -> str:
    if appeal.audience.kinds == {Kind.OFFICERS}:
        return "petugas"
    return "all" if Kind.OFFICERS in appeal.audience.kinds else "warga"
