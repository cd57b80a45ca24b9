"""Our texts for somebody who cannot telephone: no sentence in them says to."""

import re

INSTEAD = "voice.write_here"
_TAG = re.compile(r"<[^<>]*>")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|$)", re.MULTILINE)
_NUMBER = re.compile(r"\b110\b")
_CALLS = re.compile(
    r"\b(?:telepon|teleponlah|menelepon|hubungi|nomor darurat|keadaan|call|danger|emergency)\b", re.IGNORECASE
)
_EMPTY = re.compile(r"<(\w+)>(\s*)</\1>")
_ORPHANS = re.compile(r"^[ \t]*[🚨⚠️•][🚨⚠️• \t]*$", re.MULTILINE)


def in_writing(text: str, instead: str) -> str:
    """A text without its sentences about telephoning 110; `instead` stands once, at its end, where there were some.

    Tags stay whole, so that what is left is still valid.
    """
    plain = _TAG.sub(lambda tag: "\0" * len(tag[0]), text)
    sentences = [found for found in _SENTENCE.finditer(plain) if _NUMBER.search(found[0])]
    cut = [found.span() for found in sentences if _CALLS.search(found[0])]
    if not cut:
        return text
    kept, at = [], 0
    for start, end in cut:
        kept += [text[at:start], "".join(_TAG.findall(text[start:end]))]
        at = end
    left = "".join([*kept, text[at:]])
    while _EMPTY.search(left):
        left = _EMPTY.sub(r"\2", left)
    left = re.sub(r"\n{3,}", "\n\n", _ORPHANS.sub("", left)).strip()
    return f"{left}\n\n{instead}" if left else instead
