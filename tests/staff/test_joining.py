"""Officers are let in by one-time links, see what their role may do, and lose everything when they are removed."""

from pathlib import Path

import pytest

from db.officers import Invite
from resort.rights import Post
from resort.roles import Role
from sandbox import Person
from tests.copies.media import bare_photo
from tests.desk.test_sealed import read_by
from tests.stage.composing import removes
from tests.stage.officers import POLSEK, a_command, calls, commands, invites, is_called, joins, organises, takes, ticks
from tests.stage.outside import content
from tests.stage.town import Town
from tests.stage.walks import agrees, button, reports


async def test_a_link_lets_one_person_in_once(town: Town) -> None:
    await organises(town)
    code = await invites(town, Invite(POLSEK, Role.OFFICER))
    first, second = town.citizen("Petugas"), town.citizen("Orang lain")
    await first.opens(f"masuk-{code}")
    welcome = await first.hears("Selamat bergabung, Polsek Dumai Timur 1")
    assert "Petugas" in welcome.text
    await second.opens(f"masuk-{code}")
    await second.hears("tidak berlaku lagi")
    assert await town.rows("SELECT callsign, unit, role, on_duty FROM officers") == [
        ("Polsek Dumai Timur 1", POLSEK, "petugas", 1)
    ]
    assert await town.rows("SELECT act, role, text FROM events WHERE act <> 'keadaan_dicatat'") == [
        ("masuk", "petugas", f"Polsek Dumai Timur 1, {POLSEK}")
    ]


async def test_a_code_can_be_typed(town: Town) -> None:
    await organises(town)
    person = town.citizen()
    await person.sends(f"/masuk {await invites(town, Invite('spkt', Role.DESK))}")
    await person.hears("Selamat bergabung")
    await person.sends("/masuk bukan-kode")
    await person.hears("tidak berlaku lagi")


async def test_a_link_expires(town: Town) -> None:
    await organises(town)
    code = await invites(town, Invite(POLSEK, Role.OFFICER), days=3)
    town.clock.passes(days=3, seconds=1)
    person = town.citizen()
    await person.opens(f"masuk-{code}")
    await person.hears("tidak berlaku lagi")
    assert await town.rows("SELECT count(*) FROM officers") == [(0,)]


async def test_the_database_knows_only_the_hash_of_a_code(town: Town) -> None:
    await organises(town)
    code = await invites(town, Invite(POLSEK, Role.OFFICER))
    await town.rests()
    assert code.encode() not in content(town.settings.address)
    assert len(code) >= 22  # 128 bits in base64


@pytest.mark.parametrize(
    ("role", "unit", "own", "not_own"),
    [
        (Role.OFFICER, POLSEK, {"siaga", "giat"}, {"antrean", "jaga", "undang", "petugas", "ikat", "buka"}),
        (Role.HEAD, POLSEK, {"siaga", "giat", "antrean", "jaga", "undang", "petugas", "ikat"}, {"buka"}),
        (Role.DESK, "spkt", {"siaga", "giat", "antrean", "jaga", "buka"}, {"undang", "petugas", "ikat"}),
        (
            Role.COMMAND,
            "polres",
            {"siaga", "giat", "antrean", "jaga", "undang", "petugas", "ikat", "buka"},
            set(),
        ),
        (Role.PARTNER, "bawaslu", {"siaga"}, {"giat", "antrean", "jaga", "undang", "petugas", "ikat", "buka"}),
    ],
)
async def test_each_role_sees_its_own_commands(
    town: Town, role: Role, unit: str, own: set[str], not_own: set[str]
) -> None:
    person = await joins(town, "Orang", unit, role)
    await town.rests()
    commands = set(person.commands())
    assert own <= commands
    assert not not_own & commands
    assert "lapor" in commands


