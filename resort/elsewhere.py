"""Which other kabupaten or kota a text names: "di Bengkalis", "kab. Rokan Hilir", "kec. Rupat" (around it)."""

import tomllib
from functools import cache
from importlib.resources import files

from lokal import wilayah

from language.phrases import Phrases
from language.words import words

_KINDS = frozenset({"kab", "kabupaten", "kota", "kabupatn"})
_LEADS = frozenset({"di", "daerah", "wilayah", "polres"})
_DISTRICT = frozenset({"kecamatan", "kec"})
_FEW = 4  # words of a message that is nothing but a place
_ORDINARY = frozenset(tomllib.loads(files(__package__).joinpath("elsewhere.toml").read_text("utf-8"))["ordinary"])


class Elsewhere:
    """The names of all kabupaten and kota but the resort's own, and of the kecamatan of those in its province."""

    def __init__(self, own: str, taken: frozenset[str] = frozenset()) -> None:
        """`own` is the resort's code; a name in `taken` (lower case) is one of its own areas and means that."""
        self._names = {code: name for code, name in _regencies().items() if code != own and name.lower() not in taken}
        self._phrases = Phrases({code: [" ".join(words(name))] for code, name in self._names.items()}, endings=())
        near = {code: _districts(code) for code in self._names if own and code[:3] == own[:3]}
        hidden = taken | _ORDINARY
        self._near = Phrases(
            {
                code: [" ".join(words(each)) for each in named if each.lower() not in hidden]
                for code, named in near.items()
            },
            endings=(),
        )

    def find(self, text: str) -> str | None:
        """The first one that a text places something in; None when it names none."""
        said = words(text)
        for found in self._phrases.find(said):
            before = said[found.start - 1] if found.start else ""
            name = self._names[found.label]
            if before in _KINDS or (before in _LEADS and name.lower() not in _ORDINARY):
                return name
        for found in self._near.find(said):
            before = said[found.start - 1] if found.start else ""
            alone = found.start == 0 and len(said) <= (_FEW if found.weight > 1 else found.end)
            if before in _DISTRICT or alone or (before in _LEADS and found.weight > 1):
                return self._names[found.label]
        return None


def area_of(code: str) -> str | None:
    """The name of the kabupaten or kota with a code, as `Elsewhere.find` gives it; None when there is none."""
    return _regencies().get(code)


def _districts(code: str) -> list[str]:
    return [each.name.removeprefix("Kecamatan ") for each in wilayah.list_wilayah(code)]


@cache
def _regencies() -> dict[str, str]:
    listed = (region for province in wilayah.list_wilayah() for region in wilayah.list_wilayah(province.code))
    return {each.code: each.name.removeprefix("Kabupaten ").removeprefix("Kota ") for each in listed}
