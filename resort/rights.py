"""Who may do what: the one table of rights."""

from datetime import timedelta
from enum import StrEnum

from resort.roles import Role

INVITED = (
    Role.OFFICER,
    Role.HEAD,
    Role.DESK,
    Role.COMMAND,
    Role.PARTNER,
    Role.LIAISON,
)  # the roles a way in can lead to
INVITE_LASTS = timedelta(days=3)


class Post(StrEnum):
    """The upper levels of escalation, held by people of the command."""

    OPERATIONS = "kabagops"
    DEPUTY = "wakapolres"
    CHIEF = "kapolres"


class Right(StrEnum):
    """Something that not everybody may do."""

    ACT = "act"  # take a report and carry it to its end
    DUTY = "duty"  # go on and off duty
    REPORT_ACTIVITY = "report_activity"
    RECORD = "record"  # write down what somebody else reports
    DESK = "desk"  # see, judge, assign and close every report
    UNIT_DESK = "unit_desk"  # the same for the reports of one's own unit
    INVITE_UNIT = "invite_unit"  # let officers into one's own unit
    INVITE_ALL = "invite_all"  # let anybody in, in any role
    MANAGE_UNIT = "manage_unit"  # list, move and remove the people of one's own unit
    MANAGE_ALL = "manage_all"
    BIND_GROUP = "bind_group"  # make a group the group of a unit
    ASK_IDENTITY = "ask_identity"  # ask to open who reported
    COMPOSE = "compose"  # write announcements and put them before an approver
    APPROVE = "approve"  # approve what somebody else wrote
    HEALTH = "health"  # see how the bot itself is doing
    GRANT_IDENTITY = "grant_identity"  # grant what somebody else asked


_COMMON = {Right.ACT, Right.DUTY, Right.REPORT_ACTIVITY}
_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OFFICER: frozenset(_COMMON),
    Role.HEAD: frozenset(
        {*_COMMON, Right.RECORD, Right.UNIT_DESK, Right.INVITE_UNIT, Right.MANAGE_UNIT, Right.BIND_GROUP}
    ),
    Role.DESK: frozenset({*_COMMON, Right.RECORD, Right.DESK, Right.ASK_IDENTITY}),
    Role.COMMAND: frozenset(set(Right)),
    Role.PARTNER: frozenset({Right.ACT, Right.DUTY}),
    Role.LIAISON: frozenset({Right.RECORD}),
}


def may(role: Role | None, right: Right) -> bool:
    """Whether a role has a right; None is a citizen, who has none."""
    return role is not None and right in _RIGHTS.get(role, frozenset())
