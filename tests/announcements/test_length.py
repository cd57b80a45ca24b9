"""Announcements and reminders that are longer than a message can be."""

from resort.roles import Role
from tests.stage.composing import asks, commands, writes
from tests.stage.officers import joins
from tests.stage.town import Town


async def test_a_reminder_too_long_to_be_sent_is_refused_and_asked_for_again(town: Town) -> None:
    chief = await commands(town, "Kapolres")
    await chief.sends("/program")
    await chief.forges("g:0:change=1", on=chief.last)
    await chief.hears("Tuliskan isi baru")
    await chief.sends("Datanglah ke TPS. " * 227)
    await chief.hears("Terlalu panjang")
    await chief.sends("Datanglah ke TPS tepat waktu.")
    await chief.hears("sudah diganti")


async def test_an_announcement_with_very_many_concerns_still_reaches_its_approver(town: Town) -> None:
    composer = await commands(town, "Kapolres")
    approver = await joins(town, "Wakapolres", "polres", Role.COMMAND)
    words = "\n".join(f"ingat nomor {number} partai urut {number}" for number in range(1, 100))
    await writes(composer, words)
    await asks(composer)
    request = await approver.hears("Mohon persetujuan")
    assert "hal lain" in request.text
