"""Draws the tables of the code into `docs/dialogues.md`: dialogues, states, rights and the ladder; `make dialogues`."""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import accumulate, product
from pathlib import Path
from types import ModuleType
from typing import Any

from broadcasts import state as broadcasts
from conversations.flow import Step, always
from locales import Refused, texts_for
from reports.escalation import LEVELS, RESPONSE_TIME
from reports.result import FINISHING, Result
from reports.state import RULES, Act, Case, Rule, State, perform
from resort.rights import INVITED, Right, may
from resort.roles import Role
from resort.waits import RULES as WAITS

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "dialogues.md"
TEXTS = texts_for("id")

Dialogue = tuple[Step[Any, Any], ...]


def drawn() -> str:
    """The whole document."""
    parts = [
        "# Dialogues, states and rights",
        _paragraph(
            "Drawn from the tables in the code by `make dialogues`; a test holds it up to date. Not edited by hand."
        ),
        "## Dialogues",
        _paragraph(
            "The question asked is the first one of its table that applies and is not answered yet "
            "([decision 3](decisions/0003-answered-steps.md)). The last one ends the dialogue."
        ),
        *(part for module, name, steps in tables() for part in _dialogue(module, name, steps)),
        "## A report",
        _paragraph(
            "Who may do what (`reports/state.py`). "
            "Officers and partners do what is marked ✋ only to what they took on."
        ),
        _table(["act", "who", "in which state", "leads to", ""], map(_rule, RULES)),
        _machine((before, after, act) for before, act, after in transitions()),
        "## Escalation",
        _paragraph(
            "A report that nobody took in time escalates to the next level; a level that nobody holds is passed over "
            "(`reports/escalation.py`, and `MINUTES_…` in the settings)."
        ),
        " → ".join(f"**{TEXTS(f'desk.level_{level}')}**" for level in LEVELS),
        _table(
            ["urgency", "minutes at a level"],
            (
                (TEXTS(f"urgency.{urgency}"), f"{wait.total_seconds() / 60:g}")
                for urgency, wait in RESPONSE_TIME.items()
            ),
        ),
        "## Waits",
        _paragraph(
            "Whatever else is open points to a wait, and the database refuses it without one (`resort/waits.py`; those "
            "of a report are in `reports/waits.py`). Whoever owes the next step is reminded each time; if they cannot "
            "be reached, and at the end, the first of the others who can be is told. An announcement is looked at by "
            "its own time (`approval_due`)."
        ),
        _table(
            ["table", "who owes the next step", "who is told then", "looked at after hours", "at the last"],
            (
                (
                    kind,
                    rule.owed,
                    _words(rule.ladder),
                    ", ".join(f"{at.total_seconds() / 3600:g}" for at in accumulate(rule.between)),
                    "goes on" if rule.for_ever else "ends",
                )
                for kind, rule in WAITS.items()
            ),
        ),
        "## Rights",
        "The one table of rights (`resort/rights.py`); a citizen has none.",
        _table(["right", "", *(TEXTS(f"role.{role}") for role in INVITED)], rights()),
        "## An announcement",
        "How far it can come (`broadcasts/state.py`).",
        _machine(
            (before, after, "") for before, to in broadcasts.MOVES.items() for after in broadcasts.State if after in to
        ),
    ]
    return "\n\n".join(parts) + "\n"


def tables() -> Iterator[tuple[ModuleType, str, Dialogue]]:
    """Every tuple of steps in `conversations`: its module, its name and the steps."""
    for file in sorted((ROOT / "conversations").glob("*.py")):
        module = import_module(f"conversations.{file.stem}")
        for name, value in vars(module).items():
            if isinstance(value, tuple) and value and all(isinstance(step, Step) for step in value):
                yield module, name, value


def transitions() -> list[tuple[State, Act, State]]:
    """Every way from one state to another, found by doing each act in each state."""
    found: dict[tuple[State, Act, State], None] = {}
    for state, act, taken, closed in product(State, Act, (False, True), (False, True)):
        for by, result in product(Role, results_of(act)):
            try:
                after = perform(Case(state, taken=taken, closed=closed), act, by, holds=True, result=result)
            except Refused:
                continue
            if after.state is not state:
                found[state, act, after.state] = None
    return list(found)


def results_of(act: Act) -> tuple[Result | None, ...]:
    """The results that go with an act; None where it has none."""
    if act is Act.FINISH:
        return FINISHING
    return tuple(result for result in Result if result not in FINISHING) if act is Act.ANSWER else (None,)


def rights() -> Iterator[list[str]]:
    """A row a right: what it is for, and who has it."""
    said = dict(re.findall(r'(\w+) = "\w+"  # (.+)', inspect.getsource(Right)))
    for right in Right:
        yield [f"`{right}`", said.get(right.name, ""), *("✔" if may(role, right) else "" for role in INVITED)]


def _dialogue(module: ModuleType, name: str, steps: Dialogue) -> Iterator[str]:
    yield f"### `{name}` in `conversations/{module.__name__.partition('.')[2]}.py`"
    yield _table(
        ["", "step", "asks", "applies when", "may be skipped", "corrected with it"],
        (
            (
                str(number),
                f"`{step.name}`",
                "<br>".join(dict.fromkeys(_questions(step))),
                "" if step.applies is always else f"`{condition}`",
                "yes" if step.optional else "",
                ", ".join(f"`{bound}`" for bound in step.binds),
            )
            for number, (step, condition) in enumerate(zip(steps, _conditions(module, name), strict=True), 1)
        ),
    )


def _questions(step: Step[Any, Any]) -> Iterator[str]:
    """The first line of each text a step may ask with."""
    tree = ast.parse(inspect.getsource(step.show))
    inner = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict) or (isinstance(node, ast.Call) and ast.unparse(node.func) == "Key")
        for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in inner and node.value in TEXTS:
            yield re.sub(r"<[^>]*>", "", TEXTS.templates[str(node.value)]).strip().splitlines()[0]


def _conditions(module: ModuleType, name: str) -> Iterator[str]:
    """When each step of a table applies, as the table says it."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == name and isinstance(node.value, ast.Tuple):
            for call in node.value.elts:
                assert isinstance(call, ast.Call)
                said = next((ast.unparse(each.value) for each in call.keywords if each.arg == "applies"), "")
                yield said.removeprefix("lambda draft: ").replace("draft.", "")


def _rule(act: Act) -> list[str]:
    rule: Rule = RULES[act]
    return [
        f"`{act}`{' ✋' if rule.holder else ''}",
        _words(role for role in Role if role in rule.by),
        "any" if rule.when == frozenset(State) else _words(state for state in State if state in rule.when),
        str(rule.to or ""),
        "closes it" if rule.closes else "",
    ]


def _paragraph(text: str) -> str:
    return textwrap.fill(text, 100, break_long_words=False, break_on_hyphens=False)


def _words(words: Iterable[str]) -> str:
    return ", ".join(str(word) for word in words)


def _machine(moves: Iterable[tuple[str, str, str]]) -> str:
    """A state machine; ways between the same two states are one arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for before, after, word in moves:
        arrows.setdefault((before, after), []).extend([str(word)] if word else [])
    lines = [
        f"    {before} --> {after}{': ' if words else ''}{', '.join(words)}"
        for (before, after), words in arrows.items()
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *map(list, rows)]
    escaped = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in escaped)


if __name__ == "__main__":
    DOCUMENT.write_text(drawn(), encoding="utf-8")
