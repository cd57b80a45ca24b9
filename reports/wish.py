"""What a reporter says to the question whether the accused is of an office that reads their report."""

from enum import StrEnum


class Wish(StrEnum):
    """Whether somebody of an office is meant. Stored, and on buttons: never change one."""

    KEEP_AWAY = "ya"
    NOT_THEIRS = "tidak"
    UNSURE = "tidak_tahu"
