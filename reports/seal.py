"""Seals: which story is not for everybody who is called, and for whom it is instead.

The call of a report is never sealed: in danger its place and what is needed reach everybody. A seal keeps the story,
the files and, outside danger, the place. Who holds a seat is looked up in `casework.authority`.
"""

from collections.abc import Collection
from enum import StrEnum

from reports.category import Category
from reports.category_table import ROWS
from reports.voices import Voice


class Seal(StrEnum):
    """Who reads the story of a sealed report."""

    PPA = "ppa"  # the unit that protects women and children, and one of the command
    PROPAM = "propam"  # the seat that looks into the police; without one the Kapolres
    PROPAM_ALONE = "propam_alone"  # the same where the leadership is meant: nobody stands in
    TWO_OF_COMMAND = "two_of_command"  # of somebody threatened because of a report
    POLICE = "polri"  # officers of the police, not partner agencies


CONFINED = frozenset({Seal.PPA, Seal.PROPAM, Seal.PROPAM_ALONE, Seal.TWO_OF_COMMAND})
APART = frozenset({Seal.PROPAM, Seal.PROPAM_ALONE})  # outside queue, search and export but for a count
NEUTRAL = frozenset({Seal.PPA, Seal.TWO_OF_COMMAND})  # the reporter's phone may be in the wrong hands
_OF_CATEGORY = {Category(code): Seal(row.seal) for code, row in ROWS.items() if row.seal}


def seal_of(category: Category | None, voices: Collection[Voice]) -> Seal | None:
    """The seal of a report by what it tells; None for most. What a reporter chose is decided before this."""
    if Voice.THREATENED in voices:
        return Seal.TWO_OF_COMMAND
    if Voice.HARMED in voices:
        return Seal.PPA
    if Voice.BESIEGED in voices:
        return Seal.POLICE
    return None if category is None else _OF_CATEGORY.get(category)
