"""The files that say where things lie: the areas as a CSV of centres or as GeoJSON, the landmarks as a CSV.

code,latitude,longitude                 name,other_names,latitude,longitude
14.72.02.1004,1.6667,101.4500           Kantor KPU,KPU Kota;gedung KPU,1.6667,101.4500
"""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from resort.area import Areas
from resort.position import Position, lies_in_indonesia
from resort.terrain import Landmark, Ring, Shape, Terrain
from resort.wrong_file import WrongFile, shown

_CODE = ("code", "kode")
_LATITUDE = ("latitude", "lat")
_LONGITUDE = ("longitude", "lng", "lon", "long")
_LONGEST_NAME = 60
_MOST_PROBLEMS = 20


class _WrongPoint(ValueError):
    """A point that cannot be meant; says why."""


@dataclass(frozen=True, slots=True)
class ShapesFile:
    """What a file says of the areas of this resort, and how many of its areas are another resort's."""

    shapes: dict[str, Shape]
    elsewhere: int


def parse_shapes(text: str, areas: Areas) -> ShapesFile:
    """The areas' centres (CSV) or outlines (GeoJSON). Raises `WrongFile`; nothing of a wrong file counts."""
    pairs = _features(text) if text.lstrip().startswith("{") else _centres(text)
    shapes: dict[str, Shape] = {}
    elsewhere, problems = 0, list[str]()
    for where, written, shape in pairs:
        code = _dotted(written)
        if isinstance(shape, str):
            problems.append(f"{where}: {shape}")
        elif areas.get(code) is None:
            elsewhere += 1
        elif code in shapes:
            problems.append(f"{where}: {code} is there twice")
        elif code.count(".") >= 2:
            shapes[code] = shape
    if not shapes and not problems:
        problems.append("line 1: expected at least one kecamatan or kelurahan of this resort")
    if problems:
        raise WrongFile(problems[:_MOST_PROBLEMS])
    return ShapesFile(shapes, elsewhere)


def parse_landmarks(text: str, areas: Areas, terrain: Terrain, alarms: Callable[[str], bool]) -> tuple[Landmark, ...]:
    """The landmarks of a CSV; `alarms` says whether words mean danger to life: such a name would take a cry away.

    Raises `WrongFile` also for a point outside the resort, a name that two have, and the name of an area.
    """
    landmarks, problems, taken = list[Landmark](), list[str](), set[str]()
    for number, cells in _rows(text, ("name", "other_names", "latitude", "longitude")):
        point = _position(cells["latitude"], cells["longitude"])
        others = tuple(name for part in cells["other_names"].split(";") if (name := " ".join(part.split())))
        names = (" ".join(cells["name"].split()), *others)
        wrong = point if isinstance(point, str) else _wrong_name(names, taken, areas, alarms)
        if not wrong and isinstance(point, Position) and terrain.is_outside(point):
            wrong = "expected a point in this resort"
        if wrong or isinstance(point, str):
            problems.append(f"line {number}: {wrong}")
            continue
        taken.update(name.casefold() for name in names)
        landmarks.append(Landmark(names[0], others, point))
    if problems:
        raise WrongFile(problems[:_MOST_PROBLEMS])
    return tuple(landmarks)


def _dotted(code: str) -> str:
    """A code as we write it: some files leave the dots out."""
    written = code.strip()
    if not written.isdecimal() or len(written) not in (6, 10):
        return written
    return ".".join(part for part in (written[:2], written[2:4], written[4:6], written[6:]) if part)


def _wrong_name(names: tuple[str, ...], taken: set[str], areas: Areas, alarms: Callable[[str], bool]) -> str:
    for name in names:
        if "|" in name:
            return f"name: expected ; between other names, not {shown(name)}"
        if not 3 <= len(name) <= _LONGEST_NAME:
            return f"name: expected 3 to {_LONGEST_NAME} letters, not {shown(name)}"
        if name.casefold() in taken or [each.casefold() for each in names].count(name.casefold()) > 1:
            return f"name: {shown(name)} is there twice"
        if alarms(name):
            return f"name: {shown(name)} holds a word of danger: reports of danger there would be told apart no more"
        if any(name.casefold() == area.bare_name.casefold() for area in areas.find(f"di {name}")):
            return f"name: {shown(name)} is the name of an area already"
    return ""


