"""Stored shapes: every JSON that outlives the release that wrote it carries the version of its shape.

A shape is read and written here and nowhere else. When one changes, its version is raised, an upgrade from the version
before is added, and the version gets its golden file in `tests/stored/`. JSON without a version is version 1.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Generic, TypeVar

import orjson
from pydantic import TypeAdapter, ValidationError

from locales.refused import Refused

T = TypeVar("T")
Json = dict[str, Any]


class Unreadable(Exception):
    """Stored content that this release cannot read. The text names the shape and the problem, never the content."""


# What reading or showing stored content raises when it says something that is no longer known.
UNUSABLE = (Unreadable, Refused, LookupError, ValueError, TypeError, AttributeError, AssertionError)


@dataclass(frozen=True, slots=True)
class StoredShape(Generic[T]):
    """How values of `form`, a dataclass, are stored. `upgrades` lead from a version to the one after it."""

    name: str
    version: int
    form: type[T]
    upgrades: Mapping[int, Callable[[Json], Json]] = field(default_factory=dict)
    whole: bool = False  # defaults are stored too
    adapter: TypeAdapter[T] = field(init=False)
    known: frozenset[str] = field(init=False)  # the names of its fields

    def __post_init__(self) -> None:
        assert is_dataclass(self.form)
        assert set(self.upgrades) == set(range(1, self.version))
        object.__setattr__(self, "adapter", TypeAdapter(self.form))
        object.__setattr__(self, "known", frozenset(each.name for each in fields(self.form)))

    def dump(self, value: T) -> bytes:
        """A value as JSON with its version."""
        content = self.adapter.dump_json(value, exclude_defaults=not self.whole)
        head = b'{"v":%d' % self.version
        return head + (b"}" if content == b"{}" else b"," + content[1:])

    def load(self, content: bytes | str) -> T:
        """The value that this release or an earlier one has stored. Raises `Unreadable`."""
        try:
            raw = orjson.loads(content)
        except orjson.JSONDecodeError:
            raise Unreadable(f"{self.name}: no JSON") from None
        if not isinstance(raw, dict):
            raise Unreadable(f"{self.name}: no object")
        version = raw.pop("v", 1)
        if type(version) is not int or not 1 <= version <= self.version:
            raise Unreadable(f"{self.name}: unknown version")
        try:
            for step in range(version, self.version):
                raw = self.upgrades[step](raw)
            if unknown := len(set(raw) - self.known):
                raise Unreadable(f"{self.name}: {unknown} unknown fields")
            return self.adapter.validate_json(orjson.dumps(raw))
        except ValidationError as error:
            problems = {f"{each['loc'][0] if each['loc'] else ''} {each['type']}" for each in error.errors()}
            raise Unreadable(f"{self.name}: {', '.join(sorted(problems))}") from None
        except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
            raise Unreadable(f"{self.name}: {type(error).__name__}") from None


def unchanged(raw: Json) -> Json:
    """For a version that only added fields with defaults."""
    return raw
