"""What came of a report: what an officer found, or what a partner agency made of it; each with what it leads to."""

from enum import StrEnum

from reports.category import Kind


class Result(StrEnum):
    """What somebody who has a report says of it at the end."""

    # officers, and partners who help on the spot
    HANDLED = "tertangani"
    UNPROVEN = "tidak_terbukti"
    NOTHING = "nihil"  # nothing was there
    NOTED = "dicatat"  # an officer reported it to have it noted, and nothing more is needed
    # agencies that decide about election violations; a message here is never a formal report to them
    INFORMATION = "informasi_awal"  # taken as information
    ASKED_TO_COME = "diminta_datang"  # the reporter is asked to come and report formally
    REGISTERED = "diregister"  # a formal report has a number
    INCOMPLETE = "belum_memenuhi_syarat"  # something is missing, which is typed
    # every partner
    NOT_OURS = "bukan_wewenang"  # back to the desk


FOUND = (Result.HANDLED, Result.UNPROVEN, Result.NOTHING)
FINISHING = (*FOUND, Result.NOTED)
FORMAL = (Result.INFORMATION, Result.ASKED_TO_COME, Result.REGISTERED, Result.INCOMPLETE)
TYPED = frozenset({Result.REGISTERED, Result.INCOMPLETE})  # go with words: the number, what is missing
REPORTERS_TURN = frozenset({Result.ASKED_TO_COME, Result.INCOMPLETE})  # the report stays open: its reporter may come


def choices(kind: Kind | None, *, partner: bool) -> tuple[Result, ...]:
    """The results that fit: of a violation a partner says only what it made of the report, never that it is handled."""
    if not partner:
        return FOUND
    return (*(FORMAL if kind is Kind.VIOLATION else FOUND), Result.NOT_OURS)
