"""Four eyes: an announcement goes out only when others of the command have approved exactly what it is now."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NewType
from zoneinfo import ZoneInfo

from broadcasts.appeal import Appeal, check, stored
from broadcasts.lint import REFUSED, Concern, check_neutral, needs_override
from broadcasts.schedule import first_fire
from locales.refused import Refused
from resort.independence import Person, Seats

Fingerprint = NewType("Fingerprint", str)


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's word for one exact content, audience and time."""

    by: Person
    fingerprint: Fingerprint
    at: datetime


@dataclass(frozen=True, slots=True)
class Announcement:
    """An appeal, who wrote it as it is now, and who has approved it.

    `parties` wrote or handed in exactly this content at any time, so none of them is a voice. `refusers` refused
    exactly this content: it goes out only with their own approval. `earlier` approved it under an earlier release.
    """

    appeal: Appeal
    composer: Person
    approvals: tuple[Approval, ...] = ()
    parties: frozenset[Person] = frozenset()
    refusers: frozenset[Person] = frozenset()
    earlier: frozenset[Person] = frozenset()
    unwritten: bool = False  # of the programme, word for word: the composer only looked at it first

    @property
    def barred(self) -> frozenset[Person]:
        """Everybody who has a part in it and therefore is no voice."""
        return self.parties if self.unwritten else self.parties | {self.composer}

    @property
    def voices(self) -> list[Person]:
        """Those who have approved exactly this content, the first one first."""
        current = fingerprint(self.appeal)
        return [one.by for one in self.approvals if one.fingerprint == current]


def fingerprint(appeal: Appeal) -> Fingerprint:
    """SHA-256 over content, audience, time and emergency, in hexadecimal."""
    return Fingerprint(hashlib.sha256(stored(appeal).encode()).hexdigest())


def edit(announcement: Announcement, by: Person, appeal: Appeal) -> Announcement:
    """The announcement as somebody has changed it: it is theirs now, and every approval is void.

    The database adds everybody who had a part in this content before.
    """
    if fingerprint(appeal) == fingerprint(announcement.appeal):
        return announcement
    return Announcement(appeal, by)


def approve(
    announcement: Announcement,
    by: Person,
    seen: str,
    at: datetime,
    zone: ZoneInfo,
    *,
    seats: Seats,
    concerns: Collection[Concern],
) -> Announcement:
    """The announcement with one more approval, or `Refused`.

    `seen` is the fingerprint of what the approver was shown, `seats` the command as it is now, `concerns` what the lint
    says of it now.
    """
    current = fingerprint(announcement.appeal)
    check(announcement.appeal)
    may_judge(announcement, by, seats)
    if seen != current:
        raise Refused("approval.changed")
    if by in announcement.voices:
        raise Refused("approval.twice")
    if not seats.may_second(by, (*announcement.barred, *_counted(announcement, seats))):
        raise Refused("approval.tied")
    check_neutral(concerns)
    if needs_override(concerns) and announcement.appeal.emergency is None:
        raise Refused("approval.needs_emergency")
    if first_fire(announcement.appeal.when, at, zone) is None:
        raise Refused("approval.too_late")
    return replace(announcement, approvals=(*announcement.approvals, Approval(by, current, at)))


def may_judge(announcement: Announcement, by: Person, seats: Seats) -> None:
    """Raise `Refused` for people who have no say in an announcement: outsiders, and who wrote or handed it in."""
    if by not in seats.voters:
        raise Refused("approval.not_yet" if by in seats.seated else "approval.not_command")
    if by in announcement.barred:
        raise Refused("approval.own")


def missing(announcement: Announcement, seats: Seats) -> int:
    """How many approvals it still lacks: one is needed, two when it claims an emergency, and that of each refuser."""
    counted = _counted(announcement, seats)
    still_refusing = (announcement.refusers & seats.seated) - set(counted)
    return max(needed(announcement.appeal) - len(counted), len(still_refusing), 0)


def needed(appeal: Appeal) -> int:
    """How many people have to approve an appeal that nobody has refused."""
    return 1 if appeal.emergency is None else 2


def can_be_approved(announcement: Announcement, able: Seats) -> bool:
    """Whether people are left who could approve it; `able` is the command as far as it can be written to."""
    refusers = announcement.refusers & able.seated
    return able.can_give(needed(announcement.appeal), announcement.barred) and all(
        able.may_second(each, announcement.barred) for each in refusers
    )


def may_go(announcement: Announcement, seats: Seats, concerns: Collection[Concern]) -> bool:
    """Whether it may be sent now; asked again at each run, so that nothing stored is trusted."""
    if any(concern.kind in REFUSED for concern in concerns):
        return False
    overridden = announcement.appeal.emergency is not None or not needs_override(concerns)
    return overridden and missing(announcement, seats) == 0


def _counted(announcement: Announcement, seats: Seats) -> list[Person]:
    return seats.counted(announcement.voices, announcement.barred, announcement.earlier)
