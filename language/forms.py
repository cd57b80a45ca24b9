"""The forms that an Indonesian verb takes in speech and writing: "pukul" gives "dipukulin", "mukul", "memukuli"."""

_NASAL = {"p": "m", "t": "n", "k": "ng", "s": "ny"}  # what N- makes of the first letter
_BEFORE = {"b": "m", "d": "n", "g": "ng", "j": "n", "c": "n"}  # and what it puts before one that stays
_DONE = ("di", "ni", "ri", "na")  # Indonesian; Makassar, Bugis, Selayar
_BY_CHANCE = ("ter", "ke", "ta", "ku", "ba")  # done by mischance, by me, in Minang and Banjar
_ENDINGS = ("", "i", "in", "kan", "an")


def forms(stem: str, *, passive_only: bool = False) -> frozenset[str]:
    """Every form of a verb; `passive_only` leaves out the bare stem and those in which somebody does it.

    "tendang" alone may be about football, "ditendangin" is not.
    """
    made = {f"{prefix}{stem}{ending}" for prefix in _DONE for ending in _ENDINGS if ending != "an"}
    if passive_only:
        return frozenset(made)
    by = {stem, *_active(stem), *(f"{prefix}{stem}" for prefix in _BY_CHANCE)}
    return frozenset(made | {f"{form}{ending}" for form in by for ending in _ENDINGS})


def _active(stem: str) -> frozenset[str]:
    first, rest = stem[0], stem[1:]
    if first in _NASAL:
        bare = f"{_NASAL[first]}{rest}"
        return frozenset({bare, f"me{bare}", f"ma{bare}", f"nge{stem}", *_stems_of_pe(f"pe{bare}")})
    if first in "aeiou":
        return frozenset({f"ng{stem}", f"meng{stem}", f"nge{stem}", *_stems_of_pe(f"peng{stem}")})
    nasal = _BEFORE.get(first, "")
    middle = {"l": "", "r": "", "m": "", "n": "", "w": "", "y": "", "h": "ng"}.get(first, nasal)
    return frozenset(
        {f"me{middle}{stem}", f"{nasal}{stem}", f"nge{stem}", f"ma{middle}{stem}", *_stems_of_pe(f"pe{middle}{stem}")}
    )


def _stems_of_pe(doer: str) -> tuple[str, str]:
    """ "pembunuh" and, with its ending, "pembunuhan"."""
    return doer, f"{doer}an"
