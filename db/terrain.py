"""Where the areas of the resort lie, as they were imported."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from db.database import Tx
from db.instant import stored
from db.sql import Row
from resort.position import Position
from resort.terrain import Landmark, Ring, Shape, Terrain


async def load(tx: Tx) -> Terrain:
    """All that is known; empty where nothing was imported."""
    shapes = {row["area"]: _shape(row) for row in await tx.all("terrain.shapes")}
    seats = {row["area"]: Position(row["latitude"], row["longitude"]) for row in await tx.all("terrain.seats")}
    landmarks = [
        Landmark(
            row["name"], tuple(filter(None, row["other_names"].split(";"))), Position(row["latitude"], row["longitude"])
        )
        for row in await tx.all("terrain.landmarks")
    ]
    return Terrain(shapes, seats, landmarks)


async def change(tx: Tx) -> int:
    """The number of the last import: another one means that what was loaded is no longer so."""
    row = await tx.one("terrain.last_change")
    return 0 if row is None else int(row["id"])


async def save_shapes(tx: Tx, shapes: Mapping[str, Shape], now: datetime) -> None:
    """Replace the shapes of all areas."""
    await tx.run("terrain.clear_shapes")
    for area, shape in sorted(shapes.items()):
        outline = json.dumps(shape.rings, separators=(",", ":")) if shape.rings else None
        centre = shape.centre
        await tx.run(
            "terrain.add_shape", area=area, latitude=centre.latitude, longitude=centre.longitude, outline=outline
        )
    await tx.run("terrain.changed", at=stored(now))


async def save_landmarks(tx: Tx, landmarks: Iterable[Landmark], now: datetime) -> None:
    """Replace all landmarks."""
    await tx.run("terrain.clear_landmarks")
    for each in landmarks:
        await tx.run(
            "terrain.add_landmark",
            name=each.name,
            other_names=";".join(each.other_names),
            latitude=each.position.latitude,
            longitude=each.position.longitude,
        )
    await tx.run("terrain.changed", at=stored(now))


def _shape(row: Row) -> Shape:
    if row["outline"] is None:
        return Shape(Position(row["latitude"], row["longitude"]))
    rings: list[Ring] = [tuple((x, y) for x, y in ring) for ring in json.loads(row["outline"])]
    return Shape.of(rings)
