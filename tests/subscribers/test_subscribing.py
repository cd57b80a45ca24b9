"""Subscribing: what a group, a channel or a citizen gets, and who may say so."""

import pytest

from resort.area import Areas
from sandbox import Group, Person
from sandbox.world.groups import ANONYMOUS
from tests.stage.officers import joins
from tests.stage.subscribers import ALL, chosen, commanders, goes_out
from tests.stage.town import Town

DUMAI_TIMUR = "14.72.02"


@pytest.fixture
def chair(town: Town) -> Person:
    return town.citizen("Ketua RT")


@pytest.fixture
def group(town: Town, chair: Person) -> Group:
    return town.world.group("Warga RT 3", owner=chair, members=[town.citizen("Anggota")])


@pytest.mark.usefixtures("way_in")
async def test_a_group_is_greeted_once_and_its_admin_chooses(town: Town, group: Group, chair: Person) -> None:
    group.adds_bot(chair)
    greeting = await chair.hears(chat=group)
    for word in ("imbauan resmi", "netral", "/langganan", "/berhenti", "tidak kami simpan"):
        assert word in greeting.text
    await chair.hears_nothing(chat=group)
    assert await chosen(town) == []

    await chair.taps("Atur langganan", chat=group)
    choice = await chair.hears("Langganan aktif", chat=group)
    assert choice.id == greeting.id
    assert "Seluruh wilayah" in choice.text
    assert await chosen(town) == [("grup", None, ALL, "")]
    await chair.taps("Klarifikasi hoaks", chat=group)
    assert "hoaks" not in (await chair.hears("Langganan aktif", chat=group)).text
    await chair.taps("Imbauan", chat=group)
    await chair.hears("Topik: Pengingat hari-H", chat=group)
    await chair.taps("Pengingat hari-H", chat=group)
    await chair.hears("belum ada, pilih di bawah", chat=group)
    await chair.taps("Klarifikasi hoaks", chat=group)
    await chair.hears("Topik: Klarifikasi hoaks", chat=group)
    assert await chosen(town) == [("grup", None, "klarifikasi", "")]


async def test_areas_are_chosen_by_kecamatan_and_kelurahan(town: Town, resident: Person) -> None:
    await resident.sends("/langganan")
    await resident.hears("Langganan Anda aktif")
    await resident.taps("Pilih wilayah")
    await resident.hears("Untuk wilayah mana")
    await resident.taps("Dumai Timur")
    await resident.hears("beberapa kelurahan")
    await resident.taps("Jaya Mukti")
    await resident.hears("Dipilih: Jaya Mukti")
    await resident.taps("Bukit Batrem")
    await resident.hears("Bukit Batrem")
    [(*_, areas)] = await chosen(town)
    assert isinstance(areas, str)
    assert len(areas.split()) == 2

    await resident.taps("Kembali")
    districts = await resident.hears("Untuk wilayah mana")
    assert "✅ Dumai Timur (2)" in districts.labels
    await resident.taps("Dumai Timur")
    await resident.taps("Seluruh Dumai Timur")
    await resident.hears("Dipilih: Dumai Timur")
    assert [areas for *_, areas in await chosen(town)] == [DUMAI_TIMUR]
    await resident.taps("Teluk Binjai")
    await resident.hears("Dipilih: Teluk Binjai")
    await resident.taps("Teluk Binjai")
    await resident.hears("Dipilih: Seluruh wilayah")

    await resident.taps("Jaya Mukti")
    await resident.hears("Dipilih: Jaya Mukti")
    await resident.taps("Kembali")
    await resident.hears("Untuk wilayah mana")
    await resident.taps("Seluruh wilayah")
    assert "✅ Seluruh wilayah" in (await resident.hears("Dipilih: Seluruh wilayah")).labels
    assert [areas for *_, areas in await chosen(town)] == [""]


async def test_no_screen_has_more_than_eight_buttons_and_all_areas_can_be_reached(town: Town) -> None:
    citizen = town.citizen()
    await citizen.sends("/langganan")
    await citizen.hears("Langganan Anda aktif")
    await citizen.taps("Pilih wilayah")
    first = screen = await citizen.hears("Untuk wilayah mana")
    districts: set[str] = set()
    while not districts or screen.labels != first.labels:
        assert len(screen.buttons) <= 8
        districts |= {label for label in screen.labels if label.startswith("◻️")}
        await citizen.taps("Lainnya")
        screen = await citizen.hears("Untuk wilayah mana")
    areas = Areas.load(town.settings.resort_code)
    assert districts == {f"◻️ {district.name}" for district in areas.districts}
    await citizen.taps("Bukit Kapur")
    villages = await citizen.hears("beberapa kelurahan")
    assert len(villages.buttons) <= 8
    assert all(button.data is not None and len(button.data.encode()) <= 64 for button in villages.buttons)


