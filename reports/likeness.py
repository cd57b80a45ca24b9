"""Suggests which reports may be about the same event; a person decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rapidfuzz.fuzz import token_set_ratio

from language.words import words
from reports.category import Category
from resort.position import Position, metres_between

NEAR_METRES = 500.0
NEAR_TIME = timedelta(hours=2)
ENOUGH = 0.6  # a score from which a pair is suggested


class Reason(StrEnum):
    """Why two reports look alike; the desk is shown these."""

    SAME_TPS = "tps_sama"
    NEAR = "lokasi_dekat"
    SAME_VILLAGE = "kelurahan_sama"
    SAME_TIME = "waktu_dekat"
    SAME_WORDS = "isi_mirip"


@dataclass(frozen=True, slots=True)
class Event:
    """What of a report says which event it is about."""

    category: Category
    at: datetime
    text: str
    village: str | None = None
    tps: str | None = None
    point: Position | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two reports are, from 0 to 1, and why."""

    score: float
    reasons: tuple[Reason, ...]


def compare(one: Event, other: Event) -> Likeness:
    """How alike two reports are; 0 unless category, place and time all agree."""
    place, where = _place(one, other)
    apart = abs(one.at - other.at)
    if one.category is not other.category or not place or apart > NEAR_TIME:
        return Likeness(0.0, ())
    alike = token_set_ratio(" ".join(words(one.text)), " ".join(words(other.text))) / 100
    reasons = [where, Reason.SAME_TIME]
    if alike >= ENOUGH:
        reasons.append(Reason.SAME_WORDS)
    score = 0.5 * place + 0.2 * (1 - apart / NEAR_TIME) + 0.3 * alike
    return Likeness(min(score, 1.0), tuple(reasons))


def suggest(report: Event, others: Iterable[tuple[str, Event]], most: int = 3) -> list[tuple[str, Likeness]]:
    """The numbers of the reports most like this one, best first, at most `most` and none below `ENOUGH`."""
    likenesses = ((number, compare(report, other)) for number, other in others)
    worthy = [(number, likeness) for number, likeness in likenesses if likeness.score >= ENOUGH]
    return sorted(worthy, key=lambda pair: (-pair[1].score, pair[0]))[:most]


def _place(one: Event, other: Event) -> tuple[float, Reason]:
    """How surely the places are one, from 0 to 1, by the best that both reports say."""
    village = one.village is not None and one.village == other.village
    if village and one.tps and other.tps:
        return (1.0 if one.tps == other.tps else 0.0), Reason.SAME_TPS
    if one.point and other.point:
        return max(0.0, 1 - metres_between(one.point, other.point) / NEAR_METRES), Reason.NEAR
    return (0.6 if village else 0.0), Reason.SAME_VILLAGE
