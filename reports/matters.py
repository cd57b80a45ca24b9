"""Tells apart the several matters of one message: "1) di tps 3 … 2) di tps 5 …"."""

import re

MOST = 5  # matters: so many reports may come of one message

_NUMBERED = re.compile(r"(?:^|(?<=\s))\(?([1-9])[).]\)?\s+(?=\S)")
_FEWEST_LETTERS = 10


def matters(text: str) -> tuple[str, ...]:
    """The parts of a numbered message in order, or nothing where it tells of one matter.

    The numbers count from 1, and each part says something; what stands before the first belongs to every part and is
    left to the person who writes. More than `MOST` parts are no list of matters.
    """
    marks: list[re.Match[str]] = []
    for found in _NUMBERED.finditer(text):
        if int(found[1]) == len(marks) + 1:
            marks.append(found)
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    parts = tuple(text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=bool(marks)))
    told = 2 <= len(parts) <= MOST and all(len(part) >= _FEWEST_LETTERS for part in parts)
    return parts if told else ()
