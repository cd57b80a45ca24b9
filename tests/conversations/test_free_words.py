"""Words that no question asked for, as a table: what is open, what is said, what is done with it."""

from dataclasses import replace

import pytest

from conversations.free_words import Around, Known, Sense, is_announcement, is_another, sense
from reports.category import Category
from reports.meaning import understand
from tests.conversations.answers import SCENE

CROWD = Known(Category.KERUMUNAN, "14.72.02", "14.72.02.1004", "012")  # TPS 12, Jaya Mukti, Dumai Timur
NOTHING = Around()
SENT = Around(recent=CROWD)
STANDING = Around(standing=True)
OFFERED = Around(offered=True)

ROWS: list[tuple[Around, str, Sense]] = [
    (NOTHING, "DMI-2411-0001-4", Sense.NUMBER),
    (NOTHING, "dmi 2411 0001 4", Sense.NUMBER),
    (SENT, "DMI-2411-0001-4", Sense.NUMBER),
    (NOTHING, "Bapak-bapak di depan bagi amplop ke warga TPS 12 Jaya Mukti", Sense.REPORT),
    (NOTHING, "TOLONG", Sense.REPORT),
    (NOTHING, "tadi malam ada orang dipukuli di lapo", Sense.DOUBT),
    (SENT, "tadi malam juga dia dipukuli", Sense.ADDITION),
    (OFFERED, "tadi malam juga dia dipukuli", Sense.STEP),
    (NOTHING, "terima kasih pak", Sense.TALK),
    (NOTHING, "bagaimana cara urus SKCK?", Sense.TALK),
    (SENT, "orangnya naik motor hitam, plat BM", Sense.ADDITION),
    (SENT, "sekarang sudah makin banyak", Sense.FOLLOW_UP),
    (SENT, "sudah bubar pak", Sense.FOLLOW_UP),
    (SENT, "salah lapor", Sense.FOLLOW_UP),
    (STANDING, "udah aman", Sense.FOLLOW_UP),
    (STANDING, "polisinya mana", Sense.FOLLOW_UP),
    (STANDING, "belum ada yang datang pak", Sense.FOLLOW_UP),
    (STANDING, "maaf pak saya salah lihat", Sense.FOLLOW_UP),
    (STANDING, "laporan saya sudah sampai mana", Sense.STATUS),
    (STANDING, "saya mau batalkan laporan", Sense.WITHDRAW),
    (STANDING, "ada yang mencuri motor di TPS 3 Bukit Batrem", Sense.REPORT),
    (STANDING, "selamat pagi pak", Sense.TALK),
    (NOTHING, "sudah bubar pak", Sense.TALK),
    (SENT, "di depan masjid pak", Sense.ADDITION),
    (SENT, "kapan petugasnya datang?", Sense.FOLLOW_UP),
    (SENT, "sekarang mereka bawa parang", Sense.ADDITION),
    (SENT, "terima kasih banyak", Sense.TALK),
    (SENT, "👍", Sense.TALK),
    (SENT, "laporan saya sudah sampai mana", Sense.STATUS),
    (SENT, "apakah sudah dibaca pak?", Sense.STATUS),
    (SENT, "ada yg respon ga", Sense.STATUS),
    (STANDING, "udah ada yg turun blm", Sense.STATUS),
    (SENT, "sudah dibaca pak", Sense.ADDITION),
    (NOTHING, "udah dibaca blm", Sense.TALK),
    (SENT, "saya mau batalkan laporan", Sense.WITHDRAW),
    (SENT, "batalkan aja pak saya takut", Sense.WITHDRAW),
    (STANDING, "pak tolong hapus laporan saya, saya takut", Sense.WITHDRAW),
    (SENT, "jangan diproses pak, takut", Sense.WITHDRAW),
    (SENT, "tolong batalkan saja, ada orang bawa parang di depan rumah saya", Sense.ADDITION),
    (SENT, "saya takut pak", Sense.FOLLOW_UP),
    (SENT, "Bapak-bapak bagi amplop ke warga supaya memilih", Sense.REPORT),  # another kind
    (SENT, "ada yang mencuri motor di TPS 3 Bukit Batrem", Sense.REPORT),  # another place
    (OFFERED, "orangnya naik motor hitam", Sense.STEP),
    (OFFERED, "kejadiannya di dekat pasar", Sense.STEP),
    (OFFERED, "terima kasih pak", Sense.TALK),
    (OFFERED, "bagaimana cara urus SKCK?", Sense.TALK),
    (OFFERED, "laporan saya yang kemarin sudah sampai mana?", Sense.TALK),
    (OFFERED, "selamat pagi", Sense.TALK),
    (OFFERED, "saya mau batalkan laporan", Sense.WITHDRAW),
    (NOTHING, "saya mau bicara dengan manusia", Sense.HUMAN),
    (NOTHING, "bisa ngobrol sama petugas langsung?", Sense.HUMAN),
    (OFFERED, "tolong hubungkan dengan polisi", Sense.HUMAN),
    (NOTHING, "can I talk to a person", Sense.HUMAN),
    (NOTHING, "ada yang bagi amplop sambil bicara dengan warga di TPS 3", Sense.REPORT),
    (NOTHING, "saya mau batalkan laporan", Sense.TALK),
]


@pytest.mark.parametrize(("around", "words", "meant"), ROWS, ids=[f"{at}-{row[1]}" for at, row in enumerate(ROWS)])
def test_what_is_done_with_words(around: Around, words: str, meant: Sense) -> None:
    assert sense(understand(words, SCENE.areas, SCENE.now), around) is meant


def test_a_report_without_a_place_is_at_no_other_place() -> None:
    said = understand("ada yang mencuri motor di TPS 3 Bukit Batrem", SCENE.areas, SCENE.now)
    assert is_another(said, CROWD)
    assert not is_another(said, replace(CROWD, district=None, village=None, tps=None))


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("PENGUMUMAN POLRES DUMAI: Pemungutan suara di TPS 5 ditunda sampai besok", True),
        ("*INFO RESMI* KPU Dumai: pemilih tanpa undangan tidak boleh memilih besok", True),
        ("Diberitahukan kepada seluruh warga Jaya Mukti bahwa TPS 5 dipindahkan ke balai desa", True),
        ("SURAT EDARAN BAWASLU - saksi tidak boleh masuk TPS mulai besok pagi", True),
        ("breaking news! KPU batalkan pencoblosan karena banjir rob", True),
        ("Info KPU Dumai, TPS 12 dipindah", True),
        ("Info Bawaslu, masa tenang boleh kampanye lagi", True),
        ("Info KPU, jam berapa kantor tutup hari libur", False),
        ("Info Polsek, di simpang ada yang balap liar", False),
        ("pengumuman KPU di TPS 5 dirobek orang tadi malam pak", False),
        ("ada pengumuman palsu dari KPU: TPS 12 dipindah, beredar di grup", False),
        ("info untuk polsek: anak muda balap liar di jalan sudirman", False),
        ("Saya dapat info resmi KPU: TPS pindah, benar tidak?", False),
        ("pengumuman: ada motor hilang di masjid tadi subuh", False),
    ],
)
def test_what_is_put_as_an_announcement_is_told_from_what_is_told_of_one(text: str, announced: bool) -> None:
    assert is_announcement(text) is announced
