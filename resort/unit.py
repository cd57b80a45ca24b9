"""Units: what they do, whose they are, and the CSV they are imported from."""

import csv
import io
from dataclasses import dataclass

from resort.agency import Agency, Function, Level
from resort.area import Areas

COLUMNS = ("code", "name", "agency", "level", "function", "parent", "areas")


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


class WrongUnits(Exception):
    """A units file that cannot be taken; one sentence a line of the file that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def parse(text: str, areas: Areas) -> list[Unit]:
    """The units of a CSV with the columns of `COLUMNS` (areas: codes apart by spaces).

    Raises `WrongUnits` with every problem and its line; then nothing of the file counts.
    """
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise WrongUnits([f"line 1: expected the columns {', '.join(COLUMNS)}"])
    units: dict[str, Unit] = {}
    problems: list[str] = []
    for row in reader:
        unit, wrong = _unit({name: (value or "").strip() for name, value in row.items() if name}, areas)
        if unit is not None and unit.code in units:
            wrong.append(f"code {unit.code} stands twice")
        problems += [f"line {reader.line_num}: {problem}" for problem in wrong]
        if unit is not None and not wrong:
            units[unit.code] = unit
    problems += [
        f"unit {unit.code}: parent {unit.parent} is not in the file"
        for unit in units.values()
        if unit.parent is not None and unit.parent not in units
    ]
    if not units and not problems:
        problems.append("line 2: expected at least one unit")
    if problems:
        raise WrongUnits(problems)
    return list(units.values())


def example(areas: Areas) -> str:
    """A file for a resort that works as it stands: one Polsek and one Panwascam a kecamatan, the usual functions."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    police, resort, sector = Agency.POLRI, Level.POLRES, Level.POLSEK
    writer.writerow(("polres", "Polres", police, resort, Function.WHOLE, "", ""))
    for function, name in (
        (Function.SPKT, "SPKT dan piket"),
        (Function.SAMAPTA, "Satuan Samapta"),
        (Function.RESKRIM, "Satuan Reskrim"),
        (Function.INTELKAM, "Satuan Intelkam"),
        (Function.BINMAS, "Satuan Binmas"),
        (Function.LANTAS, "Satuan Lalu Lintas"),
    ):
        writer.writerow((function, name, police, resort, function, "polres", ""))
    for district in areas.districts:
        code = f"polsek-{_slug(district.name)}"
        writer.writerow((code, f"Polsek {district.name}", police, sector, Function.WHOLE, "polres", district.code))
    partner = Level.WILAYAH, Function.WHOLE
    writer.writerow(("bawaslu", "Bawaslu", Agency.BAWASLU, *partner, "", ""))
    for district in areas.districts:
        code = f"panwascam-{_slug(district.name)}"
        row = (code, f"Panwascam {district.name}", Agency.BAWASLU, *partner, "bawaslu", district.code)
        writer.writerow(row)
    for agency, name in (
        (Agency.KPU, "KPU"),
        (Agency.DAMKAR, "Pemadam Kebakaran"),
        (Agency.TNI, "Kodim"),
        (Agency.PEMDA, "Pemerintah daerah"),
        (Agency.LINMAS, "Linmas"),
        (Agency.MEDIS, "Ambulans"),
    ):
        writer.writerow((agency, name, agency, *partner, "", ""))
    return out.getvalue()


def _unit(row: dict[str, str], areas: Areas) -> tuple[Unit | None, list[str]]:
    wrong = []
    if not row["code"].replace("-", "").isalnum() or len(row["code"]) > 32 or not row["code"].isascii():
        wrong.append("code: expected up to 32 letters, digits and -")
    if not row["name"]:
        wrong.append("name: expected a name")
    for column, known in (("agency", Agency), ("level", Level), ("function", Function)):
        if row[column] not in set(known):
            wrong.append(f"{column}: expected one of {', '.join(known)}")
    codes = tuple(row["areas"].split())
    wrong += [f"areas: {code} is no kecamatan or kelurahan of this resort" for code in codes if areas.get(code) is None]
    if wrong:
        return None, wrong
    place = Agency(row["agency"]), Level(row["level"]), Function(row["function"])
    return Unit(row["code"], row["name"], *place, row["parent"] or None, codes), []


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")[:20]
