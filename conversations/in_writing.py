"""Our texts for somebody who cannot telephone, or hides and must not be heard: no sentence in them says to.

In them 110 is bold wherever they tell to call it. That tells our sentences from the citizen's own words, in which
nothing is bold: "saya tidak bisa telepon 110" stays.
"""

import re

WRITE = "voice.write_here"  # for somebody who cannot telephone
IF_SAFE = "voice.if_safe"  # for somebody who hides
_TAG = re.compile(r"<[^<>]*>")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|$)", re.MULTILINE)
_NUMBER = re.compile(r"\b110\b(?=[^<]{0,80}</b>)")
_EMPTY = re.compile(r"<(\w+)>(\s*)</\1>")
_ORPHANS = re.compile(r"^[ \t]*[🚨⚠️•][🚨⚠️• \t]*$", re.MULTILINE)


def in_writing(text: str, instead: str) -> str:
    """A text without its sentences about telephoning 110; `instead` stands once, at its end, where there were some.

    Tags stay whole, so that what is left is still valid.
    """
    plain = _TAG.sub(lambda tag: "\0" * len(tag[0]), text)
    numbers = [found.start() for found in _NUMBER.finditer(text)]
    if not numbers:
        return text
    sentences = [found.span() for found in _SENTENCE.finditer(plain)]
    cut = [(start, end) for start, end in sentences if any(start <= number < end for number in numbers)]
    kept, at = [], 0
    for start, end in cut:
        kept += [text[at:start], "".join(_TAG.findall(text[start:end]))]
        at = end
    left = "".join([*kept, text[at:]])
    while _EMPTY.search(left):
        left = _EMPTY.sub(r"\2", left)
    left = re.sub(r"^ +", "", _ORPHANS.sub("", left), flags=re.MULTILINE)
    left = re.sub(r"\n{3,}", "\n\n", left).strip()
    return f"{left}\n\n{instead}" if left else instead
