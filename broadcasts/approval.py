"""Four eyes: an announcement goes out only when others of the command have approved exactly what it is now."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NewType
from zoneinfo import ZoneInfo

from broadcasts.appeal import Appeal, check, stored
from broadcasts.lint import Concern, needs_override
from broadcasts.schedule import first_fire
from locales.refused import Refused

# The human being, not the post: it must stay the same when somebody is removed and let in again.
Person = NewType("Person", int)
Fingerprint = NewType("Fingerprint", str)


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's word for one exact content, audience and time."""

    by: Person
    fingerprint: Fingerprint
    at: datetime


@dataclass(frozen=True, slots=True)
class Announcement:
    """An appeal, who wrote it as it is now, and who has approved it."""

    appeal: Appeal
    composer: Person
    approvals: tuple[Approval, ...] = ()


def fingerprint(appeal: Appeal) -> Fingerprint:
    """SHA-256 over content, audience, time and emergency, in hexadecimal."""
    return Fingerprint(hashlib.sha256(stored(appeal).encode()).hexdigest())


def edit(announcement: Announcement, by: Person, appeal: Appeal) -> Announcement:
    """The announcement as somebody has changed it: it is theirs now, and every approval is void."""
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
    command: Collection[Person],
    concerns: Collection[Concern],
) -> Announcement:
    """The announcement with one more approval, or `Refused`.

    `seen` is the fingerprint of what the approver was shown, `command` everybody who commands now, `concerns` what
    the lint says of it now.
    """
    current = fingerprint(announcement.appeal)
    check(announcement.appeal)
    if by not in command:
        raise Refused("approval.not_command")
    if by == announcement.composer:
        raise Refused("approval.own")
    if seen != current:
        raise Refused("approval.changed")
    if any(one.by == by and one.fingerprint == current for one in announcement.approvals):
        raise Refused("approval.twice")
    if needs_override(concerns) and announcement.appeal.emergency is None:
        raise Refused("approval.needs_emergency")
    if first_fire(announcement.appeal.when, at, zone) is None:
        raise Refused("approval.too_late")
    return replace(announcement, approvals=(*announcement.approvals, Approval(by, current, at)))


def missing(announcement: Announcement, command: Collection[Person]) -> int:
    """How many approvals it still lacks: one is needed, two when it claims an emergency."""
    current = fingerprint(announcement.appeal)
    voices = {
        one.by
        for one in announcement.approvals
        if one.fingerprint == current and one.by != announcement.composer and one.by in command
    }
    needed = 1 if announcement.appeal.emergency is None else 2
    return max(0, needed - len(voices))


def may_go(announcement: Announcement, command: Collection[Person], concerns: Collection[Concern]) -> bool:
    """Whether it may be sent now; asked again at each run, so that nothing stored is trusted."""
    overridden = announcement.appeal.emergency is not None or not needs_override(concerns)
    return overridden and missing(announcement, command) == 0
