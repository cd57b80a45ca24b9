"""Units: what they do, whose they are, and the CSV they are imported from."""

import csv
import io
from dataclasses import dataclass
from enum import StrEnum

from reports.area import Areas


class Function(StrEnum):
    """What a unit does; routing speaks of functions, never of single units."""

    RESORT = "polres"
    SECTOR = "polsek"
    FRONT_DESK = "spkt"  # with the piket
    PATROL = "samapta"
    DETECTIVES = "reskrim"
    INTELLIGENCE = "intelkam"
    COMMUNITY = "binmas"
    TRAFFIC = "lantas"
    INTERNAL = "propam"
    BAWASLU = "bawaslu"
    PANWASCAM = "panwascam"
    KPU = "kpu"
    PPK = "ppk"
    ARMY = "tni"
    GOVERNMENT = "pemda"  # camat, lurah
    LINMAS = "linmas"
    FIRE = "damkar"
    AMBULANCE = "ambulans"

    @property
    def is_police(self) -> bool:
        """Whether it is a unit of the police, and not of a partner agency."""
        return self in _POLICE


_POLICE = frozenset(
    {
        Function.RESORT,
        Function.SECTOR,
        Function.FRONT_DESK,
        Function.PATROL,
        Function.DETECTIVES,
        Function.INTELLIGENCE,
        Function.COMMUNITY,
        Function.TRAFFIC,
        Function.INTERNAL,
    }
)
COLUMNS = ("code", "name", "function", "parent", "areas")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the resort or of a partner. Without areas it answers for the whole resort."""

    code: str
    name: str
    function: Function
    parent: str | None
    areas: tuple[str, ...]


class WrongUnits(Exception):
    """A units file that cannot be taken; one sentence a line of the file that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def parse(text: str, areas: Areas) -> list[Unit]:
    """The units of a CSV with the columns code, name, function, parent, areas (codes apart by spaces).

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
    writer.writerow(("polres", "Polres", Function.RESORT, "", ""))
    for function, name in (
        (Function.FRONT_DESK, "SPKT dan piket"),
        (Function.PATROL, "Satuan Samapta"),
        (Function.DETECTIVES, "Satuan Reskrim"),
        (Function.INTELLIGENCE, "Satuan Intelkam"),
        (Function.COMMUNITY, "Satuan Binmas"),
        (Function.TRAFFIC, "Satuan Lalu Lintas"),
    ):
        writer.writerow((function, name, function, "polres", ""))
    for district in areas.districts:
        slug = district.name.lower().replace(" ", "-")
        writer.writerow((f"polsek-{slug}", f"Polsek {district.name}", Function.SECTOR, "polres", district.code))
    writer.writerow(("bawaslu", "Bawaslu", Function.BAWASLU, "", ""))
    for district in areas.districts:
        slug = district.name.lower().replace(" ", "-")
        name = f"Panwascam {district.name}"
        writer.writerow((f"panwascam-{slug}", name, Function.PANWASCAM, "bawaslu", district.code))
    for function, name in (
        (Function.KPU, "KPU"),
        (Function.FIRE, "Pemadam Kebakaran"),
        (Function.ARMY, "Kodim"),
        (Function.LINMAS, "Linmas"),
    ):
        writer.writerow((function, name, function, "", ""))
    return out.getvalue()


def _unit(row: dict[str, str], areas: Areas) -> tuple[Unit | None, list[str]]:
    wrong = []
    if not row["code"].replace("-", "").isalnum() or len(row["code"]) > 24 or not row["code"].isascii():
        wrong.append("code: expected up to 24 letters, digits and -")
    if not row["name"]:
        wrong.append("name: expected a name")
    if row["function"] not in set(Function):
        wrong.append(f"function: expected one of {', '.join(Function)}")
    codes = tuple(row["areas"].split())
    wrong += [f"areas: {code} is no kecamatan or kelurahan of this resort" for code in codes if areas.get(code) is None]
    if wrong:
        return None, wrong
    return Unit(row["code"], row["name"], Function(row["function"]), row["parent"] or None, codes), []
