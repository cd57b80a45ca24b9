"""What a partner agency makes of a report: results of its own, each with a sentence and what follows from it."""

from casework import authority, calls, deadlines, escalation, formal, notices, to_reporter
from casework.to_reporter import Words
from conversations.screen import Line, Rows, Value
from db import formal_reports, reports
from db.officers import Officer
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from locales import AskAgain, Refused
from reports.result import TYPED, Result, choices
from reports.state import Act, State
from resort.roles import Role

LONGEST_NUMBER = 60
LONGEST_WORDS = 500


def speaks_for_partner(report: Report, officer: Officer) -> bool:
    """Whether a result is a partner's: it is one itself, or an officer writes down what it said by telephone."""
    return officer.role is Role.PARTNER or report.state is State.REFERRED


def offered(report: Report, officer: Officer) -> tuple[Result, ...]:
    """The results that an officer or a partner may choose from."""
    return choices(report.kind, partner=speaks_for_partner(report, officer))


def checked(result: Result, words: str) -> str:
    """The words that go with a result: a number has a digit and is short; else `Refused`."""
    words = " ".join(words.split())
    if result is Result.REGISTERED and (len(words) > LONGEST_NUMBER or not any(each.isdigit() for each in words)):
        raise AskAgain("ask.registration_number")
    if len(words) > LONGEST_WORDS:
        raise AskAgain("ask.shorter", most=LONGEST_WORDS)
    to_reporter.check(words, Words.LABEL if result is Result.REGISTERED else Words.SENTENCE)
    return words


async def answer(uow: UnitOfWork, officer: Officer, key: ReportKey, result: Result, words: str = "") -> Report:
    """Note what a partner made of a report and tell its reporter what to do next; `words` go with some results."""
    report = await authority.involved(uow, officer, key)
    if result not in offered(report, officer):
        raise Refused("flow.old_button")
    assert bool(words) is (result in TYPED)
    case = authority.after(report, Act.ANSWER, officer, result)
    unit = await formal.partner(uow, report, officer)
    values: dict[str, Value] = {"number": report.number, "unit": await formal.partner_name(uow, report, officer)}
    before = report
    report = await reports.advance(uow.tx, report, case, uow.now)
    await uow.record(Act.ANSWER, officer, report=report.key, text=f"{result}: {words}" if words else result)
    if before.officer is not None:
        await notices.stop(uow, before, officer, "ping.finished_by")
    if result is Result.NOT_OURS:
        return await _back_to_desk(uow, report, values)
    await deadlines.begin(uow, report)
    await calls.refresh(uow, report)
    rows: Rows = ()
    if result is Result.REGISTERED:
        await formal_reports.settle(uow.tx, report.key)
        values |= {"words": words, "place": formal.place(unit)}
    else:
        values |= {"formal": await formal.how(uow, report, unit)}
        rows = formal.answers(report)
    if result is Result.INCOMPLETE:
        values |= {"words": words}
    await notices.send(uow, report, Line(f"notice.answer_{result}", values), rows)
    return report


async def _back_to_desk(uow: UnitOfWork, report: Report, values: dict[str, Value]) -> Report:
    report = await escalation.restart(uow, report)
    await calls.refresh(uow, report)
    told = await notices.tell_desk(uow, Line("ping.not_ours", values), notices.open_on_desk(report))
    await notices.send(uow, report, Line("notice.not_ours" if told else "notice.not_ours_nobody", values))
    return report
