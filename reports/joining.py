"""Whether an alarm tells of an incident that officers have been called to already. Pure.

An alarm of somebody else joins only what is surely the same: of the same kind, at the same TPS, the same landmark or
within 300 metres, and within 15 minutes. A place that is not known, or no closer than a kelurahan, joins nothing.
A person's own second alarm joins their first unless its place or its kind differs; after an hour both must agree.
"""

import tomllib
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files

from language.phrases import Phrases
from language.words import read
from reports.category import Category
from resort.position import Position, metres_between

NEAR_METRES = 300.0
BESIDE_METRES = 1_000.0  # of a named incident
GRAVE = frozenset({"senjata_tajam", "medis", "penganiayaan", "kebakaran", "objek_mencurigakan"})
WITHIN = timedelta(minutes=15)
OWN_WITHIN = timedelta(hours=1)  # after it, what a person does not say again is taken for something else
_HARM = Phrases(tomllib.loads(files(__package__).joinpath("harm.toml").read_text(encoding="utf-8")))
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


def harm_in(said: str) -> frozenset[str]:
    """What words say of people hurt or killed, of fire and of blades, also where nothing in them calls for help."""
    return frozenset(found.label for found in _HARM.find([word.plain for word in read(said)]))


def joins(alarm: Alarm, call: Alarm) -> bool:
    """Whether somebody's alarm belongs to a call that another person's alarm began."""
    alike = same_kind(alarm, call) is True and same_place(alarm.place, call.place) is True
    return alike and abs(alarm.at - call.at) <= WITHIN


def joins_named(alarm: Alarm, incident: Alarm, *, arrived: bool) -> bool:
    """Whether an alarm belongs to an incident that the desk has named: it may last for days, until somebody is there.

    With a weapon, blood or fire that the incident did not have, it is something else; so it is with people hurt.
    """
    alike = same_kind(alarm, incident) is True and same_place(alarm.place, incident.place) is True
    return alike and not arrived and not (alarm.dangers & GRAVE) - incident.dangers and alarm.hurt <= incident.hurt


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
    kind, place = same_kind(alarm, first), same_place(alarm.place, first.place)
    if abs(alarm.at - first.at) > OWN_WITHIN:
        return kind is True and place is True
    return kind is not False and place is not False


def same_kind(one: Alarm, other: Alarm) -> bool | None:
    """Whether two alarms are of one kind: one category, or a danger that both name. None where one names nothing."""
    if one.category is other.category and one.category is not None:
        return True
    if not one.dangers.isdisjoint(other.dangers):
        return True
    unsaid = any(each.category is None and not each.dangers for each in (one, other))
    return None if unsaid else False


def same_place(one: Place, other: Place) -> bool | None:
    """Whether two places are one; None where that is not known, as within one kelurahan."""
    if one.village and one.village == other.village and one.tps and other.tps:
        return one.tps == other.tps
    if one.point is not None and other.point is not None:
        return metres_between(one.point, other.point) <= NEAR_METRES
    districts = one.district and other.district and one.district != other.district
    villages = one.village and other.village and one.village != other.village
    return False if districts or villages else None
