"""The documents say what is there: links lead somewhere, and commands, settings and rooms have their line."""

import re
import tomllib
from pathlib import Path

import pytest

from app.settings import Settings
from bot import main
from handlers.common import commands

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(page.relative_to(ROOT) for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")))
LINK = re.compile(r"\]\(([^)#]+)")
IN_CHAT = {*commands.PRIVATE, *commands.GROUP, *commands.OFFICER, "masuk"}


def said(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def prose(page: str) -> list[str]:
    """The lines of a page outside code blocks and tables, links without their targets."""
    text = re.sub(r"^ *```.*?^ *```$", "", said(page), flags=re.MULTILINE | re.DOTALL)
    lines = re.sub(r"\]\([^)]*\)", "]", text).splitlines()
    return [line for line in lines if not line.startswith("|")]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_prose_is_wrapped_at_100_columns(page: Path) -> None:
    assert [line for line in prose(str(page)) if len(line) > 100] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(said(str(page))) if "://" not in link]
    assert [link for link in links if not (ROOT / page.parent / link).exists()] == []


def test_the_guide_tells_of_every_command_in_chat_and_of_no_other() -> None:
    told = set(re.findall(r"(?<![\w/.-])/([a-z]+)", said("docs/panduan.md")))
    assert told == IN_CHAT - {"start"}


@pytest.mark.parametrize("page", ["README.md", "docs/operators.md"])
def test_a_command_that_is_named_is_there(page: str) -> None:
    named = set(re.findall(r"`/([a-z]+)[^`/]*`", said(page)))
    assert named - IN_CHAT - {"start", "newbot", "setprivacy", "revoke"} == set()


def test_the_operators_are_told_of_every_command_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    there = set(re.findall(r"^    ([\w-]+)(?: |$)", capsys.readouterr().out, flags=re.MULTILINE)) - {"run"}
    told = set(re.findall(r"bot\.py ([\w-]+)", said("docs/operators.md")))
    assert told == there


@pytest.mark.parametrize("page", ["README.md", "docs/operators.md", "docs/architecture.md"])
def test_a_setting_that_is_named_is_there(page: str) -> None:
    named = set(re.findall(r"\b[A-Z]{3,}(?:_[A-Z]+)+\b", said(page)))
    assert named - {name.upper() for name in Settings.model_fields} == set()


def test_every_way_to_call_make_has_its_line() -> None:
    makefile = said("Makefile")
    named = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)[0]
    targets = set(named.split()) - {"help", "chromium", "systemd", "postgresql", "pure"}
    for told in (makefile, said("README.md") + said("CONTRIBUTING.md")):
        assert targets - set(re.findall(r"make ([\w-]+)", told)) == set()


def test_every_room_and_module_has_its_line() -> None:
    tools = tomllib.loads(said("pyproject.toml"))["tool"]["setuptools"]
    assert set(tools["py-modules"]) == {file.stem for file in ROOT.glob("*.py")}
    tree = set(re.findall(r"^(\w+)(?:\.py|/) ", said("README.md"), flags=re.MULTILINE))
    rooms = {package.partition(".")[0] for package in tools["packages"]}
    assert {*tools["py-modules"], *rooms, "bench", "docs"} - tree == set()


def test_every_decision_is_listed() -> None:
    pages = {file.name for file in (ROOT / "docs" / "decisions").glob("0*.md")}
    assert set(re.findall(r"\((0[^)]+)\)", said("docs/decisions/README.md"))) == pages
