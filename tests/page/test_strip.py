"""The strip drives the world: its clock, and what can go wrong between the bot and Telegram."""

from playwright.async_api import expect

from reports.category import Category
from tests.page.stage import Stage
from tests.stage.officers import about
from tests.stage.walks import agrees, reports


async def test_a_jump_of_the_clock_makes_a_waiting_report_climb(stage: Stage) -> None:
    await stage.loads_the_example()
    clock = stage.page.get_by_label("Waktu di kotak pasir")
    await expect(clock).to_contain_text("15.0")
    head = await stage.phone("Kapolsek Dumai Timur")
    operations = await stage.phone("Kabag Ops")
    await stage.page.get_by_role("button", name="H-1 18.00").click()
    await expect(clock).to_contain_text("18.00")
    await head.hears("Belum ada yang mengambil laporan ini dalam 15 menit")
    await stage.page.get_by_role("button", name="H 06.00").click()
    await expect(clock).to_contain_text("06.00")
    await expect(stage.page.get_by_text("Rabu, 27 November 2024", exact=True)).to_be_visible()
    await operations.hears("Belum ada yang mengambil laporan ini dalam 15 menit")


async def test_the_tour_of_the_escalation_ticks_rung_by_rung(stage: Stage) -> None:
    await stage.loads_the_example()
    citizen = stage.sandbox.world.named("Warga")
    assert citizen is not None
    await agrees(citizen)
    await stage.page.get_by_role("button", name="Eskalasi tanpa jawaban").click()
    officer = await stage.sees("Petugas Polsek Dumai Timur")
    number = await reports(citizen, about(Category.TAWURAN))
    call = await officer.hears(number)
    for rung in ("Kapolsek Dumai Timur", "Kabag Ops"):
        await stage.page.get_by_role("button", name="+3 menit").click()
        await (await stage.sees(rung)).hears("Belum ada yang mengambil laporan ini dalam 3 menit")
    await officer.taps("Terima", on=call)
    await stage.has_ticked_all(6)


async def test_a_jump_of_the_clock_sends_the_reminders_that_are_due(stage: Stage) -> None:
    await stage.loads_the_example()
    group = await stage.phone("Grup TPS 1 Jaya Mukti")
    officer = await stage.phone("Petugas Polsek Dumai Timur")
    await stage.page.get_by_role("button", name="H-1 18.00").click()
    reminder = await group.hears("07.00 WIB")
    await expect(reminder.locator("time")).to_have_text("16.00")  # when it was due, not when the jump ended
    await stage.page.get_by_role("button", name="H 06.00").click()
    await officer.hears("hari ini kita mengamankan pemungutan suara")


async def test_the_clock_stands_still_and_jumps_to_any_moment(stage: Stage) -> None:
    clock = stage.page.get_by_label("Waktu di kotak pasir")
    await stage.page.get_by_label("Lompat ke tanggal dan jam").fill("2024-11-27T12:55")
    await stage.page.get_by_role("button", name="Lompat", exact=True).click()
    await expect(clock).to_contain_text("12.55")
    await stage.page.get_by_role("button", name="Jeda").click()
    await expect(stage.page.get_by_role("button", name="Jalankan")).to_be_visible()
    stood = stage.sandbox.world.now()
    await stage.page.get_by_role("button", name="+3 menit").click()
    await expect(clock).to_contain_text("12.58")
    assert (stage.sandbox.world.now() - stood).total_seconds() == 180
    await stage.page.get_by_role("button", name="+1 jam").click()
    await expect(clock).to_contain_text("13.58")


async def test_what_was_said_while_the_bot_was_cut_off_is_answered_later(stage: Stage) -> None:
    citizen = await stage.phone("Warga")
    await stage.page.get_by_text("Gangguan", exact=True).click()
    await stage.page.get_by_label("Lama gangguan (detik)").fill("2")
    for trouble in ("Putuskan jaringan", "Banjir (429)"):
        await stage.page.get_by_role("button", name=trouble).click()
        await expect(stage.page.get_by_text("selama 2 detik")).to_be_visible()
    await stage.page.get_by_role("button", name="Lambatkan").click()
    await stage.page.get_by_role("button", name="Pulihkan").click()
    await expect(stage.page.get_by_text("Semua normal kembali")).to_be_visible()
    await citizen.shown.get_by_role("button", name="MULAI").click()
    await citizen.hears("Selamat datang")


async def test_a_person_blocks_the_bot_and_lets_it_in_again(stage: Stage) -> None:
    person = stage.sandbox.world.named("Warga")
    assert person is not None
    await stage.page.get_by_text("Gangguan", exact=True).click()
    await stage.page.get_by_label("Orang yang memblokir bot").select_option("Warga")
    await stage.page.get_by_role("button", name="Blokir", exact=True).click()
    await expect(stage.page.get_by_text("Warga memblokir bot.")).to_be_visible()
    assert person.chat_with_bot.blocked
    await stage.page.get_by_role("button", name="Buka blokir").click()
    await expect(stage.page.get_by_text("Warga membuka blokir bot.")).to_be_visible()
    assert not person.chat_with_bot.blocked
