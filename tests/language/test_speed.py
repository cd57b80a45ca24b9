"""No message keeps a reader busy: its work goes with the length of the text, and is little for the longest there is.

4,096 characters are the most that Telegram lets anybody send. `python -m bench.reading` tells what the same texts take
in milliseconds.
"""

import re

import pytest

from tests.language.readers import MOST, READERS, TEXTS
from tests.stage.effort import busy


@pytest.mark.parametrize("name", READERS)
def test_no_text_keeps_a_reader_busy(name: str) -> None:
    assert {text: why for text in TEXTS if (why := busy(READERS[name], TEXTS[text]))} == {}


def test_a_reader_that_looks_ahead_from_every_character_is_told() -> None:
    assert busy(re.compile("1*2").search, "1" * MOST)
