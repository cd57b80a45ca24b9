"""One report as its reporter sees it, and nobody else."""

from casework import additions, authority, endings, history, looks, notices, objections, prints, questions, threats
from casework.call_screen import state_name
from casework.story import story
from conversations.buttons.citizen import (
    Add,
    AnswerQuestion,
    MyReportsPage,
    NotSolved,
    OpenMine,
    Solved,
    Threatened,
    Withdraw,
    Withdrawn,
)
from conversations.callback import Topic
from conversations.report_values import category_name, location, moment
from conversations.screen import Button, Key, Line, Rows, Screen, Value
from handlers.citizen import change_buttons
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from reports.state import Act, State, allowed
from reports.threat import WhyWithdrawn
from resort.roles import Role

LONGEST_STORY = 1200
MOST_NEWS = 8  # the latest ones


async def show(turn: Turn, number: str) -> None:
    """The report with everything its reporter told, and what can be done."""
    report = await authority.own(turn, turn.here.key, number)
    lines = await history.lines(turn.tx, report.key, turn.texts, turn.resort.zone)
    asked = await questions.unanswered(turn, report) if notices.is_neutral(report) else None
    if asked is not None:
        lines.append(Line("mine.question", {"words": asked}))
    if await threats.is_over(turn, report):
        lines.append(Line("mine.threat_ended"))
    choices: Rows = ()
    theirs = await objections.open_question(turn, report)
    if theirs is not None:
        line, choices = await objections.question(turn, report, theirs)
        lines.append(Line("mine.open_question", {"question": line}))
    files, said = await prints.on_status(turn, report.key)
    values: dict[str, Value] = {
        "number": report.number,
        "category": category_name(report.category),
        "state": state_name(report),
        "at": report.created_at,
        "what": story(report, LONGEST_STORY),
        "where": location(report, turn.scene),
        "when": moment(report.happened_words, report.happened_at, report.ongoing, turn.scene),
        "files": files,
        "prints": said,
        "looks": await looks.told(turn, report.key),
        "news": tuple(lines[-MOST_NEWS:]),
    }
    rows: list[tuple[Button, ...]] = []
    may = allowed(report.case, Role.REPORTER, ended_ago=endings.ended_ago(turn, report))
    if Act.REOPEN in may:
        rows.append((Button(Key("button.not_solved"), NotSolved(number)),))
    if report.state is State.DONE and not report.case.closed:
        rows.insert(0, (Button(Key("button.solved"), Solved(number)),))
    rows += choices
    if asked is not None:
        rows.append((Button(Key("button.answer"), AnswerQuestion(number)),))
    elif await additions.may_add(turn, report):
        rows.append((Button(Key("button.add"), Add(number)),))
        rows += change_buttons.rows(report)
    if Act.WITHDRAW in may:
        rows.append((Button(Key("button.withdraw"), Withdraw(number)),))
    rows.append((Button(Key("button.threatened"), Threatened(number)),))
    rows += [(Button(Key("button.list"), MyReportsPage()),), (MENU,)]
    await turn.show(Screen(Line("mine.one", values), tuple(rows)), Topic.MINE)


async def ask_withdraw(turn: Turn, number: str) -> None:
    """Sure? Where it is too late for that, what can be done instead."""
    report = await authority.own(turn, turn.here.key, number)
    if Act.WITHDRAW not in allowed(report.case, Role.REPORTER):
        await turn.say("mine.cannot_withdraw", number=number)
        await show(turn, number)
        return
    reasons = tuple((Button(Key(f"button.why_{each}"), Withdrawn(report.number, each)),) for each in WhyWithdrawn)
    rows = (*reasons, (Button(Key("button.withdraw_no"), OpenMine(report.number)),))
    await turn.show(Screen(Line("mine.ask_withdraw", {"number": report.number}), rows), Topic.MINE)
