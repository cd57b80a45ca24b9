"""A hash as twelve words that people can read out and compare: eight bits a word, from a list of everyday things.

No two words of the list begin with the same four letters, and none is a sign of a party.
"""

import re
from importlib.resources import files

COUNT = 12  # 96 bits: nobody finds another memory with the same words


def words_of(hash: bytes) -> tuple[str, ...]:
    """The words of the beginning of a hash."""
    return tuple(_WORDS[byte] for byte in hash[:COUNT])


def read(text: str) -> bytes | None:
    """The beginning of the hash whose words a text holds one after another, however written; None when it has none."""
    numbers = [_NUMBERS.get(word[:4]) for word in re.findall(r"[a-z]+", text.lower())]
    for first in range(len(numbers) - COUNT + 1):
        found = [number for number in numbers[first : first + COUNT] if number is not None]
        if len(found) == COUNT:
            return bytes(found)
    return None


_WORDS = files(__package__).joinpath("seal_words.txt").read_text(encoding="utf-8").split()
_NUMBERS = {word[:4]: number for number, word in enumerate(_WORDS)}
