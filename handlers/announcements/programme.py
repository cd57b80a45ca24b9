"""The election's reminders: `/program`, one reminder, and the way to a second person's approval."""

from datetime import datetime

from broadcasts.appeal import Appeal, Kind, visible
from broadcasts.state import State
from conversations.answer import Answer, Composed, as_number
from conversations.appeal_signs import SIGNS, legend
from conversations.buttons.announcements import (
    ApproveAll,
    AskApproval,
    ChangeReminder,
    OpenReminder,
    ReadReminders,
    ReminderOff,
    ReminderOn,
    Reminders,
    Seen,
)
from conversations.callback import Taps, Topic, bare, on
from conversations.screen import Button, Key, Line, Screen, paged
from db.appeals import StoredAnnouncement
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.officer import asking
from locales import AskAgain
from locales.times import clock, day, day_and_clock
from publishing import announcement, reminders
from resort.rights import Right

_FIRST_PAGE = Reminders()
_BACK = Button(Key("button.back"), _FIRST_PAGE)


async def show(turn: Turn, tapped: Reminders = _FIRST_PAGE) -> None:
    """`/program`: every reminder that is still to come."""
    stored = await reminders.every(turn, await turn.require(Right.COMPOSE))
    if not stored:
        await turn.show(Screen(Line("reminders.none"), ((MENU,),)), Topic.PROGRAMME)
        return
    options = [Button(_label(turn, each), OpenReminder(each.key)) for each in stored]
    ask = (Button(Key("button.programme_ask"), AskApproval()),)
    waiting = await reminders.to_read(turn)
    look = Button(Key("button.programme_read"), ReadReminders(Seen(reminders.print_of(waiting)))) if waiting else None
    text = Line(
        "reminders.list",
        {
            "election": turn.resort.programme.name,
            "day": day(_opening(turn), turn.resort.zone, turn.texts),
            "waiting": sum(each.state in reminders.OPEN for each in stored),
            "approved": sum(each.state in (State.APPROVED, State.RUNNING, State.DONE) for each in stored),
            "off": sum(each.state is State.OFF for each in stored),
            "legend": legend(each.state for each in stored),
        },
    )
    rows = paged(options, tapped.page, others=3, turn_to=Reminders)
    reading = ((look,),) if look is not None else ()
    await turn.show(Screen(text, (*rows, *reading, ask, (MENU,))), Topic.PROGRAMME)


async def tapped(turn: Turn) -> None:
    """A button of the programme."""
    await TAPS.carry_out(turn.callback, turn)


async def look(turn: Turn, tapped: OpenReminder) -> None:
    """One reminder: when, to whom, how it stands, and the very message below."""
    stored = await reminders.find(turn, await turn.require(Right.COMPOSE), tapped.reminder)
    await _show_one(turn, stored)
    await turn.answer(*announcement.message(turn, stored))


async def ask_words(turn: Turn, tapped: ChangeReminder) -> None:
    """[Ubah isi]: write the new words."""
    stored = await reminders.find(turn, await turn.require(Right.COMPOSE), tapped.reminder)
    await asking.ask(turn, turn.here.key, "reminder", None, Line("reminders.ask_text"), extra=str(stored.key))


async def change(turn: Turn, extra: str, answer: Answer) -> None:
    """The new words came. `extra` is what `ask_words` has kept."""
    officer = await turn.require(Right.COMPOSE)
    if not isinstance(answer, Composed) or answer.attachment is not None or not answer.html:
        raise AskAgain("ask.words")
    await reminders.change(turn, officer, as_number(extra), answer.html)
    await asking.done(turn, turn.here.key)
    await turn.show(Screen(Line("reminders.changed"), ((_BACK,),)), Topic.PROGRAMME)


async def switch_off(turn: Turn, tapped: ReminderOff) -> None:
    """[Matikan]: leave it out."""
    officer = await turn.require(Right.COMPOSE)
    await _show_one(turn, await reminders.switch(turn, officer, tapped.reminder, on=False))


async def switch_on(turn: Turn, tapped: ReminderOn) -> None:
    """[Nyalakan]: take it in again."""
    officer = await turn.require(Right.COMPOSE)
    await _show_one(turn, await reminders.switch(turn, officer, tapped.reminder, on=True))


