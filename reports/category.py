"""The kinds of report a citizen can make, in two levels of choice."""

from enum import EnumType, StrEnum
from typing import TYPE_CHECKING

from reports.category_table import ROWS


class Kind(StrEnum):
    """The first choice: the responsible authority follows from it (police, or Bawaslu with the police)."""

    DISTURBANCE = "gangguan"  # a threat to public safety and order: the police act
    VIOLATION = "pelanggaran"  # an election violation: Bawaslu decides, the police get a copy


class Family(StrEnum):
    """The second choice: a handful of categories that fit on one screen of buttons."""

    VIOLENCE = "kekerasan"
    DANGER = "bahaya"
    ORDER = "ketertiban"
    EVERYDAY = "warga"
    PRESSURE = "tekanan"
    CAMPAIGN = "kampanye"
    POLLING_STATION = "tps"


_FAMILIES: dict[Kind, tuple[Family, ...]] = {
    Kind.DISTURBANCE: (Family.VIOLENCE, Family.DANGER, Family.ORDER, Family.EVERYDAY),
    Kind.VIOLATION: (Family.PRESSURE, Family.CAMPAIGN, Family.POLLING_STATION),
}
_KIND_OF = {family: kind for kind, members in _FAMILIES.items() for family in members}
_CODES = {
    family: sorted((code for code, row in ROWS.items() if row.family == family), key=lambda code: ROWS[code].place)
    for family in _KIND_OF
}


class _FromTable(EnumType):
    if TYPE_CHECKING:

        def __getattr__(cls, name: str) -> "Category":
            """Stand in for members that only the table knows."""


class Category(StrEnum, metaclass=_FromTable):
    """What happened, in the code that is stored and exported: one member a row of `categories.toml`.

    Members are in the order in which they are shown, and named by their code in capitals.
    """

    vars().update({code.upper(): code for codes in _CODES.values() for code in codes})


_CATEGORIES = {family: tuple(map(Category, codes)) for family, codes in _CODES.items()}
_FAMILY_OF = {category: family for family, members in _CATEGORIES.items() for category in members}


def families(kind: Kind) -> tuple[Family, ...]:
    """The families of one kind, in the order they are shown."""
    return _FAMILIES[kind]


def categories(family: Family) -> tuple[Category, ...]:
    """The categories of one family, in the order they are shown."""
    return _CATEGORIES[family]


def family_of(category: Category) -> Family:
    """The family a category is chosen from."""
    return _FAMILY_OF[category]


def kind_of(category: Category) -> Kind:
    """Whether a category is a disturbance or an election violation."""
    return _KIND_OF[_FAMILY_OF[category]]
