"""Every act has a sentence for every party it touches, and a played town hears exactly these."""

import html
import re
from dataclasses import dataclass, field

from locales import texts_for
from reports.category import Category
from reports.state import Act, RecordedAct
from resort.roles import Role
from sandbox import Message, Person
from tests.casework.told import TOLD, Party, Touch
from tests.stage.desk import a_desk, a_resident, opens
from tests.stage.officers import POLSEK, a_command, about, calls, joins, ticks
from tests.stage.town import AFTERWARDS, Town
from tests.stage.walks import reports

TEXTS = texts_for("id")


def test_no_act_and_no_party_is_left_out() -> None:
    assert [act for act in Act if act not in TOLD] == []
    for touch, told in TOLD.items():
        assert set(told) == set(Party), touch
        for said in told.values():
            assert said in TEXTS.templates if isinstance(said, str) else said.why, touch


def says(key: str) -> str:
    """The longest run of words of a text that no value interrupts."""
    plain = re.sub(r"<[^>]+>", "", html.unescape(TEXTS.templates[key]))
    return max(re.split(r"\{[^}]*\}", plain), key=len).strip()


@dataclass
class Stage:
    """The people, and what each has read so far."""

    town: Town
    people: dict[Party, Person]
    seen: dict[Party, int] = field(default_factory=dict)

    async def mark(self) -> None:
        await self.town.rests()
        self.seen = {party: len(person.chat_with_bot.messages) for party, person in self.people.items()}

    def new(self, party: Party) -> list[Message]:
        return [each for each in self.people[party].chat_with_bot.messages[self.seen[party] :] if each.from_bot]

    async def check(self, touch: Touch, *parties: Party) -> None:
        """Each of these parties heard what the table says, and nothing else."""
        await self.town.rests()
        for party in parties:
            said, heard = TOLD[touch][party], [each.text for each in self.new(party)]
            if isinstance(said, str):
                wanted = says(said) if said != "ping.text" else "Diterima:"
                assert [text for text in heard if wanted in text], (touch, party, heard)
                assert len(heard) == 1, (touch, party, heard)
            else:
                assert heard == [], (touch, party, said.why, heard)
        await self.mark()


async def on_desk(desk: Person, number: str, *labels: str, words: str = "") -> None:
    await opens(desk, number)
    for label in labels:
        await desk.taps(label)
    if words:
        await desk.hears("uliskan singkat")
        await desk.sends(words)


async def test_a_played_town_hears_what_the_table_says(town: Town) -> None:
    town.clock.now = AFTERWARDS
    desk, chief = await a_desk(town), await a_command(town)
    first, second = await joins(town, "Satu", POLSEK), await joins(town, "Dua", POLSEK)
    detective, panwas = await joins(town, "Reserse", "reskrim"), await joins(town, "Panwas", "bawaslu", Role.PARTNER)
    reporter, merged = await a_resident(town), await a_resident(town)
    people = {Party.REPORTER: reporter, Party.MERGED: merged, Party.HOLDER: first, Party.CALLED: second}
    stage = Stage(town, {**people, Party.DESK: desk, Party.COMMAND: chief, Party.UNIT: detective})
    all_but_desk = (Party.REPORTER, Party.MERGED, Party.HOLDER, Party.CALLED, Party.COMMAND)
    citizens = (Party.REPORTER, Party.MERGED)

    async def taps(officer: Person, label: str) -> None:
        await town.rests()
        await officer.taps(label, on=calls(officer, number)[-1])
        await town.rests()
        if label in (
            "Terima",
            "Menuju lokasi",
            "Di lokasi",
        ):  # its reporter hears a minute later
            await ticks(town, minutes=1)

    number = await reports(reporter, about(Category.PENCURIAN))
    other = await reports(merged, about(Category.PENCURIAN))
    await taps(first, "Terima")
    await stage.mark()
    await on_desk(desk, other, "Tindakan lain", "Gabungkan", number, "Ya, gabungkan")
    await stage.check(Act.MERGE, *all_but_desk)
    for label, act in (("Menuju lokasi", Act.HEAD_OUT), ("LP dibuat", RecordedAct.POLICE_REPORT)):
        await taps(first, label)
        if act is RecordedAct.POLICE_REPORT:
            await first.hears("berapa nomor Laporan Polisinya")
            await first.sends("LP/B/1/XI/2024")
        await stage.check(act, *citizens, Party.DESK, Party.CALLED, Party.COMMAND)
    await on_desk(desk, number, "Ubah jenis", "Ketertiban umum", "Kerumunan massa")
    await stage.check(Act.RECLASSIFY, *citizens, Party.HOLDER)
    await on_desk(desk, number, "Kebenaran", "Benar terjadi")
    await stage.check(Act.CONFIRM, *all_but_desk)
    await on_desk(desk, number, "Tugaskan")
    await town.rests()
    await desk.forges(f"d:{await version(town, number)}:to=1,reskrim", on=desk.last)
    await desk.hears("Apa alasannya")
    await stage.mark()
    await desk.sends("Perlu penyelidikan")
    await stage.check(Act.ASSIGN, *all_but_desk, Party.UNIT)
    await taps(detective, "Terima")
    await stage.check(Act.TAKE, *all_but_desk, Party.DESK)
    await taps(detective, "Di lokasi")
    await stage.check(Act.ARRIVE, *all_but_desk, Party.DESK)
    await taps(detective, "Tolak")
    await detective.hears("mengapa tidak bisa")
    await stage.mark()
    await detective.sends("ban bocor")
    await stage.check(Act.DECLINE, *citizens, Party.CALLED)
    await taps(first, "Terima")
    await stage.mark()
    await on_desk(desk, number, "Tindakan lain", "Limpahkan", "Bawaslu", words="Wewenang pengawas")
    stage.people[Party.UNIT] = panwas
    await town.rests()
    stage.seen[Party.UNIT] = len(panwas.chat_with_bot.messages) - 1
    await stage.check(Act.REFER, *all_but_desk, Party.UNIT)
    await taps(panwas, "Terima")
    await taps(panwas, "Selesai")
    await stage.mark()
    await panwas.taps("Bukan wewenang kami", on=await panwas.hears("bagaimana hasilnya"))
    await stage.check(Act.ANSWER, *all_but_desk, Party.DESK)
    await taps(first, "Terima")
    await taps(first, "Selesai")
    await stage.mark()
    await first.taps("Tertangani", on=await first.hears("bagaimana hasilnya"))
    await stage.check(Act.FINISH, *citizens, Party.CALLED, Party.DESK)
    await reporter.taps("Belum beres")
    await reporter.hears("kami buka kembali")
    await stage.check(RecordedAct.CALLED_UNSOLVED, Party.MERGED, Party.HOLDER, Party.CALLED)
    await taps(first, "Terima")
    await stage.mark()
    await on_desk(desk, number, "Tindakan lain", "Tolak", words="di luar tugas")
    await stage.check(Act.REJECT, *all_but_desk)
    await desk.forges(f"d:{await version(town, number)}:reopen=1", on=desk.last)
    await stage.check(Act.REOPEN, *citizens, Party.HOLDER, Party.CALLED)
    await taps(first, "Terima")
    await taps(first, "Selesai")
    await first.taps("Tertangani", on=await first.hears("bagaimana hasilnya"))
    await stage.mark()
    await ticks(town, days=7, hours=12)
    await stage.check("closed by itself", *citizens, Party.HOLDER, Party.CALLED)


async def version(town: Town, number: str) -> object:
    """The version of a report, as its buttons on the desk carry it."""
    [row] = await town.rows("SELECT version FROM reports WHERE number = ?", number)
    return row[0]
