"""Whether an alarm tells of an incident that officers have been called to already. Pure.

An alarm of somebody else joins only what is surely the same: of the same kind, at the same TPS, the same landmark or
within 300 metres, within 15 minutes, and with no harm that is not known there. A place that is not known, or no closer
than a kelurahan, joins nothing. Where each person in need is a matter of their own (who faints, who is robbed), the
words must tell of the same one. A person's own second alarm joins their first unless its place or its kind differs;
after an hour both must agree. Whoever says that it is another one is believed.
"""

import tomllib
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files

from language.phrases import Phrases
from language.words import read
from reports.category import Category
from reports.category_table import ROWS
from resort.position import Position, metres_between

NEAR_METRES = 300.0
BESIDE_METRES = 1_000.0  # of a named incident
GRAVE = frozenset(code for code, row in ROWS.items() if row.grave)
OF_ONE_PERSON = frozenset(code for code, row in ROWS.items() if row.of_one)
MEANS = frozenset(code for code, row in ROWS.items() if row.means)
WITHIN = timedelta(minutes=15)
OWN_WITHIN = timedelta(hours=1)  # after it, what a person does not say again is taken for something else
_HARM = Phrases(tomllib.loads(files(__package__).joinpath("harm.toml").read_text(encoding="utf-8")))
_APART = Phrases(
    {
        name: each["words"]
        for name, each in tomllib.loads(files(__package__).joinpath("apart.toml").read_text(encoding="utf-8")).items()
    }
)
RINGS = (3, 10, 30)  # reporters of one incident, at which everybody is called again


@dataclass(frozen=True, slots=True)
class Place:
    """Where an alarm is; a landmark is its point."""

    district: str | None = None
    village: str | None = None
    tps: str | None = None
    point: Position | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """What of an alarm says which incident it tells of."""

    at: datetime
    category: Category | None
    dangers: Set[str]  # the kinds of danger that its words name
    place: Place
    hurt: Set[str] = frozenset()  # what its words say of harm, see `harm_in`
    who: Set[str] = frozenset()  # words in it that mean one person and no other
    another: bool = False  # its words say that it is another one: "beda orang", "ada lagi satu"


def harm_in(said: str) -> frozenset[str]:
    """What words say of people hurt or killed, of fire and of blades, also where nothing in them calls for help."""
    return frozenset(found.label for found in _HARM.find([word.plain for word in read(said)]))


def says_another(said: str) -> bool:
    """Whether words say that they tell of another incident than one that is known: "bukan yang tadi"."""
    return any(found.label == "another" for found in _APART.find([word.plain for word in read(said)]))


def is_beside_place(said: str) -> bool:
    """Whether words name a place only to say what it is beside: "kelurahan sebelah Jaya Mukti"."""
    return any(found.label == "beside" for found in _APART.find([word.plain for word in read(said)]))


def who_in(said: str) -> frozenset[str]:
    """The words that mean one person of a place and no other: "ketua", "hamil"."""
    words = [word.plain for word in read(said)]
    return frozenset(" ".join(words[found.start : found.end]) for found in _APART.find(words) if found.label == "who")


def joins(alarm: Alarm, call: Alarm) -> bool:
    """Whether somebody's alarm belongs to a call that another person's alarm began."""
    alike = same_kind(alarm, call) is True and same_place(alarm.place, call.place) is True
    known = set(alarm.hurt) - {"blade"} <= set(call.hurt)
    return alike and known and abs(alarm.at - call.at) <= WITHIN and _of_one(alarm, call)


def joins_named(alarm: Alarm, incident: Alarm, *, arrived: bool) -> bool:
    """Whether an alarm belongs to an incident that the desk has named: it may last for days, until somebody is there.

    With a weapon, blood or fire that the incident did not have, it is something else; so it is with people hurt.
    """
    alike = same_kind(alarm, incident) is True and same_place(alarm.place, incident.place) is True
    grave = bool((alarm.dangers & GRAVE) - incident.dangers) or not alarm.hurt <= incident.hurt
    return alike and not arrived and not grave and _of_one(alarm, incident)


def is_beside(alarm: Alarm, incident: Alarm) -> bool:
    """Whether an alarm that stands alone is near a named incident."""
    one, other = alarm.place, incident.place
    if same_place(one, other) is True or (one.village is not None and one.village == other.village):
        return True
    if one.point is None or other.point is None:
        return False
    return metres_between(one.point, other.point) <= BESIDE_METRES


def joins_own(alarm: Alarm, first: Alarm) -> bool:
    """Whether a person's alarm belongs to an open one of their own."""
    if alarm.another:
        return False
    kind, place = same_kind(alarm, first), same_place(alarm.place, first.place)
    if abs(alarm.at - first.at) > OWN_WITHIN:
        return kind is True and place is True
    return kind is not False and place is not False


def same_kind(one: Alarm, other: Alarm) -> bool | None:
    """Whether two alarms are of one kind; None where one names nothing.

    Either names what the other is about, or both the same dangers; that both tell of a weapon is not enough.
    """
    if any(each.category is None and not each.dangers for each in (one, other)):
        return None
    if one.category is other.category and _about(one) is not None:
        return True
    first, second = _events(one), _events(other)
    match _about(one), _about(other):
        case (None, None):
            return not first.isdisjoint(second) if first and second else first == second
        case (about, None):
            return about in second
        case (None, about):
            return about in first
        case (about, others):
            return about in second and others in first
    raise AssertionError


def _about(alarm: Alarm) -> str | None:
    """What an alarm is about; a weapon only tells how it is done."""
    return None if alarm.category is None or alarm.category in MEANS else str(alarm.category)


def _events(alarm: Alarm) -> frozenset[str]:
    return frozenset({*alarm.dangers, *([str(alarm.category)] if alarm.category else [])}) - MEANS


def _of_one(alarm: Alarm, call: Alarm) -> bool:
    """Whether nothing says that the alarm is another one, and of a person in need their words mean the same."""
    if alarm.another:
        return False
    if OF_ONE_PERSON.isdisjoint({alarm.category, call.category}):
        return True
    return bool(alarm.who) and alarm.who == call.who


def same_place(one: Place, other: Place) -> bool | None:
    """Whether two places are one; None where that is not known, as within one kelurahan."""
    if one.village and one.village == other.village and one.tps and other.tps:
        return one.tps == other.tps
    if one.point is not None and other.point is not None:
        return metres_between(one.point, other.point) <= NEAR_METRES
    districts = one.district and other.district and one.district != other.district
    villages = one.village and other.village and one.village != other.village
    return False if districts or villages else None
