"""Agencies, and where in them somebody is meant: the police and their partners."""

from dataclasses import dataclass
from enum import StrEnum


class Agency(StrEnum):
    """Who a unit belongs to."""

    POLRI = "polri"
    BAWASLU = "bawaslu"
    KPU = "kpu"
    TNI = "tni"
    PEMDA = "pemda"  # camat and lurah
    LINMAS = "linmas"
    DAMKAR = "damkar"
    MEDIS = "medis"


class Level(StrEnum):
    """Where in the agency, seen from the place of the report."""

    POLRES = "polres"
    POLSEK = "polsek"  # the one bound to the kecamatan
    KELURAHAN = "kelurahan"  # the Bhabinkamtibmas
    WILAYAH = "wilayah"  # whichever unit of a partner is bound to the area, or its main unit


class Function(StrEnum):
    """Whom in the unit; WHOLE is everybody on duty."""

    WHOLE = "-"
    SPKT = "spkt"
    SAMAPTA = "samapta"
    RESKRIM = "reskrim"
    INTELKAM = "intelkam"
    BINMAS = "binmas"
    LANTAS = "lantas"
    PPA = "ppa"  # protects women and children; reads sealed stories
    PROPAM = "propam"  # looks into what the police themselves did
    KOMANDO = "komando"


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """One addressee; which unit of the resort that is depends on the area and is looked up elsewhere."""

    agency: Agency
    level: Level
    function: Function
