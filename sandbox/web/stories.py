"""The demonstration resort of the page: people, groups and reports that all come about in chat, as real ones would."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.telegram.shapes import Raw
from sandbox.web.busy import MINUTES_APART, Ending, Incident, waves
from sandbox.web.playing import Dues, Playing
from sandbox.world.chats import Message
from sandbox.world.clock import Clock
from sandbox.world.content import PICTURE
from sandbox.world.people import Person
from sandbox.world.world import World

GROUPS = 30
IN_TURN = 4  # people of the command and the desk, who are let in one after another
_AT_ONCE = 8  # conversations that are held side by side
_PATIENCE = 30.0
_GIVEN = ("Eko", "Fajar", "Gita", "Hendra", "Indah", "Joko", "Lina", "Nanda")
_NUMBER = re.compile(r"[A-Z]{2,5}-\d{4}-\d{4,}-\d")

_MORE = "Lainnya ➡️"  # the next page of a list

# Role, unit, post (or empty), and rank, name and function in one line → the code of a one-time way in.
LetIn = Callable[[str, str, str, str], Awaitable[str]]
Asked = tuple[str, str]  # how the bot's question begins, and the button to tap or the words to send (after a ">")


class CannotLoad(ValueError):
    """Why the demonstration cannot be loaded."""


@dataclass(frozen=True, slots=True)
class Sector:
    """A kecamatan: the unit of its Polsek and of its Panwascam, and its kelurahan."""

    name: str
    police: str
    partner: str
    villages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """What the bot's side tells: the resort, its zone, moments worth a jump, and the way to let people in."""

    resort: str
    zone: str
    moments: Mapping[str, datetime]
    sectors: Sequence[Sector]
    let_in: LetIn
    dues: Dues


