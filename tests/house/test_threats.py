"""The page of threats names tests: each is there, and each threat has some."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/.]+)::(\w+)`", PAGE)))


@pytest.mark.parametrize(("file", "function"), NAMED, ids=[function for _, function in NAMED])
def test_a_test_that_is_named_is_there(file: str, function: str) -> None:
    path = ROOT / file
    assert path.exists(), file
    assert re.search(rf"^(?:async )?def {function}\(", path.read_text(encoding="utf-8"), re.MULTILINE), function


def test_each_threat_says_what_stops_it_what_does_not_and_where_that_is_shown() -> None:
    threats = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
    assert len(threats) > 8
    for threat in threats:
        title = threat.splitlines()[0]
        assert "**Stops them.**" in threat, title
        assert "**Does not.**" in threat, title
        assert "`tests/" in threat, title
