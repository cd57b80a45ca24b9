"""A table opens in a spreadsheet as it is, and nothing in it runs as a formula, whichever separator is used."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports import sheet

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
ROWS = st.lists(st.tuples(*[st.none() | st.text(alphabet=st.characters(codec="utf-8"), max_size=30)] * 3), max_size=5)


def read(rows: list[tuple[str | None, ...]], delimiter: str = ",") -> list[list[str]]:
    out = io.BytesIO()
    sheet.write(out, rows)
    return list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize(
    "title",
    [
        "=1+1",
        "+62",
        "-1",
        "@grup",
        " =HYPERLINK(1)",
        "\t=1",
        "'=1",
        '"=1',
        "\uff1d1",
        "\n=1",
        "\u00ad=1",
        "\u202e=1",
        "\u2066+1",
        "\ufe661",
    ],
)
def test_a_title_that_looks_like_a_formula_stays_a_title(title: str) -> None:
    [[cell]] = read([(title,)])
    assert cell.replace("'", "") == title.replace("'", "")
    assert cell.startswith("'")


@given(ROWS, st.sampled_from(",;:\t| "))
def test_no_cell_begins_a_formula_behind_any_separator(rows: list[tuple[str | None, ...]], delimiter: str) -> None:
    for row in read(rows, delimiter):
        for cell in row:
            assert not cell.strip(' \t\r\n"').startswith(tuple(SIGNS))


@pytest.mark.parametrize("separator", [*",;:\t| \v\f/~\x85\u2028", "\r\n"])
@pytest.mark.parametrize("formula", ["=1+1", "+62", "-1", "@SUM(A1)", " \u200b=1"])
def test_a_formula_behind_a_separator_is_text_in_every_column(separator: str, formula: str) -> None:
    hidden = f"Polsek{separator}{formula}"
    [row] = read([(hidden, hidden, hidden)])
    for value in row:
        assert re.search(r"'[\s\u200b]*" + re.escape(formula.strip(" \u200b")), value)


@given(ROWS)
def test_without_the_apostrophes_every_value_is_there(rows: list[tuple[str | None, ...]]) -> None:
    bare = [[(value or "").replace("'", "") for value in row] for row in rows]
    assert [[cell.replace("'", "") for cell in row] for row in read(rows)] == bare
