"""A report on the page: from the citizen's phone to the officer's Selesai, and the news about it."""

from tests.page.stage import Stage


async def test_a_report_with_photo_and_location_is_carried_to_its_end_while_the_tour_ticks(stage: Stage) -> None:
    citizen = await stage.sees("Warga")
    officer = await stage.joins("Petugas Polsek Dumai Timur", "petugas", "polsek-dumai-timur")
    await stage.page.get_by_role("button", name="Laporkan politik uang").click()
    await citizen.shown.get_by_role("button", name="MULAI").click()
    await citizen.answers("Selamat datang", "Saya setuju")
    await citizen.answers("Ada yang bisa kami bantu", "Lapor")
    await citizen.answers("Apa yang ingin Anda laporkan", "Pelanggaran pemilihan")
    await citizen.answers("Tentang apa", "Uang, tekanan")
    await citizen.answers("Lebih tepatnya", "Politik uang")
    await citizen.tells("Ceritakan singkat", "Ada yang membagikan amplop dari rumah ke rumah supaya warga memilih")
    await citizen.answers("Di mana kejadiannya", "Kirim lokasi")
    await citizen.taps("Kirim lokasi saya")
    await stage.page.get_by_role("button", name="Bagikan", exact=True).click()
    await citizen.answers("Anda masih di tempat kejadian", "Tidak, pilih tempatnya")
    await citizen.answers("Di mana kejadiannya", "Dumai Timur")
    await citizen.answers("di kelurahan atau desa mana", "Jaya Mukti")
    await citizen.tells("Tepatnya di mana", "Dekat TPS 7")
    await citizen.hears("Periksa dulu")
    await citizen.sends_photo(await stage.page.screenshot(), "Amplopnya")
    await citizen.answers("Bukti tersimpan", "Kirim sekarang")
    await citizen.hears("sudah kami terima")

    call = await officer.hears("Ada yang membagikan amplop")
    await officer.taps("Terima", on=call)
    await officer.hears("Sudah ada petugas")
    await stage.page.get_by_role("button", name="+3 menit").click()  # the minute in which it can be taken back
    await citizen.hears("sudah ada petugas yang membacanya")
    await officer.taps("Di lokasi", on=call)
    await officer.hears("Petugas di lokasi")
    await stage.page.get_by_role("button", name="+3 menit").click()
    await citizen.hears("petugas sudah di lokasi")
    await officer.taps("Selesai", on=call)
    await officer.answers("bagaimana hasilnya", "Tertangani")
    await officer.hears("Hasil: Tertangani")
    await citizen.hears("selesai dengan catatannya")
    await stage.has_ticked_all(9)