@pytest.mark.parametrize(
    ("role", "unit", "refused"),
    [
        (None, "", ("/siaga", "/jaga", "/undang", "/petugas")),
        (Role.OFFICER, POLSEK, ("/jaga", "/undang", "/petugas")),
        (Role.DESK, "spkt", ("/undang", "/petugas")),
        (Role.PARTNER, "bawaslu", ("/jaga", "/undang", "/petugas")),
    ],
)
async def test_commands_of_others_are_refused(
    town: Town, role: Role | None, unit: str, refused: tuple[str, ...]
) -> None:
    person = town.citizen() if role is None else await joins(town, "Orang", unit, role)
    for command in refused:
        await person.sends(command)
        await person.hears("hanya untuk petugas yang berwenang")


async def test_the_command_invites_from_chat_in_any_role(town: Town) -> None:
    chief = await a_command(town)
    await chief.sends("/undang")
    await chief.hears("Undang sebagai apa")
    await chief.taps("Mitra")
    asked = await chief.hears("Untuk unit mana")
    assert "Polres" not in asked.labels
    await chief.taps("Bawaslu")
    await chief.taps("Tanpa nama", on=await chief.hears("Siapa yang diundang"))
    link = (await chief.hears("hanya ditampilkan sekali")).text
    partner = town.citizen("Pengawas")
    await partner.opens(link.partition("start=")[2].split()[0])
    await partner.hears("Selamat bergabung, Bawaslu 1")
    assert await town.rows("SELECT role, unit, invited_by FROM invites WHERE role = 'mitra'") == [
        ("mitra", "bawaslu", 1)
    ]
    assert ("undang", "mitra, bawaslu") in await town.rows("SELECT act, text FROM events")


async def test_a_link_dies_with_the_seat_of_who_made_it(town: Town) -> None:
    chief, fallen = await a_command(town), await a_command(town, Post.DEPUTY, "Wakapolres")
    await fallen.sends("/undang")
    await fallen.hears("Undang sebagai apa")
    await fallen.taps("Pimpinan")
    await fallen.hears("Untuk unit mana")
    await fallen.taps("Polres")
    await fallen.taps("Tanpa nama", on=await fallen.hears("Siapa yang diundang"))
    link = (await fallen.hears("hanya ditampilkan sekali")).text
    await removes(chief, await a_command(town, Post.OPERATIONS, "Kabag"), "Polres 2")
    await fallen.hears("Akses Anda sebagai petugas")
    for account in (fallen, town.citizen("Akun kedua")):
        await account.opens(link.partition("start=")[2].split()[0])
        await account.hears("tidak berlaku lagi")
    assert await town.rows("SELECT callsign FROM officers WHERE removed_at IS NULL") == [("Polres 1",), ("Polres 3",)]


async def test_a_head_who_became_an_officer_lets_nobody_in(town: Town) -> None:
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    await head.sends("/undang")
    await head.hears("Undang sebagai apa")
    await head.taps("Petugas")
    await head.taps("Tanpa nama", on=await head.hears("Siapa yang diundang"))
    link = (await head.hears("hanya ditampilkan sekali")).text
    await head.opens(f"masuk-{await invites(town, Invite(POLSEK, Role.OFFICER))}")
    await head.taps("Ya, pindah", on=await head.hears("Pindah ke sana"))
    await head.hears("Peran: Petugas")
    stranger = town.citizen()
    await stranger.opens(link.partition("start=")[2].split()[0])
    await stranger.hears("tidak berlaku lagi")


async def test_the_command_hears_of_a_new_seat_in_it(town: Town) -> None:
    chief = await a_command(town)
    await a_command(town, Post.DEPUTY, "Wakapolres")
    await chief.hears("Polres 2 (Wakapolres) baru bergabung sebagai pimpinan")
    await joins(town, "Petugas")
    await chief.hears_nothing()


