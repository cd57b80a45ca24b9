"""A unit's group: bound by its head, called with the unit, and only registered officers' taps count there."""

import pytest

from db.drafts import OWNER
from resort.rights import Post
from resort.roles import Role
from sandbox import Group, Person
from sandbox.telegram.members import Member
from sandbox.world.groups import GENERAL
from tests.stage.announcements import running
from tests.stage.officers import POLSEK, a_command, calls, goes_off_duty, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, agrees, reports


@pytest.fixture
async def head(town: Town) -> Person:
    return await joins(town, "Kapolsek", POLSEK, Role.HEAD)


@pytest.fixture
async def group(head: Person, town: Town) -> Group:
    """The group of the Polsek, with its head and somebody who is no officer."""
    bystander = town.citizen("Tamu")
    made = town.world.group("Polsek", members=[head, bystander], bot="member")
    await head.sends("/ikat", chat=made)
    await head.hears("menerima panggilan laporan untuk Polsek Dumai Timur", chat=made)
    return made


def tamu(town: Town) -> Person:
    person = town.world.named("Tamu")
    assert person is not None
    return person


async def test_the_group_is_called_and_an_officer_takes_it_there(
    head: Person, group: Group, town: Town, resident: Person
) -> None:
    number = await reports(resident)
    call = await is_called(head, number, chat=group)
    await head.taps("Terima", on=call)
    await head.sees_toast("Anda tangani")
    await is_called(head, number, "Sudah ada petugas: Polsek Dumai Timur 1", chat=group)
    mine = await is_called(head, number, "Sudah ada petugas")
    await head.taps("Menuju lokasi", on=mine)
    await town.rests()
    await ticks(town, minutes=1)
    await resident.hears("menuju lokasi")
    await head.forges("p:0:done=1", on=group.by_id[call.id])  # a button of an earlier release
    await head.sees_toast("chat pribadi")
    await head.hears("bagaimana hasilnya")
    await head.taps("Nihil")
    changed = await is_called(head, number, "Selesai", chat=group)
    assert not changed.labels
    assert ("ikat", POLSEK) in await town.rows("SELECT act, text FROM events")


async def test_in_the_group_only_registered_officers_count(
    head: Person, group: Group, town: Town, resident: Person
) -> None:
    number = await reports(resident)
    call = await is_called(head, number, chat=group)
    guest = tamu(town)
    for act in ("take", "go", "there", "done", "help", "no", "pass", "ask", "files", "result"):
        guest.toasts.clear()
        await guest.forges(f"p:0:{act}=1", on=call)
        await guest.sees_toast("hanya untuk petugas yang berwenang")
    assert await town.rows("SELECT state FROM reports") == [("diterima",)]


@pytest.mark.parametrize("data", ["p:0:nowords", "m:0:menu", "m:0:report", "m:0:language=en", "l:0:page=0", "o:0:duty"])
async def test_nobody_can_wipe_a_call_from_the_group_with_a_forged_button(
    head: Person, group: Group, town: Town, resident: Person, data: str
) -> None:
    number = await reports(resident)
    call = await is_called(head, number, chat=group)
    for person in (tamu(town), head):
        person.toasts.clear()
        await person.forges(data, on=call)
        await person.sees_toast()
    await town.rests()
    assert calls(head, number, group) == [call]
    assert town.siaga is not None
    groups = await town.rows("SELECT id FROM chats WHERE kind <> 'private'")
    owners = {town.siaga.vault.handle(OWNER, int(str(key))) for (key,) in groups}
    assert groups
    assert not owners & {owner for (owner,) in await town.rows("SELECT owner FROM drafts")}


