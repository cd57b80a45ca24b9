"""Finding a report by number, TPS or words, also one that is closed, rejected, merged or withdrawn.

Desk: (taps Cari) tps 3 sajam
Bot:  Ditemukan: 2 …                                   [1 · DMI-…] [2 · DMI-…]
"""

from casework import authority, searching
from conversations.answer import Answer
from conversations.buttons.desk import OpenOnDesk, Queue, Search, TurnFound
from conversations.callback import Topic
from conversations.heard import PROMPT, Prompt
from conversations.screen import Button, Key, Line, Screen, Value
from db import drafts
from db.drafts import StoredDialogue
from db.officers import Officer
from handlers.common.turn import Turn
from handlers.desk import desk_report
from handlers.desk.queue_line import capped, in_list, numbered
from handlers.officer import asking
from locales import Refused
from reports import number as numbers
from resort.rights import Right

PURPOSE = "desk_search"
FLOW = "found"  # what was searched last, so that its pages can be turned
PAGE = 10
LONGEST = 200  # characters of what was searched, as it is shown again


async def ask(turn: Turn, tapped: Search) -> None:
    """What is looked for."""
    officer = await turn.require(Right.DESK, Right.UNIT_DESK)
    await asking.ask(turn, officer.chat, PURPOSE, None, Line("queue.ask_words"))


async def answered(turn: Turn, extra: str, answer: Answer) -> None:
    """What is looked for was typed."""
    officer = await turn.require(Right.DESK, Right.UNIT_DESK)
    words = asking.words_of(answer)
    await asking.done(turn, turn.here.key)
    await show(turn, officer, words)


async def show(turn: Turn, officer: Officer, words: str) -> None:
    """Open the report of a number, or list what was found; the words are kept for the pages."""
    number = numbers.parse(words)
    report = None if number is None else await authority.numbered(turn, officer, number)
    if report is not None and await authority.oversees(turn, officer, report):
        await desk_report.show(turn, officer, report)
        return
    content = PROMPT.dump(Prompt(purpose=PURPOSE, extra=words))
    await drafts.save(turn.tx, turn.vault, turn.here.key, StoredDialogue(FLOW, content, 0), turn.now)
    await _page(turn, officer, words, 0)


async def turn_page(turn: Turn, tapped: TurnFound) -> None:
    """Another page of what was searched last."""
    officer = await turn.require(Right.DESK, Right.UNIT_DESK)
    kept = await drafts.of_flow(turn.tx, turn.vault, turn.here.key, FLOW)
    if kept.content is None:
        raise Refused("flow.old_button")
    await _page(turn, officer, PROMPT.load(kept.content).extra, tapped.page)


async def _page(turn: Turn, officer: Officer, words: str, page: int) -> None:
    found = await searching.find(turn, officer, words)
    page = min(page, max(0, (len(found) - 1) // PAGE))
    here = found[page * PAGE : (page + 1) * PAGE]
    values: dict[str, Value] = {"words": words[:LONGEST]}
    text, first = Line("queue.found_none", values), page * PAGE + 1
    if here:
        values |= {"first": first, "last": first + len(here) - 1, "total": capped(len(found), searching.MOST_FOUND)}
        states = [turn.texts.plain(f"desk.state_{each.state}") for each in here]
        pairs = enumerate(zip(here, states, strict=True), first)
        values["lines"] = tuple(in_list(turn, turn.texts, place, each.line, state) for place, (each, state) in pairs)
        text = Line("queue.found", values)
    turning: list[Button] = []
    if page:
        turning.append(Button(Key("button.earlier_page"), TurnFound(page - 1)))
    if len(found) > (page + 1) * PAGE:
        turning.append(Button(Key("button.more"), TurnFound(page + 1)))
    rows = [*numbered([Button(each.line.number, OpenOnDesk(each.line.key)) for each in here], first)]
    if turning:
        rows.append(tuple(turning))
    rows.append((Button(Key("button.search"), Search()), Button(Key("button.show_queue"), Queue())))
    await turn.show(Screen(text, tuple(rows)), Topic.DESK)