async def test_a_head_invites_only_officers_and_only_into_the_own_unit(town: Town) -> None:
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    await head.sends("/undang")
    asked = await head.hears("Undang sebagai apa")
    assert asked.labels == ["Petugas", "Bhabinkamtibmas"]
    await head.forges("o:0:inv=komando,polres", on=asked)
    await head.sees_toast("hanya untuk petugas yang berwenang")
    await head.forges("o:0:inv=petugas,polres", on=asked)
    await head.taps("Tanpa nama", on=await head.hears("Siapa yang diundang"))
    await head.hears("Undangan untuk Petugas, Polsek Dumai Timur")
    assert await town.rows("SELECT DISTINCT unit, role FROM invites") == [(POLSEK, "kepala_unit"), (POLSEK, "petugas")]


async def test_a_bhabinkamtibmas_is_bound_to_a_kelurahan_of_the_unit(town: Town) -> None:
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    await head.sends("/undang")
    asked = await head.hears("Undang sebagai apa")
    await head.taps("Bhabinkamtibmas")
    asked = await head.hears("kelurahan atau desa mana")
    await head.forges(f"o:0:inv=bhabin,{POLSEK},14.72.01.1001", on=asked)
    await head.sees_toast("pertanyaan sebelumnya")
    await head.taps("Jaya Mukti")
    await head.sends("Aipda Rudi Hartono, Bhabinkamtibmas Jaya Mukti")
    link = (await head.hears("Untuk Aipda Rudi Hartono")).text
    person = town.citizen()
    await person.opens(link.partition("start=")[2].split()[0])
    await person.hears("Selamat bergabung")
    assert await town.rows("SELECT village FROM officers WHERE village IS NOT NULL") == [("14.72.02.1004",)]


async def test_an_officer_cannot_make_links_with_forged_buttons(town: Town) -> None:
    officer = await joins(town, "Petugas")
    for data in ("o:0:inv=petugas,polres", "o:0:inv=komando,polres", "o:0:unit=", "o:0:person=1", "o:0:removed=1"):
        officer.toasts.clear()
        await officer.forges(data, on=officer.last)
        await officer.sees_toast("hanya untuk petugas yang berwenang")
    assert await town.rows("SELECT count(*) FROM invites") == [(1,)]
    assert await town.rows("SELECT count(*) FROM officers WHERE removed_at IS NULL") == [(1,)]


async def test_a_removed_officer_loses_everything_on_old_messages_too(citizen: Person, town: Town) -> None:
    chief, officer = await a_command(town), await joins(town, "Petugas")
    other = await joins(town, "Rekan")
    await agrees(citizen)
    number = await reports(citizen)
    call = await takes(officer, number)
    await citizen.sends("pelakunya berjaket kuning")
    await citizen.hears("ditambahkan")
    await citizen.sends_photo(bare_photo())
    await citizen.hears("ditambahkan")
    await town.turns("SELECT 1 FROM evidence WHERE copies > 0")
    await officer.taps("Lihat bukti", on=calls(officer, number)[-1])
    await town.rests()
    assert "kuning" in read_by(officer)
    await chief.sends("/petugas")
    await chief.hears("Unit")
    await chief.taps("Lainnya")
    await chief.taps("Lainnya")
    await chief.taps("Polsek Dumai Timur")
    await chief.hears("Petugas: 2")
    await chief.taps("🟢 Polsek Dumai Timur 1")
    await chief.hears("Peran: Petugas")
    await chief.taps("Keluarkan")
    await chief.hears("Semua haknya langsung hilang")
    await chief.taps("Ya, keluarkan")
    await chief.hears("sudah dikeluarkan")
    await officer.hears("sudah diakhiri")
    await is_called(other, number, "tidak bertugas lagi")
    await town.rests()
    assert "ditarik dari sini" in read_by(officer)
    assert not [word for word in ("ratusan", "kuning") if word in read_by(officer)], "a lost phone tells nothing"
    assert not [each for each in officer.chat_with_bot.messages if each.from_bot and each.file_id]
    for act in ("go", "there", "done", "help", "no", "pass", "ask", "take", "files", "result"):
        officer.toasts.clear()
        await officer.forges(f"p:0:{act}=1", on=call)
        await officer.sees_toast("hanya untuk petugas yang berwenang")
    await officer.sends("/siaga")
    await officer.hears("hanya untuk petugas yang berwenang")
    await town.rests()
    assert "siaga" not in officer.commands()
    assert await town.rows("SELECT state, officer FROM reports") == [("diverifikasi", None)]
    assert await town.rows("SELECT count(*) FROM waits") == [(1,)]
    assert ("keluarkan", "Polsek Dumai Timur 1") in await town.rows("SELECT act, text FROM events")


