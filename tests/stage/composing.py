"""Writing and approving announcements by hand, for tests that begin with one that is on its way."""

from itertools import count

from resort.roles import Role
from sandbox import Message, Person
from tests.stage.announcements import running
from tests.stage.officers import joins
from tests.stage.town import Town

WORDS = "Mari jaga suasana tetap tenang dan rukun."
RIGHT_WORDS = "TPS ditutup pukul 13.00."


async def commands(town: Town, name: str) -> Person:
    """Somebody of the command."""
    return await joins(town, name, "polres", Role.COMMAND)


async def writes(composer: Person, words: str = WORDS, *, to: str = "Warga", when: str = "Sekarang") -> Message:
    """Compose an announcement up to its summary; `when` is a button or typed words."""
    await composer.sends("/siaran")
    await composer.hears("Siaran")
    await composer.taps("Tulis siaran")
    await composer.hears("Kirim isi siarannya")
    await composer.sends(words)
    return await goes_on(composer, to=to, when=when)


async def orders(composer: Person, words: str, *, unit: str | None = None) -> Message:
    """Compose an order up to its summary, to the officers of a unit or to all."""
    await composer.sends("/siaran")
    await composer.hears("Siaran")
    await composer.taps("Arahan ke petugas")
    await composer.hears("Kirim isi arahannya")
    await composer.sends(words)
    await composer.hears("Arahan ini untuk siapa")
    if unit is None:
        await composer.taps("Semua petugas")
        await composer.hears("Wilayah mana")
        await composer.taps("Seluruh wilayah")
    else:
        await composer.taps("Satu unit")
        await composer.hears("Untuk unit mana")
        while unit not in composer.last.labels:
            await composer.taps("Lainnya")
            await composer.hears("Untuk unit mana")
        await composer.taps(unit)
    await composer.hears("Kapan dikirim")
    await composer.taps("Sekarang")
    return await composer.hears("Periksa dulu")


async def goes_on(composer: Person, *, to: str = "Warga", when: str = "Sekarang") -> Message:
    """From the topic to the summary."""
    await composer.hears("Tentang apa")
    await composer.taps("Imbauan")
    await composer.hears("Untuk siapa")
    await composer.taps(to)
    await composer.hears("Untuk siapa")
    await composer.taps("Lanjut")
    await composer.hears("Wilayah mana")
    await composer.taps("Seluruh wilayah")
    await composer.hears("Kapan dikirim")
    if when == "Sekarang":
        await composer.taps(when)
    else:
        await composer.sends(when)
    return await composer.hears("Periksa dulu")


async def asks(composer: Person) -> None:
    """Put what was composed before an approver."""
    await composer.taps("Minta persetujuan")
    await composer.hears("Permintaan persetujuan sudah dikirim")


async def approves(approver: Person) -> None:
    """Approve what waits."""
    await approver.hears("Mohon persetujuan")
    await approver.taps("Setujui")
    await approver.hears("Disetujui")


async def approves_programme(approver: Person, request: Message | None = None) -> None:
    """Read the reminders page by page and approve them."""
    await approver.taps("Baca dan setujui", on=request or await approver.hears("Mohon persetujuan program"))
    await reads_to_the_end(approver)
    await approver.taps("Setujui semua")
    await approver.hears("Program disetujui")


async def reads_to_the_end(approver: Person, timeout: float = 15.0) -> None:
    """Read the programme's pages, one after the other."""
    for page in count(1):
        if "yang terakhir" in (await approver.hears(f"Halaman {page} dari", timeout=timeout)).text:
            return
        await approver.taps("Lanjut", timeout=timeout)


async def takes_back(composer: Person, other: Person) -> None:
    """Withdraw what is open, and have it deleted everywhere with another's consent."""
    await composer.taps("Tarik dan hapus")
    await composer.hears("Tarik siaran ini")
    await composer.taps("Ya, tarik")
    await composer.hears("Siaran ditarik")
    await agrees_to_delete(other)


async def agrees_to_delete(other: Person) -> None:
    """The second person of the command agrees that it is deleted everywhere."""
    await other.taps("Setujui", on=await other.hears("dihapus di semua tempat"))
    await other.hears("mulai dihapus")


async def removes(by: Person, second: Person, callsign: str) -> None:
    """Take one of the command out of their seat, which takes two."""
    await by.sends("/petugas")
    await by.hears("Unit")
    await by.taps("Polres")
    await by.hears("Petugas:")
    await by.taps(callsign)
    await by.hears("Peran")
    await by.taps("Keluarkan")
    await by.hears("Semua haknya")
    await by.taps("Ya, keluarkan")
    await by.hears("perlu persetujuan satu pimpinan lain")
    await second.taps("Setujui", on=await second.hears(f"meminta {callsign} dikeluarkan"))
    await second.hears(f"{callsign} dikeluarkan")


async def publishes(composer: Person, approver: Person, words: str = WORDS, *, to: str = "Warga") -> None:
    """Write, ask, approve: it goes out at once."""
    await writes(composer, words, to=to)
    await asks(composer)
    await approves(approver)


async def opens(composer: Person) -> None:
    """Open what went out, from the list."""
    await composer.sends("/siaran")
    await composer.hears("Jumlah")
    await composer.taps("Mari jaga suasana")
    await composer.hears("Sudah dikirim")


async def corrects(composer: Person, approver: Person) -> None:
    """Put `RIGHT_WORDS` in the place of what went out, with the approver's consent."""
    await opens(composer)
    await composer.taps("Ralat")
    await composer.hears("Kirim tulisan yang benar")
    await composer.sends(RIGHT_WORDS)
    await composer.hears("Periksa dulu")
    await asks(composer)
    await approver.hears("Mohon persetujuan ralat")
    await approver.taps("Setujui")
    await approver.hears("Disetujui")


async def ends(town: Town, composer: Person) -> None:
    """Wait until everybody has it, and its composer is told so."""
    await town.rests()
    await running(town).ticker.tick()
    await composer.hears("Siaran selesai")
