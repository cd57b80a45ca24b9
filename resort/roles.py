"""The roles in which people act."""

from enum import StrEnum


class Role(StrEnum):
    """Who acts on a report."""

    REPORTER = "pelapor"
    OFFICER = "petugas"
    HEAD = "kepala_unit"
    DESK = "piket"
    COMMAND = "komando"
    PARTNER = "mitra"
    LIAISON = "penghubung"  # penghulu, RT, boat captain: writes down what others report, and nothing else
    CLOCK = "jam"  # nobody: time ran out


COMMAND_LINE = "pengelola"  # whoever acts by the machine's command line, in the memory of acts
