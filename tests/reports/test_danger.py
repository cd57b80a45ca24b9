"""Danger words: heard in any spelling, and silent when denied, figurative, hearsay or over."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.danger import Alarm, listen

DANGER = [
    # seen, lost, held: none names a weapon, and the parts stand in any order
    "adik menyelam cari kerang belum muncul muncul juga",
    "paspor kami ditahan juragan, tidak boleh keluar mess",
    "di teras rumah orang ramai bawa obor, mereka menuduh nenek punya begu",
    "mulut ayah mencong sebelah, bicaranya pelo",
    "no air in here, the boss locked the container",
    # endings and passives of the region
    "kakakku natikam di onan",
    "ada orang bawa parang di depan TPS",
    "ADA YANG BAWA CELURIT PAK",
    "bapak saya dikeroyok di pasar",
    "toloooong kebakaraaan di pasar",
    "rumah tetangga terbakar",
    "warga berkelahi di kantor lurah",
    "ricuh di TPS 3, kursi melayang",
    "sdh ricuh pak, kotak suara ditendang",
    "ada tawuran geng motor dkt jembatan",
    "teman sy ditusuk org mabuk",
    "kpps pingsan dan kejang",
    "bapak itu berdarah kepalanya",
    "ada tas mencurigakan di bawah meja kpps",
    "ada bunyi ledakan dari gudang",
    "mrk pukul2an di jalan",
    "suami saya dipukul orang tak dikenal",
    "dia pukul ibu saya",
    "org ngamuk bawa linggis",
    "petugas disandera warga di balai desa",
    "perahu pembawa kotak suara terbalik, ada yang hanyut",
    "api besar di belakang ruko",
    "asap pekat keluar dari gudang logistik",
    "tolong cepat pak",
    "tlg segera ke lokasi!!",
    "rumah kami dilempari batu",
    "kantor diserang massa",
    "orang nembak di dekat pasar",
    "kami terjebak banjir di atap, air terus naik",
    # regional words
    "urang bacakak di lapau, alah badarah",
    "budak-budak begaduh kat simpang, bawak parang",
    "ono wong gelut nggowo arit",
    "omahe tonggoku kobong",
    "urang bakalahi parak TPS, lakasi",
    "engka tau mallaga ri TPS 2",
    "baku tikam mi orang di pasar",
    "ade orang tabaka rumahnye",
    # English
    "there is a man with a machete near the polling station",
    "people are fighting, please help us",
    "the village office is on fire",
    # a denial that denies something else
    "polisi tidak ada ricuh di sini",
    "tidak ada petugas, warga berkelahi",
    "tidak ada petugas warga berkelahi",
    "api belum padam, rumah terbakar",
    "tidak aman, ada yang bawa badik",
    "kalau tidak memilih dia rumah saya mau dibakar",
    "korban tidak sadar setelah ditabrak",
    "tidak ada tawuran, ada orang dibacok",
    "tadi sudah aman tapi sekarang ricuh lagi",
    "sudah dilerai, masih ada yang bawa parang",
    "Pukul 08.00 ada yang bawa pisau",
    "bakar sampah jadi kebakaran rumah",
    "tahun lalu ricuh, sekarang bawa parang lagi",
    "tadi sudah aman. sekarang mereka bawa parang",
]
QUIET = [
    "tidak ada ricuh",
    "situasi aman tidak ada keributan",
    "gak ada tawuran di sini",
    "belum ada kericuhan sampai siang",
    "TPS 4 aman, tanpa ricuh",
    "ndak ado bacakak do pak",
    "kada ada kebakaran",
    "bukan kebakaran, cuma bakar sampah",
    "tidak ada tawuran, ricuh, atau perkelahian",
    "nihil kericuhan dan tawuran",
    "ayo bakar semangat pemilih muda",
    "membakar semangat warga untuk datang ke TPS",
    "bakar ikan dulu sambil menunggu hasil",
    "malam ini kami bakar2 jagung",
    "dia kebakaran jenggot",
    "masalah ini bom waktu",
    "mari cegah tawuran",
    "antisipasi kericuhan di TPS",
    "kalau ada kebakaran lapor ke mana?",
    "jika terjadi ricuh hubungi siapa",
    "simulasi kebakaran di kantor KPU",
    "katanya ada tawuran di simpang",
    "beredar video orang bawa parang, hoaks atau benar?",
    "apa benar ada kerusuhan di kota?",
    "ada tawuran itu hoax",
    "tadi ricuh tapi sekarang sudah aman",
    "kebakaran sudah padam pak",
    "tahun lalu di sini pernah ricuh",
    "sempat ricuh, sekarang sudah kondusif",
    "baliho dibakar semalam",
    "akun itu menyerang pribadi di medsos",
    "no riot here, all is calm",
    "demokrasi kita terluka",
]
CALM = [
    "bapak saya tukang kayu",
    "ponakan senang bukan main dikejar ayam",
    "senyummu membunuh pelan pelan",
    "kakak melahirkan di klinik, bayinya sehat",
    "rumah itu pernah kebakaran tahun 2011, sudah dibangun lagi",
    "",
    "halo",
    "terima kasih pak",
    "tes",
    "tolong ditindaklanjuti",
    "tolong cepat diproses laporan saya",
    "bagi-bagi amplop dari rumah ke rumah",
    "serangan fajar di gang kami",
    "macet di depan KPU",
    "baliho masih terpasang",
    "surat suara kurang 20 lembar",
    "listrik mati di TPS",
    "warung buka sampai malam dan ramai",
    "saya belum dapat undangan",
    "pembayaran honor kpps belum dibayar",
    "where do I vote?",
    "ibu saya punya darah tinggi dan terjebak macet",
    "bahan bakar genset TPS habis",
    "pukul berapa TPS ditutup",
    "datang pukul tujuh ya",
    "TPS buka pukul 07.00",
]


@pytest.mark.parametrize("text", DANGER)
def test_danger_raises_the_alarm(text: str) -> None:
    assert listen(text) is Alarm.DANGER


@pytest.mark.parametrize("text", QUIET)
def test_denied_figurative_and_past_danger_raises_no_alarm(text: str) -> None:
    assert listen(text) is not Alarm.DANGER


@pytest.mark.parametrize("text", CALM)
def test_everyday_words_raise_nothing(text: str) -> None:
    assert listen(text) is Alarm.NONE


SENTENCES = st.sampled_from(DANGER + QUIET + CALM)


@given(SENTENCES, st.randoms(use_true_random=False))
def test_case_changes_nothing(text: str, random: Random) -> None:
    mixed = "".join(random.choice((letter.upper(), letter.lower())) for letter in text)
    assert listen(mixed) is listen(text)


@given(SENTENCES, st.data())
def test_stretching_a_letter_changes_nothing(text: str, data: st.DataObject) -> None:
    letters = [index for index, letter in enumerate(text) if letter.isalpha()]
    if not letters:
        return
    at = data.draw(st.sampled_from(letters))
    stretched = text[:at] + text[at] * data.draw(st.integers(2, 9)) + text[at + 1 :]
    assert listen(stretched) is listen(text)


@given(SENTENCES, st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202e\u00ad"), st.data())
def test_characters_nobody_sees_change_nothing(text: str, hidden: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert listen(text[:at] + hidden + text[at:]) is listen(text)


@given(st.text(max_size=300))
def test_any_text_gives_an_answer(text: str) -> None:
    assert listen(text) in Alarm


@pytest.mark.parametrize(
    ("text", "alarm"),
    [
        ("bukan hoax pak ada tawuran di tps 5", Alarm.DANGER),
        ("bukan bohong pak ada kebakaran di tps 5", Alarm.DANGER),
        ("ini bukan latihan, ada kebakaran di TPS 5", Alarm.DANGER),
        ("sumpah pak ada kebakaran di tps 5", Alarm.DANGER),
        ("wkwk gila pak beneran ini ada yg bacok bacokan di TPS 5", Alarm.DOUBTFUL),
        ("itu bukan hoax kan pak yang tawuran di tps 5?", Alarm.DOUBTFUL),
        ("SEBARKAN!! bukan hoax! ada bentrokan massa bawa parang", Alarm.DOUBTFUL),
    ],
)
def test_who_says_that_it_is_so_is_believed_or_asked(text: str, alarm: Alarm) -> None:
    assert listen(text) is alarm