async def test_berhenti_ends_it_and_the_choice_is_kept(town: Town, group: Group, chair: Person) -> None:
    group.adds_bot(chair)
    await chair.taps("Atur langganan", chat=group)
    await chair.taps("Klarifikasi hoaks", chat=group)
    await chair.hears("Topik: Imbauan, Pengingat hari-H", chat=group)
    await chair.sends("/berhenti", chat=group)
    await chair.hears("langganan dihentikan", chat=group)
    assert await chosen(town) == [("grup", "berhenti", "imbauan pengingat", "")]
    await chair.sends("/berhenti@siaga_sandbox_bot", chat=group)
    await chair.hears("Belum ada langganan", chat=group)
    await chair.taps("Mulai langganan", chat=group)
    await chair.hears("Topik: Imbauan, Pengingat hari-H", chat=group)
    await chair.taps("Berhenti langganan", chat=group)
    await chair.hears("langganan dihentikan", chat=group)


async def test_a_button_older_than_the_end_does_nothing(town: Town, group: Group, chair: Person) -> None:
    group.adds_bot(chair)
    await chair.taps("Atur langganan", chat=group)
    old = await chair.hears("Langganan aktif", chat=group)
    await chair.sends("/berhenti", chat=group)
    await chair.hears("langganan dihentikan", chat=group)
    await chair.taps("Klarifikasi hoaks", on=old)
    await chair.sees_toast("sedang tidak aktif")
    assert await chosen(town) == [("grup", "berhenti", ALL, "")]


async def test_who_is_no_admin_cannot_choose(town: Town, group: Group, chair: Person) -> None:
    [member] = [each for each in town.world.people.values() if each.name == "Anggota"]
    group.adds_bot(chair)
    greeting = await chair.hears("/langganan", chat=group)
    await member.taps("Atur langganan", chat=group)
    await member.sees_toast("hanya bisa diatur oleh adminnya")
    for command in ("/langganan", "/berhenti"):
        await member.sends(command, chat=group)
        await chair.hears("hanya bisa diatur oleh adminnya", chat=group)
    await member.forges("t:0:on=imbauan", on=greeting)
    await member.forges("t:0:open", on=greeting)
    await town.rests()
    assert await chosen(town) == []


async def test_an_admin_who_was_removed_cannot_use_old_buttons(town: Town, group: Group, chair: Person) -> None:
    deputy = town.citizen("Wakil Ketua")
    group.joins(deputy)
    group.promotes(deputy)
    group.adds_bot(chair)
    await deputy.taps("Atur langganan", chat=group)
    choice = await deputy.hears("Langganan aktif", chat=group)
    group.demotes(deputy)
    await deputy.taps("Klarifikasi hoaks", on=choice)
    await deputy.sees_toast("hanya bisa diatur oleh adminnya")
    await deputy.sends("/berhenti", chat=group)
    await chair.hears("hanya bisa diatur oleh adminnya", chat=group)
    group.leaves(deputy, by=chair)
    await deputy.forges("t:0:stop", on=choice)
    await town.rests()
    assert await chosen(town) == [("grup", None, ALL, "")]


async def test_an_anonymous_admin_is_an_admin(town: Town, group: Group, chair: Person) -> None:
    deputy = town.citizen("Wakil Ketua")
    group.joins(deputy)
    group.promotes(deputy, anonymous=True)
    group.adds_bot(chair)
    await deputy.sends("/langganan", chat=group)
    await deputy.hears("Langganan aktif", chat=group)
    await deputy.taps("Klarifikasi hoaks", chat=group)
    choice = await deputy.hears("Topik: Imbauan, Pengingat hari-H", chat=group)
    place = {"message_id": choice.id, "date": 0, "chat": group.info}
    tap = {"id": "9", "from": ANONYMOUS, "chat_instance": "9", "message": place, "data": "t:0:on=klarifikasi"}
    town.world.injects({"callback_query": tap}, lane=group.id)
    await deputy.hears("Topik: Imbauan, Pengingat hari-H, Klarifikasi", chat=group)
    await deputy.sends("/berhenti", chat=group)
    await deputy.hears("langganan dihentikan", chat=group)


async def test_another_channel_that_writes_in_the_group_is_no_admin(town: Town, group: Group, chair: Person) -> None:
    group.adds_bot(chair)
    channel = town.world.channel("Kabar Kota", admins=[chair], bot="administrator")
    said = await chair.sends("/langganan", chat=group)
    await chair.hears("Langganan aktif", chat=group)
    await chair.sends("/berhenti", chat=group)
    await chair.hears("langganan dihentikan", chat=group)
    forwarded = {**said.raw, "message_id": 990, "from": {"id": 136817688, "is_bot": True, "first_name": "Channel"}}
    town.world.push("message", {**forwarded, "sender_chat": channel.info}, group.id)
    await chair.hears("hanya bisa diatur oleh adminnya", chat=group)


