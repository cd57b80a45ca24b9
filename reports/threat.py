"""What somebody who is threatened because of a report says of it, and why somebody takes a report back."""

from enum import StrEnum


class Known(StrEnum):
    """Who knows that they reported. Stored, and on buttons: never change one."""

    ACCUSED = "terlapor"
    NEIGHBOURS = "sekitar"
    NOBODY = "tidak_ada"
    UNSURE = "tidak_tahu"


class Reach(StrEnum):
    """How they can be reached. Stored, and on buttons: never change one."""

    HERE = "di_sini"
    LATER = "nanti"  # not now: the phone may be in other hands
    NOT_AT_ALL = "jangan"


class WhyWithdrawn(StrEnum):
    """Why a report is taken back; all look harmless to whoever watches. On buttons: never change one."""

    SOLVED = "beres"
    MISTAKE = "keliru"
    CANNOT_GO_ON = "tidak_bisa"  # perhaps somebody makes them: the story is sealed, and nobody asks
