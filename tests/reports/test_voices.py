"""Whose voice a message is: what is heard, and what sounds like it and is something else."""

import pytest

from language.words import words
from reports.category import Category
from reports.seal import Seal, seal_of
from reports.triage import read
from reports.voices import Voice, voices_of

HARMED, CHILD, BESIEGED, TOOK = Voice.HARMED, Voice.CHILD, Voice.BESIEGED, Voice.TOOK_MONEY
DEAF, HIDES, CHIEF, THREATENED = Voice.CANNOT_SPEAK, Voice.HIDES, Voice.LEADERSHIP, Voice.THREATENED


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("suamiku mukulin aku", {HARMED}),
        ("istri saya digampar mertua", {HARMED}),
        ("kak tolong aku takut ayah mabuk pukul mama", {HARMED}),
        ("anak tetangga teriak dipukuli bapaknya", {HARMED}),
        ("pengawas tps megang pantat saya tadi", {HARMED}),
        ("mantan pacar ngancam sebar foto bugil", {HARMED}),
        ("my husband is beating me", {HARMED}),
        ("bapak bapak ngamuk bawa golok depan balai desa", set()),
        ("suami saya dibacok orang barusan", set()),
        ("suami istri ribut di rumah sebelah", set()),
        ("aku kelas 5 sd, om aku suka pegang2 aku", {CHILD, HARMED}),
        ("umurku 12 thn bapak tiriku masuk kamar tiap malam", {CHILD}),
        ("aku masih smp kak", {CHILD}),
        ("om aku takut sendirian", {CHILD}),
        ("om tolong, mama aku gak bangun bangun", {CHILD}),
        ("tante tolongin adek, papa jahat", {CHILD}),
        ("om tolong aku motorku mogok di simpang", set()),
        ("om tolong aku dong, cara bikin skck gimana", set()),
        ("kak aku takut, om pegang pegang badanku", {CHILD, HARMED}),
        ("anak saya umur 12 tahun hilang dari kemarin", set()),
        ("saya 15 tahun tinggal di sini belum pernah dapat undangan", set()),
        ("saya sudah 12 tahun jadi kpps", set()),
        ("dituduh maling warga ngepung rumah kami", {BESIEGED}),
        ("dikira penculik anak, dikerumuni massa di pasar", {BESIEGED}),
        ("saya dituduh nyuri, orang-orang sudah bawa kayu di depan", {BESIEGED}),
        ("tetangga saya dituduh mencuri ayam", set()),
        ("saya sudah terima amplopnya, gimana ya", {TOOK}),
        ("kami kebagian sembako dari calon", {TOOK}),
        ("mereka kasih saya 100 ribu terus saya terima", {TOOK}),
        ("dikasih 50 ribu tapi saya tolak", set()),
        ("saya tim sukses disuruh bagi amplop", {TOOK}),
        ("saya ga mau terima amplop, mereka maksa", set()),
        ("saya lihat orang terima uang di rumah pak rt", set()),
        ("uang saya diambil maling", set()),
        ("sy bisu", {DEAF}),
        ("sy tuna rungu", {DEAF}),
        ("im deaf, fire in my house", {DEAF}),
        ("ibu saya tuli dan rumahnya kebakaran", set()),
        ("kpps nya tuli", set()),
        ("gw sembunyi di kamar mandi", {HIDES}),
        ("jangan telepon ya pak, suami saya di rumah", {HIDES}),
        ("maaf ga bisa nelpon takut kedengeran", {HIDES}),
        ("pelakunya sembunyi di belakang rumah", set()),
        ("malingnya ngumpet di atap rumah saya", set()),
        ("telepon 110 tidak diangkat", set()),
        ("yang memukul itu kapolres", {CHIEF}),
        ("saya diancam karena lapor kemarin", {THREATENED}),
        ("disuruh cabut laporan sama orang itu", {THREATENED}),
        ("mereka tau aku yg lapor", {THREATENED}),
        ("ada yang nyari saya sejak saya lapor", {THREATENED}),
        ("pelakunya datang ke rumah, marah2 karena saya melapor", {THREATENED}),
        ("ada warga marah marah soal laporan bansos", set()),
        ("petugas datang setelah saya lapor, terima kasih", set()),
        ("saya takut lapor", set()),
    ],
)
def test_a_voice_is_heard_in_the_words(said: str, expected: set[Voice]) -> None:
    assert voices_of(words(said)) == expected


def test_whose_story_is_sealed_and_for_whom() -> None:
    assert seal_of(Category.PENGANIAYAAN, {HARMED}) is Seal.PPA
    assert seal_of(Category.KEKERASAN_DALAM_RUMAH_TANGGA, ()) is Seal.PPA
    assert seal_of(Category.PENCURIAN, {BESIEGED}) is Seal.POLICE
    assert seal_of(None, {THREATENED, HARMED}) is Seal.TWO_OF_COMMAND
    assert seal_of(Category.KERICUHAN, {CHILD}) is None


def test_somebody_besieged_is_an_emergency_of_its_own_kind_whatever_they_are_accused_of() -> None:
    for said in ("maling ketangkep, mau dibakar warga di simpang", "dituduh bawa santet, rumahnya dikepung massa"):
        reading = read(said)
        assert (reading.category, reading.danger) == (Category.ORANG_TERANCAM_MASSA, True)