async def ask_approval(turn: Turn) -> None:
    """[Ajukan semua]: put what is not approved before the others of the command."""
    asked = await reminders.ask_approval(turn, await turn.require(Right.COMPOSE))
    key = "reminders.asked_in_part" if asked.left else "reminders.asked"
    values = {"count": asked.asked, "left": asked.left} if asked.left else {"count": asked.asked}
    await turn.show(Screen(Line(key, values), ((_BACK,), (MENU,))), Topic.PROGRAMME)


async def read(turn: Turn, tapped: ReadReminders) -> None:
    """[Baca]: a page of what waits, each reminder as the very message, and the way on."""
    officer = await turn.require(Right.APPROVE)
    page = await reminders.read(turn, officer, tapped.seen.fingerprint, tapped.page)
    lines = []
    for stored in page.reminders:
        await turn.answer(*announcement.message(turn, stored))
        when = day_and_clock(reminders.moment(turn, stored), turn.resort.zone, turn.texts)
        lines.append(Line("reminders.read_line", {"when": when, "to": Key(f"reminders.to_{_to(stored.appeal)}")}))
    following = ReadReminders(tapped.seen, tapped.page + 1)
    button = (
        Button(Key("button.programme_approve"), ApproveAll(tapped.seen))
        if page.is_last
        else Button(Key("button.next"), following)
    )
    key = "reminders.last_page" if page.is_last else "reminders.page"
    text = Line(key, {"page": page.number + 1, "pages": page.pages, "lines": tuple(lines)})
    await turn.show(Screen(text, ((button,), (_BACK,))), Topic.PROGRAMME, fresh=True)


async def approve_all(turn: Turn, tapped: ApproveAll) -> None:
    """[Setujui semua]: a second person approves the programme as it was shown."""
    done = await reminders.approve_all(turn, await turn.require(Right.APPROVE), tapped.seen.fingerprint)
    text = Line("reminders.approved", {"count": done.approved, "left": done.left})
    await turn.show(Screen(text, ((MENU,),)), Topic.PROGRAMME)


async def _show_one(turn: Turn, stored: StoredAnnouncement) -> None:
    text = Line(
        "reminders.one",
        {
            "when": day_and_clock(reminders.moment(turn, stored), turn.resort.zone, turn.texts),
            "to": Key(f"reminders.to_{_to(stored.appeal)}"),
            "state": Key(f"reminders.state_{stored.state}"),
        },
    )
    rows: list[tuple[Button, ...]] = []
    if stored.state in (*reminders.OPEN, State.APPROVED):
        rows.append((Button(Key("button.reminder_change"), ChangeReminder(stored.key)),))
        rows.append((Button(Key("button.reminder_off"), ReminderOff(stored.key)),))
    if stored.state is State.OFF:
        rows.append((Button(Key("button.reminder_on"), ReminderOn(stored.key)),))
    await turn.show(Screen(text, (*rows, (_BACK,))), Topic.PROGRAMME)


def _opening(turn: Turn) -> datetime:
    programme = turn.resort.programme
    return datetime.combine(programme.voting, programme.opens, turn.resort.zone)


def _label(turn: Turn, stored: StoredAnnouncement) -> str:
    at, zone = reminders.moment(turn, stored), turn.resort.zone
    words = visible(stored.appeal.text).splitlines()[0][:24]
    return f"{SIGNS[stored.state]} {at.astimezone(zone):%d/%m} {clock(at, zone)} {words}"


def _to(appeal: Appeal) -> str:
    if appeal.audience.kinds == {Kind.OFFICERS}:
        return "petugas"
    return "all" if Kind.OFFICERS in appeal.audience.kinds else "warga"


TAPS: Taps[Turn] = Taps(
    on(Reminders, show),
    on(OpenReminder, look),
    on(ChangeReminder, ask_words),
    on(ReminderOff, switch_off),
    on(ReminderOn, switch_on),
    bare(AskApproval, ask_approval),
    on(ReadReminders, read),
    on(ApproveAll, approve_all),
)
