"""Whether words are vote figures: they are nobody's to note but the organisers', and the bot takes none.

Not what tells of a wrong in the counting: that is a report. What is left are figures of candidates side by side, or of
valid votes and of people who came to vote.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from language.words import digits, plain, read
from locales.refused import Refused
from reports.category import Category

_CANDIDATES = frozenset({"paslon", "pasangan", "calon", "nomor", "no", "nomer", "urut", "kandidat", "candidate"})
_COUNTED = frozenset({"suara", "perolehan", "hasil", "rekap", "sah", "unggul", "menang", "kalah", "plano", "votes"})
_OTHERS = frozenset({"tps", "rt", "rw", "jam", "pukul", "pos", "kec", "jalan", "jl", "gang", "rumah"})
_PEOPLE = frozenset({"sah", "hadir", "dpt", "dptb", "dpk", "golput", "pemilih"})
_HARDLY_MORE = 10  # words of a message that tells figures and nothing else
_BETWEEN = 3  # words from a candidate to their figure, at most
# Figures without a candidate, in words as `plain` leaves them: a lead, a share, a list, side by side, how many came.
_NO_FIGURE = r"(?<![\d:.,/-])(?<!jam )(?<!pukul )(?<!tps )(?<!rt )(?<!rw )(?<!tgl )(?<!tanggal )(?<!no )(?<!nomor )"
_NO_VOTES = r"(?![\d:.]|[-/]\d|\s*(?:kali|orang|menit|meter|jam|kk|motor|rumah|unit|wib))"
_FIGURE = _NO_FIGURE + r"\d{2,5}"
_SIDE_BY_SIDE = re.compile(
    rf"{_FIGURE}(?:\s*[:–-]\s*|\s+(?:lawan|vs|versus|banding|berbanding|melawan|dan|sama)\s+)\d{{2,5}}{_NO_VOTES}"
    rf"|{_FIGURE}(?:\s*,\s*\d{{2,5}})+{_NO_VOTES}"
)
_AGAINST = re.compile(rf"{_FIGURE}\s+(?:lawan|vs|versus|banding|berbanding)\s+\d{{2,5}}{_NO_VOTES}")
_WRONG = re.compile(  # words that tell of a wrong beside the figures: that is heard, not refused
    r"\b(?:ditolak|dilarang|diusir|dihalangi|dipersulit|belum|tidak (?:boleh|bisa|dapat|terdaftar|sesuai|cocok|sama)"
    r"|\w*curang\w*|dicuri|diubah|dirubah|mengubah|hilang|digelembung\w*|\w*manipulasi\w*|dihapus|dirobek|dirusak|\w*paksa|protes"
    r"|ribut|rusuh|diganti|ditukar|palsu|dipalsukan|ganda|ditambah|dikurangi)\b"
)
_LEAD = re.compile(r"\b(?:ungul|selisih|menang|kalah|meraih|memperoleh|beda)(?:\s+\w+)?\s+\d{1,5}\s*suara\b")
_EACH = re.compile(
    r"\bdapat\s+\d{1,5}\s+suara\b.*\b(?:satunya|lainnya|lawannya|sebelah|dapat)\W+(?:dapat\s+)?\d{1,5}\b"
)
_SHARE = re.compile(r"\b\d{1,2}(?:[.,]\d+)?\s*(?:%|persen\b)")
_CAME = re.compile(r"\b\d{1,5}\s*(?:orang|pemilih)?\s*dari\s*(?:total|dpt)?\s*\d{2,5}\b")
_VOTES = re.compile(
    r"\b(?:perolehan|suara(?! (?:tembakan|ledakan|musik|letusan|knalpot|putus))|hitung\w*|penghitungan|rekap\w*|skor"
    r"|ungul|menang|quick|count|hasil (?:tps|hitung|suara|pemilihan|coblos\w*))\b"
)
_TURNOUT = re.compile(r"\b(?:partisipasi|coblos|mencoblos|memilih|pemilih|dpt)\b")


def refuse_tally(text: str, category: Category | None = None) -> None:
    """Raise `Refused` for vote figures; what is of some `category` tells of a wrong, and passes."""
    if category is None and is_tally(text):
        raise Refused("tally.refused")


def is_tally(text: str) -> bool:
    """Whether two or more figures of votes, or of voters, are told."""
    said = digits(" ".join(word.plain for word in read(text))).split()
    if (_COUNTED.intersection(said) and _figures(said) > 1) or _of_people(said) > 1:
        return True
    line = " ".join(plain(text).split())
    if _WRONG.search(line):
        return False
    if _LEAD.search(line) or _EACH.search(line):
        return True
    if _TURNOUT.search(line) and (_CAME.search(line) or _SHARE.search(line)):
        return True
    if "tps" in said and _AGAINST.search(line):
        return True
    return _VOTES.search(line) is not None and bool(_SIDE_BY_SIDE.search(line) or _SHARE.search(line))


def is_turnout(text: str) -> bool:
    """Whether figures of those who may vote, and did, are all that is told, whatever "DPT" speaks for."""
    said = digits(" ".join(word.plain for word in read(text))).split()
    return len(said) <= _HARDLY_MORE and _of_people(said) > 1 and not _WRONG.search(" ".join(plain(text).split()))


def _figures(said: Sequence[str]) -> int:
    """How many candidates have a figure behind their number."""
    found, place = 0, 0
    while place < len(said):
        behind = said[place + 1 : place + 1 + _BETWEEN]
        after = next((number for number, word in enumerate(behind) if word.isdecimal()), None)
        if after is not None and _is_candidate(said, place) and not _OTHERS.intersection(behind[:after]):
            found, place = found + 1, place + after + 1
        place += 1
    return found


def _is_candidate(said: Sequence[str], place: int) -> bool:
    word, before = said[place], said[place - 1] if place else ""
    if not word.isdecimal() or len(word) > 2 or not 0 < int(word) < 10 or before in _OTHERS:
        return False
    return before in _CANDIDATES or len(word) == 2


def _of_people(said: Sequence[str]) -> int:
    return sum(
        (word in _PEOPLE or (word == "coblos" and len(after) > 1)) and after.isdecimal()
        for word, after in pairwise(said)
    )