async def test_words_for_a_tap_in_the_group_are_asked_in_private(
    head: Person, group: Group, town: Town, resident: Person
) -> None:
    number = await reports(resident)
    call = await is_called(head, number, chat=group)
    await head.forges("p:0:no=1", on=call)  # a button of an earlier release
    await head.sees_toast("chat pribadi")
    await head.hears("mengapa tidak bisa")
    await head.sends("Tidak ada kendaraan")
    await head.hears("belum ada petugas lain")
    await head.hears_nothing(chat=group)


async def test_who_may_not_bind_is_refused(head: Person, group: Group, town: Town) -> None:
    officer = await joins(town, "Petugas")
    other = await joins(town, "Kapolsek lain", "polsek-dumai-barat", Role.HEAD)
    for person in (officer, other):
        group.joins(person)
    await officer.sends("/ikat", chat=group)
    await officer.hears("hanya untuk petugas yang berwenang", chat=group)
    for command in ("/ikat", "/ikat lepas", f"/ikat {POLSEK}"):
        await other.sends(command, chat=group)
        await other.hears("hanya untuk petugas yang berwenang", chat=group)
    await tamu(town).sends("/ikat", chat=group)
    await tamu(town).hears("hanya untuk petugas yang berwenang", chat=group)
    assert await town.rows("SELECT code FROM units WHERE chat IS NOT NULL") == [(POLSEK,)]


async def test_a_group_that_anybody_can_read_gets_no_calls(town: Town) -> None:
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    public = town.world.group("Warga", members=[head], supergroup=True, username="warga_dumai", bot="member")
    await head.sends("/ikat", chat=public)
    await head.hears("Grup ini publik", chat=public)
    assert await town.rows("SELECT code FROM units WHERE chat IS NOT NULL") == []


async def test_the_command_binds_a_group_to_any_unit_and_lets_it_go(town: Town) -> None:
    chief = await a_command(town)
    group = town.world.group("Samapta", members=[chief], bot="member")
    await chief.sends("/ikat tidak-ada", chat=group)
    await chief.hears("Kode unit itu tidak ada", chat=group)
    await chief.sends("/ikat samapta", chat=group)
    await chief.hears("Satuan Samapta", chat=group)
    await chief.sends("/ikat lepas", chat=group)
    await chief.hears("tidak lagi menerima", chat=group)
    await chief.sends("/ikat lepas", chat=group)
    await chief.hears("memang belum terikat", chat=group)
    assert [row[0] for row in await town.rows("SELECT act FROM events WHERE act LIKE '%ikat'")] == [
        "ikat",
        "lepas_ikat",
    ]


async def test_a_group_with_nobody_on_duty_does_not_keep_a_report_from_climbing(
    head: Person, group: Group, town: Town, resident: Person
) -> None:
    await goes_off_duty(head)
    chief = await a_command(town)
    number = await reports(resident)
    await is_called(chief, number, "Tidak ada petugas siaga")
    await is_called(head, number, chat=group)


async def test_a_group_that_becomes_a_supergroup_goes_on(
    head: Person, group: Group, town: Town, resident: Person
) -> None:
    number = await reports(resident)
    await is_called(head, number, chat=group)
    group.becomes_supergroup(by=head)
    await town.rests()
    assert await town.rows("SELECT code FROM units WHERE chat IS NOT NULL") == [(POLSEK,)]
    await takes(head, number)
    await is_called(head, number, "Sudah ada petugas: Polsek Dumai Timur 1", chat=group)
    await head.taps("Menuju lokasi", on=calls(head, number)[-1])
    await town.rests()
    await ticks(town, minutes=1)
    await resident.hears("menuju lokasi")
    await town.rests()
    assert len(calls(head, number, group)) == 1
    other = town.citizen()
    await agrees(other)
    second = await reports(other)
    await is_called(head, second, chat=group)


