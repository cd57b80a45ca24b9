"""Officers report too: as an officer under their callsign, or as a citizen in confidence; and help comes first."""

from resort.roles import Role
from sandbox import Person
from tests.stage.officers import PANWASCAM, POLSEK, a_command, calls, is_called, joins, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, number_on, reports

BRAWL = "ada keributan 20 orang di TPS 5 Jaya Mukti, saya sudah di lokasi"


async def test_an_officer_at_the_scene_handles_what_they_report(town: Town) -> None:
    desk = await joins(town, "Piket", "spkt", Role.DESK)
    officer = await joins(town, "Petugas")
    partner = await joins(town, "Pengawas", PANWASCAM, Role.PARTNER)
    acts = 1
    await officer.sends("ada kerumunan 20 orang di TPS 5, saya sudah di lokasi")
    asked = await officer.hears("Kirim sebagai apa")
    assert "110" not in asked.text
    acts += 1
    await officer.taps("Sebagai petugas")
    where = await officer.hears("Di mana")
    assert "Wilayah lain" in " ".join(each.label for each in where.buttons[3:])  # the own area comes first
    acts += 1
    await officer.taps("Jaya Mukti")
    card = await officer.hears("Laporan petugas")
    assert "dikirim sebagai Polsek Dumai Timur" in card.text
    assert all(word not in card.text for word in ("110", "Identitas"))
    assert "TPS 5" in card.text
    acts += 1
    await officer.taps("Saya tangani")
    number = number_on(await officer.hears("Anda tangani di lokasi"))
    assert acts <= 4
    [call] = calls(officer, number)
    assert "Laporan petugas" in call.text
    assert "Selesai" in [each.label.split(maxsplit=1)[1] for each in call.buttons]
    assert not any("Tanya pelapor" in each.label for each in call.buttons)
    told = await desk.hears("laporan petugas")
    assert "Polsek Dumai Timur 1" in told.text
    await desk.taps("Lihat laporan", on=told)
    opened = await desk.hears("Laporan petugas: Polsek Dumai Timur 1")
    assert not any("Tanya pelapor" in each.label for each in opened.buttons)
    assert calls(partner, number) == []
    [(state, filed)] = await town.rows("SELECT state, filed_by IS NOT NULL FROM reports")
    assert (state, filed) == ("ditindaklanjuti", 1)


async def test_a_cry_for_help_of_an_officer_is_two_actions(town: Town) -> None:
    desk, command = await joins(town, "Piket", "spkt", Role.DESK), await a_command(town)
    officer, colleague = await joins(town, "Petugas"), await joins(town, "Rekan")
    await officer.sends("tolong saya dikeroyok massa bawa parang di TPS 5 jaya mukti")
    asked = await officer.hears("Kirim sebagai apa")
    assert asked.buttons[0].label == "🆘 Butuh bantuan"
    await officer.taps("Butuh bantuan")
    number = number_on(await officer.hears("kami panggil"))
    for near in (command, desk, colleague):
        call = await is_called(near, number, "butuh bantuan")
        assert "Saya datang" in call.buttons[0].label


async def test_help_from_the_menu_goes_out_before_anybody_knows_where(town: Town) -> None:
    helper = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    officer = await joins(town, "Petugas")
    await officer.opens()
    await officer.taps("Butuh bantuan", on=await officer.hears("Anda sedang siaga"))
    await officer.taps("Butuh bantuan", on=await officer.hears("Kirim sebagai apa"))
    number = number_on(await officer.hears("Di mana Anda"))
    call = await is_called(helper, number, "butuh bantuan")
    await officer.shares_location(1.68, 101.45)
    await officer.hears("Dicatat pada")
    await helper.taps("Saya datang", on=call)
    await officer.hears("datang membantu Anda")
    await town.rests()
    assert any("location" in each.raw for each in helper.chat_with_bot.messages)


