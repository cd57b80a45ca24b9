"""What a reporter writes later about an open report, in a few words."""

import pytest

from language.words import words
from reports.follow_up import FollowUp, asks_after, follow_up_of, tells_details

SAID = {
    FollowUp.OVER: [
        "sudah bubar pak",
        "udh aman kok",
        "Apinya udah padam",
        "orangnya kabur",
        "they left",
        "beres pak",
        "ga usah datang pak",
    ],
    FollowUp.WORSE: ["makin rame pak", "tambah parah", "mereka balik lagi", "it is getting worse", "ribut lagi pak"],
    FollowUp.MISTAKEN: ["salah lapor", "maaf pak salah lihat", "ternyata cuma latihan", "keliru pak", "false alarm"],
    FollowUp.WAITING: ["polisinya mana", "udah sampe mana petugasnya?", "berapa lama lagi pak", "kok lama banget"],
    FollowUp.NOBODY: ["blm ada yg datang", "ga ada yg dateng pak", "polisinya belum datang", "nobody came"],
    FollowUp.AFRAID: [
        "aku takut",
        "masih di sini saya takut",
        "takut sekali pak",
        "kak jangan tinggalkan aku",
        "i am scared",
    ],
    FollowUp.THERE: ["petugasnya udah datang makasih", "polisi sudah di sini", "sudah ditangani pak"],
}
NOTHING = [
    "udah lari ke pasar", "pelakunya sudah kabur ke arah pelabuhan",
    "belum aman pak", "orangnya naik motor hitam", "di depan masjid", "sekitar dua puluh", "terima kasih", "",
    "saya tidak takut", "anak saya sudah dibawa dia ke rumah kosong",
    "tps 12", "sudah saya bilang tadi di depan kantor lurah yang lama dekat simpang empat pasar itu sudah bubar",
]  # fmt: skip


@pytest.mark.parametrize(("meant", "text"), [(meant, text) for meant, texts in SAID.items() for text in texts])
def test_few_words_say_how_it_goes_on(meant: FollowUp, text: str) -> None:
    assert follow_up_of(words(text)) is meant


@pytest.mark.parametrize("text", NOTHING)
def test_other_words_do_not(text: str) -> None:
    assert follow_up_of(words(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "apakah sudah dibaca pak?", "udah dibaca blm", "ada yg baca?", "halo ada yg respon ga", "pesan saya masuk ga?",
        "udah sampe blm laporannya", "sampai di mana prosesnya", "kok ga ada balasan", "siapa yg pegang laporan saya",
        "gimana pak kelanjutannya", "did you get it?",
    ],
)  # fmt: skip
def test_who_asks_whether_it_was_read_asks_how_it_stands(text: str) -> None:
    assert asks_after(text)


@pytest.mark.parametrize(
    "text",
    [
        "sudah dibaca pak", "sudah diterima pak", "belum diterima pak", "ada yang lihat pak", "ada yang masuk rumah",
        "dia sudah terima 50 ribu", "uangnya sudah dikirim belum ya", "ada yang baca pesan saya di hp", "kenapa", "",
    ],
)  # fmt: skip
def test_an_answer_and_a_story_ask_nothing(text: str) -> None:
    assert not asks_after(text)


@pytest.mark.parametrize(
    "text",
    [
        "kuponnya warna kuning", "orangnya pakai jaket merah", "amplopnya isi 50 ribu", "motor vario hitam",
        "ada 3 orang", "BM 1234 XY", "ada videonya", "isinya beras sama minyak", "tiap orang dapat 100 ribu",
        "bapak itu suruh saya tanda tangan", "kalo ga mau diancam", "tas hitam besar",
    ],
)  # fmt: skip
def test_details_are_told_from_a_place(text: str) -> None:
    assert tells_details(words(text))


@pytest.mark.parametrize(
    "text",
    [
        "pasar lama", "tempatnya pasar lama", "gapura merah", "pagar biru", "warung warna kuning", "bengkel motor",
        "depan rumahnya", "SD anak saya", "lapas", "rumah pak lurah", "jalan kelakap tujuh", "motor", "",
    ],
)  # fmt: skip
def test_a_place_is_no_detail(text: str) -> None:
    assert not tells_details(words(text))
