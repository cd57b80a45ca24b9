"""The usual reasons why an officer cannot, or passes a report on: offered as buttons, so that nobody has to type."""

from enum import StrEnum


class UsualReason(StrEnum):
    """A usual reason; its words are the text `reason.NAME`."""

    BUSY = "sibuk"  # with another report
    FAR = "jauh"
    NOT_OUR_AREA = "wilayah"
    NO_VEHICLE = "kendaraan"
    ALONE = "sendiri"  # too few for it
    NEARER = "terdekat"  # the other unit is nearer
    NOT_OUR_TASK = "wewenang"  # it is the other one's to deal with
    EXPERTISE = "keahlian"
    ITS_PLACE = "setempat"  # it happened where that unit is bound to


WHY_NOT = (UsualReason.BUSY, UsualReason.FAR, UsualReason.NOT_OUR_AREA, UsualReason.NO_VEHICLE, UsualReason.ALONE)
WHY_ASSIGN = (UsualReason.ITS_PLACE, UsualReason.NEARER, UsualReason.NOT_OUR_TASK, UsualReason.EXPERTISE)
WHY_PASS = (
    UsualReason.NOT_OUR_AREA,
    UsualReason.NEARER,
    UsualReason.NOT_OUR_TASK,
    UsualReason.EXPERTISE,
    UsualReason.BUSY,
)
