"""The texts of the files as they are now, and which version of each answers people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from resort.resort_text import ResortText


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the files say now. A broken file has no text here: its approved version goes on answering."""

    texts: Mapping[str, ResortText] = field(default_factory=dict)
    contents: Mapping[str, str] = field(default_factory=dict)  # of the files that are well, by name
    problems: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of the broken ones

    @property
    def names(self) -> tuple[str, ...]:
        """Every text that has a file, whole or broken."""
        return tuple(sorted({*self.texts, *self.problems}))


EMPTY = Shelf(MappingProxyType({}), MappingProxyType({}), MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class ApprovedVersion:
    """A version that two people of the command have approved."""

    name: str
    hash: str
    valid_from: date
    approved_at: datetime


def answering(shelf: Shelf, approved: Iterable[ApprovedVersion], today: date) -> dict[str, str]:
    """The hash of the version that answers people, by name. Only approved versions that are valid by now do.

    That is the one the file holds if it is approved, else the one approved last. A text without a file answers nobody,
    and neither does one that its file hides.
    """
    found: dict[str, ApprovedVersion] = {}
    for version in sorted(approved, key=lambda each: each.approved_at):
        file = shelf.texts.get(version.name)
        if version.valid_from > today or version.name not in shelf.names or (file is not None and not file.shown):
            continue
        last = found.get(version.name)
        if last is None or file is None or last.hash != file.hash:
            found[version.name] = version
    return {name: version.hash for name, version in found.items()}
