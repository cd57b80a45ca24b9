"""The buttons about announcements, and where each leads."""

from conversations.buttons.announcements import (
    Acknowledge,
    Announcements,
    Approve,
    Change,
    Compose,
    ComposeOrder,
    Correct,
    Drop,
    FromTemplate,
    Latest,
    OpenAppeal,
    Refuse,
    Remind,
    Resend,
    ResendNow,
    ResumeComposing,
    RunReport,
    ShowMissing,
    StopRun,
    SwitchOff,
    TakeBack,
    TakenBack,
    Templates,
)
from conversations.callback import Taps, bare, on
from handlers.announcements import approving, checking, composing, directives, following
from handlers.common.turn import Turn

TAPS: Taps[Turn] = Taps(
    on(Announcements, composing.show_list),
    bare(Compose, composing.begin),
    bare(ComposeOrder, composing.begin_order),
    on(Templates, composing.show_templates),
    on(FromTemplate, composing.begin_template),
    bare(ResumeComposing, composing.resume),
    on(Change, composing.begin_change),
    on(Correct, composing.begin_correction),
    on(OpenAppeal, following.open_one),
    on(Drop, following.drop),
    on(SwitchOff, following.switch_off),
    on(StopRun, following.stop),
    on(TakeBack, following.ask_take_back),
    on(TakenBack, following.take_back),
    on(RunReport, following.report),
    on(Resend, following.ask_resend),
    on(ResendNow, following.resend),
    on(Approve, approving.approve),
    on(Refuse, approving.ask_why),
    on(ShowMissing, directives.show_missing),
    on(Remind, directives.remind),
    on(Acknowledge, directives.acknowledge),
    on(Latest, checking.latest),
)


async def tapped(turn: Turn) -> None:
    """A button about an announcement: of the question in hand, if it carries a revision."""
    callback = turn.callback
    assert callback is not None
    if callback.revision:
        await composing.DIALOGUE.tapped(turn, callback)
    else:
        await TAPS.carry_out(callback, turn)