async def test_a_removed_officer_hears_no_more_of_the_report(citizen: Person, town: Town) -> None:
    chief, officer = await a_command(town), await joins(town, "Petugas")
    await agrees(citizen)
    number = await reports(citizen)
    await is_called(officer, number)
    await chief.forges("o:0:removed=2", on=chief.last)
    await officer.hears("sudah diakhiri")
    await citizen.taps("Tambah keterangan")
    await citizen.hears("Kirim keterangan")
    await citizen.sends("Sekarang mereka pindah ke pasar")
    await citizen.hears("Sudah ditambahkan")
    await town.rests()
    await officer.hears_nothing()
    assert "pasar" not in "".join(message.text for message in officer.chat_with_bot.messages)


async def test_words_asked_of_an_officer_who_was_removed_meanwhile_do_nothing(citizen: Person, town: Town) -> None:
    chief, officer = await a_command(town), await joins(town, "Petugas")
    await agrees(citizen)
    number = await reports(citizen)
    call = await is_called(officer, number)
    await officer.taps("Tolak", on=call)
    await officer.hears("mengapa tidak bisa")
    await chief.forges("o:0:removed=2", on=chief.last)
    await officer.hears("sudah diakhiri")
    await officer.sends("Sedang di tempat lain")
    await officer.hears("hanya untuk petugas yang berwenang")
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'kembalikan'") == [(0,)]


async def test_nobody_removes_themselves_and_no_head_removes_the_command(town: Town) -> None:
    chief = await a_command(town)
    head = await joins(town, "Kepala", "polres", Role.HEAD)
    await chief.forges("o:0:removed=1", on=chief.last)
    await chief.sees_toast("diri sendiri")
    await head.forges("o:0:removed=1", on=head.last)
    await head.sees_toast("hanya untuk petugas yang berwenang")
    assert await town.rows("SELECT count(*) FROM officers WHERE removed_at IS NULL") == [(2,)]


async def test_a_head_sees_and_removes_only_the_own_people(town: Town) -> None:
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    stranger = await joins(town, "Orang lain", "polsek-dumai-barat")
    await head.sends("/petugas")
    await head.hears("Polsek Dumai Timur")
    for data in ("o:0:unit=polsek-dumai-barat", "o:0:person=2", "o:0:removed=2", "o:0:plan=2", "o:0:move=2"):
        head.toasts.clear()
        await head.forges(data, on=head.last)
        await head.sees_toast("hanya untuk petugas yang berwenang")
    await stranger.sends("/siaga")
    await stranger.hears("sedang siaga")


async def test_the_command_moves_somebody_to_another_unit(citizen: Person, town: Town) -> None:
    chief, officer = await a_command(town), await joins(town, "Petugas", "polsek-dumai-barat")
    await chief.sends("/petugas")
    await chief.taps("Lainnya")
    await chief.taps("Polsek Dumai Barat")
    await chief.taps("🟢 Polsek Dumai Barat 1")
    await chief.taps("Pindahkan")
    await chief.hears("ke unit mana")
    await chief.taps("Lainnya")
    await chief.taps("Lainnya")
    await chief.taps("Polsek Dumai Timur")
    await chief.hears("Unit: Polsek Dumai Timur")
    await officer.hears("dipindahkan ke Polsek Dumai Timur")
    await agrees(citizen)
    await is_called(officer, await reports(citizen))
    assert ("pindahkan", f"Polsek Dumai Barat 1 ke {POLSEK}") in await town.rows("SELECT act, text FROM events")