async def test_when_telegram_cannot_say_who_is_admin_nothing_is_changed(
    town: Town, group: Group, chair: Person
) -> None:
    group.adds_bot(chair)
    await chair.taps("Atur langganan", chat=group)
    await chair.hears("Langganan aktif", chat=group)
    town.world.faults.add("error", methods=["getChatAdministrators"])
    await chair.sends("/berhenti", chat=group)
    await chair.hears("belum bisa memastikan", chat=group)
    assert await chosen(town) == [("grup", None, ALL, "")]
    await chair.sends("/berhenti", chat=group)
    await chair.hears("langganan dihentikan", chat=group)


@pytest.mark.parametrize(
    "data",
    ["t:0:on=lain", "t:0:add=99.99.99", "t:0:add=14.72", "t:0:district=x@9", "t:0:areas=@-1", "t:0:lain", "t:0:"],
)
async def test_a_forged_choice_changes_nothing(town: Town, data: str) -> None:
    citizen = town.citizen()
    await citizen.sends("/langganan")
    choice = await citizen.hears("Langganan Anda aktif")
    await citizen.forges(data, on=choice)
    await town.rests()
    assert await chosen(town) == [("warga", None, ALL, "")]
    assert await town.rows("SELECT failure FROM inbox WHERE failure IS NOT NULL") == []


async def test_a_citizen_subscribes_from_imbauan_and_stops(town: Town, resident: Person) -> None:
    await resident.sends("/imbauan")
    await resident.taps("Langganan imbauan")
    await resident.hears("Langganan Anda aktif")
    assert await chosen(town) == [("warga", None, ALL, "")]
    await goes_out(town, "Mari jaga ketertiban")
    await resident.hears("Mari jaga ketertiban")
    await resident.sends("/berhenti")
    await resident.hears("langganan dihentikan")
    await goes_out(town, "Simpan nomor 110")
    await resident.hears_nothing()


async def test_a_citizen_who_blocks_the_bot_and_comes_back_has_what_they_chose(town: Town, resident: Person) -> None:
    await resident.sends("/langganan")
    await resident.hears("Langganan Anda aktif")
    await resident.taps("Pengingat hari-H")
    await resident.hears("Topik: Imbauan, Klarifikasi hoaks")
    await resident.blocks_bot()
    await town.rests()
    assert await chosen(town) == [("warga", "dikeluarkan", "imbauan klarifikasi", "")]
    await resident.unblocks_bot()
    await resident.hears("berlanjut seperti sebelumnya")
    assert await chosen(town) == [("warga", None, "imbauan klarifikasi", "")]


async def test_a_channel_subscribes_with_a_post(town: Town) -> None:
    editor, reader = town.citizen("Redaksi"), town.citizen("Pembaca")
    channel = town.world.channel("Kabar Kota", admins=[editor])
    channel.joins(reader)
    channel.adds_bot(editor)
    await editor.hears("ke saluran ini", chat=channel)
    await reader.taps("Atur langganan", chat=channel)
    await reader.sees_toast("hanya bisa diatur oleh adminnya")
    await editor.sends("/langganan", chat=channel)
    choice = await editor.hears("Langganan aktif", chat=channel)
    await editor.taps("Pengingat hari-H", on=choice)
    await editor.hears("Topik: Imbauan, Klarifikasi hoaks", chat=channel)
    await goes_out(town, "Mari jaga ketertiban")
    await editor.hears("Mari jaga ketertiban", chat=channel)
    await editor.sends("/berhenti", chat=channel)
    await editor.hears("langganan dihentikan", chat=channel)


async def test_commands_are_offered_to_groups_their_admins_and_command(town: Town, group: Group, chair: Person) -> None:
    [member] = [each for each in town.world.people.values() if each.name == "Anggota"]
    group.adds_bot(chair)
    await town.rests()
    for person in (member, chair):
        assert list(person.commands(group)) == ["lapor", "cek", "langganan", "berhenti"]
    assert "langganan" in member.commands()
    assert "grup" not in member.commands()
    chief, _ = await commanders(town)
    await town.rests()
    assert "grup" in chief.commands()
    officer = await joins(town, "Petugas")
    await town.rests()
    assert "grup" not in officer.commands()


async def test_areas_may_be_typed_while_they_are_chosen_and_behind_the_command(town: Town, resident: Person) -> None:
    await resident.sends("/langganan")
    await resident.taps("Pilih wilayah", on=await resident.hears("Langganan Anda aktif"))
    await resident.hears("Untuk wilayah mana")
    await resident.sends("jaya mukti")
    await resident.hears("Dipilih: Jaya Mukti")
    await resident.sends("bukit kapur")  # a kecamatan and a kelurahan: the tap tells which
    assert "◻️ Seluruh Bukit Kapur" in (await resident.hears("Dipilih: Jaya Mukti")).labels
    await resident.sends("motor saya hilang di jaya mukti")  # no choice
    await resident.taps("Tidak", on=await resident.hears("Buat laporan dari pesan ini?"))
    await resident.sends("jaya mukti")
    await resident.hears("belum jelas")
    await resident.sends("/langganan tanjung palas")
    await resident.hears("Dipilih: Tanjung Palas, Jaya Mukti")
