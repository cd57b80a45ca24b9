"""One sign, one meaning: the same table and the same legend for `/siaran` and `/program`."""

from datetime import UTC, datetime, timedelta

import pytest

from broadcasts.schedule import Once
from broadcasts.state import State
from conversations.appeal_signs import SIGNS, legend
from sandbox import Person
from tests.stage.announcements import approved
from tests.stage.composing import approves_programme
from tests.stage.town import PlayedClock, Town


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock(datetime(2024, 11, 25, 3, 0, tzinfo=UTC))  # H-2, 10.00 WIB


def test_every_state_has_a_sign_of_its_own() -> None:
    assert set(SIGNS) == set(State)
    assert len(set(SIGNS.values())) == len(State)


def test_an_empty_list_needs_no_legend() -> None:
    assert legend([]) == ""


async def test_approved_and_not_sent_looks_the_same_in_both_lists(
    town: Town, clock: PlayedClock, chief: Person, deputy: Person
) -> None:
    await chief.sends("/program")
    fresh = await chief.hears("Program pengingat")
    assert "✏️ Draf" in fresh.text
    assert all(label.startswith("✏️ ") for label in fresh.labels if "WIB" in label)
    await chief.taps("Ajukan semua")
    await chief.hears("diajukan kepada pimpinan lain")
    await approves_programme(deputy)
    await approved(town, "Mari jaga ketertiban", chief, deputy, when=Once(clock() + timedelta(hours=5)))
    for command, title in (("/program", "Program pengingat"), ("/siaran", "Jumlah: 1")):
        await deputy.sends(command)
        listed = await deputy.hears(title)
        assert "🕒 Disetujui, menunggu waktunya" in listed.text
        assert [label for label in listed.labels if label.startswith("🕒 ")]
        assert not [label for label in listed.labels if label.startswith("✅ ")]
