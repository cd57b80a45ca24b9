"""How many files a new thing touches, as CONTRIBUTING promises."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = (
    "app",
    "broadcasts",
    "casework",
    "conversations",
    "db",
    "gateway",
    "handlers",
    "health",
    "publishing",
    "reports",
)


def test_no_code_names_a_category() -> None:
    """A new category is a section of `reports/categories.toml` and its texts; no other list of them exists."""
    naming = {
        str(file.relative_to(ROOT))
        for room in ROOMS
        for file in (ROOT / room).rglob("*.py")
        if re.search(r"\bCategory\.[A-Z_]+\b", file.read_text(encoding="utf-8"))
    }
    assert naming == set()
