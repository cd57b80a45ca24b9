"""Which words of a message name a place, so that no danger is heard in a name: "kuala patah parang", "kec mandau".

A name counts after a word that announces one (kec, desa, TPS 2), and a name of this resort also without; one from
elsewhere only where nothing else can be meant. A name of one word may be a verb after "di" as well: "saya di culik" is
no place, not even in the resort that has a village Culik.
"""

import tomllib
from collections.abc import Iterable, Sequence
from importlib.resources import files

from language.phrases import Found, Phrases
from language.words import squeeze, words


class PlaceNames:
    """The names of one resort, and those elsewhere that hold a word of danger."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        own = {line for name in names if (line := _line(name))}
        self._names = Phrases({"own": own, "known": set(map(_line, _TABLE["loud"]["names"])) - own}, endings=())

    def find(self, said: Sequence[str]) -> frozenset[int]:
        """The places, in a list of words, of those that belong to the name of a place."""
        return frozenset(
            place for found in self._names.find(said) if _meant(found, said) for place in range(found.start, found.end)
        )


def _meant(found: Found, said: Sequence[str]) -> bool:
    start = found.start
    before = said[start - 1] if start else ""
    earlier = said[start - 2] if start > 1 else ""
    if before in _KINDS:
        return before in _OFFICIAL or found.weight > 1 or start == 1 or earlier in _LEADS
    if (before.isdecimal() and earlier == "tps") or before == "tps":
        return found.weight > 1 or found.label == "own"
    after = said[found.end] if found.end < len(said) else ""
    if found.label != "own":
        return before in _LEADS and (found.weight > 1 or after in _BEING)
    if found.weight > 1:
        return before not in _GRASPS
    return before in _LEADS and earlier not in _PEOPLE and after not in _DOERS


def _line(name: str) -> str:
    """A name as a pattern: its words, the first also in its short forms."""
    first, *rest = words(name) or ("",)
    return " ".join(("|".join(_SHORT.get(first, (first,))), *rest))


def _short() -> dict[str, tuple[str, ...]]:
    forms: dict[str, list[str]] = {}
    for short, whole in _TABLE["short"].items():
        forms.setdefault(squeeze(whole), [squeeze(whole)]).append(squeeze(short))
    return {whole: tuple(ways) for whole, ways in forms.items()}


def _set(key: str) -> frozenset[str]:
    return frozenset(map(squeeze, _TABLE["named"][key]))


_TABLE = tomllib.loads(files(__package__).joinpath("gazetteer.toml").read_text(encoding="utf-8"))
_SHORT = _short()
_OFFICIAL = frozenset(map(squeeze, _TABLE["before"]["district"])) | _set("official")
_KINDS = _OFFICIAL | frozenset(map(squeeze, _TABLE["before"]["village"])) | _set("kinds")
_LEADS = _set("leads")
_PEOPLE = _set("people")
_DOERS = _set("doers")
_GRASPS = _set("grasps")
_BEING = frozenset({"ada", "banyak", "terdapat"})  # "di parang ada …": so begins what is told of a place
