"""The number a reporter is given, DMI-2411-0042-7: resort, year and month, running number, check digit.

The check digit is Damm's (H. Michael Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004): one wrong digit or
two neighbours swapped never pass. It covers the year, the month and the running number.
"""

import re
from datetime import date
from typing import NewType

ReportNumber = NewType("ReportNumber", str)

_TABLE = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
_PREFIX = re.compile(r"[A-Z]{2,5}")
_TYPED = re.compile(r"\W*(?P<prefix>[A-Z]{2,5})[\W_]*(?P<digits>[0-9OIL][0-9OIL\W_]*)", re.ASCII)
_RUNNING_DIGITS = 4  # of a running number, at least
_LONGEST = 60  # characters of a number, however it is spaced
_CONFUSED = str.maketrans("OIL", "011")


def make(prefix: str, month: date, running: int) -> ReportNumber:
    """The number of the `running`-th report (from 1) of a local month; `prefix` is 2 to 5 capital letters."""
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"a prefix is 2 to 5 capital letters A-Z, not {prefix!r}")
    if running < 1:
        raise ValueError(f"reports are numbered from 1, not {running}")
    period, counted = f"{month:%y%m}", f"{running:04}"
    return ReportNumber(f"{prefix}-{period}-{counted}-{_check_digit(period + counted)}")


def parse(text: str) -> ReportNumber | None:
    """The number somebody typed, in its one spelling, or None when it is none or its check digit is wrong.

    Case, spaces, dots, missing dashes, and O, I, L for 0 and 1 are forgiven.
    """
    typed = _TYPED.fullmatch(text.strip().upper()) if len(text) <= _LONGEST else None
    if not typed:
        return None
    digits = re.sub(r"[^0-9]", "", typed["digits"].translate(_CONFUSED))
    period, counted, check = digits[:4], digits[4:-1], digits[-1:]
    month, running = int(period[2:] or 0), int(counted or 0)
    if not (
        1 <= month <= 12 and running >= 1 and counted == f"{running:04}" and check == _check_digit(period + counted)
    ):
        return None
    return ReportNumber(f"{typed['prefix']}-{period}-{counted}-{check}")


def running_numbers(text: str) -> tuple[int, ...]:
    """The running numbers that may be meant by a number without its check digit, or with a wrong one."""
    typed = _TYPED.fullmatch(text.strip().upper()) if len(text) <= _LONGEST else None
    digits = re.sub(r"[^0-9]", "", typed["digits"].translate(_CONFUSED)) if typed else ""
    found = (digits[4:], digits[4:-1])
    return tuple(int(each) for each in found if len(each) >= _RUNNING_DIGITS)


def _check_digit(digits: str) -> str:
    interim = "0"
    for digit in digits:
        interim = _TABLE[int(interim)][int(digit)]
    return interim
