"""Walks through a report, question by question, for tests that begin somewhere in the middle or need a whole one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox import Message, Person


@dataclass(frozen=True, slots=True)
class Leg:
    """One question: the step it belongs to, how it begins, and what the citizen answers."""

    step: str
    asks: str
    tap: str = ""
    say: str = ""
    spare: bool = False  # asked only when a walk goes there: the card stands without it

    async def answer(self, citizen: Person) -> None:
        if self.tap:
            await citizen.taps(self.tap)
        else:
            await citizen.sends(self.say)


CROWD = "Ratusan orang berkumpul di depan kantor, jalan tertutup"
ENVELOPES = "Amplop dibagikan di rumah warga supaya memilih"

DISTURBANCE: tuple[Leg, ...] = (
    Leg("kind", "Apa yang ingin Anda laporkan", tap="Gangguan keamanan"),
    Leg("family", "Tentang apa", tap="Ketertiban umum"),
    Leg("category", "Lebih tepatnya", tap="Kerumunan massa"),
    Leg("what", "Ceritakan singkat", say=CROWD),
    Leg("where", "Di mana kejadiannya", tap="Dumai Timur"),
    Leg("village", "di kelurahan atau desa mana", tap="Jaya Mukti"),
    Leg("place", "Tepatnya di mana", say="TPS 12, dekat masjid"),
    Leg("open_when", "Periksa dulu", tap="Waktu"),
    Leg("when", "Kapan kejadiannya", tap="Baru saja"),
    Leg("open_evidence", "Periksa dulu", tap="Bukti", spare=True),
    Leg("evidence", "Ada bukti", tap="Lewati", spare=True),
    Leg("open_identity", "Periksa dulu", tap="Identitas", spare=True),
    Leg("identity", "identitas Anda dirahasiakan", tap="Rahasiakan identitas", spare=True),
    Leg("summary", "Periksa dulu", tap="✅ Kirim"),
)
VIOLATION: tuple[Leg, ...] = (
    Leg("kind", "Apa yang ingin Anda laporkan", tap="Pelanggaran pemilihan"),
    Leg("family", "Tentang apa", tap="Uang, tekanan"),
    Leg("category", "Lebih tepatnya", tap="Politik uang"),
    Leg("what", "Ceritakan singkat", say=ENVELOPES),
    Leg("where", "Di mana kejadiannya", tap="Kirim lokasi"),
    Leg("point", "Kirim lokasi saya", tap="Kirim lokasi saya"),
    Leg("there", "Anda masih di tempat kejadian", tap="Ya, masih di sini"),
    Leg("district", "Di kecamatan mana", tap="Dumai Timur"),
    Leg("village", "di kelurahan atau desa mana", tap="Bukit Batrem"),
    Leg("place", "Tepatnya di mana", say="TPS 7, rumah nomor 3"),
    Leg("open_when", "Periksa dulu", tap="Waktu"),
    Leg("when", "Kapan kejadiannya", say="tadi malam"),
    Leg("known", "Kapan Anda mengetahuinya", tap="Hari ini"),
    Leg("open_evidence", "Periksa dulu", tap="Bukti", spare=True),
    Leg("evidence", "Ada bukti", tap="Lewati", spare=True),
    Leg("open_identity", "Periksa dulu", tap="Identitas"),
    Leg("identity", "identitas Anda dirahasiakan", tap="Boleh dihubungi"),
    Leg("phone", "Kirim nomor saya", tap="Kirim nomor saya"),
    Leg("summary", "Periksa dulu", tap="✅ Kirim"),
)


async def agrees(citizen: Person) -> Message:
    """Start the bot for the first time, agree, and see the menu."""
    await citizen.opens()
    await citizen.hears("Selamat datang")
    await citizen.taps("Saya setuju")
    return await citizen.hears("Ada yang bisa kami bantu")


async def goes_to(citizen: Person, step: str, legs: Sequence[Leg] = DISTURBANCE) -> Message:
    """Begin a report with `/lapor` and answer until the question of a step is asked."""
    await citizen.sends("/lapor")
    for leg in legs:
        if leg.spare and leg.step not in (step, f"open_{step}"):
            continue
        question = await citizen.hears(leg.asks)
        if leg.step == step:
            return question
        await leg.answer(citizen)
    raise AssertionError(f"no leg {step!r}")


async def reports(citizen: Person, legs: Sequence[Leg] = DISTURBANCE) -> str:
    """Walk a whole report through; returns the number on the receipt."""
    await goes_to(citizen, "summary", legs)
    await citizen.taps("Kirim sekarang")
    return number_on(await citizen.hears("sudah kami terima"))


async def finishes(citizen: Person, step: str, legs: Sequence[Leg] = DISTURBANCE) -> str:
    """Answer from the question of a step to the end; returns the number on the receipt."""
    begins = next(place for place, leg in enumerate(legs) if leg.step in (step, f"open_{step}"))
    for leg in legs[begins:]:
        if leg.spare:
            continue
        await citizen.hears(leg.asks)
        await leg.answer(citizen)
    return number_on(await citizen.hears("sudah kami terima"))


def number_on(receipt: Message) -> str:
    """The report number a message shows."""
    found = re.search(r"DMI-\d{4}-\d{4,}-\d", receipt.text)
    assert found, receipt.text
    return found[0]


def button(message: Message, label: str) -> str:
    """The data of a button, for who taps it again when it is gone."""
    [data] = [button.data for button in message.buttons if label in button.label]
    assert data is not None
    return data