async def test_a_supergroup_we_learn_of_only_by_being_refused_goes_on(
    head: Person, group: Group, town: Town, resident: Person
) -> None:
    town.world.privacy = True
    pushed = town.world.push
    town.world.push = lambda kind, payload, lane: None  # type: ignore[method-assign]
    group.becomes_supergroup(by=head)
    town.world.push = pushed  # type: ignore[method-assign]
    number = await reports(resident)
    await is_called(head, number, chat=group)
    assert await town.rows("SELECT count(*) FROM chats WHERE kind = 'supergroup'") == [(1,)]


async def test_a_group_that_put_the_bot_out_is_called_no_more(
    head: Person, group: Group, town: Town, resident: Person
) -> None:
    group.removes_bot(by=head)
    await town.rests()
    number = await reports(resident)
    await is_called(head, number)
    await town.rests()
    assert not calls(head, number, group)
    assert await town.rows("SELECT count(*) FROM pings") == [(1,)]


async def test_in_a_group_nobody_reports_and_no_link_lets_in(head: Person, group: Group, town: Town) -> None:
    guest = tamu(town)
    await guest.sends("/lapor", chat=group)
    await guest.hears("secara pribadi", chat=group)
    await guest.sends("/siaga", chat=group)
    await guest.sends("/petugas", chat=group)
    await guest.sends("ada keributan di pasar", chat=group)
    await guest.hears_nothing(chat=group)


async def a_forum(town: Town, head: Person) -> tuple[Group, int]:
    """A forum of the Polsek whose head has bound a topic of it."""
    forum = town.world.group("Polsek", owner=head, forum=True)
    forum.adds_bot(head)
    topic = forum.opens_topic("Laporan")
    await head.hears("Halo, kami Siaga", chat=forum)
    await head.sends("/ikat", chat=forum, topic=topic)
    assert (await head.hears("Topik ini diikat", chat=forum)).thread == topic
    return forum, topic


async def test_calls_stand_in_the_topic_that_was_bound(head: Person, town: Town, resident: Person) -> None:
    forum, topic = await a_forum(town, head)
    number = await reports(resident)
    call = await is_called(head, number, chat=forum)
    assert call.thread == topic
    await head.taps("Terima", on=call)
    await is_called(head, number, "Sudah ada petugas", chat=forum)
    await head.sends("/ikat", chat=forum)
    await head.hears("Grup ini diikat", chat=forum)
    assert (await is_called(head, await reports(resident), chat=forum)).thread is None


@pytest.mark.parametrize("what", ["closed", "deleted", "general"])
async def test_a_topic_that_takes_no_calls_any_more_is_told_to_the_head(
    head: Person, town: Town, resident: Person, what: str
) -> None:
    forum, topic = await a_forum(town, head)
    if what == "general":
        await head.sends("/ikat", chat=forum)
        await head.hears("Grup ini diikat", chat=forum)
        topic = GENERAL
    if what == "deleted":
        forum.deletes_topic(topic)
        number = await reports(resident)
        assert (await is_called(head, number, chat=forum)).thread is None
    else:
        forum.closes_topic(topic)
    await town.rests()
    await running(town).ticker.tick()
    told = await head.hears("tidak bisa lagi menerima panggilan")
    assert "topiknya ditutup atau dihapus" in told.text
    before = len(forum.messages)
    await is_called(head, await reports(resident))
    await town.rests()
    assert len(forum.messages) == before


async def test_in_the_group_stand_number_urgency_and_area_alone(head: Person, group: Group, town: Town) -> None:
    """No story, file, point or later word, whoever of its members reads along."""
    citizen = town.world.person("Pelapor", phone="+6281277788899")
    await agrees(citizen)
    number = await reports(citizen, VIOLATION)
    call = await is_called(head, number, chat=group)
    assert call.labels == ["✅ Terima"]
    await citizen.sends("pengirimnya memakai jaket merah, wa 081234567890")
    await citizen.hears("Tetap kirim")
    await citizen.taps("Tetap kirim")
    await citizen.hears("Sudah ditambahkan")
    await citizen.sends_photo(b"\xff\xd8\xff bukti")
    await citizen.hears("Sudah ditambahkan")
    await citizen.shares_location(1.67, 101.45)
    await town.rests()
    said = "\n".join(each.text for each in group.messages if each.from_bot).casefold()
    assert "bukit batrem" in said
    assert not [word for word in ("amplop", "jaket", "0812", "nomor 3", "politik") if word in said]
    assert not [each for each in group.messages if each.from_bot and (each.file_id or "location" in each.raw)]
    assert "jaket" in "\n".join(each.text for each in head.chat_with_bot.messages)


