"""Questions of officers to a reporter: open until the reporter writes, or until nobody waits for it any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from db import waits
from db.database import Tx
from db.instant import stored
from db.officers import OfficerKey
from db.reports import ReportKey
from db.waits import WaitKey
from resort.waits import Kind

QuestionKey = NewType("QuestionKey", int)


@dataclass(frozen=True, slots=True)
class Question:
    """An open question, and who asked it."""

    key: QuestionKey
    report: ReportKey
    officer: OfficerKey
    wait: WaitKey


async def ask(tx: Tx, report: ReportKey, officer: OfficerKey, due: datetime, now: datetime) -> None:
    """A question was sent to the reporter; at `due` the officer is told if no answer came."""
    wait = await waits.begin(tx, Kind.QUESTION, due, now)
    await tx.run("questions.ask", report=report, officer=officer, now=stored(now), wait=wait)


async def answer(tx: Tx, report: ReportKey, now: datetime) -> None:
    """The reporter wrote: every question about the report is answered."""
    for row in await tx.all("questions.open_waits", report=report):
        await tx.run("questions.answer", wait=row["wait"], now=stored(now))
        await waits.end(tx, WaitKey(row["wait"]))


async def end(tx: Tx, question: Question, now: datetime) -> None:
    """Nobody waits for the answer any more."""
    await tx.run("questions.end", id=question.key, now=stored(now))
    await waits.end(tx, question.wait)


async def waiting(tx: Tx, wait: WaitKey) -> Question | None:
    """The open question that a wait belongs to."""
    row = await tx.one("questions.waiting", wait=wait)
    if row is None:
        return None
    return Question(QuestionKey(row["id"]), ReportKey(row["report"]), OfficerKey(row["officer"]), wait)
