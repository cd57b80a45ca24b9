"""Where the areas of a resort lie, and which of them a point is in.

A resort imports the outlines of its areas, or only their centres, or neither: then the nearest Polsek is what a point
says. Whatever is read from a point is an estimate and is shown as one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, hypot, radians
from statistics import median
from types import MappingProxyType
from typing import Any

from language.meant_places import meant
from language.phrases import Phrases
from language.words import words
from resort.position import Position, metres_between

Ring = tuple[tuple[float, float], ...]  # (longitude, latitude), as GeoJSON has them; the last may repeat the first

BESIDE = 2_000.0  # metres beside an outline that may still be meant: a jetty, a ford, a phone that is not exact
FAR = 60_000.0  # metres from the nearest seat beyond which a point is of elsewhere
_METRES_A_DEGREE = 111_195.0
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Shape:
    """The centre of an area, and its outline where one was imported: rings, holes among them."""

    centre: Position
    rings: tuple[Ring, ...] = ()
    reach: float = 0.0  # metres from the centre to the farthest corner of the box around the outline

    @classmethod
    def of(cls, rings: Iterable[Ring]) -> "Shape":
        """The shape of an outline."""
        outline = tuple(rings)
        points = [point for ring in outline for point in ring]
        longitudes, latitudes = [x for x, _ in points], [y for _, y in points]
        centre = Position((min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2)
        return cls(centre, outline, metres_between(centre, Position(max(latitudes), max(longitudes))))

    def holds(self, point: Position) -> bool:
        """Whether a point lies within the outline."""
        return (
            metres_between(self.centre, point) <= self.reach + 1
            and sum(_crossings(ring, point) for ring in self.rings) % 2 == 1
        )

    def metres_to(self, point: Position) -> float:
        """How far a point is from the outline, or from the centre where there is none; on the ground, about."""
        from_centre = metres_between(self.centre, point)
        if from_centre > self.reach + BESIDE:
            return from_centre
        return min((_to_ring(ring, point) for ring in self.rings), default=from_centre)


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that people name instead of an area: an office, a harbour, a hospital."""

    name: str
    other_names: tuple[str, ...]
    position: Position


class Terrain:
    """The shapes of a resort's areas by their codes, and the seat of each Polsek by the area it answers for."""

    def __init__(
        self,
        shapes: Mapping[str, Shape] = NOTHING,
        seats: Mapping[str, Position] = NOTHING,
        landmarks: Iterable[Landmark] = (),
    ) -> None:
        self.landmarks = tuple(landmarks)
        self._named = Phrases(
            {str(at): _lines(landmark) for at, landmark in enumerate(self.landmarks)}, endings=("nya",)
        )
        self._seats = dict(seats)
        self._levels = tuple(
            {code: shape for code, shape in shapes.items() if code.count(".") == dots} for dots in (3, 2)
        )
        self._reaches = tuple(map(_reach, self._levels))

    def locate(self, point: Position) -> str | None:
        """The code of the area a point is in: a village, else a district; None when it is elsewhere or not known."""
        for shapes in self._levels:
            if held := next((code for code, shape in shapes.items() if shape.holds(point)), None):
                return held
        for shapes, reach in zip(self._levels, self._reaches, strict=True):
            metres, code = min(((shape.metres_to(point), code) for code, shape in shapes.items()), default=(FAR, ""))
            if code and metres <= (BESIDE if shapes[code].rings else reach):
                return code
        return None if any(self._levels) else self._nearest_seat(point)

    def landmarks_in(self, text: str) -> tuple[tuple[Landmark, ...], bool]:
        """The landmarks that a text names and means, in its order, and whether it denies one or puts one right."""
        said = words(text)
        found = sorted(self._named.find(said), key=lambda each: (each.start, -each.weight)) if self.landmarks else []
        apart = [each for at, each in enumerate(found) if not any(each.start < one.end for one in found[:at])]
        places, corrects = meant(said, [(each.start, each.end) for each in apart], names=[each.label for each in apart])
        return tuple(dict.fromkeys(self.landmarks[int(apart[at].label)] for at in places)), corrects

    def is_outside(self, point: Position) -> bool:
        """Whether a point is surely of elsewhere; never where nothing is known of where the areas lie."""
        return bool(any(self._levels) or self._seats) and self.locate(point) is None

    def _nearest_seat(self, point: Position) -> str | None:
        metres, code = min(
            ((metres_between(seat, point), code) for code, seat in self._seats.items()), default=(FAR, "")
        )
        return code if metres < FAR else None


def _lines(landmark: Landmark) -> list[str]:
    return [line for name in (landmark.name, *landmark.other_names) if (line := " ".join(words(name)))]


def _reach(shapes: Mapping[str, Shape]) -> float:
    """How far from its centre an area may reach where only centres are known, in metres."""
    centres = [shape.centre for shape in shapes.values()]
    apart = [min(metres_between(one, other) for other in centres if other is not one) for one in centres[1:]]
    return 2 * max(BESIDE, median(apart)) if apart else FAR / 2


def _crossings(ring: Ring, point: Position) -> int:
    """How often a line from a point to the east crosses a ring."""
    count = 0
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > point.latitude) != (y2 > point.latitude):
            count += point.longitude < (x2 - x1) * (point.latitude - y1) / (y2 - y1) + x1
    return count


def _to_ring(ring: Ring, point: Position) -> float:
    wide = cos(radians(point.latitude)) * _METRES_A_DEGREE
    flat = [((x - point.longitude) * wide, (y - point.latitude) * _METRES_A_DEGREE) for x, y in ring]
    return min(_to_line(*start, *end) for start, end in zip(flat, (*flat[1:], flat[0]), strict=True))


def _to_line(x1: float, y1: float, x2: float, y2: float) -> float:
    """The distance of the origin from the line between two points."""
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, -(x1 * dx + y1 * dy) / length))
    return hypot(x1 + along * dx, y1 + along * dy)
