"""Neighbouring Polres, to which a report from elsewhere is handed over, and the file they are imported from.

code,name,phone,contact
14.03,Polres Bengkalis,0766 123456,piket SPKT lewat radio
"""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field, ValidationInfo, field_validator

from resort.elsewhere import area_of
from resort.wrong_file import WrongFile, read_rows, shown

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A neighbouring Polres, by the kabupaten or kota it answers for."""

    code: str
    area: str
    name: str
    phone: str
    contact: str = ""


class _Row(BaseModel):
    """One line; the context is the code of this resort."""

    code: str
    name: Annotated[str, Field(min_length=1, max_length=_LONGEST)]
    phone: str
    contact: Annotated[str, Field(max_length=_LONGEST)] = ""

    @field_validator("code")
    @classmethod
    def _code(cls, code: str, info: ValidationInfo) -> str:
        if area_of(code) is None or code == info.context:
            raise ValueError(f"expected the code of another kabupaten or kota, such as 14.03, not {shown(code)}")
        return code

    @field_validator("phone")
    @classmethod
    def _phone(cls, phone: str) -> str:
        if not re.fullmatch(r"[0-9+][0-9 ()./-]{2,39}", phone):
            raise ValueError(f"expected a number such as 0765 123456, not {shown(phone)}")
        return phone


def parse(text: str, own: str) -> list[Neighbour]:
    """The neighbours of a CSV. Raises `WrongFile`; nothing of a wrong file counts."""
    rows, problems = read_rows(text, _Row, own)
    lines: dict[str, int] = {}
    for number, row in rows:
        if row.code in lines:
            problems.append(f"line {number}: code: {row.code} already stands in line {lines[row.code]}")
        lines.setdefault(row.code, number)
    if not rows and not problems:
        problems.append("line 2: expected at least one Polres")
    if problems:
        raise WrongFile(problems)
    return [Neighbour(row.code, area_of(row.code) or "", row.name, row.phone, row.contact) for _, row in rows]
