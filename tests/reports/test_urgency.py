"""Urgency: the category sets the floor, words and the moment only raise it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.category import Category
from reports.urgency import Urgency, assess

D, T, S, R = Urgency.DARURAT, Urgency.TINGGI, Urgency.SEDANG, Urgency.RENDAH


@pytest.mark.parametrize(
    ("category", "text", "ongoing", "urgency"),
    [
        (Category.KERICUHAN, "", False, D),
        (Category.TAWURAN, "", False, D),
        (Category.SENJATA_TAJAM, "", False, D),
        (Category.KEBAKARAN, "", False, D),
        (Category.PENGANIAYAAN, "", False, D),
        (Category.ANCAMAN, "", False, D),
        (Category.OBJEK_MENCURIGAKAN, "", False, D),
        (Category.INTIMIDASI, "pemilih ditakut-takuti", False, T),
        (Category.INTIMIDASI, "pemilih ditakut-takuti", True, D),
        (Category.POLITIK_UANG, "bagi amplop", True, T),
        (Category.POLITIK_UANG, "bagi amplop, yang menolak dipukul", False, D),
        (Category.PELANGGARAN_TPS, "coblos dua kali", False, T),
        (Category.LOGISTIK_PEMILIHAN, "surat suara kurang", False, T),
        (Category.NETRALITAS_APARATUR, "lurah ikut kampanye", False, S),
        (Category.HOAKS_SARA, "", False, S),
        (Category.KAMPANYE_HITAM, "", False, S),
        (Category.PERUSAKAN_APK, "", False, S),
        (Category.KAMPANYE_MASA_TENANG, "baliho masih ada", False, R),
        (Category.KAMPANYE_MASA_TENANG, "masih orasi di lapangan", False, S),
        (Category.KAMPANYE_MASA_TENANG, "", True, S),
        (Category.HAK_PILIH, "belum dapat undangan", False, R),
        (Category.HAK_PILIH, "saya disuruh pulang", False, S),
        (Category.HAK_PILIH, "", True, S),
        (Category.BENCANA, "pohon tumbang", False, T),
        (Category.BENCANA, "orang tertimpa pohon", False, D),
        (Category.MEDIS, "pemilih sakit", False, T),
        (Category.MEDIS, "pemilih pingsan", False, D),
        (Category.PERUSAKAN, "kaca dipecahkan", False, S),
        (Category.PERUSAKAN, "kaca dipecahkan", True, T),
        (Category.PERUSAKAN, "kantor mau dibakar", False, D),
        (Category.KERUMUNAN, "", False, S),
        (Category.KERUMUNAN, "ratusan orang", False, T),
        (Category.PENCURIAN, "motor hilang", False, S),
        (Category.MIRAS, "warung tuak buka", True, R),
        (Category.LALU_LINTAS, "macet", False, R),
        (Category.LALU_LINTAS, "tabrakan, ada yang luka", False, D),
        (None, "lampu jalan padam", False, S),
        (None, "ada yang bawa parang", False, D),
        (Category.MIRAS, "tidak ada ricuh", False, R),
        (Category.LALU_LINTAS, "macet sejak pukul 8", False, R),
        (Category.LAINNYA, "sapi lepas di jalan", True, R),
        (Category.PENIPUAN, "uang arisan dibawa lari", False, R),
        (Category.KEBISINGAN, "karaoke sampai malam", True, R),
        (Category.ORANG_HILANG, "kakek belum pulang", False, T),
        (Category.PERCOBAAN_BUNUH_DIRI, "", False, D),
        (Category.KEKERASAN_DALAM_RUMAH_TANGGA, "", False, T),
        (Category.KEKERASAN_DALAM_RUMAH_TANGGA, "", True, D),
    ],
)
def test_urgency(category: Category | None, text: str, ongoing: bool, urgency: Urgency) -> None:
    assert assess(category, text, ongoing) is urgency


def test_the_most_urgent_sorts_first() -> None:
    assert sorted(Urgency, key=lambda urgency: urgency.rank) == [D, T, S, R]


@given(st.none() | st.sampled_from(Category), st.text(max_size=100), st.booleans())
def test_words_and_time_never_lower_it(category: Category | None, text: str, ongoing: bool) -> None:
    assert assess(category, text, ongoing).rank <= assess(category, "", False).rank
    assert assess(category, text, True).rank <= assess(category, text, False).rank


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("dua ibu adu mulut rebutan antrean", Urgency.SEDANG),
        ("saksi cekcok soal hitungan", Urgency.SEDANG),
        ("warga ribut di kantor desa", Urgency.DARURAT),
        ("adu mulut lalu saling pukul", Urgency.DARURAT),
    ],
)
def test_a_quarrel_is_not_a_riot(text: str, urgency: Urgency) -> None:
    assert assess(Category.KERICUHAN, text, ongoing=True) is urgency
