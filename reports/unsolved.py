"""Whether words that come after the end say that a report is not solved: "belum beres, pelakunya kembali"."""

import re

from language.words import words

_NOT = "(?<!tidak )(?<!tidak ada )(?<!jangan )"
_UNSOLVED = re.compile(
    r"\b(?:belum|tidak) (?:\w+ )?(?:beres|selesai|tuntas|aman|kelar|teratasi|ditangani|datang)\b"
    rf"|{_NOT}\b(?:kembali|balik|datang|muncul|terjadi|ribut|mulai) lagi\b"
    r"|\b(?:pelaku|orang|mereka)\w* (?:sudah |tadi |itu )?(?:kembali|balik)\b"
    r"|\bnot (?:\w+ )?(?:solved|over|resolved|safe)\b|\b(?:came|come|are|is) back\b"
)


def says_unsolved(text: str) -> bool:
    """Whether the words say so, however they are spelt; where they only may, the reporter is asked."""
    return _UNSOLVED.search(" ".join(words(text))) is not None
