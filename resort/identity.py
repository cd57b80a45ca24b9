"""Who somebody is inside: rank, name and post, as whoever invites them writes it in one line.

"AKP Budi Santoso, Kanit Reskrim" is all three; partners have no rank, and a post may be missing.
"""

import re
from dataclasses import dataclass

from locales.refused import AskAgain

LONGEST = 60  # letters of a name or a post
_RANKS = (
    "Komjen", "Irjen", "Brigjen", "Kombes Pol", "Kombes", "AKBP", "Kompol", "AKP", "Iptu", "Ipda",
    "Aiptu", "Aipda", "Bripka", "Brigpol", "Brigadir", "Briptu", "Bripda", "Abrip", "Abriptu", "Abripda",
    "Bharaka", "Bharatu", "Bharada", "Pembina", "Penata", "Pengatur",
    "Kolonel", "Letkol", "Mayor", "Kapten", "Lettu", "Letda", "Peltu", "Pelda", "Serma", "Serka", "Sertu", "Serda",
    "Kopka", "Koptu", "Kopda", "Praka", "Pratu", "Prada",
)  # fmt: skip
_RANK = re.compile(rf"({'|'.join(_RANKS)})\.? (?=\S)", re.IGNORECASE)
_NAMED = {rank.lower(): rank for rank in _RANKS}
_NAME = re.compile(r"[^\W\d_][\w .,'’/()-]*", re.UNICODE)
_MOST_DIGITS = 3  # a number is no name


@dataclass(frozen=True, slots=True)
class Identity:
    """Rank, name and post; rank and post may be empty."""

    name: str
    rank: str = ""
    post: str = ""

    @property
    def addressed(self) -> str:
        """Rank and name."""
        return f"{self.rank} {self.name}" if self.rank else self.name

    def titled(self, unit: str) -> str:
        """Rank, name, and what they are there: "AKP Budi Santoso (Kanit Reskrim Polsek Dumai Timur)"."""
        if not self.post:
            return f"{self.addressed} ({unit})"
        return f"{self.addressed} ({self.post if unit.lower() in self.post.lower() else f'{self.post} {unit}'})"


def read(line: str) -> Identity:
    """The person in a line. Raises `Refused` where it cannot be a name."""
    words = " ".join(line.split())
    rank = _RANK.match(words)
    named = words[rank.end() :] if rank else words
    name, _, post = (part.strip() for part in named.partition(","))
    digits = sum(letter.isdigit() for letter in words)
    no_name = not _NAME.fullmatch(name) or name.lower() in _NAMED
    if no_name or (post and not _NAME.fullmatch(post)) or digits > _MOST_DIGITS:
        raise AskAgain("join.no_name")
    if len(name) > LONGEST or len(post) > LONGEST:
        raise AskAgain("join.name_too_long", most=LONGEST)
    return Identity(name, _NAMED[rank[1].lower()] if rank else "", post)
