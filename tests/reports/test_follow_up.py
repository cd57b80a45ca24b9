"""What a reporter writes later about an open report, in a few words."""

import pytest

from language.words import words
from reports.follow_up import FollowUp, follow_up_of

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
