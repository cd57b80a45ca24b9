"""What people write every day is no report, and what they report in everyday words is one."""

import pytest

from reports import triage
from reports.triage import Sort
from resort.area import Areas
from tests.corpus.messages import FILES, messages

DUMAI = Areas.load("14.72")
EVERYDAY = [
    "baju sekolah anak saya baru",
    "pak polisi yang jaga di lampu merah baik hati",
    "lagi makan mie ayam di warung langganan",
    "kami sekampung aman aman saja alhamdulillah",
    "tpsnya dekat, jalan kaki lima menit sampai",
    "ternyata cuma petasan anak kecil pak",
    "mamak marah besar piring pecah wkwk",
    "jual kasur lipat second masih bagus",
    "nonton film perang di bioskop",
    "we had a nice walk by the river",
    "pesan dua porsi sate padang ya da, kuahnya banyakin",  # to somebody else
    "semalam nonton film bajak laut, kaptennya ditikam anak buahnya",
    "selamat ulang tahun pak kapolres, sehat selalu",  # an office, and nothing wrong
    "besok sore mancing yuk di pantai teluk makmur",  # a place, and nothing that happened there
]
TOLD = [
    "motor saya diambil orang di depan warung",
    "tetangga dikasih minyak goreng supaya pilih calon itu",
    "mau lapor, suami saya sering kasar",
    "di tps 4 undangan dipakai orang lain",
    "kok boleh lurah ikut kampanye?",
    "anak saya belum pulang dari sore",
    "jalan depan pasar macet total",
    "apa polisi tidak tahu di belakang terminal orang main dadu tiap malam?",
    "siapa yang cabut bendera kami di pinggir jalan?",
    "di fb ada akun yang sebar fitnah soal calon",  # of the news, and a report all the same
]


@pytest.mark.parametrize("text", EVERYDAY)
def test_talk_of_the_day_is_everyday(text: str) -> None:
    assert triage.read(text, DUMAI).everyday


@pytest.mark.parametrize("text", TOLD)
def test_what_is_to_be_acted_on_is_not(text: str) -> None:
    assert not triage.read(text, DUMAI).everyday


def test_few_everyday_messages_of_the_corpus_are_taken_for_reports_and_hardly_a_report_for_talk() -> None:
    every = [message for name in FILES for message in messages(name)]
    chat = [triage.read(each.text, DUMAI) for each in every if (each.danger, each.wants) == ("none", "obrolan")]
    told = [triage.read(each.text, DUMAI) for each in every if (each.danger, each.wants) == ("none", "laporan")]
    taken = sum(reading.sort is Sort.REPORT and not reading.everyday for reading in chat)
    lost = sum(reading.everyday for reading in told)
    print(f"talk taken for a report: {taken} of {len(chat)}; reports for talk: {lost} of {len(told)}")  # noqa: T201
    assert taken <= len(chat) * 3 / 10
    assert lost <= len(told) / 100
