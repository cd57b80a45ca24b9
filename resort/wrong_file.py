"""Files that people write: how each is read, and one form of error when it cannot be taken.

An error lists every problem at once, each one sentence that begins with its place: `line 3: level: expected one of …`.
"""

import csv
from collections.abc import Iterable, Iterator
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

MOST_PROBLEMS = 100  # that one error lists; a wrong file of a million lines is wrong in one way
LONGEST_VALUE = 60  # characters of a wrong value that are repeated in the error

M = TypeVar("M", bound=BaseModel)


class WrongFile(Exception):
    """A file that cannot be taken; nothing of it counts. Each problem opens with its line or key."""

    def __init__(self, problems: Iterable[str]) -> None:
        every = tuple(problems)
        more = len(every) - MOST_PROBLEMS
        self.problems = (*every[:MOST_PROBLEMS], f"the rest: {more} more problems") if more > 0 else every
        super().__init__("\n".join(self.problems))


def text_of(content: bytes) -> str:
    """The text of a file, whatever its byte order mark. Raises `WrongFile`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = error.start
    else:
        wrong = content.find(b"\0")
        if wrong < 0:
            return text
    line = content.count(b"\n", 0, wrong) + 1
    raise WrongFile([f"line {line}: expected UTF-8 text{_hint(content)}"])


def _hint(content: bytes) -> str:
    """What a file that is no text was saved as, where its first bytes say it."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return ": this is a workbook, save it as CSV (UTF-8)"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ": this is UTF-16, save it as CSV (UTF-8)"
    return ""


def read_rows(text: str, row: type[M], context: object = None) -> tuple[list[tuple[int, M]], list[str]]:
    """The rows of a CSV whose columns are the fields of `row`, with their lines; and the problems of the others.

    Fields with a default may be left out, and follow the others in any order. Lines that are empty or begin with # are
    skipped; columns are apart by commas or, as some spreadsheets write them, by semicolons. Raises `WrongFile` when
    the first line is not the names of the columns.
    """
    lines = _lines(text)
    number, header = next(lines, (1, ""))
    delimiter = ";" if ";" in header else ","
    columns = tuple(_cells(header, delimiter) or ())
    if not _fits(columns, row):
        found = f", not {shown(header)}" if header else ""
        raise WrongFile([f"line {number}: expected the names of the columns: {','.join(row.model_fields)}{found}"])
    rows: list[tuple[int, M]] = []
    problems: list[str] = []
    for number, line in lines:
        cells = _cells(line, delimiter)
        if cells is None:
            problems.append(f"line {number}: expected at most {csv.field_size_limit()} characters in a column")
        elif len(cells) != len(columns):
            problems.append(f"line {number}: expected {len(columns)} columns, not {len(cells)}")
        else:
            try:
                rows.append((number, row.model_validate(dict(zip(columns, cells, strict=True)), context=context)))
            except ValidationError as error:
                problems += [f"line {number}: {problem}" for problem in problems_of(error)]
    return rows, problems


def problems_of(error: ValidationError) -> list[str]:
    """What pydantic found, in our words: `key: expected …`."""
    found = [(".".join(map(str, one["loc"])), _sentence(one)) for one in error.errors(include_url=False)]
    return [f"{place}: {sentence}" if place else sentence for place, sentence in found]


def shown(value: object) -> str:
    """A wrong value as an error repeats it."""
    text = repr(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def _fits(columns: tuple[str, ...], row: type[BaseModel]) -> bool:
    """Whether these are the names of the columns: the required ones in their order, then any of the others, once."""
    required = tuple(name for name, field in row.model_fields.items() if field.is_required())
    others = columns[len(required) :]
    known = set(row.model_fields) - set(required)
    return columns[: len(required)] == required and set(others) <= known and len(set(others)) == len(others)


def _sentence(error: ErrorDetails) -> str:
    match error["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is not known here"
        case "model_type" | "dict_type":
            return "expected a table"
        case "enum" | "literal_error":
            known = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
            return f"expected one of {known}, not {shown(error['input'])}"
        case _:
            return error["msg"].removeprefix("Value error, ")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers as an editor counts them."""
    for number, line in enumerate(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line


def _cells(line: str, delimiter: str) -> list[str] | None:
    """The cells of one line; None when the CSV reader refuses it."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return None
