"""Which claims stand in what was said, and whether they are so: judged from the record of the stand-in."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from locales import LANGUAGES, texts_for
from sandbox import Person
from sandbox.telegram.markup import parse
from tests.claims.facts import Class, Fact, class_of
from tests.claims.record import Record, Said

NUMBER = re.compile(r"[A-Z]{2,5}-\d{4}-\d{4,}-\d")
_FEWEST = 18  # letters in a row: a text with fewer stands in many others
_OWN_TEXT = "⟦{}⟧"

# What somebody else has tapped before it is told, by the claim.
TAPPED: Mapping[str, tuple[str, ...]] = {
    "notice.taken": ("Terima",),
    "notice.going": ("Menuju lokasi",),
    "notice.arrived": ("Di lokasi",),
    "notice.ended_nihil": ("Di lokasi", "Nihil"),
    "notice.ended_tertangani": ("Tertangani",),
    "notice.ended_tidak_terbukti": ("Tidak terbukti",),
    "notice.rejected": ("Tolak",),
    "duty.handed_over": ("Saya terima jaga",),
    "duty.offered": ("Serah terima jaga",),
    "help.comes": ("Saya datang",),
}
# Whom a sentence means, by words in the unit's code; anybody else where it says nothing.
MEANT: Mapping[str, tuple[str, ...]] = {
    "receipt.next_bawaslu": ("bawaslu", "panwascam"),
    "receipt.next_no_bawaslu": ("bawaslu", "panwascam"),
    "desk.bawaslu_off_duty": ("bawaslu", "panwascam"),
}


@dataclass
class Cast:
    """Who stands in the town: the unit of each officer, and what units are called."""

    units: dict[int, str] = field(default_factory=dict)  # by Telegram id
    names: dict[str, str] = field(default_factory=dict)  # of units, by code

    def joins(self, person: Person, unit: str) -> None:
        self.units[person.id] = unit


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that somebody read."""

    key: str
    said: Said
    values: Mapping[str, str]

    @property
    def number(self) -> str | None:
        """The report it is about, as far as the message says."""
        found = NUMBER.search(self.values.get("number", "")) or NUMBER.search(self.said.text)
        return None if found is None else found[0]


def claims(record: Record) -> Iterator[Claim]:
    """Every claim that arrived with somebody, with its values."""
    for said in record.said:
        if said.arrived and said.text:
            yield from _claims_in(said)


def falsehoods(record: Record, cast: Cast) -> list[str]:
    """The claims that were not so when they were said."""
    found = []
    for claim in claims(record):
        for fact in class_of(claim.key).facts:
            judge = JUDGES.get(fact)
            if judge is not None and not judge(record, cast, claim):
                found.append(f"{claim.key} needs {fact}: {claim.said.text[:160]!r} (step {claim.said.step})")
    return found


def _called(record: Record, cast: Cast, claim: Claim, *, arrived: bool = False) -> bool:
    """Somebody meant, who had not blocked the bot by then, was written to in that step; of a change, by then."""
    since = claim.said.step if claim.said.method != "editMessageText" else 0
    steps = range(since, claim.said.step + 1)
    wrote = [each.chat for step in steps for each in record.wrote(step, arrived=arrived)]
    wrote = [chat for chat in wrote if chat != claim.said.chat]
    return any(_means(cast, claim, chat) and not _blocked(record, chat, claim.said.step) for chat in wrote)


def _reached(record: Record, cast: Cast, claim: Claim) -> bool:
    return _called(record, cast, claim, arrived=True)


def _arrived(record: Record, cast: Cast, claim: Claim) -> bool:
    """An officer has had the call to this report on their screen by now."""
    return any(
        each.arrived and each.step <= claim.said.step and each.chat in cast.units and f"· {claim.number}" in each.text
        for each in record.said
    )


def _nobody(record: Record, cast: Cast, claim: Claim) -> bool:
    """None of those meant got anything about it in that step."""
    return not any(
        each.chat != claim.said.chat and each.chat in cast.units and _means(cast, claim, each.chat)
        for each in record.wrote(claim.said.step, arrived=True)
        if claim.number is None or claim.number in each.text
        if each.method == "sendMessage" and "tidak terjangkau" not in each.text
    )


