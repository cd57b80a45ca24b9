"""What a release has stored loads in every later one, and no stored shape changes without a version of its own."""

from typing import Any

import orjson
import pytest

from conversations.stored import StoredShape, Unreadable
from tests.stored.shapes import FOLDER, SHAPES, golden, recorded_schema, schema

VERSIONS = [(shape, version) for shape in SHAPES for version in range(1, shape.version + 1)]
each_shape = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)


@pytest.mark.parametrize(("shape", "version"), VERSIONS, ids=[f"{shape.name}-{number}" for shape, number in VERSIONS])
def test_what_a_version_wrote_loads(shape: StoredShape[Any], version: int) -> None:
    for content in golden(shape, version):
        value = shape.load(content)
        assert shape.load(shape.dump(value)) == value


@each_shape
def test_the_current_version_writes_what_its_golden_file_holds(shape: StoredShape[Any]) -> None:
    for content in golden(shape, shape.version):
        assert orjson.loads(shape.dump(shape.load(content))).keys() == orjson.loads(content).keys()
        assert content.startswith(b'{"v":%d' % shape.version)


@each_shape
def test_a_shape_is_the_one_recorded_for_its_version(shape: StoredShape[Any]) -> None:
    assert schema(shape) == recorded_schema(shape), (
        f"the stored shape {shape.name!r} has changed: once version {shape.version} is released, raise the version and "
        "add an upgrade to it; then `python -m tests.stored.shapes` records the new form"
    )


def test_every_golden_file_belongs_to_a_shape() -> None:
    known = {f"{shape.name}.{version}" for shape, version in VERSIONS}
    files = {file.name.removesuffix(".json").removesuffix(".schema") for file in FOLDER.glob("*.json")}
    assert files == known


@each_shape
def test_what_cannot_be_read_is_said_to_be_unreadable_and_never_quoted(shape: StoredShape[Any]) -> None:
    content = golden(shape, shape.version)[0]
    field = content.partition(b'"v":')[2].partition(b'"')[2].partition(b'"')[0]
    version = b'"v":%d' % shape.version
    broken = [
        b"", b"\xff\x00", b"[]", b"7", b"null", content[:-1], content[: len(content) // 2],
        content.replace(version, b'"v":99'), content.replace(version, b'"v":"rahasia"'), b'{"v":1,"rahasia":1}',
        b"{" + version + b',"' + field + b'":{"rahasia":["rahasia"]}}',
    ]  # fmt: skip
    for each in broken:
        with pytest.raises(Unreadable) as error:
            shape.load(each)
        assert "rahasia" not in str(error.value)
        assert error.value.__cause__ is None
