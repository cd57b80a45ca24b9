"""Triage: what a message out of the blue is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.category import Category
from reports.triage import Sort, read

REPORTS = [
    ("semalam ada yg bagi2 uang 200rb per KK di gang mawar", Category.POLITIK_UANG),
    ("serangan fajar di kampung kami, isinya beras sama minyak", Category.POLITIK_UANG),
    ("tim sukses kasih sembako biar coblos jagoannya", Category.POLITIK_UANG),
    ("they are giving envelopes to voters in my street", Category.POLITIK_UANG),
    ("iko ado urang mambagi pitih di lapau", Category.POLITIK_UANG),
    ("ada timses nyebar amplop ke rumah-rumah warga", Category.POLITIK_UANG),
    ("warga diancam bansosnya dicabut kalau tidak coblos dia", Category.INTIMIDASI),
    ("kami dipaksa pilih calon tertentu oleh ketua rt", Category.INTIMIDASI),
    ("preman jaga di depan TPS menakut-nakuti pemilih", Category.INTIMIDASI),
    ("pak kades ngajak warga dukung salah satu calon saat pengajian", Category.NETRALITAS_APARATUR),
    ("camat pose jari dukung paslon di grup wa", Category.NETRALITAS_APARATUR),
    ("mobil dinas dipakai angkut massa kampanye", Category.NETRALITAS_APARATUR),
    ("anggota polisi ikut kampanye paslon", Category.NETRALITAS_APARATUR),
    ("guru honorer disuruh kepala sekolah milih calon tertentu", Category.NETRALITAS_APARATUR),
    ("spanduk paslon masih terpasang padahal masa tenang", Category.KAMPANYE_MASA_TENANG),
    ("masih ada kampanye keliling pake toa padahal masa tenang", Category.KAMPANYE_MASA_TENANG),
    ("banners are still up during the quiet period", Category.KAMPANYE_MASA_TENANG),
    ("spanduk kami dirobek orang tadi malam", Category.PERUSAKAN_APK),
    ("ada yang mencopot baliho di simpang empat", Category.PERUSAKAN_APK),
    ("akun palsu sebar hoaks soal suku", Category.HOAKS_SARA),
    ("beredar pesan berantai TPS dipindah, bohong itu", Category.HOAKS_SARA),
    ("ada video ujaran kebencian agama di grup", Category.HOAKS_SARA),
    ("brosur gelap menjelek-jelekkan salah satu calon disebar", Category.KAMPANYE_HITAM),
    ("ada yg fitnah calon lewat selebaran", Category.KAMPANYE_HITAM),
    ("TPS 4 belum buka padahal sudah jam 8", Category.PELANGGARAN_TPS),
    ("surat suara sudah tercoblos waktu saya buka", Category.PELANGGARAN_TPS),
    ("ada anak dibawah umur ikut nyoblos di tps 7", Category.PELANGGARAN_TPS),
    ("ketua kpps mencoblos sisa surat suara", Category.PELANGGARAN_TPS),
    ("saksi tidak boleh masuk ke TPS 009", Category.PELANGGARAN_TPS),
    ("someone voted twice at TPS 3", Category.PELANGGARAN_TPS),
    ("hasil hitung di papan beda dengan formulir", Category.PELANGGARAN_TPS),
    ("saya belum dapat undangan nyoblos pak", Category.HAK_PILIH),
    ("nama saya tidak ada di dpt", Category.HAK_PILIH),
    ("ibu saya ditolak petugas tps padahal bawa ktp", Category.HAK_PILIH),
    ("orang meninggal masih dapat undangan", Category.HAK_PILIH),
    ("my name is not on the voter list", Category.HAK_PILIH),
    ("tinta habis di TPS 12", Category.LOGISTIK_PEMILIHAN),
    ("kotak suara belum sampai di tps kami", Category.LOGISTIK_PEMILIHAN),
    ("surat suara tertukar dgn kecamatan lain", Category.LOGISTIK_PEMILIHAN),
    ("listrik padam saat penghitungan suara", Category.LOGISTIK_PEMILIHAN),
    ("ribut di kantor camat, kursi dilempar", Category.KERICUHAN),
    ("budak-budak begaduh di kedai kopi", Category.KERICUHAN),
    ("bentrok pendukung dua kubu di lapangan", Category.KERICUHAN),
    ("wong padha gelut ning ngarep TPS", Category.KERICUHAN),
    ("riot in front of the village office", Category.KERICUHAN),
    ("geng motor tawuran pakai celurit di jalan lintas", Category.TAWURAN),
    ("pelajar tawuran dekat terminal", Category.TAWURAN),
    ("ada orang teriak ancam bunuh ketua kpps", Category.ANCAMAN),
    ("saya dapat ancaman lewat telepon", Category.ANCAMAN),
    ("suami saya dikeroyok lima orang", Category.PENGANIAYAAN),
    ("saksi dipukul petugas keamanan sampai luka", Category.PENGANIAYAAN),
    ("seorang pemuda ditikam di pasar", Category.PENGANIAYAAN),
    ("ada orang bawa badik masuk TPS", Category.SENJATA_TAJAM),
    ("a man with a knife is walking around TPS 5", Category.SENJATA_TAJAM),
    ("lelaki pegang samurai di jalan", Category.SENJATA_TAJAM),
    ("rumah di belakang masjid terbakar", Category.KEBAKARAN),
    ("ada api besar di pasar", Category.KEBAKARAN),
    ("tenda TPS kebakaran", Category.KEBAKARAN),
    ("kardus mencurigakan di depan gudang logistik", Category.OBJEK_MENCURIGAKAN),
    ("ada koper ditinggal di halaman kantor kpu", Category.OBJEK_MENCURIGAKAN),
    ("ibu hamil pingsan di antrean tps", Category.MEDIS),
    ("petugas kpps sesak napas butuh ambulans", Category.MEDIS),
    ("tps kami kebanjiran sampai lutut", Category.BENCANA),
    ("pohon tumbang menutup jalan ke TPS", Category.BENCANA),
    ("motor saya dicuri di parkiran tps", Category.PENCURIAN),
    ("hp hilang dijambret dekat tps 3", Category.PENCURIAN),
    ("pemuda mabuk teriak-teriak di pos ronda", Category.MIRAS),
    ("kafe jual miras buka sampai pagi", Category.MIRAS),
    ("macet total di jalan lintas", Category.LALU_LINTAS),
    ("balap liar tiap malam di jalan baru", Category.LALU_LINTAS),
    ("massa berkumpul di depan kantor kpu, makin banyak", Category.KERUMUNAN),
    ("ada demo di kantor bawaslu", Category.KERUMUNAN),
    ("kaca kantor panwas dipecahkan orang", Category.PERUSAKAN),
    ("pagar posko dirusak", Category.PERUSAKAN),
]
OTHERS = [
    ("halo", Sort.GREETING),
    ("Assalamualaikum pak", Sort.GREETING),
    ("p", Sort.GREETING),
    ("selamat pagi min", Sort.GREETING),
    ("good morning", Sort.GREETING),
    ("tabik pun", Sort.GREETING),
    ("makasih pak", Sort.THANKS),
    ("terima kasih banyak atas bantuannya", Sort.THANKS),
    ("thank you", Sort.THANKS),
    ("👍", Sort.THANKS),
    ("🙏🏽🙏🏽", Sort.THANKS),
    ("😭", Sort.UNCLEAR),
    ("tes", Sort.TEST),
    ("halo tes 123", Sort.TEST),
    ("coba coba aja", Sort.TEST),
    ("anjing kalian semua", Sort.ABUSE),
    ("dasar polisi goblok", Sort.ABUSE),
    ("cara buat skck gimana ya", Sort.QUESTION),
    ("TPS buka jam berapa?", Sort.QUESTION),
    ("lapor politik uang kemana ya pak", Sort.QUESTION),
    ("kalau ada kebakaran lapor kemana?", Sort.QUESTION),
    ("boleh tidak saya memilih pakai ktp saja", Sort.QUESTION),
    ("how can I report vote buying", Sort.QUESTION),
    ("berapa nomor telepon polsek", Sort.QUESTION),
    ("status laporan saya gimana", Sort.STATUS),
    ("laporan saya kemarin sudah diproses belum?", Sort.STATUS),
    ("DMI-2411-0042-7", Sort.STATUS),
    ("gimana kelanjutan laporan DMI-2411-0042-7 pak", Sort.STATUS),
    ("batalkan laporan saya", Sort.CANCEL),
    ("batal ya pak", Sort.CANCEL),
    ("maaf salah kirim pak", Sort.CANCEL),
    ("ga jadi lapor deh", Sort.CANCEL),
    ("oknum polisi minta uang saat razia", Sort.POLICE_CONDUCT),
    ("polantas pungli di simpang", Sort.POLICE_CONDUCT),
    ("saya dipukul anggota polisi", Sort.POLICE_CONDUCT),
    ("polisi yang jaga tadi kasar sekali", Sort.POLICE_CONDUCT),
    ("", Sort.UNCLEAR),
    ("/start", Sort.UNCLEAR),
    ("....", Sort.UNCLEAR),
    ("😀", Sort.UNCLEAR),
    ("saya di rumah saja", Sort.UNCLEAR),
]


@pytest.mark.parametrize(("text", "category"), REPORTS)
def test_a_report_finds_its_category(text: str, category: Category) -> None:
    reading = read(text)
    assert (reading.sort, reading.category) == (Sort.REPORT, category)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("kecelakaan kecil, ga ada yg luka", Category.PENGANIAYAAN),
        ("ribut mulut saja, tidak ada yang dipukul", Category.PENGANIAYAAN),
        ("antre panjang tanpa keributan", Category.KERICUHAN),
    ],
)
def test_what_is_denied_is_no_category(text: str, denied: Category) -> None:
    assert read(text).category is not denied


@pytest.mark.parametrize("text", ["saya mau lapor", "ketua kelompok itu datang lagi ke posko kami", "ada apa di TPS 4"])
def test_a_report_may_have_no_category_yet(text: str) -> None:
    assert (read(text).sort, read(text).category) == (Sort.REPORT, None)


@pytest.mark.parametrize(("text", "sort"), OTHERS)
def test_what_is_no_report_is_told_apart(text: str, sort: Sort) -> None:
    reading = read(text)
    assert (reading.sort, reading.category) == (sort, None)


@pytest.mark.parametrize(("text", "sort"), [row for row in OTHERS if row[1] is not Sort.POLICE_CONDUCT])
def test_what_is_no_report_raises_no_alarm(text: str, sort: Sort) -> None:
    assert not read(text).danger


@pytest.mark.parametrize(
    "text", ["ada yang ngaku polisi minta uang damai lewat telpon", "polisi gadungan minta uang ke ibu"]
)
def test_who_only_poses_as_the_police_is_reported(text: str) -> None:
    assert read(text).sort is Sort.REPORT


def test_danger_from_a_policeman_is_danger_all_the_same() -> None:
    assert read("saya dipukul anggota polisi").danger


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("pak polisi tolong dia memukul saya", Category.PENGANIAYAAN),
        ("lapor pak polisi ada orang mabuk di pos ronda", Category.MIRAS),
        ("tolong polisi, ada yang dipukul depan polsek", Category.PENGANIAYAAN),
    ],
)
def test_calling_the_police_is_no_complaint_about_them(text: str, category: Category) -> None:
    assert (read(text).sort, read(text).category) == (Sort.REPORT, category)


def test_denied_danger_is_no_alarm() -> None:
    reading = read("TPS 3 aman, tidak ada keributan")
    assert (reading.danger, reading.tps) == (False, "003")


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    reading = read(text)
    assert reading.category is None or reading.sort is Sort.REPORT


@given(st.lists(st.sampled_from(" ".join(text for text, _ in REPORTS + OTHERS).split()), max_size=25).map(" ".join))
def test_any_order_of_words_is_read(text: str) -> None:
    reading = read(text)
    assert reading == read(text.upper())
    assert not reading.danger or reading.sort in (Sort.REPORT, Sort.POLICE_CONDUCT)
