"""What a new thing touches: one of each is added to a copy of the house, and CONTRIBUTING tells exactly those files."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXTS = {"locales/id.toml", "locales/en.toml"}
COUNTS = {"step of the report": 3, "dialogue": 2, "due thing": 1, "category": 1, "language": 2, "export": 3}


@dataclass
class House:
    """A copy of the rooms. It notes which files each new thing touches."""

    root: Path
    touched: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def put(self, thing: str, file: str, text: str, *, after: str) -> None:
        """Add a text to a file, after the first place that says `after`."""
        path = self.root / file
        before = path.read_text(encoding="utf-8")
        assert after in before, f"{file} no longer says {after!r}"
        path.write_text(before.replace(after, after + text, 1), encoding="utf-8")
        self.touched[thing].add(file)

    def make(self, thing: str, file: str, text: str) -> None:
        """Add a new file. Its name stands in CONTRIBUTING as NAME."""
        path = self.root / file
        path.write_text(text, encoding="utf-8")
        self.touched[thing].add(re.sub(r"\w+(?=\.\w+$)", "NAME", file))

    def say(self, thing: str, section: str, line: str) -> None:
        """Add a text in both languages."""
        for file in sorted(TEXTS):
            self.put(thing, file, f"\n{line}", after=f"\n[{section}]")

    def runs(self, program: str) -> None:
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=self.root, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


@pytest.fixture
def house(tmp_path: Path) -> House:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    for room in {package.partition(".")[0] for package in tools["setuptools"]["packages"]} - {"sandbox"}:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    return House(tmp_path)


def test_a_new_thing_touches_the_files_that_contributing_names(house: House) -> None:
    add_step(house)
    add_dialogue(house)
    add_due_thing(house)
    add_category(house)
    add_language(house)
    add_export(house)
    house.runs(PROGRAM)
    touched = {thing: files - TEXTS for thing, files in house.touched.items()}
    assert touched == promised()
    assert {thing: len(files) for thing, files in touched.items()} == COUNTS


def promised() -> dict[str, set[str]]:
    """The table of CONTRIBUTING: the files of each thing."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.partition("## What a new thing touches\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([a-z ]+) \| (.*) \|$", table, flags=re.MULTILINE)
    return {thing: set(re.findall(r"`([^`]+)`", files)) for thing, files in rows if thing != "a new"}


