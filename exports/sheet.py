"""Tables as CSV that spreadsheets open as they are, and in which no cell runs as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO

BOM = "\ufeff"  # tells spreadsheets that it is UTF-8
# A spreadsheet may split a cell at another separator than ours: what stands behind any of them counts as a beginning.
_FORMULA = re.compile(
    r"(?:^|(?<=[,;:\t|\r\n\v\f /~\x85\u2028\u2029]))"
    r"(?=[\s'\"\x00-\x1f\x7f-\x9f\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]*"
    r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b])"
)


def write(out: BinaryIO, rows: Iterable[Sequence[str | None]]) -> None:
    """Write rows, the header first, each cell in quotes."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", errors="replace")
    text.write(BOM)
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([cell(value) for value in row] for row in rows)
    text.flush()
    text.detach()


def cell(value: str | None) -> str:
    """A value as it may stand in a cell: an apostrophe before whatever would begin a formula keeps it text."""
    return _FORMULA.sub("'", value or "")
