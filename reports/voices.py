"""Whose voice a message is, where that changes what may be done with it: the harmed, a child, who cannot telephone.

A voice is heard in words and never asked for. What follows from it is decided elsewhere: `reports.seal` says who reads
the story, the table of the report which questions are asked.
"""

import tomllib
from collections.abc import Sequence
from enum import StrEnum
from importlib.resources import files

from language.signs import Sign, Signs


class Voice(StrEnum):
    """What a message says of the person who wrote it, or of the person it is about."""

    HARMED = "harmed"  # violence at home or sexual, or a child harmed by a person
    CHILD = "child"  # a child wrote it
    BESIEGED = "besieged"  # somebody who is accused, and a crowd around them
    TOOK_MONEY = "took_money"  # the writer took, or handed out, what a vote was to be bought with
    CANNOT_SPEAK = "cannot_speak"  # the writer does not hear or speak
    HIDES = "hides"  # the writer must not be heard now
    LEADERSHIP = "leadership"  # it is about whoever leads the police here
    THREATENED = "threatened"  # the writer is threatened because of a report


def voices_of(said: Sequence[str]) -> frozenset[Voice]:
    """The voices in the words of a message, as `language.words` reads them."""
    if len(said) > _MOST:
        said = [*said[: _MOST - _END], *said[-_END:]]
    heard: dict[str, list[Sign]] = {}
    for sign in _SIGNS.find(said):
        heard.setdefault(sign.label, []).append(sign)
    return frozenset(
        voice
        for voice in Voice
        if any(
            not any(_overlap(sign, other) for other in heard.get(f"not {voice}", ())) for sign in heard.get(voice, ())
        )
    )


def _overlap(one: Sign, other: Sign) -> bool:
    return other.start < one.end and one.start < other.end


def _table(name: str) -> dict[str, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = tomllib.loads(
        files(__package__).joinpath(name).read_text(encoding="utf-8")
    )
    return table


_TABLE = _table("voices.toml")
_SIGNS = Signs(
    {**_TABLE["voice"], **{f"not {voice}": lines for voice, lines in _TABLE["not"].items()}},
    {**_table("danger.toml")["group"], **_TABLE["group"]},
)
_MOST = 120  # words that are listened to: whose they are is said early, or at the end
_END = 40