def _centres(text: str) -> Iterator[tuple[str, str, Shape | str]]:
    for number, cells in _rows(text, (_CODE, _LATITUDE, _LONGITUDE)):
        if not (cells["latitude"] or cells["longitude"]):
            continue  # an area whose centre nobody knows
        point = _position(cells["latitude"], cells["longitude"])
        yield f"line {number}", cells["code"], point if isinstance(point, str) else Shape(point)


def _features(text: str) -> Iterator[tuple[str, str, Shape | str]]:
    try:
        features = json.loads(text)["features"]
        listed = list(enumerate(features, 1))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise WrongFile(["line 1: expected a GeoJSON FeatureCollection"]) from None
    for number, feature in listed:
        where = f"feature {number}"
        try:
            properties = feature["properties"]
            code = next(str(properties[key]) for key in _CODE if key in properties)
            yield where, code, _shape(feature["geometry"])
        except StopIteration:
            yield where, "", "properties: expected a code"
        except _WrongPoint as wrong:
            yield where, "", f"geometry: {wrong}"
        except (KeyError, TypeError, ValueError, AttributeError):
            yield where, "", "geometry: expected a Polygon, a MultiPolygon or a Point, in degrees"


def _shape(geometry: Any) -> Shape:
    coordinates = geometry["coordinates"]
    match geometry["type"]:
        case "Point":
            point = _position(coordinates[1], coordinates[0])
            if isinstance(point, str):
                raise _WrongPoint(point)
            return Shape(point)
        case "Polygon":
            return Shape.of(map(_ring, coordinates))
        case "MultiPolygon":
            return Shape.of(_ring(ring) for polygon in coordinates for ring in polygon)
        case _:
            raise ValueError


def _ring(points: Any) -> Ring:
    ring = tuple((float(point[0]), float(point[1])) for point in points)
    if len(ring) < 3:
        raise ValueError
    if wrong := next((wrong for x, y in ring if (wrong := _wrong_point(Position(y, x)))), ""):
        raise _WrongPoint(wrong)
    return ring


def _position(latitude: object, longitude: object) -> Position | str:
    """A point, which some spreadsheets write with commas for the dots; else what is wrong with it."""
    try:
        point = Position(float(str(latitude).replace(",", ".")), float(str(longitude).replace(",", ".")))
    except ValueError:
        return f"expected degrees as 1.6667 and 101.4500, not {shown(latitude)} and {shown(longitude)}"
    return _wrong_point(point) or point


def _wrong_point(point: Position) -> str:
    if lies_in_indonesia(point):
        return ""
    if lies_in_indonesia(Position(point.longitude, point.latitude)):
        return f"latitude and longitude have changed places: {point.latitude} and {point.longitude}"
    return f"expected a place in Indonesia, not {point.latitude} and {point.longitude}"


def _rows(text: str, columns: tuple[str | tuple[str, ...], ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV by the first name of each column; other columns are left alone."""
    lines = [
        (number, line)
        for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    number, header = lines[0] if lines else (1, "")
    delimiter = ";" if ";" in header and "," not in header else ","
    names = [name.strip().casefold() for name in header.split(delimiter)]
    ways = [(column,) if isinstance(column, str) else column for column in columns]
    places = [next((names.index(way) for way in each if way in names), None) for each in ways]
    if None in places:
        raise WrongFile([f"line {number}: expected the columns {','.join(each[0] for each in ways)}"])
    for number, line in lines[1:]:
        try:
            cells = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]
        except csv.Error:
            cells = []
        if len(cells) != len(names):
            quoted = ", other_names in quotes" if delimiter == ";" and "other_names" in names else ""
            raise WrongFile([f"line {number}: expected {len(names)} columns{quoted}, not {len(cells)}"])
        yield number, {each[0]: cells[place] for each, place in zip(ways, places, strict=True) if place is not None}