def _acted(record: Record, cast: Cast, claim: Claim) -> bool:
    """Somebody else did before what is told."""
    labels = TAPPED.get(claim.key)
    if labels is None:
        return any(did.who != claim.said.chat or claim.said.chat < 0 for did in record.did)
    return all(any(did.who != claim.said.chat for did in record.acts(label, claim.said.step)) for label in labels)


# Whoever has a report loses it by one of these.
GIVES_BACK = (
    *("Tolak", "Serahkan", "Limpahkan", "kicked", "Belum beres"),
    *("Kembalikan ke piket", "Ya, keluarkan", "Satuan Samapta"),
)


def _untaken(record: Record, cast: Cast, claim: Claim) -> bool:
    """Nobody has it: whoever tapped Terima last gave it back, or is gone."""
    taken = [did for did in record.acts("Terima", claim.said.step) if claim.number and f"· {claim.number}" in did.on]
    if not taken:
        return True
    after = [did for did in record.did if did.step >= taken[-1].step and did.step <= claim.said.step]
    return any(word in did.what for did in after for word in GIVES_BACK)


def _unsent(record: Record, cast: Cast, claim: Claim) -> bool:
    return not any(each.chat in cast.units for each in record.wrote(claim.said.step, arrived=True))


Judge = Callable[[Record, Cast, Claim], bool]
JUDGES: Mapping[Fact, Judge] = {
    Fact.CALLED: _called,
    Fact.REACHED: _reached,
    Fact.ARRIVED: _arrived,
    Fact.NOBODY: _nobody,
    Fact.ACTED: _acted,
    Fact.UNTAKEN: _untaken,
}


def _means(cast: Cast, claim: Claim, chat: int) -> bool:
    """Whether a chat is one of those a claim speaks of."""
    unit = cast.units.get(chat)
    if claim.key in MEANT:
        return unit is not None and any(word in unit for word in MEANT[claim.key])
    named = claim.values.get("unit") or claim.values.get("units")
    if named and unit is not None and claim.said.chat != chat:
        return cast.names.get(unit, unit) in named or named in cast.names.get(unit, unit)
    return True


def _blocked(record: Record, chat: int, step: int) -> bool:
    told = [did.what for did in record.did if did.who == chat and did.step < step and did.what in ("kicked", "member")]
    return bool(told) and told[-1] == "kicked"


def _claims_in(said: Said) -> Iterator[Claim]:
    for key, (anchor, pattern) in _patterns().items():
        if anchor in said.text and (found := pattern.search(said.text)):
            yield Claim(key.partition(":")[2], said, found.groupdict())


@cache
def _patterns() -> dict[str, tuple[str, re.Pattern[str]]]:
    """What each claim looks like on a screen, in each language, with its longest run of own words."""
    found = {}
    for language in LANGUAGES:
        for key, template in texts_for(language).templates.items():
            if class_of(key).kind is not Class.CLAIM:
                continue
            pieces = re.split(r"\{(\w+)\}", template)
            marked = "".join(piece if at % 2 == 0 else _OWN_TEXT.format(piece) for at, piece in enumerate(pieces))
            plain = re.split(r"⟦(\w+)⟧", parse(marked)[0])
            anchor = max(plain[::2], key=len).strip()
            if _letters(anchor) >= _FEWEST or sum(map(_letters, plain[::2])) >= 2 * _FEWEST:
                found[f"{language}:{key}"] = anchor, re.compile(_pattern(plain), re.DOTALL)
    return found


def _letters(text: str) -> int:
    return len(re.findall(r"\w", text))


def _pattern(plain: list[str]) -> str:
    parts, seen = [], set()
    for at, piece in enumerate(plain):
        if at % 2 == 0:
            parts.append(re.escape(piece.strip() if at in (0, len(plain) - 1) else piece))
        else:
            parts.append(f"(?P={piece})" if piece in seen else f"(?P<{piece}>.*?)")
            seen.add(piece)
    return "".join(parts)