async def test_an_officers_emergency_that_is_not_sent_goes_by_itself(town: Town) -> None:
    """Nobody said as what: it goes in confidence. As an officer: under their callsign."""
    desk = await joins(town, "Piket", "spkt", Role.DESK)
    officer = await joins(town, "Petugas")
    await officer.sends("tolong ada orang bawa parang mengamuk di TPS 5 jaya mukti")
    await officer.hears("Kirim sebagai apa")
    await ticks(town, minutes=3)
    number = number_on(await officer.hears("sudah kami teruskan"))
    call = await is_called(desk, number)
    assert "Polsek Dumai Timur 1" not in call.text
    await officer.taps("Batalkan jika tidak jadi")
    await town.rests()


async def test_words_about_the_police_ask_again(town: Town) -> None:
    officer = await joins(town, "Petugas")
    await agrees_to_citizen(officer)
    await officer.sends("/lapor oknum polisi minta uang di TPS 5 Jaya Mukti kemarin sore")
    await officer.hears("Kirim sebagai apa")
    await officer.taps("Sebagai petugas")
    again = await officer.hears("menyangkut anggota polisi")
    assert "Sebagai warga" in again.buttons[0].label
    await officer.taps("Sebagai warga")
    card = await officer.hears("Periksa dulu")
    assert "Dikirim sebagai: warga (dirahasiakan)" in card.text


async def agrees_to_citizen(person: Person) -> None:
    await person.sends("/privasi")
    await person.hears("Kerahasiaan")
    await person.taps("Saya setuju")
    await person.hears("Terima kasih")


async def test_a_violation_reaches_panwascam_as_the_polices_information(town: Town) -> None:
    desk = await joins(town, "Piket", "spkt", Role.DESK)
    partner = await joins(town, "Pengawas", PANWASCAM, Role.PARTNER)
    officer = await joins(town, "Petugas")
    await officer.sends("/lapor ada yang bagi amplop uang ke warga di TPS 7 Jaya Mukti supaya memilih")
    await officer.hears("Kirim sebagai apa")
    await officer.taps("Sebagai petugas")
    await officer.hears("Laporan petugas")
    await officer.taps("Catat saja")
    number = number_on(await officer.hears("Bawaslu kami panggil"))
    call = await is_called(partner, number, "Informasi dari Polri")
    assert "bukan laporan warga" in call.text
    assert calls(desk, number) == []


async def test_a_citizens_report_of_the_same_is_joined_and_its_reporter_hears(town: Town) -> None:
    officer = await joins(town, "Petugas")
    citizen = town.citizen()
    await agrees(citizen)
    theirs = await reports(citizen)
    await is_called(officer, theirs)
    await officer.sends("/lapor ratusan orang berkumpul di depan kantor TPS 12 Jaya Mukti, jalan tertutup")
    await officer.hears("Kirim sebagai apa")
    await officer.taps("Sebagai petugas")
    await officer.hears("Laporan petugas")
    await officer.taps("Saya tangani")
    done = await officer.hears("Warga melaporkan hal yang mirip")
    assert theirs in done.text
    await officer.taps("Gabungkan", on=done)
    await officer.hears("digabungkan dengan laporan Anda")
    heard = await citizen.hears("sudah di lokasi")
    assert theirs in heard.text
    assert "Petugas" not in heard.text


async def test_a_partner_reports_the_same_way(town: Town) -> None:
    desk = await joins(town, "Piket", "spkt", Role.DESK)
    partner = await joins(town, "Pengawas", PANWASCAM, Role.PARTNER)
    await partner.sends("/lapor ada yang merusak kotak di TPS 7 Jaya Mukti barusan")
    await partner.hears("Kirim sebagai apa")
    await partner.taps("Sebagai petugas")
    await partner.hears("Laporan petugas")
    await partner.taps("Teruskan")
    number = number_on(await partner.hears("kami teruskan"))
    assert "Laporan mitra: Panwascam Dumai Timur 1" in (await is_called(desk, number)).text
