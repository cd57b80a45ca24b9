"""`/grup`: which ground the groups cover, Polsek by Polsek."""

from handlers.subscribers.coverage import ON_A_PAGE
from resort.area import Areas
from resort.rights import Post
from resort.roles import Role
from sandbox import Person
from tests.stage.announcements import subscribes
from tests.stage.officers import joins
from tests.stage.subscribers import commanders
from tests.stage.town import Town

JAYA_MUKTI, TANJUNG_PALAS = "14.72.02.1004", "14.72.02.1003"


async def test_command_sees_the_groups_by_polsek_and_the_kelurahan_without_one(town: Town) -> None:
    chief, _ = await commanders(town)
    chair = town.citizen("Ketua RT")
    for number, areas in enumerate([(), ("14.72.02",), (JAYA_MUKTI, TANJUNG_PALAS), ("14.72.01.1003",)]):
        await subscribes(town, town.world.group(f"Grup {number}", owner=chair, bot="member"), *areas)
    await subscribes(town, town.citizen(), JAYA_MUKTI)
    gone = town.world.group("Grup lama", owner=chair, bot="member")
    await subscribes(town, gone, "14.72.03")
    gone.removes_bot(chair)
    stopped = town.world.group("Grup selesai", owner=chair, bot="member")
    await subscribes(town, stopped)
    await chair.sends("/berhenti", chat=stopped)
    await town.rests()

    await chief.sends("/grup")
    screen = await chief.hears("Cakupan imbauan")
    for line in (
        "Grup dan saluran aktif: 4",
        "Untuk seluruh wilayah: 1",
        "Tidak aktif: 2",
        "• bot dikeluarkan: 1",
        "• berhenti atas permintaan sendiri: 1",
    ):
        assert line in screen.text
    assert "Polsek Dumai Timur: 3 grup, 0 belum" in await all_labels(chief)
    await chief.taps("Polsek Dumai Timur")
    await chief.hears("Semua kelurahan dan desa sudah punya grup")
    await chief.taps("Kembali")
    await chief.hears("Cakupan imbauan")
    await chief.taps("Polsek Dumai Barat")
    sector = await chief.hears("Belum punya grup sendiri")
    assert "Grup: 2, termasuk 1 untuk seluruh wilayah" in sector.text
    assert sector.text.count("• ") == int(sector.text.split("Belum punya grup sendiri: ")[1].split("\n")[0])


async def test_kelurahan_without_a_group_are_listed_in_pages(quiet_town: Town) -> None:
    large = Town(
        quiet_town.world,
        quiet_town.sandbox,
        quiet_town.settings.model_copy(update={"resort_code": "33.05"}),
        quiet_town.clock,
    )
    areas = Areas.load("33.05")
    district = max(areas.districts, key=lambda each: len(areas.villages(each.code)))
    names = [village.name for village in areas.villages(district.code)]
    assert len(names) > ON_A_PAGE
    async with large.open():
        chief = await joins(large, "Kapolres", "polres", Role.COMMAND, Post.CHIEF)
        await chief.sends("/grup")
        screen = await chief.hears("Cakupan imbauan")
        assert len(screen.buttons) <= 8
        await chief.forges(f"t:0:sector={code_of(district.name)}", on=screen)
        first = await chief.hears(f"Belum punya grup sendiri: {len(names)}")
        await chief.taps("Lainnya")
        second = await chief.hears(f"Belum punya grup sendiri: {len(names)}")
        listed = [line[2:] for page in (first, second) for line in page.text.split("\n") if line.startswith("• ")]
        assert listed == names


def code_of(district: str) -> str:
    """The code that the example units give the Polsek of a kecamatan."""
    return f"polsek-{district.lower().replace(' ', '-')[:20]}"


async def test_nobody_but_command_sees_it(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    desk = await joins(town, "Piket", "spkt", Role.DESK)
    chief, _ = await commanders(town)
    for person in (resident, officer, desk):
        await person.sends("/grup")
        await person.hears("hanya untuk petugas yang berwenang")
        await person.forges("t:0:groups=@0", on=person.last)
        await person.sees_toast("hanya untuk petugas yang berwenang")
        await person.forges("t:0:sector=polsek-dumai-timur", on=person.last)
    chair = town.citizen("Ketua RT")
    group = town.world.group("Warga RT 3", owner=chair, members=[chief])
    group.adds_bot(chair)
    greeting = await chair.hears("Halo", chat=group)
    await chief.forges("t:0:groups", on=greeting)
    await chief.sees_toast("hanya untuk petugas yang berwenang")


async def all_labels(person: Person) -> str:
    """The labels of every page of the screen one looks at."""
    seen = ""
    first = person.last.labels
    while True:
        seen += str(person.last.labels)
        if "Lainnya" not in seen:
            return seen
        await person.taps("Lainnya")
        screen = await person.hears("Cakupan imbauan")
        if screen.labels == first:
            return seen
