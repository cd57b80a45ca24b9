"""A unit's group: bound by its head, called with the unit, and only registered officers' taps count there."""

import pytest

from db.drafts import OWNER
from resort.roles import Role
from sandbox import Group, Person
from sandbox.world.groups import GENERAL
from tests.stage.announcements import running
from tests.stage.officers import POLSEK, a_command, calls, goes_off_duty, is_called, joins, takes
from tests.stage.town import Town
from tests.stage.walks import agrees, reports


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
    await is_called(head, number, "Sudah ada petugas")
    await head.taps("Menuju lokasi", on=group.by_id[call.id])
    await resident.hears("menuju lokasi")
    await head.taps("Selesai", on=group.by_id[call.id])
    await head.sees_toast("chat pribadi")
    await head.hears("bagaimana hasilnya")
    await head.taps("Nihil")
    changed = await is_called(head, number, "Hasil: Nihil", chat=group)
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
    await head.taps("Tolak", on=call)
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
    again = await is_called(head, number, "Sudah ada petugas: Polsek Dumai Timur 1", chat=group)
    await head.taps("Menuju lokasi", on=again)
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
    assert (await head.hears("Topik ini sekarang menerima panggilan", chat=forum)).thread == topic
    return forum, topic


async def test_calls_stand_in_the_topic_that_was_bound(head: Person, town: Town, resident: Person) -> None:
    forum, topic = await a_forum(town, head)
    number = await reports(resident)
    call = await is_called(head, number, chat=forum)
    assert call.thread == topic
    await head.taps("Terima", on=call)
    await is_called(head, number, "Sudah ada petugas", chat=forum)
    await head.sends("/ikat", chat=forum)
    await head.hears("Grup ini sekarang menerima panggilan", chat=forum)
    assert (await is_called(head, await reports(resident), chat=forum)).thread is None


@pytest.mark.parametrize("what", ["closed", "deleted", "general"])
async def test_a_topic_that_takes_no_calls_any_more_is_told_to_the_head(
    head: Person, town: Town, resident: Person, what: str
) -> None:
    forum, topic = await a_forum(town, head)
    if what == "general":
        await head.sends("/ikat", chat=forum)
        await head.hears("Grup ini sekarang menerima panggilan", chat=forum)
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
