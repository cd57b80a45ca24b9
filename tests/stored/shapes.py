"""The stored shapes and their golden files; `python -m tests.stored.shapes` records what is new.

`NAME.VERSION.json` holds values as that version wrote them: one list, never edited after its release.
`NAME.VERSION.schema.json` is the form of the values of the current version.
"""

from pathlib import Path
from typing import Any

import orjson

from conversations import activity, addition, appeal_draft, heard, recording, report_draft
from conversations.stored import StoredShape
from db import appeals, programmes

FOLDER = Path(__file__).parent
SHAPES: tuple[StoredShape[Any], ...] = (
    report_draft.SHAPE,
    addition.SHAPE,
    appeal_draft.SHAPE,
    activity.SHAPE,
    recording.SHAPE,
    heard.PROMPT,
    heard.HEARD,
    appeals.SHAPE,
    programmes.SHAPE,
)


def golden(shape: StoredShape[Any], version: int) -> list[bytes]:
    """The stored values of a version."""
    return [orjson.dumps(each) for each in orjson.loads(_file(shape, version).read_bytes())]


def recorded_schema(shape: StoredShape[Any]) -> object:
    """The form of the current version as it was recorded."""
    return orjson.loads(_schema(shape).read_bytes())


def schema(shape: StoredShape[Any]) -> object:
    """The form of the values as the code has it."""
    return orjson.loads(orjson.dumps(shape.adapter.json_schema(), option=orjson.OPT_SORT_KEYS))


def _file(shape: StoredShape[Any], version: int) -> Path:
    return FOLDER / f"{shape.name}.{version}.json"


def _schema(shape: StoredShape[Any]) -> Path:
    return FOLDER / f"{shape.name}.{shape.version}.schema.json"


def _record(shape: StoredShape[Any]) -> None:
    """Record the form, and where a version has no values yet, those of the version before as it would write them."""
    sorted_lines = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2
    _schema(shape).write_bytes(orjson.dumps(shape.adapter.json_schema(), option=sorted_lines) + b"\n")
    file = _file(shape, shape.version)
    if not file.exists():
        values = [shape.dump(shape.load(each)) for each in golden(shape, shape.version - 1)]
        file.write_bytes(b"[\n" + b",\n".join(values) + b"\n]\n")


if __name__ == "__main__":
    for each in SHAPES:
        _record(each)
