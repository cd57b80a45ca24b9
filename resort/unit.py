"""Units: what they do, whose they are, and the CSV they are imported from."""

import csv
import io
import re
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import BaseModel, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from resort.agency import Agency, Function, Level
from resort.area import Areas
from resort.position import LATITUDES, LONGITUDES
from resort.wrong_file import WrongFile, read_rows, shown

_LONGEST = 200
_WITHIN = {"latitude": LATITUDES, "longitude": LONGITUDES}


@dataclass(frozen=True, slots=True)
class Seat:
    """Where people find a unit, as far as the resort says; what is not known is empty."""

    address: str = ""
    phone: str = ""
    hours: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the resort or of a partner. Without areas it answers for the whole resort."""

    code: str
    name: str
    agency: Agency
    level: Level
    function: Function
    parent: str | None
    areas: tuple[str, ...]
    seat: Seat = Seat()


class _Row(BaseModel):
    """One line of the CSV; checked against the areas of the resort, which are the context."""

    code: str
    name: str
    agency: Agency
    level: Level
    function: Function
    parent: str
    areas: str
    address: Annotated[str, Field(max_length=_LONGEST)] = ""
    phone: str = ""
    hours: Annotated[str, Field(max_length=_LONGEST)] = ""
    latitude: str = ""
    longitude: str = ""

    @field_validator("code")
    @classmethod
    def _code(cls, code: str) -> str:
        if not re.fullmatch(r"(?=.*[A-Za-z0-9])[A-Za-z0-9-]{1,32}", code):
            raise ValueError(f"expected up to 32 letters, digits and -, not {shown(code)}")
        return code

    @field_validator("name")
    @classmethod
    def _name(cls, name: str) -> str:
        if not name:
            raise ValueError("expected a name")
        return name

    @field_validator("areas")
    @classmethod
    def _areas(cls, codes: str, info: ValidationInfo) -> str:
        assert isinstance(info.context, Areas)
        if unknown := [code for code in codes.split() if info.context.get(code) is None]:
            raise ValueError(f"no kecamatan or kelurahan of this resort has the code {', '.join(map(shown, unknown))}")
        return codes

    @field_validator("phone")
    @classmethod
    def _phone(cls, phone: str) -> str:
        if phone and not re.fullmatch(r"[0-9+][0-9 ()./-]{2,39}", phone):
            raise ValueError(f"expected a number such as 0765 123456, not {shown(phone)}")
        return phone

    @field_validator("latitude", "longitude")
    @classmethod
    def _coordinate(cls, written: str, info: ValidationInfo) -> str:
        least, most = _WITHIN[info.field_name or ""]
        written = written.replace(",", ".")
        if written and not (re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,9})?", written) and least <= float(written) <= most):
            raise ValueError(f"expected degrees between {least} and {most}, such as 1.6736, not {shown(written)}")
        return written

    @model_validator(mode="after")
    def _whole_point(self) -> Self:
        if bool(self.latitude) is not bool(self.longitude):
            raise PydanticCustomError("point", "expected both latitude and longitude, or neither")
        return self

    @property
    def unit(self) -> Unit:
        place = self.agency, self.level, self.function
        point = (float(self.latitude), float(self.longitude)) if self.latitude else (None, None)
        seat = Seat(self.address, self.phone, self.hours, *point)
        return Unit(self.code, self.name, *place, self.parent or None, tuple(self.areas.split()), seat)


COLUMNS = tuple(_Row.model_fields)
REQUIRED = tuple(name for name, field in _Row.model_fields.items() if field.is_required())


def parse(text: str, areas: Areas) -> list[Unit]:
    """The units of a CSV with the columns of `COLUMNS`, those of the seat left out or not. Raises `WrongFile`.

    Areas are codes apart by spaces.
    """
    rows, problems = read_rows(text, _Row, areas)
    lines: dict[str, int] = {}
    for number, row in rows:
        if row.code in lines:
            problems.append(f"line {number}: code: {row.code} already stands in line {lines[row.code]}")
        lines.setdefault(row.code, number)
    problems += [
        f"line {number}: parent: {row.parent} is no unit of this file"
        for number, row in rows
        if row.parent and row.parent not in lines and not problems
    ]
    if not rows and not problems:
        problems.append("line 2: expected at least one unit")
    if problems:
        raise WrongFile(problems)
    return [row.unit for _, row in rows]


def example(areas: Areas) -> str:
    """A file for a resort that works as it stands: one Polsek and one Panwascam a kecamatan, the usual functions."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    seat = ("",) * (len(COLUMNS) - len(REQUIRED))
    police, resort, sector = Agency.POLRI, Level.POLRES, Level.POLSEK
    writer.writerow(("polres", "Polres", police, resort, Function.WHOLE, "", "", *seat))
    for function, name in (
        (Function.SPKT, "SPKT dan piket"),
        (Function.SAMAPTA, "Satuan Samapta"),
        (Function.RESKRIM, "Satuan Reskrim"),
        (Function.INTELKAM, "Satuan Intelkam"),
        (Function.BINMAS, "Satuan Binmas"),
        (Function.LANTAS, "Satuan Lalu Lintas"),
        (Function.PPA, "Unit PPA"),
        (Function.PROPAM, "Sie Propam"),
    ):
        writer.writerow((function, name, police, resort, function, "polres", "", *seat))
    for district in areas.districts:
        code = f"polsek-{_slug(district.name)}"
        row = (code, f"Polsek {district.name}", police, sector, Function.WHOLE, "polres", district.code)
        writer.writerow((*row, *seat))
    partner = Level.WILAYAH, Function.WHOLE
    writer.writerow(("bawaslu", "Bawaslu", Agency.BAWASLU, *partner, "", "", *seat))
    for district in areas.districts:
        code = f"panwascam-{_slug(district.name)}"
        row = (code, f"Panwascam {district.name}", Agency.BAWASLU, *partner, "bawaslu", district.code)
        writer.writerow((*row, *seat))
    for agency, name in (
        (Agency.KPU, "KPU"),
        (Agency.DAMKAR, "Pemadam Kebakaran"),
        (Agency.TNI, "Kodim"),
        (Agency.PEMDA, "Pemerintah daerah"),
        (Agency.LINMAS, "Linmas"),
        (Agency.MEDIS, "Ambulans"),
    ):
        writer.writerow((agency, name, agency, *partner, "", "", *seat))
    return out.getvalue()


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")[:20]
