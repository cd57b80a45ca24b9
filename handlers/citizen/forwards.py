"""A forward is somebody else's words: it never alarms and never files by itself; whoever passed it on is asked first.

Citizen: (forwards) SEBARKAN! Ada bentrokan massa bawa parang di …
Bot:     Pesan terusan … Apakah ini terjadi di dekat Anda sekarang? … telepon 110
                                     [Ya, saya melihatnya] [Saya ingin tahu benar atau tidak]
Citizen: (taps Ya, saya melihatnya)  → the words are the citizen's own now, and a danger in them takes the short way
Citizen: (taps the other one)        → is told how to check, and that somebody asked is noted for the desk
"""

from conversations.buttons.citizen import LatestAppeal
from conversations.callback import Topic
from conversations.report_draft import ReportDraft
from conversations.screen import Button, Key, Line, Screen
from handlers.common.buttons import DANGER, MENU, REPORT
from handlers.common.turn import Turn
from reports.state import RecordedAct
from resort.roles import Role

LONGEST = 1000  # letters of a forward that are kept, for the desk


async def tell_how_to_check(turn: Turn, draft: ReportDraft) -> None:
    """The citizen only wants to know whether it is true: nothing is filed, and the question is noted."""
    await tell(turn, "\n".join(draft.passed_on))


async def tell(turn: Turn, words: str) -> None:
    """Say how to check whether words are true; asking is never evidence, and never answered by us."""
    await note(turn, words)
    rows = ((DANGER,), (Button(Key("button.appeals"), LatestAppeal()),), (REPORT,), (MENU,))
    await turn.show(Screen(Line("forward.how_to_check"), rows), Topic.MENU)


async def note(turn: Turn, words: str) -> None:
    """Note for the desk that somebody asked whether words are true."""
    await turn.record(RecordedAct.TRUTH_ASKED, str(Role.REPORTER), text=words[:LONGEST] or None)
