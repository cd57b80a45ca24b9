"""Whether words that come after the end say that a report is not solved: "belum beres, pelakunya kembali"."""

import re

_NOT = "(?<!tidak )(?<!tidak ada )(?<!tak ada )(?<!gak )(?<!gak ada )(?<!jangan )(?<!nggak ada )"
_UNSOLVED = re.compile(
    r"\b(?:belum|blm|tidak|tdk|gak|ga|nggak) (?:\w+ )?(?:beres|selesai|tuntas|aman|kelar|teratasi|ditangani|datang)\b"
    rf"|{_NOT}\b(?:kembali|balik|datang|muncul|terjadi|ribut|mulai) lagi\b"
    r"|\b(?:pelaku|orang|mereka)\w* (?:sudah |udah |tadi |itu )?(?:kembali|balik)\b"
    r"|\bnot (?:\w+ )?(?:solved|over|resolved|safe)\b|\b(?:came|come|are|is) back\b"
)


def says_unsolved(words: str) -> bool:
    """Whether the words say so; where they only may, the reporter is asked."""
    return _UNSOLVED.search(" ".join(words.casefold().split())) is not None
