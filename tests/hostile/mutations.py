"""Spoils an update: something in it is of the wrong type, missing, null, huge, nested, or somebody else's."""

import copy
import random
from typing import cast

from sandbox.telegram.shapes import Raw
from tests.hostile import nasty


def spoiled(fields: Raw, dice: random.Random, ids: list[int]) -> Raw:
    """A copy with one to three things changed; `ids` are real ids of others."""
    changed = copy.deepcopy(fields)
    for _ in range(dice.choice((1, 1, 2, 3))):
        if not changed:
            break
        _spoil(changed, dice, ids)
    return changed


def _spoil(root: Raw, dice: random.Random, ids: list[int]) -> None:
    holder, key = _place(root, dice)
    match dice.randrange(7):
        case 0:
            _remove(holder, key)
        case 1:
            _put(holder, key, dice.choice(nasty.NUMBERS))
        case 2:
            _put(holder, key, nasty.text(dice))
        case 3:
            _put(holder, key, nasty.deep(dice.choice((3, 60))))
        case 4 if key == "id":
            _put(holder, key, dice.choice(ids))
        case 5:
            if isinstance(holder, dict):
                holder[nasty.text(dice)[:50]] = copy.deepcopy(dice.choice(nasty.VALUES))
        case _:
            _put(holder, key, copy.deepcopy(dice.choice(nasty.VALUES)))


def _place(root: Raw, dice: random.Random) -> tuple[Raw | list[object], str | int]:
    """Some key of some object or list in it, near the top more often."""
    holder: Raw | list[object] = root
    while True:
        key: str | int = dice.choice(list(holder)) if isinstance(holder, dict) else dice.randrange(len(holder))
        value = holder[key]  # type: ignore[index]
        if not isinstance(value, dict | list) or not value or dice.random() < 0.15:
            return holder, key
        holder = cast("Raw | list[object]", value)


def _put(holder: Raw | list[object], key: str | int, value: object) -> None:
    holder[key] = value  # type: ignore[index]


def _remove(holder: Raw | list[object], key: str | int) -> None:
    del holder[key]  # type: ignore[arg-type]
