"""A busy day of the demonstration resort: what its citizens report that morning, and what comes of each report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

OPEN, CLOSED = 40, 10
WAVES = 5  # the reports come in so many waves, between which the clock goes on
MINUTES_APART = 4

_SECURITY, _ELECTION = "Gangguan keamanan", "Pelanggaran pemilihan"
_PLOTS = (
    (_SECURITY, "Ketertiban umum", "Lalu lintas", "Kendaraan parkir di dua sisi jalan, warga sulit lewat"),
    (_SECURITY, "Penipuan, orang hilang", "Kebisingan", "Pengeras suara diputar keras sejak pagi"),
    (_ELECTION, "Uang, tekanan", "Politik uang", "Ada yang membagikan amplop dari rumah ke rumah supaya warga memilih"),
    (_SECURITY, "Ketertiban umum", "Pencurian", "Helm dan jaket warga hilang dari tempat parkir"),
    (_ELECTION, "Di TPS", "Hak pilih terhambat", "Warga yang membawa KTP diminta pulang oleh petugas TPS"),
    (_SECURITY, "Ketertiban umum", "Minuman keras", "Beberapa orang minum di pos ronda"),
    (_ELECTION, "Kampanye", "Perusakan alat peraga", "Papan pengumuman TPS dicoret-coret"),
    (_SECURITY, "Ketertiban umum", "Perusakan", "Lampu jalan di gang dipecahkan"),
    (_ELECTION, "Di TPS", "Logistik pemilihan", "Bilik suara kurang satu, antrean menjadi panjang"),
)
_SPOTS = ("Dekat masjid", "Depan sekolah dasar", "Dekat pasar", "Ujung gang", "Dekat jembatan")


class Ending(Enum):
    """What comes of a report."""

    WAITS = "waits"
    TAKEN = "taken"
    AT_THE_SCENE = "at the scene"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Incident:
    """One report of the morning; `sector` and `village` are places in the resort's lists."""

    citizen: str
    kind: str
    family: str
    category: str
    story: str
    spot: str
    sector: int
    village: int
    ending: Ending


def waves(villages: Sequence[int]) -> Iterator[list[Incident]]:
    """The morning in waves, for a resort whose sectors have so many villages each."""
    each = (OPEN + CLOSED) // WAVES
    for first in range(0, OPEN + CLOSED, each):
        yield [_incident(number, villages) for number in range(first, first + each)]


def _incident(number: int, villages: Sequence[int]) -> Incident:
    kind, family, category, story = _PLOTS[number % len(_PLOTS)]
    sector = number % len(villages)
    ending = {0: Ending.SETTLED, 1: Ending.AT_THE_SCENE, 2: Ending.TAKEN}
    return Incident(
        citizen=f"Warga {number + 11}",
        kind=kind,
        family=family,
        category=category,
        story=story,
        spot=f"{_SPOTS[number % len(_SPOTS)]}, TPS {number % 9 + 1}",
        sector=sector,
        village=number // len(villages) % villages[sector],
        ending=ending.get(number % ((OPEN + CLOSED) // CLOSED), Ending.WAITS),
    )