class Stories:
    """Loads the demonstration once; what was loaded before a restart is joined again under the same names."""

    def __init__(self, world: World, stage: Stage) -> None:
        self._world, self.stage = world, stage
        self.playing = Playing(world, stage.dues)
        self._state = self._busy = "kosong"
        self._side_by_side = asyncio.Semaphore(_AT_ONCE)

    def shown(self) -> Raw:
        """What the page needs to know."""
        return {
            "resort": self.stage.resort,
            "zone": self.stage.zone,
            "moments": [{"label": label, "at": at.isoformat()} for label, at in self.stage.moments.items()],
            "state": self._state,
            "busy": self._busy,
            "phones": self._phones(),
        }

    async def load(self) -> Raw:
        """Let everybody in, subscribe the groups, and send the reports. Raises `CannotLoad`."""
        if self._state != "kosong":
            raise CannotLoad("Contoh sudah dimuat.")
        self._state = "dimuat"
        try:
            self._person("Warga")  # whom the tours begin with
            people = self._people()
            for who in people[:IN_TURN]:  # the first two confirm the others of the command, and the desk
                await self._joins(*who)
            await asyncio.gather(*(self._joins(*who) for who in people[IN_TURN:]))
            work = (self._reports(*each) for each in self._sent())
            await asyncio.gather(self._subscribe(), self._approve_reminders(), *work)
        except AssertionError as problem:
            self._state = "kosong"
            raise CannotLoad(f"Contoh tidak selesai dimuat: {problem}") from None
        self._state = "siap"
        return self.shown()

    async def load_busy_day(self) -> Raw:
        """The morning of the voting day with many reports, after the example. Raises `CannotLoad`."""
        if self._busy != "kosong" or self._state == "dimuat":
            raise CannotLoad("Hari sibuk sudah dimuat." if self._busy != "kosong" else "Contoh masih dimuat.")
        if self._state == "kosong":
            await self.load()
        self._busy = "dimuat"
        sectors = self.stage.sectors
        try:
            await asyncio.gather(*(self._binds(sector) for sector in sectors))
            await self._plays(max(self.stage.moments.values()) - self._world.now())
            for wave in waves([len(sector.villages) for sector in sectors]):
                await asyncio.gather(*(self._happens(incident) for incident in wave))
                await self._plays(timedelta(minutes=MINUTES_APART))
        except AssertionError as problem:
            self._busy = "kosong"
            raise CannotLoad(f"Hari sibuk tidak selesai dimuat: {problem}") from None
        self._busy = "siap"
        return self.shown()

    def _phones(self) -> list[str]:
        """The phones that show the example best: a report on its way, from the citizen to the command."""
        sectors = self.stage.sectors
        name = sectors[min(1, len(sectors) - 1)].name
        return ["Warga 2", f"Petugas Polsek {name}", f"Kapolsek {name}", "Piket SPKT"]

    async def _plays(self, span: timedelta) -> None:
        clock = self._world.clock
        if isinstance(clock, Clock) and span > timedelta():
            await self.playing.go(clock, clock() + span)

    async def _binds(self, sector: Sector) -> None:
        """The Polsek's own group, which is called with it."""
        async with self._side_by_side:
            head, officer = self._person(f"Kapolsek {sector.name}"), self._person(f"Petugas Polsek {sector.name}")
            title = f"Grup Polsek {sector.name}"
            if self._world.titled(title) is not None:
                return
            group = self._world.group(title, members=[head, officer], admins=[head])
            group.adds_bot(head)
            await head.sends("/ikat", chat=group)
            await head.hears("menerima panggilan", chat=group, timeout=_PATIENCE)

    async def _happens(self, incident: Incident) -> None:
        async with self._side_by_side:
            sector = self.stage.sectors[incident.sector]
            answers = (
                ("Apa yang ingin", incident.kind),
                ("Tentang apa", incident.family),
                ("Lebih tepatnya", incident.category),
                ("Ceritakan singkat", f">{incident.story}"),
                ("Di mana kejadiannya", sector.name),
                ("di kelurahan", sector.villages[incident.village]),
                ("Tepatnya di mana", f">{incident.spot}"),
                ("Periksa dulu", "Kirim sekarang"),
            )
            number = await self._reports(incident.citizen, answers)
            if incident.ending is Ending.WAITS:
                return
            officer = self._person(f"Petugas Polsek {sector.name}")
            call = await self._asked(officer, number)
            await officer.taps("Terima", on=call)
            if incident.ending is Ending.TAKEN:
                return
            await officer.taps("Di lokasi", on=call)
            if incident.ending is Ending.SETTLED:
                await officer.taps("Selesai", on=call)
                await officer.taps("Tertangani", on=await self._asked(officer, "bagaimana hasilnya", number))

    def _people(self) -> list[tuple[str, str, str, str, str]]:
        """The phone's name, role, unit and post of everybody who serves, and who they are inside."""
        command = [
            ("Kapolres", "komando", "polres", "kapolres", "AKBP Arif, Kapolres"),
            ("Wakapolres", "komando", "polres", "wakapolres", "Kompol Bayu, Wakapolres"),
            ("Kabag Ops", "komando", "polres", "kabagops", "Kompol Citra, Kabag Ops"),
            ("Piket SPKT", "piket", "spkt", "", "Aiptu Dedi, Ka SPKT"),
        ]
        for number, sector in enumerate(self.stage.sectors):
            head, officer, partner = (_GIVEN[(number + more) % len(_GIVEN)] for more in (0, 3, 5))
            command.append((f"Kapolsek {sector.name}", "kepala_unit", sector.police, "", f"AKP {head}, Kapolsek"))
            command.append(
                (f"Petugas Polsek {sector.name}", "petugas", sector.police, "", f"Bripka {officer}, Patroli")
            )
            command.append((f"Panwascam {sector.name}", "mitra", sector.partner, "", f"{partner}, Anggota"))
        return command

    async def _joins(self, name: str, role: str, unit: str, post: str, who: str) -> None:
        async with self._side_by_side:
            person = self._person(name)
            code = await self.stage.let_in(role, unit, post, who)
            if not code:  # they have the seat already
                return
            await person.opens(f"masuk-{code}")
            heard = await person.hears("Selamat bergabung", timeout=_PATIENCE)
            if "membenarkan" in heard.text:
                other = self._person("Wakapolres")
                question = await other.hears(f"{name} membuka undangan", timeout=_PATIENCE)
                await other.taps("Benar orangnya", on=question)
                await person.hears("Selamat bergabung,", timeout=_PATIENCE)

    async def _subscribe(self) -> None:
        chair = self._person("Pengurus Grup TPS")
        places = [village for sector in self.stage.sectors for village in sector.villages]
        await asyncio.gather(
            *(self._subscribes(chair, f"Grup TPS {1 + n // len(places)} {places[n % len(places)]}")
              for n in range(GROUPS))
        )  # fmt: skip

    async def _subscribes(self, chair: Person, title: str) -> None:
        async with self._side_by_side:
            if self._world.titled(title) is not None:
                return
            group = self._world.group(title, members=[chair, self._person("Warga 1")], admins=[chair])
            group.adds_bot(chair)
            await chair.sends("/langganan", chat=group)
            await chair.hears("Topik:", chat=group, timeout=_PATIENCE)

    async def _approve_reminders(self) -> None:
        """What the programme still holds is put forward by one of the command and approved by another."""
        author, approver = self._person("Kabag Ops"), self._person("Kapolres")
        await author.sends("/program")
        listed = await author.hears("pengingat", timeout=_PATIENCE)
        if "Belum disetujui: 0" in listed.text or not any("Ajukan semua" in label for label in listed.labels):
            return
        await author.taps("Ajukan semua", on=listed)
        await approver.taps("Baca dan setujui", on=await approver.hears("Mohon persetujuan", timeout=_PATIENCE))
        while "yang terakhir" not in (await approver.hears("Halaman", timeout=_PATIENCE)).text:
            await approver.taps("Lanjut")
        await approver.taps("Setujui semua")
        await approver.hears("Program disetujui", timeout=_PATIENCE)

    def _sent(self) -> list[tuple[str, tuple[Asked, ...], str]]:
        """Citizen, what they answer, and who of the officers takes their report."""
        sectors = self.stage.sectors
        first, second = sectors[0], sectors[min(1, len(sectors) - 1)]
        return [
            (
                "Warga 1",
                (
                    ("Apa yang ingin", "Gangguan keamanan"),
                    ("Tentang apa", "Ketertiban umum"),
                    ("Lebih tepatnya", "Lalu lintas"),
                    ("Ceritakan singkat", ">Jalan di depan balai pertemuan macet, kendaraan parkir di dua sisi"),
                    *_at(first),
                    ("Tepatnya di mana", ">Depan balai pertemuan"),
                    ("Periksa dulu", "Waktu"),
                    ("Kapan", "Sedang terjadi"),
                    ("Periksa dulu", ">"),
                    ("Bukti tersimpan", "Kirim sekarang"),
                ),
                f"Petugas Polsek {first.name}",
            ),
            (
                "Warga 2",
                (
                    ("Apa yang ingin", "Pelanggaran pemilihan"),
                    ("Tentang apa", "Uang, tekanan"),
                    ("Lebih tepatnya", "Politik uang"),
                    ("Ceritakan singkat", ">Ada yang membagikan amplop dari rumah ke rumah supaya warga memilih"),
                    *_at(second),
                    ("Tepatnya di mana", ">Dekat TPS 7"),
                    ("Periksa dulu", "Waktu"),
                    ("Kapan kejadian", "Baru saja"),
                    ("Kapan Anda mengetahui", "Saat itu juga"),
                    ("Periksa dulu", "Kirim sekarang"),
                ),
                "",
            ),
        ]

    async def _reports(self, name: str, answers: tuple[Asked, ...], taker: str = "") -> str:
        """Walk a report through, and let somebody take it; its number."""
        citizen = self._person(name)
        await citizen.opens()
        await citizen.hears(timeout=_PATIENCE)
        if "Saya setuju" in " ".join(citizen.last.labels):
            await citizen.taps("Saya setuju")
            await citizen.hears("Ada yang bisa kami bantu", timeout=_PATIENCE)
        await citizen.sends("/lapor")
        for asked, answer in answers:
            question = await citizen.hears(asked, timeout=_PATIENCE)
            if not answer.startswith(">") and not any(answer in label for label in question.labels):
                await citizen.taps(_MORE, on=question)
                await citizen.hears(asked, timeout=_PATIENCE)
            if answer == ">":
                await citizen.sends_photo(PICTURE)
            elif answer.startswith(">"):
                await citizen.sends(answer[1:])
            else:
                await citizen.taps(answer)
        receipt = await citizen.hears("sudah kami terima", timeout=_PATIENCE)
        if taker:
            officer = self._person(taker)
            await officer.taps("Terima", on=await officer.hears("Belum ada yang mengambil", timeout=_PATIENCE))
        found = _NUMBER.search(receipt.text)
        assert found is not None, f"{name}: no number on the receipt"
        return found[0]

    async def _asked(self, officer: Person, *words: str) -> Message:
        """The newest message that says all of this: several reports of one officer go on side by side."""
        chat = officer.chat_with_bot

        def look() -> Message | None:
            return next((each for each in chat.newest() if all(word in each.text for word in words)), None)

        found = await chat.bell.until(look, _PATIENCE)
        assert found is not None, f"{officer.name} heard not {words}"
        return found

    def _person(self, name: str) -> Person:
        return self._world.named(name) or self._world.person(name)


def _at(sector: Sector) -> tuple[Asked, Asked]:
    return ("Di mana kejadiannya", sector.name), ("di kelurahan", sector.villages[0])
