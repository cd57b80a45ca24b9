"""A place on earth, and how far it is from another."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

LATITUDES, LONGITUDES = (-11.5, 6.5), (94.5, 141.5)  # of Indonesia
_EARTH_METRES = 6_371_008.8  # mean radius, IUGG


@dataclass(frozen=True, slots=True)
class Position:
    """A place on earth, in degrees (WGS 84)."""

    latitude: float
    longitude: float


def lies_in_indonesia(point: Position) -> bool:
    """Whether a point lies in the box around Indonesia."""
    return LATITUDES[0] <= point.latitude <= LATITUDES[1] and LONGITUDES[0] <= point.longitude <= LONGITUDES[1]


def metres_between(one: Position, other: Position) -> float:
    """The distance on the ground, by the haversine formula."""
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    across = cos(radians(one.latitude)) * cos(radians(other.latitude))
    chord = sin(north / 2) ** 2 + across * sin(east / 2) ** 2
    return 2 * _EARTH_METRES * asin(sqrt(min(1.0, chord)))
