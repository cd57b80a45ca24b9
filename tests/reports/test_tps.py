"""At which TPS something is: the one that is meant, none where several are named or it is denied."""

import pytest

from reports.tps import find_tps, tps_in


@pytest.mark.parametrize(
    ("text", "tps"),
    [
        ("di TPS 5", "005"),
        ("tps05", "005"),
        ("TPS 012 Jaya", "012"),
        ("TPS-7", "007"),
        ("TPS o5 lubuk gaung", "005"),  # letters for digits
        ("tps 1l", "011"),
        ("te pe es dua puluh satu", "021"),  # as it is spoken
        ("tps nol nol enam", "006"),
        ("antara tps 9 sama 10", None),  # either
        ("tps no 8", "008"),
        ("TPS no. 14", "014"),
        ("tps nomor tiga", "003"),
        ("TPS lima belas", "015"),
        ("tps dua puluh satu ricuh", "021"),
        ("TPS 901 rutan", "901"),
        ("TPSS 6", "006"),
        ("TPS IV", "004"),
        ("tps xii bukit batrem", "012"),
        ("tps ke 9", "009"),
        ("TPS 000", None),
        ("TPS kami", None),
        ("tps ini", None),
        ("di TPS 2 orang berkelahi", None),
        ("buka TPS 7 pagi", None),
        ("TPS 07.00 sudah buka", None),
        ("TPS 1234", None),
        ("jam 5", None),
        ("", None),
    ],
)
def test_a_tps_number_is_read(text: str, tps: str | None) -> None:
    assert find_tps(text) == tps


@pytest.mark.parametrize(
    ("text", "tps", "corrects"),
    [
        ("bukan di TPS 5 tapi TPS 7", "007", True),
        ("di TPS 7 pak bukan TPS 5", "007", True),
        ("bukan tps 3", None, True),
        ("kejadiannya bukan di tps 3 pak", None, True),
        ("bkn di tps 5 tp di tps 7", "007", True),
        ("bukan TPS 5 atau TPS 6, tapi TPS 7", "007", True),
        ("bukan tps 5 tapi 7", "007", True),
        ("TPS 5, eh salah, TPS 7", "007", True),
        ("di tps 5 eh 7 pak", "007", True),
        ("tps 5 maaf maksud saya tps 7", "007", True),
        ("salah pak, yang benar TPS 7", "007", True),
        ("ralat: TPS 7", "007", True),
        ("TPS 7 maksud saya", "007", True),
        ("tadi di tps 5 sekarang pindah ke tps 8", "008", True),
        ("massa dari tps 5 bergeser ke arah tps 8", "008", True),
        ("pindah ke tps 8", "008", True),
        ("dekat TPS 2, bukan di TPS-nya", None, False),
        ("dekat TPS 2", "002", False),
        ("tidak di TPS 5", None, True),
        ("not at TPS 5 but at TPS 7", "007", True),
        ("TPS 5 dan TPS 6", None, False),
        ("tps 2 dan tps 3", None, False),
        ("TPS 5 atau 6", None, False),
        ("TPS 5 & 6", None, False),
        ("tps 4 sampai 6", None, False),
        ("tps 4-6", None, False),
        ("TPS 5/6 Jaya Mukti", None, False),
        ("tps 5, 6 dan 7", None, False),
        ("antara TPS 3 dan TPS 4", None, False),
        ("tps lima dan enam", None, False),
        ("bukan cuma di TPS 5, tapi juga di TPS 7", None, False),
        ("bukan TPS 5 saja, TPS 7 juga", None, False),
        ("TPS 5 eh bukan TPS 7", None, True),
        ("tawuran di TPS 5\nbukan TPS 5 pak\nTPS 7", "007", True),
        ("Tempat yang benar: TPS 7", "007", True),
        ("yang benar saja pak, TPS 7 kacau", "007", False),
        ("amplop di TPS 1, ada orang bawa parang sekarang di depan TPS 2", None, False),
        ("TPS 5, di TPS 05 itu", "005", False),
        ("tps 5 dan 2 motor dibakar", "005", False),
        ("tps 5, 3 orang luka", "005", False),
        ("tps 5 jam 10 sampai 11", "005", False),
        ("TPS 5, 10.30 WIB", "005", False),
        ("TPS 5 RT 6", "005", False),
        ("tps 5 RT 6/RW 2", "005", False),
        ("tps 5 ke 3 orang itu", "005", False),
        ("maaf pak, di TPS 5 ada tawuran", "005", False),
        ("salah satu warga di TPS 5 dipukul", "005", False),
        ("bukan kerusuhan biasa, di TPS 5 ada tawuran", "005", False),
        ("bukan saya pak, di TPS 5 ada yang dipukul", "005", False),
    ],
)
def test_of_several_the_one_that_is_meant(text: str, tps: str | None, corrects: bool) -> None:
    told = tps_in(text)
    assert (told.tps, told.named) == (tps, True)
    assert told.corrects is corrects
