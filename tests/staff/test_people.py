"""People have names inside: from the invitation on, in approvals, lists and histories; never for a citizen."""

import pytest

from locales import Refused
from resort.identity import Identity, read
from resort.rights import Post
from resort.roles import Role
from sandbox import Person
from tests.stage.desk import sees_queue
from tests.stage.officers import POLSEK, a_command, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, reports

BUDI = "AKP Budi Santoso, Kanit Reskrim"
TITLE = "AKP Budi Santoso (Kanit Reskrim Polsek Dumai Timur)"


@pytest.mark.parametrize(
    ("line", "identity"),
    [
        (BUDI, Identity("Budi Santoso", "AKP", "Kanit Reskrim")),
        ("akp. budi santoso", Identity("budi santoso", "AKP")),
        ("  AKBP   Dr. Rina  S.I.K., Kapolres ", Identity("Dr. Rina S.I.K.", "AKBP", "Kapolres")),
        ("Siti Aminah, Ketua Panwascam", Identity("Siti Aminah", "", "Ketua Panwascam")),
        ("Aiptu O'Neil-Wijaya", Identity("O'Neil-Wijaya", "Aiptu")),
        ("Kombes Pol Andi, Karo Ops", Identity("Andi", "Kombes Pol", "Karo Ops")),
        ("Akpian", Identity("Akpian")),
    ],
)
def test_one_line_is_rank_name_and_post(line: str, identity: Identity) -> None:
    assert read(line) == identity


@pytest.mark.parametrize(
    "line",
    ["", "AKP ", "08123456789", "Budi 0812 3456", "https://t.me/budi", "Budi, <b>", "<b>Budi</b>", "a" * 61],
)
def test_what_names_nobody_is_refused(line: str) -> None:
    with pytest.raises(Refused):
        read(line)


async def invited(by: Person, town: Town, line: str) -> Person:
    """Somebody whom a head invited by name, and who came."""
    await by.sends("/undang")
    await by.hears("Undang sebagai apa")
    await by.taps("Petugas")
    await by.hears("Siapa yang diundang")
    await by.sends(line)
    link = (await by.hears("hanya ditampilkan sekali")).text
    person = town.citizen("Akun Pribadi")
    await person.opens(link.partition("start=")[2].split()[0])
    await person.hears("Selamat bergabung")
    return person


async def test_a_name_goes_with_its_officer_and_never_to_a_citizen(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    head, desk = await joins(town, "Kapolsek", POLSEK, Role.HEAD), await joins(town, "Piket", "spkt", Role.DESK)
    await head.sends("/undang")
    await head.taps("Petugas", on=await head.hears("Undang sebagai apa"))
    await head.hears("Siapa yang diundang")
    await head.sends("08123456789")
    await head.hears("belum seperti nama")
    await head.sends("/batal")
    officer = await invited(head, town, BUDI)
    citizen = town.citizen()
    await agrees(citizen)
    number = await reports(citizen)
    await takes(officer, number)
    await ticks(town, minutes=1)
    await desk.sends(number)
    assert TITLE in (await desk.hears("Riwayat")).text
    assert "AKP Budi Santoso" in (await sees_queue(desk)).text
    await desk.taps(number)
    await desk.taps("👮 Tugaskan", on=await desk.hears("Riwayat"))
    await desk.taps("Polsek Dumai Timur", on=await desk.hears("untuk siapa"))
    await desk.taps("Satu petugas", on=await desk.hears("Apa alasannya"))
    await desk.taps("AKP Budi Santoso, Kanit Reskrim", on=await desk.hears("atau satu petugasnya"))
    assert f"kepada {TITLE}" in (await desk.hears("Apa alasannya")).text
    await head.sends("/petugas")
    unit = await head.hears("Petugas: 2")
    await head.taps("AKP Budi Santoso, Kanit Reskrim", on=unit)
    card = await head.hears("Tulis pesan kepadanya")
    assert "AKP Budi Santoso" in card.text
    assert f"tg://user?id={officer.id}" in str(card.raw)
    await head.taps("Nama", on=card)
    await head.hears("tulis pangkat")
    await head.sends("Kompol Budi Santoso, Wakapolsek")
    assert "Kompol Budi Santoso" in (await head.hears("Tulis pesan kepadanya")).text
    assert "Santoso" not in str([each.raw for each in citizen.chat_with_bot.messages])
    stored = await town.rows("SELECT place, sealed FROM people")
    assert len(stored) == 1
    assert b"Santoso" not in bytes(stored[0][1])  # type: ignore[call-overload]
    assert "Santoso" not in caplog.text


async def test_who_asks_for_approval_has_a_name_and_so_has_who_waits_at_the_door(town: Town) -> None:
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Wakapolres")
    await chief.sends("/undang")
    await chief.taps("Pimpinan", on=await chief.hears("Undang sebagai apa"))
    await chief.taps("Polres", on=await chief.hears("Untuk unit mana"))
    await chief.hears("Siapa yang diundang")
    await chief.sends("Kompol Rina Wati, Kabag Ops")
    link = (await chief.hears("hanya ditampilkan sekali")).text
    rina = town.citizen("Rina")
    await rina.opens(link.partition("start=")[2].split()[0])
    asked = await deputy.hears("Ini siapa")
    assert "Yang dimaksud: Kompol Rina Wati (Kabag Ops Polres)" in asked.text
    await deputy.taps("Benar orangnya", on=asked)
    await rina.hears("Selamat bergabung")
    await deputy.sends("/petugas")
    await deputy.taps("Polres", on=await deputy.hears("Pilih untuk melihat"))
    assert any("Kompol Rina Wati, Kabag Ops" in label for label in (await deputy.hears("Polres")).labels)
