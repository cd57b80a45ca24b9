"""The disk of the machine, as full as a test wants it, whatever the machine has that runs the tests."""

import shutil
from typing import NamedTuple

import pytest

TOTAL = 100_000_000_000
ROOMY = 50_000_000_000


class _Usage(NamedTuple):
    total: int
    used: int
    free: int


def has_free(patch: pytest.MonkeyPatch, free: int) -> None:
    """Of 100 GB so many bytes are free from now on."""
    patch.setattr(shutil, "disk_usage", lambda _: _Usage(TOTAL, TOTAL - free, free))
