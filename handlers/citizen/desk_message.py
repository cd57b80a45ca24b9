"""A message to the people at the desk, who answer through the bot: neither side learns who the other is.

Citizen: saya mau bicara dengan petugas
Bot:     Tulis pesan Anda untuk petugas piket …                [Batal]
Citizen: apakah saya boleh datang langsung ke polsek malam ini?
Bot:     Pesan Anda sudah kami teruskan … Nomor: DMI-…
Desk:    (asks back as about any report, and the answer reaches the citizen)
"""

from casework import filing
from conversations.answer import Answer
from conversations.buttons.citizen import OpenMine
from conversations.callback import Topic
from conversations.report_draft import ReportDraft
from conversations.screen import Button, Key, Line, Screen
from handlers.citizen import addition_store
from handlers.common.turn import Turn
from handlers.officer import asking

PURPOSE = "desk_message"
MARK = "✉️"  # before the words, so that the desk sees that no event is reported


async def ask(turn: Turn) -> None:
    """Ask for the message."""
    await asking.ask(turn, turn.here.key, PURPOSE, None, Line("human.ask"))


async def send(turn: Turn, extra: str, answer: Answer) -> None:
    """The message reaches the desk as a report without a kind, which the desk can answer. Raises `Refused`."""
    draft = ReportDraft(consented=True, what=f"{MARK} {asking.words_of(answer)}")
    filed = await filing.file(turn, turn.here.key, draft)
    await asking.done(turn, turn.here.key)
    number = filed.report.number
    text = Line("human.sent" if filed.called else "human.kept", {"number": number})
    await turn.show(Screen(text, ((Button(Key("button.open_report"), OpenMine(number)),),)), Topic.MINE)
    await addition_store.expect(turn, turn.here.key, filed.report, recent=True)
