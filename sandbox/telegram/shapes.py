"""The shapes that pass through the sandbox: JSON objects, uploaded files and a call's checked parameters."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, cast

Raw = dict[str, object]  # a JSON object as Telegram writes it


class Upload(NamedTuple):
    """A file that came as a part of a multipart body."""

    name: str
    mime: str
    data: bytes


class Params(dict[str, object]):
    """A call's parameters after `parameters.check`: present ones have the type Telegram wants."""

    uploads: Mapping[str, Upload] = MappingProxyType({})  # by the name that attach:// calls them

    def text(self, name: str, default: str = "") -> str:
        return cast(str, self.get(name, default))

    def number(self, name: str, default: int = 0) -> int:
        return cast(int, self.get(name, default))

    def real(self, name: str, default: float = 0.0) -> float:
        return cast(float, self.get(name, default))

    def flag(self, name: str, default: bool = False) -> bool:
        return cast(bool, self.get(name, default))

    def object(self, name: str) -> "Params | None":
        found = self.get(name)
        return None if found is None else Params(cast(Raw, found))

    def objects(self, name: str) -> "list[Params]":
        return [Params(each) for each in cast(list[Raw], self.get(name, []))]

    def numbers(self, name: str) -> list[int]:
        return cast(list[int], self.get(name, []))


def pick(source: Raw, *names: str) -> Raw:
    """The named keys of an object, those that are there."""
    return {name: source[name] for name in names if name in source}