async def test_who_takes_it_in_the_group_reads_it_in_private(head: Person, group: Group, town: Town) -> None:
    officer = await joins(town, "Petugas")
    await goes_off_duty(officer)
    group.joins(officer)
    citizen = town.citizen()
    await agrees(citizen)
    number = await reports(citizen)
    call = await is_called(head, number, chat=group)
    assert not calls(officer, number)
    await officer.taps("Terima", on=call)
    assert "Ratusan orang" in (await is_called(officer, number, "menerimanya di grup")).text


@pytest.mark.parametrize("how", ["public", "linked", "many"])
async def test_a_group_that_others_can_read_by_now_gets_no_calls_any_more(
    head: Person, group: Group, town: Town, resident: Person, how: str
) -> None:
    """Looked at again at each start, often, and when somebody comes; head, command and the group hear why."""
    number = await reports(resident)
    await is_called(head, number, chat=group)
    kabag = await a_command(town, Post.OPERATIONS, "Kabag")
    assert "anggota baru" in (await head.hears("tidak bisa dilihat bot")).text
    await head.taps("Bisa")
    await head.hears("Mohon matikan")
    if how == "public":
        group.info["username"] = "polsek_dumai"
    elif how == "linked":
        group.info["linked_chat_id"] = -1001234
    else:
        for _ in range(100):
            group.members[town.citizen().id] = Member(town.citizen().user, "member")
    group.joins(town.citizen("Baru"))
    why = {"public": "sekarang publik", "linked": "terhubung dengan sebuah kanal", "many": "batas 100"}[how]
    assert why in (await head.hears("grup ini tidak menerima panggilan", chat=group)).text
    await town.rests()
    left = "\n".join(each.text for each in group.messages if each.from_bot)
    assert number in left
    assert not [word for word in ("Belum ada yang mengambil", "Tempat", "Jaya Mukti") if word in left]
    assert why in (await head.hears("tidak lagi menerima panggilan")).text
    await kabag.hears("tidak lagi menerima panggilan")
    assert await town.rows("SELECT code FROM units WHERE chat IS NOT NULL") == []


async def test_the_first_call_in_a_group_that_became_public_is_the_last(
    head: Person, group: Group, town: Town, resident: Person
) -> None:
    """Telegram tells a bot nothing when a group becomes public, but its answer to a message does."""
    await town.rests()
    group.info["username"] = "polsek_dumai"
    number = await reports(resident)
    await head.hears("grup ini tidak menerima panggilan", chat=group)
    await town.rests()
    left = "\n".join(each.text for each in group.messages if each.from_bot)
    assert number in left
    assert "Jaya Mukti" not in left
    assert await town.rows("SELECT code FROM units WHERE chat IS NOT NULL") == []


async def test_it_is_looked_at_at_each_start(quiet_town: Town) -> None:
    async with quiet_town.open():
        head = await joins(quiet_town, "Kapolsek", POLSEK, Role.HEAD)
        group = quiet_town.world.group("Polsek", members=[head], bot="member")
        await head.sends("/ikat", chat=group)
        await head.hears("menerima panggilan laporan", chat=group)
        await quiet_town.rests()
    group.info["username"] = "polsek_dumai"
    async with quiet_town.open():
        await head.hears("tidak lagi menerima panggilan")
        assert await quiet_town.rows("SELECT code FROM units WHERE chat IS NOT NULL") == []
