"""Four eyes: the taps of approvers on what is put before them."""

from broadcasts.approval import Fingerprint
from conversations.answer import Answer, Text, as_number
from conversations.buttons.announcements import Approve, Refuse, Seen
from conversations.callback import Topic
from conversations.screen import Line
from handlers.common.turn import Turn
from handlers.officer import asking
from locales import AskAgain, Refused
from publishing import approving
from resort.rights import Right


async def approve(turn: Turn, tapped: Approve) -> None:
    """[Setujui]: everything is checked again, whatever the button says."""
    officer = await turn.require(Right.APPROVE)
    done = await approving.give(turn, officer, tapped.appeal, tapped.seen.fingerprint)
    await turn.show(await approving.answered(turn, done), Topic.APPEAL)


async def ask_why(turn: Turn, tapped: Refuse) -> None:
    """[Tolak]: say why."""
    officer = await turn.require(Right.APPROVE)
    await approving.refusable(turn, officer, tapped.appeal, tapped.seen.fingerprint)
    extra = f"{tapped.appeal},{tapped.seen}"
    await asking.ask(turn, turn.here.key, "refusal", None, Line("approval.ask_reason"), extra=extra)


async def refuse(turn: Turn, extra: str, answer: Answer) -> None:
    """The reason came: the announcement goes back to its composer. `extra` is what `ask_why` has kept."""
    officer = await turn.require(Right.APPROVE)
    if not isinstance(answer, Text):
        raise AskAgain("ask.words")
    key, seen = _asked(extra)
    await approving.refuse(turn, officer, key, seen, answer.body)
    await asking.done(turn, turn.here.key)
    await asking.confirm(turn, "approval.refused")


def _asked(extra: str) -> tuple[int, Fingerprint]:
    number, _, written = extra.partition(",")
    try:
        return as_number(number), Seen.read(written).fingerprint
    except ValueError:
        raise Refused("flow.old_button") from None