def test_no_code_names_a_category() -> None:
    """A category is a section of `reports/categories.toml` and its texts; no other list of them exists."""
    naming = {
        str(file.relative_to(ROOT))
        for room in ("app", "broadcasts", "casework", "conversations", "copies", "db", "exports", "gateway", "handlers",
                     "health", "publishing", "reports")
        for file in (ROOT / room).rglob("*.py")
        if re.search(r"\bCategory\.[A-Z_]+\b", file.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert naming == set()


# One of each. What is not about where it is written down is as short as can be.


def add_step(house: House) -> None:
    thing, field_, screens, table = (
        "step of the report",
        "conversations/report_draft.py",
        "conversations/report_screens.py",
        "conversations/report.py",
    )
    house.put(thing, field_, "\n    weather: str | None = None", after="    phone: str | None = None")
    house.put(
        thing,
        screens,
        "\n\ndef weather(draft: ReportDraft, scene: Scene) -> Screen:\n"
        '    return Screen(Line("report.ask_weather"), (LEAVE,))\n\n',
        after=(ROOT / screens).read_text(encoding="utf-8"),
    )
    house.put(
        thing,
        table,
        '\n    Step("weather", report_screens.weather, lambda draft, answer, scene: draft, optional=True),',
        after="REPORT: tuple[Step[ReportDraft, Scene], ...] = (",
    )
    house.say(thing, "report", 'ask_weather = "Bagaimana cuacanya?"')


def add_dialogue(house: House) -> None:
    thing = "dialogue"
    house.make(thing, "conversations/note.py", NOTE)
    registry = "handlers/common/dialogues.py"
    house.put(thing, registry, "\nfrom conversations import note", after="from casework import activities")
    house.put(thing, registry, ENTRY, after="    await GIAT.begin(turn, ActivityDraft())\n")
    house.put(thing, registry, "NOTE_DIALOGUE, ", after="TABLES: tuple[Dialogue[Any, Any], ...] = (")
    house.put(thing, registry, "\n        of_staff(NOTE_DIALOGUE),", after="        of_staff(composing.DIALOGUE),")
    house.say(thing, "activity", 'ask_note = "Apa catatannya?"')


def add_due_thing(house: House) -> None:
    thing = "due thing"
    entry = '\n    Due("nightly", roster.next_due, once(shift_steps.turn_over)),'
    house.put(thing, "handlers/operations/due.py", entry, after="DUE: tuple[Due, ...] = (")


def add_category(house: House) -> None:
    thing = "category"
    section = '\n[satwa]\nfamily = "bahaya"\nplace = 9\nurgency = "tinggi"\nwords = ["harimau|buaya"]\n'
    before = (ROOT / "reports/categories.toml").read_text(encoding="utf-8")
    house.put(thing, "reports/categories.toml", section, after=before)
    house.say(thing, "category", 'satwa = "Satwa liar"')


def add_language(house: House) -> None:
    thing = "language"
    house.make(thing, "locales/jv.toml", (ROOT / "locales/id.toml").read_text(encoding="utf-8"))
    house.put(thing, "locales/texts.py", '"jv", ', after='LANGUAGES = ("id", ')
    house.say(thing, "language", 'jv = "Basa Jawa"')


def add_export(house: House) -> None:
    thing = "export"
    house.put(thing, "db/exports.py", '\n    ROSTER = "roster"', after='    """Which file."""')
    house.put(
        thing, "exports/kinds.py", "\nfrom exports import roster", after="from db.exports import Parameters, What"
    )
    line = "\n    What.ROSTER: Kind(roster.make, roster.named, roster.told, Topic.DATA),"
    house.put(thing, "exports/kinds.py", line, after="KINDS: Mapping[What, Kind] = {")
    house.make(thing, "exports/roster.py", ROSTER)


NOTE = """
from dataclasses import dataclass, replace

from conversations.answer import Answer, Text
from conversations.flow import Draft, Finished, Step
from conversations.screen import LEAVE, Line, Screen
from conversations.stored import StoredShape
from locales import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Draft):
    words: str | None = None


def ask(draft: Note, scene: None) -> Screen:
    return Screen(Line("activity.ask_note"), (LEAVE,))


def take(draft: Note, answer: Answer, scene: None) -> Finished[Note]:
    match answer:
        case Text(body):
            return Finished(replace(draft, words=body))
        case _:
            raise Refused("activity.say_result")


SHAPE = StoredShape("note", 1, Note)
NOTE: tuple[Step[Note, None], ...] = (Step("words", ask, take),)
"""

ENTRY = """

async def _knows_nothing(turn: Turn, draft: note.Note) -> None:
    return None


async def _thanks(turn: Turn, draft: note.Note) -> None:
    await turn.show(Screen(Line("menu.thanks"), ((MENU,),)), Topic.MENU)


async def _note_cancelled(turn: Turn, draft: note.Note) -> Screen:
    return Screen(Line("activity.cancelled"), ((MENU,),))


NOTE_DIALOGUE: Dialogue[note.Note, None] = Dialogue(
    flow="note",
    steps=note.NOTE,
    load=lambda turn, kept: note.SHAPE.load(kept.content or b""),
    dump=note.SHAPE.dump,
    scene=_knows_nothing,
    finish=_thanks,
    cancelled=_note_cancelled,
    right=Right.REPORT_ACTIVITY,
)

"""

ROSTER = """
from typing import BinaryIO

from conversations.screen import Screen
from db.exports import Parameters
from exports.source import Figures, Source


async def make(source: Source, parameters: Parameters, out: BinaryIO) -> Figures:
    return {}


def named(parameters: Parameters, figures: Figures) -> str:
    return "roster.csv"


def told(parameters: Parameters, figures: Figures) -> Screen | None:
    return None
"""

# What the house says of them once they are in.
PROGRAM = """
from conversations import flow, note
from conversations.answer import Text
from conversations.report import REPORT
from conversations.report_draft import SHAPE, ReportDraft
from db.exports import What
from exports.kinds import KINDS
from handlers.common.dialogues import LISTENERS, TABLES
from handlers.operations.due import DUE
from locales import LANGUAGES, texts_for
from reports.category import Category, Family, categories
from reports.routing import default_rules, route
from reports.triage import read
from reports.urgency import Urgency, assess

assert SHAPE.load(SHAPE.dump(ReportDraft(weather="hujan"))).weather == "hujan"
assert SHAPE.load(b"{}").weather is None
first = flow.current(REPORT, ReportDraft())
assert first.name == "weather"
assert texts_for("id")(first.show(ReportDraft(), None).text.key) == "Bagaimana cuacanya?"

assert "note" in LISTENERS
assert any(table.flow == "note" for table in TABLES)
assert flow.advance(note.NOTE, note.Note(), Text("aman"), None).draft.words == "aman"

assert "nightly" in [due.name for due in DUE]

satwa = Category("satwa")
assert satwa in categories(Family.DANGER)
assert read("ada harimau di kebun").category is satwa
assert assess(satwa, "", ongoing=False) is Urgency.TINGGI
assert route(default_rules(), satwa, Urgency.TINGGI)
assert texts_for("en")("category.satwa") == "Satwa liar"

assert "jv" in LANGUAGES
assert texts_for("jv")("menu.thanks") == texts_for("id")("menu.thanks")

assert set(KINDS) == set(What)
"""
