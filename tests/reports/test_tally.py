"""What is a tally of votes, and what only has numbers in it."""

import pytest

from locales import Refused
from reports.category import Category
from reports.tally import is_tally, refuse_tally

TALLIES = [
    "hasil TPS 3 Jaya Mukti paslon 1 dapat 120 suara, paslon 2 80 suara",
    "perolehan suara TPS 5: 01 = 120, 02 = 80, tidak sah 4",
    "suara sah 250 tidak sah 4",
    "DPT 300, hadir 250",
    "no urut 1: 98 suara no urut 2: 77 suara",
    "Hasil hitung TPS 12\n01: 143\n02: 97\n03: 12",
    "paslon satu 120 suara paslon dua 90 suara",
    "pasangan nomor 1 unggul 200 suara, pasangan nomor 2 150",
    "suara di tps 5 jaya mukti 120 lawan 98",
    "skor sementara 120:98",
    "perolehan suara tps 7: 134, 87, 12",
    "hitungan di tps 9 sudah selesai, 150 - 110",
    "unggul 45 suara di tps kami",
    "menang telak 70 persen",
    "quick count 52% 48%",
    "yang satu dapat 120 suara yang satunya 90",
    "partisipasi 78 persen",
    "TPS 4 yang datang nyoblos baru 50 orang dari 280",
]
OTHERS = [
    "hasil patroli: TPS 1 aman 3 orang, TPS 2 aman 4 orang",
    "RT 01 ada 120 KK, RT 02 ada 80 KK hasil pendataan",
    "paslon 1 bagi 50 ribu, paslon 2 bagi 100 ribu",
    "jam 08 aman jam 09 ada 3 orang ribut, hasil nihil",
    "suara tembakan 2 kali di TPS 07 ada 10 orang",
    "surat suara kurang 20 lembar di TPS 03",
    "suara musik keras dari rumah 05 sampai jam 02",
    "pemilih 20 orang ditolak di TPS 5",
    "nomor 0812 3456 7890 suara tidak jelas",
    "hasil rekap giat: patroli 3 kali, sambang 4 kali",
    "tgl 01-12 jam 08 hasil apel 45 orang",
    "hasil patroli jam 08-10 nihil",
    "suara tembakan 10-15 kali di tps 3",
    "tps buka 07:00-13:00 untuk memilih",
    "hasil panen turun 50 persen",
    "20 dari 50 orang ditolak di tps 5",
    "hp 0812-3456 suara putus putus",
    "patroli 3 orang dari 10 personel hadir",
    "di tps 5 dan 6 suara gaduh",
    "",
]


@pytest.mark.parametrize("said", TALLIES)
def test_figures_of_votes_are_taken_from_nobody(said: str) -> None:
    with pytest.raises(Refused):
        refuse_tally(said)
    refuse_tally(said, Category.PELANGGARAN_TPS)  # a wrong in the counting is a report


@pytest.mark.parametrize("said", OTHERS)
def test_numbers_alone_are_no_figures_of_votes(said: str) -> None:
    assert not is_tally(said)
