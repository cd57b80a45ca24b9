"""What may be erased when its reporter asks: all that is over, and forms no evidence."""

from enum import StrEnum

from reports.state import Case, State, Veracity


class Withheld(StrEnum):
    """Why a report stays though its reporter asks for its erasure."""

    OPEN = "terbuka"  # somebody is still working on it
    EVIDENCE = "bukti"  # found true, or handed to another agency
    TAKEN_BACK = "dibatalkan"  # taken back, and looked at all the same: said without a word of that


def withheld(case: Case) -> Withheld | None:
    """Why a report must stay for now; None when it may be erased."""
    if not case.closed:
        return Withheld.OPEN
    if case.veracity is Veracity.TRUE or case.state is State.REFERRED:
        return Withheld.EVIDENCE
    return None
