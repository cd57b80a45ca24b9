"""Everybody at home: menu and help by role, what waits when one comes, and who is missing at the top."""

from reports.category import Category
from resort.rights import Post
from resort.roles import Role
from tests.stage.officers import PANWASCAM, POLSEK, a_command, about, calls, goes_off_duty, is_called, joins, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, reports

SEATS = {
    Role.OFFICER: (POLSEK, "Lapor sebagai petugas", "/giat"),
    Role.PARTNER: (PANWASCAM, "Lapor sebagai petugas", "sampaikan hasilnya"),
    Role.HEAD: (POLSEK, "Jadwal jaga", "/undang"),
    Role.DESK: ("spkt", "Belum diambil", "/buka"),
    Role.COMMAND: ("polres", "Daftar siaran", "/teks"),
}


async def test_each_role_has_its_menu_and_help_and_no_question_of_consent(town: Town) -> None:
    for role, (unit, button, command) in SEATS.items():
        person = await joins(town, f"Orang {role}", unit, role, Post.CHIEF if role is Role.COMMAND else None)
        await person.opens()
        menu = await person.hears("Anda sedang siaga")
        assert button in str(menu.labels)
        assert len(menu.labels) <= 9
        assert ("Catat laporan orang lain" in str(menu.labels)) is (role in (Role.HEAD, Role.DESK))
        assert "Darurat 110" not in str(menu.labels)
        await person.taps("Bantuan")
        assert command in (await person.hears("Kami tanya dulu")).text
        await person.taps("Menu utama")
        await person.hears("Anda sedang siaga")


async def test_a_penghubung_writes_down_for_others_and_reports_as_a_citizen(town: Town) -> None:
    liaison = await joins(town, "Penghulu", "polres", Role.LIAISON)
    await liaison.opens()
    menu = await liaison.hears("apa yang Anda lihat sendiri")
    assert "siaga" not in menu.text
    await liaison.taps("Bantuan")
    await liaison.hears("Panduan penghubung")
    await liaison.sends("spanduk pos ronda dirusak di TPS 7 Jaya Mukti")
    await town.rests()
    assert not any("Sebagai petugas" in str(each.labels) for each in liaison.chat_with_bot.messages)


async def test_what_waits_is_seen_by_who_comes_later(town: Town) -> None:
    citizen = town.citizen()
    await agrees(citizen)
    urgent = await reports(citizen, about(Category.TAWURAN))
    late = await joins(town, "Baru")
    await town.rests()
    assert any("Menunggu di wilayah Anda: 1" in each.text for each in late.chat_with_bot.messages)
    [call] = calls(late, urgent)
    await late.opens()
    await late.hears("Darurat menunggu di wilayah Anda")
    await late.taps("Terima", on=call)
    await is_called(late, urgent, "Sudah ada petugas")
    await late.sends("/start")
    await late.hears("Di tangan Anda atau Anda laporkan: 1")
    await late.taps("Laporan saya")
    await late.taps(urgent, on=await late.hears("Pilih untuk memunculkan"))
    await is_called(late, urgent, "Panggilan ini Anda buka lagi")


async def test_a_top_that_nobody_holds_is_said_to_the_desk(town: Town) -> None:
    desk = await joins(town, "Piket", "spkt", Role.DESK)
    operations = await a_command(town, Post.OPERATIONS, "Kabag Ops")
    citizen = town.citizen()
    await agrees(citizen)
    number = await reports(citizen, about(Category.TAWURAN))
    for _ in range(4):
        await ticks(town, minutes=3)
    told = [each.text for each in desk.chat_with_bot.messages if "belum ada Kapolres" in each.text]
    assert len(told) == 1
    assert number in told[0]
    await goes_off_duty(operations)
