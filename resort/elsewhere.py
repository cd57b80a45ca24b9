"""Which other kabupaten or kota a text names: "di Bengkalis", "kab. Rokan Hilir"."""

import tomllib
from functools import cache
from importlib.resources import files

from lokal import wilayah

from language.phrases import Phrases
from language.words import words

_KINDS = frozenset({"kab", "kabupaten", "kota", "kabupatn"})
_LEADS = frozenset({"di", "daerah", "wilayah", "polres"})
_ORDINARY = frozenset(tomllib.loads(files(__package__).joinpath("elsewhere.toml").read_text("utf-8"))["ordinary"])


class Elsewhere:
    """The names of all kabupaten and kota but the resort's own."""

    def __init__(self, own: str, taken: frozenset[str] = frozenset()) -> None:
        """`own` is the resort's code; a name in `taken` (lower case) is one of its own areas and means that."""
        self._names = {code: name for code, name in _regencies().items() if code != own and name.lower() not in taken}
        self._phrases = Phrases({code: [" ".join(words(name))] for code, name in self._names.items()}, endings=())

    def find(self, text: str) -> str | None:
        """The first one that a text places something in; None when it names none."""
        said = words(text)
        for found in self._phrases.find(said):
            before = said[found.start - 1] if found.start else ""
            name = self._names[found.label]
            if before in _KINDS or (before in _LEADS and name.lower() not in _ORDINARY):
                return name
        return None


def area_of(code: str) -> str | None:
    """The name of the kabupaten or kota with a code, as `Elsewhere.find` gives it; None when there is none."""
    return _regencies().get(code)


@cache
def _regencies() -> dict[str, str]:
    listed = (region for province in wilayah.list_wilayah() for region in wilayah.list_wilayah(province.code))
    return {each.code: each.name.removeprefix("Kabupaten ").removeprefix("Kota ") for each in listed}
