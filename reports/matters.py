"""Tells apart the several matters of one message: "1) di tps 3 … 2) di tps 5 …", "terus … juga", "kedua …"."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

MOST = 5  # matters: so many reports may come of one message

_NUMBERED = re.compile(r"(?:^|(?<=\s))\(?([1-9])[).]\)?\s+(?=\S)")
_LETTERED = re.compile(r"(?:^|(?<=\s))\(?([a-eA-E])\)\s+(?=\S)|(?:^|(?<=\s))([a-eA-E])\.\s+(?=[a-z])")
_BULLET = re.compile(r"^[ \t]*[-–•*▪►][ \t]*(?=\S)", re.MULTILINE)
_FEWEST_LETTERS = 10
_AROUND = " ,.;:!?\n\t"
_LONGEST = 1_000  # letters of a message that is taken apart by what it tells
_THEN = r"(?:sama|dan|terus|trus|trs|lalu|kemudian|plus|eh|oh ya|oh iya)"
_COUNTED = r"pertama|kedua(?!\s+(?:orang|pelaku|belah|pihak|tangan|kali))|ketiga|keempat|kelima|first|second|third"
_ANOTHER = (
    rf"(?:{_THEN}\s+)?ya?n?g\s+(?:{_COUNTED})\b|(?:terus|trus|trs|lalu|kemudian|plus|eh)\s+(?=(?:\w+\s+){{1,4}}juga\b)|"
    rf"(?:{_THEN}\s+)?(?:(?:ada\s+)?(?:satu|1)\s+lagi|ya?n?g\s+(?:lain|kedua|ketiga)|ada\s+lagi|juga\s+(?=ada\b))\b"
    rf"|{_THEN}\s+juga\b|(?:{_THEN}|sedangkan|sementara)\s+(?=(?:ada|di)\b)"
    r"|(?:selain|disamping|di samping)\s+itu\b|oh\s+i?ya\b"
    r"|(?:another|one more)\s+thing\b|and\s+also\b|besides\b"
)
_HEADED = rf"(?:{_COUNTED}|(?:satu|dua|tiga|empat|lima|one|two|three)(?=\s*[,.:)]))\b"  # at the head of a part
_BREAK = re.compile(
    rf"(?P<another>(?:^|[\s,.;]+)(?:{_ANOTHER})[\s,:]*|(?:^|[,.;\n]+)\s*(?:{_HEADED})[\s,.:)]*|\n[ \t]*\n\s*)"
    r"|(?P<end>[.!?;]+\s+|\n+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What a part of a message tells: of which kind, where; empty where it says nothing of it."""

    category: str | None = None
    family: str | None = None
    tps: str | None = None
    areas: frozenset[str] = frozenset()  # Kemendagri codes


def matters(text: str) -> tuple[str, ...]:
    """The parts of a numbered, lettered or bulleted message in order, or nothing where it is no list.

    The numbers count from 1, the letters from a, and each part says something; what stands before the first belongs
    to every part and is left to the person who writes. More than `MOST` parts are no list of matters.
    """
    return (
        _parts(text, _counted(_NUMBERED, text, "123456789"))
        or _parts(text, _counted(_LETTERED, text, "abcde"))
        or _parts(text, list(_BULLET.finditer(text)))
    )


def told_apart(text: str, tells: Callable[[str], Telling]) -> tuple[str, ...]:
    """The matters of a message without numbers: parts of which `tells` says that kind or place clearly differ.

    A part that is announced ("satu lagi", "terus juga") differs by its kind or its place; one that only follows a full
    stop has to differ by its place and say what happened there. Every other part goes on with the one before it.
    """
    pieces = _pieces(text) if len(text) <= _LONGEST else []
    if not 2 <= len(pieces) <= 4 * MOST:
        return ()
    found: list[tuple[int, int, Telling]] = []
    for start, end, announced in pieces:
        telling = tells(text[start:end])
        if found and not _is_another(found[-1][2], telling, announced=announced):
            begun, _, known = found[-1]
            found[-1] = (begun, end, _both(known, telling))
        else:
            found.append((start, end, telling))
    apart = 2 <= len(found) <= MOST and all(telling.category is not None for _, _, telling in found)
    return tuple(text[start:end] for start, end, _ in found) if apart else ()


def _counted(mark: re.Pattern[str], text: str, order: str) -> list[re.Match[str]]:
    """The marks that count on in this order from the first."""
    marks: list[re.Match[str]] = []
    for found in mark.finditer(text):
        if len(marks) < len(order) and found[found.lastindex or 0].lower() == order[len(marks)]:
            marks.append(found)
    return marks


def _is_another(known: Telling, telling: Telling, *, announced: bool) -> bool:
    if telling.category is None or known.category is None:
        return False
    return _elsewhere(known, telling) or (announced and telling.family != known.family)


def _elsewhere(known: Telling, telling: Telling) -> bool:
    other_tps = known.tps is not None and telling.tps is not None and known.tps != telling.tps
    apart = all(
        not one.startswith(other) and not other.startswith(one) for one in known.areas for other in telling.areas
    )
    return other_tps or (apart and bool(known.areas) and bool(telling.areas))


def _both(known: Telling, telling: Telling) -> Telling:
    first = known if known.category is not None else telling
    return Telling(first.category, first.family, known.tps or telling.tps, known.areas | telling.areas)


def _pieces(text: str) -> list[tuple[int, int, bool]]:
    """Where the pieces between full stops, lines and announcements lie; whether each is announced as another matter."""
    pieces: list[tuple[int, int, bool]] = []
    at, announced = 0, False
    for start, end, another in [*_breaks(text), (len(text), len(text), False)]:
        piece = text[at:start]
        if stripped := piece.strip(_AROUND):
            begins = at + len(piece) - len(piece.lstrip(_AROUND))
            pieces.append((begins, begins + len(stripped), announced))
            announced = False
        at, announced = end, announced or another
    return pieces


def _breaks(text: str) -> list[tuple[int, int, bool]]:
    return [(*found.span(), found["another"] is not None) for found in _BREAK.finditer(text)]


def _parts(text: str, marks: Collection[re.Match[str]]) -> tuple[str, ...]:
    ends = [mark.start() for mark in list(marks)[1:]] + [len(text)]
    parts = tuple(text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=bool(marks)))
    told = 2 <= len(parts) <= MOST and all(len(part) >= _FEWEST_LETTERS for part in parts)
    return parts if told else ()