async def test_callsigns_are_never_given_twice(town: Town) -> None:
    chief = await a_command(town)
    await joins(town, "Satu")
    await joins(town, "Dua")
    await chief.forges("o:0:moveto=2,spkt", on=chief.last)
    await chief.hears("Unit: SPKT")
    await joins(town, "Tiga")
    callsigns = [row[0] for row in await town.rows("SELECT callsign FROM officers")]
    assert len(set(callsigns)) == len(callsigns)


async def test_who_changes_the_unit_by_a_new_link_keeps_what_they_took(citizen: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    await agrees(citizen)
    number = await reports(citizen)
    call = await takes(officer, number)
    await officer.opens(f"masuk-{await invites(town, Invite('samapta', Role.OFFICER))}")
    await officer.hears("Anda sekarang Polsek Dumai Timur 1")
    assert await town.rows("SELECT count(*) FROM officers") == [(1,)]  # a link that is opened changes nothing yet
    await officer.taps("Ya, pindah")
    await officer.hears("Selamat bergabung, Satuan Samapta 1")
    await officer.taps("Menuju lokasi", on=call)
    await town.rests()
    await ticks(town, minutes=1)
    await citizen.hears("menuju lokasi")
    assert calls(officer, number)
    assert await town.rows("SELECT count(*) FROM officers WHERE removed_at IS NULL") == [(1,)]


async def test_the_command_line_sets_units_up_and_lets_the_first_one_in(quiet_town: Town, tmp_path: Path) -> None:
    town = quiet_town
    code, csv, _ = await commands(town, "units", "example")
    assert code == 0
    file = tmp_path / "units.csv"
    file.write_text(csv, encoding="utf-8")
    assert (await commands(town, "migrate"))[0] == 0
    for _ in range(2):
        code, out, _ = await commands(town, "units", "import", str(file))
        assert (code, out.split()[1:]) == (0, ["units", "are", "in", "place."])
    broken = tmp_path / "broken.csv"
    broken.write_text(csv.replace("polsek-dumai-timur,", "polsek dumai timur,") + "satu,Satu,entah,polsek,-,,,,,,,\n")
    code, _, err = await commands(town, "units", "import", str(broken))
    assert code == 1
    assert "line 1" in err
    assert "agency: expected one of" in err
    code, _, err = await commands(town, "invite", "--role", "komando", "--unit", "tidak-ada")
    assert code == 1
    assert "there is no unit tidak-ada" in err
    code, out, _ = await commands(town, "invite", "--role", "komando", "--unit", "polres", "--post", "kapolres")
    assert code == 0
    link = out.partition("/start ")[2].split()[0]
    async with town.open():
        chief = town.citizen("Pimpinan")
        await chief.opens(link)
        await chief.hears("Selamat bergabung, Polres 1")
    assert await town.rows("SELECT role, post FROM officers") == [("komando", Post.CHIEF)]
    assert await town.rows("SELECT act, role, text FROM events WHERE act <> 'keadaan_dicatat' ORDER BY id LIMIT 1") == [
        ("undang", "pengelola", "komando, polres")
    ]


async def test_a_button_of_an_officer_does_nothing_for_another_account(citizen: Person, town: Town) -> None:
    chief = await a_command(town)
    await chief.sends("/petugas")
    shown = await chief.hears("Unit")
    data = button(shown, "Lainnya")
    await citizen.forges(data, on=shown)
    await citizen.sees_toast()
    await town.rests()
    assert chief.chat_with_bot.by_id[shown.id].labels == shown.labels
