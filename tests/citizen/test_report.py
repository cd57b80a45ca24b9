"""A whole report, from `/start` to the receipt, over HTTP and both ways in."""

import pytest

from sandbox import Person
from tests.stage.town import Town
from tests.stage.walks import CROWD, DISTURBANCE, ENVELOPES, VIOLATION, agrees, goes_to, number_on, reports

pytestmark = pytest.mark.usefixtures("way_in")


async def test_a_citizen_reports_a_disturbance(citizen: Person, town: Town) -> None:
    await agrees(citizen)
    await goes_to(citizen, "summary", DISTURBANCE)
    summary = citizen.last.text
    assert CROWD in summary
    assert "Jaya Mukti, Dumai Timur" in summary
    assert "TPS 12, dekat masjid" in summary
    assert "Dirahasiakan" in summary
    await citizen.taps("Kirim sekarang")
    receipt = await citizen.hears("sudah kami terima")
    assert "07.14 WIB" in receipt.text
    assert "110" in receipt.text
    assert await town.rows(
        "SELECT number, kind, category, urgency, state, what, district, village, tps, place, ongoing FROM reports"
    ) == [
        (
            number_on(receipt), "gangguan", "kerumunan", "tinggi", "diterima", CROWD,
            "14.72.02", "14.72.02.1004", "012", "TPS 12, dekat masjid", 0,
        )
    ]  # fmt: skip
    assert await town.rows("SELECT confidential, sealed FROM reporters") == [(1, None)]


async def test_a_citizen_reports_a_violation(citizen: Person, town: Town) -> None:
    await agrees(citizen)
    await goes_to(citizen, "summary", VIOLATION)
    summary = citizen.last.text
    assert "Politik uang" in summary
    assert "Titik lokasi sudah dikirim" in summary
    assert "tadi malam" in summary
    assert "Diketahui:" in summary
    await citizen.taps("Kirim sekarang")
    receipt = await citizen.hears("sudah kami terima")
    assert "Bawaslu" in receipt.text
    assert "Sisa 7 hari" in receipt.text
    assert citizen.chat_with_bot.reply_keyboard is None
    [(kind, category, what, latitude, longitude, district, tps)] = await town.rows(
        "SELECT kind, category, what, latitude, longitude, district, tps FROM reports"
    )
    assert (kind, category, what) == ("pelanggaran", "politik_uang", ENVELOPES)
    assert (latitude, longitude, district, tps) == (*citizen.place, "14.72.02", "007")
    [(happened, known)] = await town.rows("SELECT happened_words, known_at FROM reports")
    assert happened == "tadi malam"
    assert known == int(town.clock.now.timestamp() * 1000)
    [(confidential, sealed)] = await town.rows("SELECT confidential, sealed FROM reporters")
    assert confidential == 0
    assert isinstance(sealed, bytes)
    assert citizen.phone.encode() not in sealed


async def test_reports_are_numbered_without_gaps(town: Town) -> None:
    numbers = []
    for _ in range(3):
        citizen = town.citizen()
        await agrees(citizen)
        numbers.append(await reports(citizen))
    assert [number[:13] for number in numbers] == ["DMI-2411-0001", "DMI-2411-0002", "DMI-2411-0003"]
