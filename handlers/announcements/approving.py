"""Four eyes: an announcement is put before the others of the command, who approve it or say why not."""

import base64
import binascii
from dataclasses import replace

from broadcasts.approval import Fingerprint, Person, approve, fingerprint, missing
from broadcasts.state import State, move
from conversations.answer import Answer, Text
from conversations.appeal_screens import AppealScene, described
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import appeals
from db.appeals import StoredAnnouncement
from db.outbox import Lane
from db.unit_of_work import UnitOfWork
from handlers.announcements import preview
from handlers.common.turn import Turn
from handlers.officer import asking
from locales import Refused
from publishing import announcing
from resort.rights import Right


async def request(uow: UnitOfWork, kept: StoredAnnouncement, callsign: str) -> None:
    """Ask everybody of the command but the composer, with the very message that would go out."""
    screen = question(kept, await preview.scene_of(uow, kept), callsign)
    for officer in await announcing.others(uow, kept.composer):
        chat = await uow.chat(officer.chat)
        assert chat is not None
        await uow.owe(chat, *preview.message(uow, kept), Lane.PING)
        await uow.tell(officer.chat, screen, Topic.APPEAL, lane=Lane.PING)


def question(kept: StoredAnnouncement, scene: AppealScene, callsign: str) -> Screen:
    """What an approver decides on."""
    kind = "correction" if kept.corrects is not None else "order" if kept.directive else "appeal"
    values = {"kind": Key(f"approval.{kind}"), "callsign": callsign, **described(kept.appeal, scene)}
    text = Line("approval.request", values)
    return Screen(text, (choices(kept),))


def choices(kept: StoredAnnouncement) -> tuple[Button, ...]:
    """[Setujui] and [Tolak]; they carry the hash of what is shown with them."""
    seen = f"{kept.key},{_written(fingerprint(kept.appeal))}"
    return Button(Key("button.approve"), f"ok={seen}"), Button(Key("button.refuse"), f"no={seen}")


async def approve_it(turn: Turn, value: str) -> None:
    """[Setujui]: everything is checked anew, whatever the button says."""
    officer = await turn.require(Right.APPROVE)
    kept, seen = await _asked(turn, value)
    command = await announcing.command(turn)
    announcement = approve(
        kept.announcement,
        Person(officer.chat),
        seen,
        turn.now,
        turn.resort.zone,
        command=command,
        concerns=announcing.concerns(turn, kept),
    )
    kept = await appeals.add_approval(turn.tx, kept, announcement)
    await turn.record("siaran_disetujui", officer, text=f"{kept.key} {seen}")
    left = missing(announcement, command)
    if left == 0:
        kept = await announcing.schedule_approved(turn, kept)
        if kept.appeal.emergency is not None:
            await turn.record("siaran_mendesak", officer, text=f"{kept.key}: {kept.appeal.emergency}")
    key = "approval.approved" if left == 0 else "approval.one_more"
    await turn.show(Screen(Line(key)), Topic.APPEAL)
    news = "approval.told_approved" if left == 0 else "approval.told_one_more"
    rows = ((Button(Key("button.open_appeal"), f"a={kept.key}"),),)
    await turn.tell(kept.composer, Screen(Line(news, {"callsign": officer.callsign}), rows), Topic.APPEAL)


async def ask_why(turn: Turn, value: str) -> None:
    """[Tolak]: say why."""
    await turn.require(Right.APPROVE)
    kept, _ = await _asked(turn, value)
    if kept.composer == turn.here.key:
        raise Refused("approval.own")
    await asking.ask(turn, turn.here.key, "refusal", None, Line("approval.ask_reason"), extra=value)


async def refuse(turn: Turn, extra: str, answer: Answer) -> None:
    """The reason came: the announcement goes back to its composer, and every approval is void."""
    officer = await turn.require(Right.APPROVE)
    if not isinstance(answer, Text):
        raise Refused("ask.words")
    kept, _ = await _asked(turn, extra)
    kept = replace(await appeals.void(turn.tx, kept), state=move(kept.state, State.DRAFT), next_fire=None)
    await appeals.store(turn.tx, kept)
    await turn.record("siaran_ditolak", officer, text=f"{kept.key}: {answer.body}")
    await asking.done(turn, turn.here.key)
    rows = ((Button(Key("button.edit_appeal"), f"change={kept.key}"),),)
    news = Line("approval.told_refused", {"callsign": officer.callsign, "reason": answer.body})
    await turn.tell(kept.composer, Screen(news, rows), Topic.APPEAL)
    await asking.confirm(turn, "approval.refused")


async def _asked(turn: Turn, value: str) -> tuple[StoredAnnouncement, Fingerprint]:
    """The announcement a button is about and the hash of what was shown; it must still wait for exactly that."""
    number, _, written = value.partition(",")
    kept = await preview.one(turn, number)
    seen = _read(written)
    if kept.state is not State.WAITING:
        raise Refused("approval.decided")
    if seen != fingerprint(kept.appeal):
        raise Refused("approval.changed")
    return kept, seen


def _written(seen: Fingerprint) -> str:
    """The whole hash in 43 characters, so that a button has room for it."""
    return base64.urlsafe_b64encode(bytes.fromhex(seen)).decode().rstrip("=")


def _read(written: str) -> Fingerprint:
    try:
        return Fingerprint(base64.urlsafe_b64decode(f"{written}=").hex())
    except (binascii.Error, ValueError):
        raise Refused("flow.old_button") from None
