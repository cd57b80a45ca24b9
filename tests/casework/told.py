"""Who hears what of each act on a report: a sentence for every party, or the reason why they hear nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reports.state import Act, RecordedAct


class Party(StrEnum):
    """Whom an act touches. Whoever does it sees what became of it, and is no party."""

    REPORTER = "reporter"
    MERGED = "reporters of merged reports"
    HOLDER = "the officer who had it before"
    UNIT = "the unit or partner that gets it"
    DESK = "the desk on duty"
    CALLED = "others who were called"
    COMMAND = "the command"


@dataclass(frozen=True, slots=True)
class Silent:
    """Why a party hears nothing."""

    why: str


Said = str | Silent  # the key of a text
EDITED = Silent("the copy of the call says it")
NOBODY = Silent("there is nobody in this part")
HISTORY = Silent("it stands in the history of the report")
SAME = Silent("nothing changes for them")
UPWARDS = Silent("it is not called before the levels below were")
ELSEWHERE = Silent("they did it, and read the answer to their tap")
CALL = "ping.text"


def row(
    reporter: Said, merged: Said, holder: Said, *, unit: Said = NOBODY, desk: Said = HISTORY, called: Said = EDITED
) -> Mapping[Party, Said]:
    """One act; the command is called only where a level is due to it."""
    told = (reporter, merged, holder, unit, desk, called, UPWARDS)
    return dict(zip(Party, told, strict=True))


def both(news: str, holder: Said, **others: Said) -> Mapping[Party, Said]:
    """An act of which all reporters of the event hear the same."""
    return row(news, news, holder, **others)


Touch = Act | RecordedAct | str
TOLD: Mapping[Touch, Mapping[Party, Said]] = {
    Act.VERIFY: both("notice.verified", SAME),
    Act.RECLASSIFY: both("notice.reclassified", "ping.now_about"),
    Act.CONFIRM: row(Silent("they hear the result"), SAME, SAME),
    Act.REFUTE: row(Silent("whoever reported in good faith is not told so"), SAME, SAME),
    Act.ASSIGN: both("notice.reassigned", "desk.taken_from_you", unit=CALL),
    Act.TAKE: both("notice.taken", NOBODY),
    Act.HEAD_OUT: both("notice.going", ELSEWHERE),
    Act.ARRIVE: both("notice.arrived", ELSEWHERE),
    Act.CALL_HELP: row(Silent("it would only frighten"), SAME, ELSEWHERE, called=CALL),
    Act.HAND_OVER: both("notice.handed", ELSEWHERE, unit=CALL),
    Act.REFER: both("notice.referred", "desk.taken_from_you", unit=CALL),
    Act.DECLINE: both("notice.given_up", ELSEWHERE, called=CALL),
    Act.FINISH: both("notice.ended_unseen_tertangani", ELSEWHERE),
    Act.ANSWER: both("notice.not_ours", ELSEWHERE, desk="ping.not_ours"),
    Act.ASK: row("notice.question", Silent("one person is asked"), SAME),
    Act.ADD: row(ELSEWHERE, Silent("officers weigh it first"), "ping.news"),
    Act.WITHDRAW: row(ELSEWHERE, "notice.goes_on_taken", CALL),
    Act.REJECT: both("notice.rejected", "ping.rejected"),
    Act.MERGE: row(SAME, "notice.merged", "desk.joined"),
    Act.CLOSE: both("notice.closed", Silent("they had finished")),
    Act.REOPEN: both("notice.reopened", CALL, called=CALL),
    Act.ESCALATE: both("notice.untaken", NOBODY, called=CALL),
    RecordedAct.CALLED_UNSOLVED: row(ELSEWHERE, "notice.reopened", CALL, called=CALL),
    RecordedAct.CALLED_SOLVED: row(ELSEWHERE, Silent("they heard how it ended"), SAME),
    RecordedAct.POLICE_REPORT: row(
        "notice.police_report", Silent("the number is for whoever made the Laporan Polisi"), ELSEWHERE
    ),
    "closed by itself": both("notice.closed_by_itself", Silent("they had finished")),
}
