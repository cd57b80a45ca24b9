"""A shift that was offered and not taken: the colleague is reminded, then the offer ends and the officer is told."""

from casework import circles
from casework.shift_steps import CHOICES
from conversations.buttons.staff import TakeShift
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Rows, Screen
from db import officers, reports, shift_offers, waits
from db.outbox import Lane
from db.unit_of_work import UnitOfWork
from db.waits import WaitKey
from resort.waits import RULES, Kind, is_last, next_due


async def look(uow: UnitOfWork, key: WaitKey) -> None:
    """An offer is due: remind the colleague, or end it. Until it is taken the shift stays with the officer."""
    offer = await shift_offers.waiting(uow.tx, key)
    if offer is None:
        return
    officer = await officers.get(uow.tx, offer.officer)
    colleague = await officers.get(uow.tx, offer.colleague)
    assert officer is not None
    assert colleague is not None
    wait = await waits.get(uow.tx, key)
    gone = colleague.removed or colleague.unit != officer.unit or await uow.chat(colleague.chat) is None
    if not (gone or officer.removed or is_last(Kind.HAND_OVER, wait.rings)):
        await waits.ring(uow.tx, key, next_due(Kind.HAND_OVER, wait.rings + 1, uow.now))
        rows = ((Button(Key("button.take_shift"), TakeShift(officer.key)),),)
        text = Line("duty.offer_reminder", {"callsign": officer.callsign})
        await uow.tell(colleague.chat, Screen(text, rows), Topic.PEOPLE, lane=Lane.PING)
        return
    await shift_offers.withdraw(uow.tx, officer.key)
    if officer.removed:
        return
    held = await reports.held_by(uow.tx, officer.key)
    text = Line("duty.not_taken", {"callsign": colleague.callsign})
    choices: Rows = ()
    if not officer.on_duty:
        if held:
            text, choices = Line("duty.not_taken_off", {"callsign": colleague.callsign}), CHOICES
        else:
            text = Line("duty.off", {"callsign": officer.callsign})
    await circles.tell(uow, RULES[Kind.HAND_OVER].ladder, text, choices, officer=officer.chat)
    if not gone:
        over = Line("duty.offer_over", {"callsign": officer.callsign})
        await uow.tell(colleague.chat, Screen(over), Topic.PEOPLE)
