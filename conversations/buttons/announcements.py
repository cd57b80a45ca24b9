"""The buttons about announcements and the election's reminders, outside the questions of the composer's dialogue."""

import base64
import hashlib
from dataclasses import dataclass

from broadcasts.approval import Fingerprint
from conversations.callback import ButtonData, Topic, button


@dataclass(frozen=True, slots=True)
class Seen:
    """The SHA-256 of what is shown with a button, written in 43 characters, so that a button has room for it."""

    fingerprint: Fingerprint

    @classmethod
    def read(cls, words: str) -> "Seen":
        """Undo `str`. Raises `ValueError` for anything else."""
        content = base64.urlsafe_b64decode(f"{words}=")
        if len(content) != hashlib.sha256().digest_size:
            raise ValueError(f"{words} is no SHA-256")
        return cls(Fingerprint(content.hex()))

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(bytes.fromhex(self.fingerprint)).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class OfAppeal(ButtonData):
    """A button about one announcement."""

    appeal: int


@button(Topic.APPEAL, "list={page}")
class Announcements(ButtonData):
    """Show the announcements."""

    page: int = 0


@button(Topic.APPEAL, "new")
class Compose(ButtonData):
    """Begin an announcement."""


@button(Topic.APPEAL, "order")
class ComposeOrder(ButtonData):
    """Begin an order to officers."""


@button(Topic.APPEAL, "templates={page}")
class Templates(ButtonData):
    """Show the usual appeals."""

    page: int = 0


@button(Topic.APPEAL, "template={name}")
class FromTemplate(ButtonData):
    """Begin with the words of a usual appeal."""

    name: str


@button(Topic.APPEAL, "resume")
class ResumeComposing(ButtonData):
    """Go on with the announcement in hand."""


@button(Topic.APPEAL, "change={appeal}")
class Change(OfAppeal):
    """Change an announcement that has not gone out."""


@button(Topic.APPEAL, "correct={appeal}")
class Correct(OfAppeal):
    """Correct an announcement where it was sent."""


@button(Topic.APPEAL, "a={appeal}")
class OpenAppeal(OfAppeal):
    """Show one announcement."""


@button(Topic.APPEAL, "drop={appeal}")
class Drop(OfAppeal):
    """Let go of an announcement that has not gone out."""


@button(Topic.APPEAL, "off={appeal}")
class SwitchOff(OfAppeal):
    """Let a repeated announcement not go out again."""


@button(Topic.APPEAL, "back={appeal}")
class TakeBack(OfAppeal):
    """Delete it everywhere: asks whether one is sure."""


@button(Topic.APPEAL, "gone={appeal}")
class TakenBack(OfAppeal):
    """Delete it everywhere, for good."""


@button(Topic.APPEAL, "stop={run}")
class StopRun(ButtonData):
    """Stop sending."""

    run: int


@button(Topic.APPEAL, "report={run}")
class RunReport(ButtonData):
    """Show who got it."""

    run: int


@button(Topic.APPEAL, "again={run}")
class Resend(ButtonData):
    """Send again to whom it did not reach for certain: asks whether one is sure."""

    run: int


@button(Topic.APPEAL, "anew={run}")
class ResendNow(ButtonData):
    """Send again to whom it did not reach for certain."""

    run: int


@button(Topic.APPEAL, "ok={appeal},{seen}")
class Approve(OfAppeal):
    """Approve exactly what was shown."""

    seen: Seen


@button(Topic.APPEAL, "no={appeal},{seen}")
class Refuse(OfAppeal):
    """Refuse it: asks why."""

    seen: Seen


@button(Topic.APPEAL, "who={appeal}")
class ShowMissing(OfAppeal):
    """Show who has not acknowledged an order."""


@button(Topic.APPEAL, "remind={appeal}")
class Remind(OfAppeal):
    """Remind those who have not acknowledged it."""


@button(Topic.APPEAL, "ack={appeal}")
class Acknowledge(OfAppeal):
    """Acknowledge an order."""


@button(Topic.APPEAL, "latest={at}")
class Latest(ButtonData):
    """Show an earlier one of the latest announcements."""

    at: int = 0


@button(Topic.PROGRAMME, "page={page}")
class Reminders(ButtonData):
    """Show the reminders."""

    page: int = 0


@button(Topic.PROGRAMME, "open={reminder}")
class OpenReminder(ButtonData):
    """Show one reminder."""

    reminder: int


@button(Topic.PROGRAMME, "change={reminder}")
class ChangeReminder(ButtonData):
    """Write other words for a reminder."""

    reminder: int


@button(Topic.PROGRAMME, "off={reminder}")
class ReminderOff(ButtonData):
    """Leave a reminder out."""

    reminder: int


@button(Topic.PROGRAMME, "on={reminder}")
class ReminderOn(ButtonData):
    """Take a reminder in again."""

    reminder: int


@button(Topic.PROGRAMME, "ask")
class AskApproval(ButtonData):
    """Put the reminders before the others of the command."""


@button(Topic.PROGRAMME, "read={seen},{page}")
class ReadReminders(ButtonData):
    """Read a page of the reminders that wait."""

    seen: Seen  # of all of them
    page: int = 0


@button(Topic.PROGRAMME, "approve={seen}")
class ApproveAll(ButtonData):
    """Approve the reminders as they were shown."""

    seen: Seen  # of all of them
