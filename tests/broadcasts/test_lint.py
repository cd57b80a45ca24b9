"""The lint warns of what is partial and leaves what is neutral alone."""

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.appeal import Appeal, Audience, Kind, Poll, Topic
from broadcasts.lint import Concern, ConcernKind, check_neutral, lint, needs_override
from broadcasts.programme_file import load
from broadcasts.schedule import BeforeElection, Day, Repeating, fires
from locales import Refused
from tests.broadcasts.appeals import CALM, WIB, WITA, appeals, moments, zones

PILKADA = load("pilkada-2024")
CAMPAIGN = datetime(2024, 11, 10, 3, tzinfo=UTC)
MASA_TENANG = datetime(2024, 11, 25, 3, tzinfo=UTC)
NIGHT = datetime(2024, 11, 10, 16, tzinfo=UTC)  # 23.00 WIB

CANDIDATE, NUMBER, PARTISAN = ConcernKind.CANDIDATE, ConcernKind.NUMBER, ConcernKind.PARTISAN


def concerns(text: str, at: datetime = CAMPAIGN) -> list[tuple[ConcernKind, str]]:
    found = lint(replace(CALM, text=text), [at], WIB, PILKADA.calm)
    return [(concern.kind, concern.excerpt) for concern in found]


@pytest.mark.parametrize(
    ("text", "kind", "excerpt"),
    [
        ("Paslon kita paling siap", CANDIDATE, "Paslon"),
        ("Hadiri rapat PASLONNYA", CANDIDATE, "PASLONNYA"),
        ("Doa bersama calon bupati", CANDIDATE, "calon"),
        ("Doa bersama pasangan calon", CANDIDATE, "pasangan calon"),
        ("Cawabup hadir di lapangan", CANDIDATE, "Cawabup"),
        ("Kandidat terbaik", CANDIDATE, "Kandidat"),
        ("Saatnya putra daerah", CANDIDATE, "putra daerah"),
        ("pas\u200blon hadir", CANDIDATE, "pas\u200blon"),
        ("páslon hadir", CANDIDATE, "páslon"),
        ("paslooon hadir", CANDIDATE, "paslooon"),
        ("Nomor urut sudah diundi", NUMBER, "Nomor urut"),
        ("Coblos nomor 9!", NUMBER, "Coblos nomor 9"),
        ("coblos <b>nomor</b> sembilan", NUMBER, "coblos nomor sembilan"),
        ("Coblos\nno. 9", NUMBER, "Coblos\nno. 9"),
        ("Pilihlah nomor sembilan", NUMBER, "Pilihlah nomor sembilan"),
        ("Jangan golput, pilih nomor 9", NUMBER, "pilih nomor 9"),
        ("Ingat nomor 9", NUMBER, "nomor 9"),
        ("coblos 9", NUMBER, "coblos 9"),
        ("Salam sembilan jari", NUMBER, "Salam sembilan jari"),
        ("Cukup 9 periode", NUMBER, "9 periode"),
        ("Jangan pilih nomor 9 karena uang", NUMBER, "pilih nomor 9"),
        ("Partai politik hadir", PARTISAN, "Partai"),
        ("Tim sukses berkumpul", PARTISAN, "Tim sukses"),
        ("Mari menangkan bersama", PARTISAN, "menangkan"),
        ("Pilih Bapak yang di sana", PARTISAN, "Pilih Bapak"),
        ("Dukung pasangan itu", PARTISAN, "Dukung pasangan"),
        ("Pilih pemimpin yang seiman", PARTISAN, "Pilih pemimpin yang seiman"),
        ("Jangan pilih yang lama", PARTISAN, "Jangan pilih"),
        ("Saatnya ganti bupati", PARTISAN, "ganti bupati"),
        ("Lanjutkan periode", PARTISAN, "Lanjutkan periode"),
        ("Vote for the best", PARTISAN, "Vote for"),
    ],
)
def test_what_is_partial_is_shown(text: str, kind: ConcernKind, excerpt: str) -> None:
    assert (kind, excerpt) in concerns(text)


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("Coblos nomor 9!", "Coblos nomor 9"),
        ("PILIHLAH nomor urut sembilan", "PILIHLAH nomor urut sembilan"),
        ("Ayo menangkan paslon 9", "menangkan paslon 9"),
        ("dukung pasangan calon nomor 9 ya", "dukung pasangan calon nomor 9"),
        ("Jangan pilih nomor 9", "pilih nomor 9"),
        ("p1lih n0mor 9", "p1lih n0mor 9"),
        ("nomor 9 pilihan kita", "nomor 9 pilihan"),
        ("COBLOS N0MOR 9", "COBLOS N0MOR 9"),
        ("vote for number two", "vote for number two"),
        ("Bersama kita dukung Bapak Kelana", "dukung Bapak Kelana"),
    ],
)
def test_whoever_asks_people_to_choose_a_candidate_finds_nobody_who_may_approve(text: str, excerpt: str) -> None:
    found = lint(replace(CALM, text=text), [CAMPAIGN], WIB, PILKADA.calm, ["Kelana"])
    assert Concern(ConcernKind.CAMPAIGN, excerpt) in found
    with pytest.raises(Refused):
        check_neutral(found)


@pytest.mark.parametrize(
    "text",
    [
        "Coblos satu kali pada nomor, foto, atau nama pasangan calon.",
        "Pilih dua pasangan: satu untuk gubernur, satu untuk wali kota.",
        "Mencoblos lebih dari satu pasangan calon membuat surat suara tidak sah.",
        "Ambil nomor 9, lalu pilih nomor TPS Anda.",
        "Pilih nomor antrean 9 di mesin.",
        "Petugas dilarang mengajak memilih calon tertentu.",
        "Ambil dan pilih nomor antrean.",
        "Surat suara nomor urut 2 rusak.",
        "Ada 9 nomor penting yang bisa dihubungi.",
        "Jangan memilih karena uang.",
    ],
)
def test_how_to_vote_can_be_told(text: str) -> None:
    check_neutral(lint(replace(CALM, text=text), [CAMPAIGN], WIB, PILKADA.calm, ["Kelana"]))


@pytest.mark.parametrize(
    "text",
    [
        "Surat suara dicoblos satu kali di bilik suara.",
        "Coblos satu kali saja.",
        "Jangan pilih karena uang.",
        "Jangan memilih karena uang atau sembako.",
        "Tolak politik uang, suara kita tidak dijual.",
        "Gunakan hak pilih Anda, satu suara sangat berarti.",
        "Dukung penuh Pilkada yang aman dan damai.",
        "Telepon 110, gratis dan 24 jam.",
        "Hubungi nomor 110 atau datang ke Polsek.",
        "Lapor ke nomor 0765 110 110.",
        "Keselamatan warga nomor satu.",
        "Aturan ini ada di PKPU Nomor 17 Tahun 2024.",
        "TPS nomor 6 pindah ke balai desa.",
        "Ambil nomor urut antrean di meja KPPS.",
        "Polri netral dan tidak memihak calon mana pun.",
        "Hormati semua calon dan para pendukungnya.",
        "Calon pemilih membawa KTP-el.",
        "Penerimaan calon bintara dibuka.",
        "Kami tidak memihak partai mana pun.",
        "Pemilih pindahan dapat memilih mulai pukul 11.00.",
        "Anda tetap dapat memilih dengan KTP-el.",
        "Dilarang memilih lebih dari satu kali.",
        "Masa tenang: tidak ada kampanye dalam bentuk apa pun.",
        "Alat peraga kampanye sudah diturunkan.",
        "Partisipasi warga sangat kami hargai.",
        "Tunggu hasil resmi KPU.",
        "",
    ],
)
def test_what_is_neutral_passes_even_in_masa_tenang(text: str) -> None:
    assert concerns(text, MASA_TENANG) == []


def test_a_poll_is_read_too() -> None:
    poll = Poll("Coblos nomor berapa?", ("Paslon", "Belum tahu"))
    found = lint(replace(CALM, text="", poll=poll), [CAMPAIGN], WIB)
    assert {concern.kind for concern in found} == {CANDIDATE, NUMBER}


@pytest.mark.parametrize(
    ("text", "day", "notes"),
    [
        ("Besok kita memilih", 27, ["Besok = 28/11"]),
        ("Jangan lupa besok datang ke TPS, bawa KTP", 27, ["besok = 28/11"]),
        ("Besok ada ronda", 27, ["Besok = 28/11"]),
        ("Sampai jumpa BESOK  LUSA", 27, ["BESOK  LUSA = 29/11"]),
        ("See you tomorrow", 27, ["tomorrow = 28/11"]),
        ("Besok kita memilih", 26, []),
        ("Lusa kita memilih", 25, []),
        ("Lusa kita memilih", 26, ["Lusa = 28/11"]),
        ("Hari ini kita memilih", 27, []),
        ("Hari ini kita memilih", 26, ["Hari ini = 26/11"]),
        ("Terima kasih, kemarin kita memilih dengan tertib", 28, []),
        ("Terima kasih, kemarin kita memilih dengan tertib", 29, ["kemarin = 28/11"]),
        ("Besok, Rabu 27 November, kita memilih", 26, []),
        ("Besok, Rabu 27 November, kita memilih", 25, ["Besok = 26/11"]),
        ("Besok, 28/11, kantor buka lagi", 27, []),
        ("Rapat besok hari Kamis", 27, []),
        ("Rapat besok hari Kamis", 26, ["besok = 27/11"]),
        ("Hari ini ada gotong royong", 26, []),
        ("Besok ada gotong royong", 10, []),
        ("Tokonya di Jalan Besokan", 27, []),
        ("Keesokan harinya", 27, []),
    ],
)
def test_day_words_are_held_against_the_day_they_are_read(text: str, day: int, notes: list[str]) -> None:
    at = datetime(2024, 11, day, 3, tzinfo=UTC)
    found = lint(replace(CALM, text=text), [at], WIB, voting=PILKADA.voting)
    assert [each.excerpt for each in found if each.kind is ConcernKind.DAY_WORD] == notes
    assert not needs_override(each for each in found if each.kind is ConcernKind.DAY_WORD)


def test_a_day_word_of_a_repeated_announcement_is_asked_about_once() -> None:
    at = [datetime(2024, 11, day, 3, tzinfo=UTC) for day in (25, 26, 27, 28)]
    found = lint(replace(CALM, text="Besok kita memilih, besok!"), at, WIB, voting=PILKADA.voting)
    assert [each.excerpt for each in found] == ["Besok = 26/11"]


def test_the_names_a_resort_gives_are_found_as_words() -> None:
    appeal = replace(CALM, text="Salam dari BUNGA MÁWAR untuk pecinta bunga dan mawarnya")
    assert lint(appeal, [CAMPAIGN], WIB, names=["Bunga Mawar"]) == (Concern(CANDIDATE, "BUNGA MÁWAR"),)
    assert lint(appeal, [CAMPAIGN], WIB, names=["Mawar Bunga", "Melati", " ", ""]) == ()


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("Ayo hadiri kampanye terakhir", "kampanye"),
        ("Hasil survei terbaru", "survei"),
        ("Begini visi misi mereka", "visi misi"),
        ("Coblos nomor 9", "Coblos nomor 9"),
    ],
)
def test_campaign_talk_counts_in_masa_tenang_only(text: str, excerpt: str) -> None:
    assert (ConcernKind.MASA_TENANG, excerpt) in concerns(text, MASA_TENANG)
    assert ConcernKind.MASA_TENANG not in {kind for kind, _ in concerns(text, CAMPAIGN)}


def test_masa_tenang_goes_by_the_resorts_calendar() -> None:
    last_minute = datetime(2024, 11, 23, 16, 30, tzinfo=UTC)  # 23.30 WIB on the 23rd, 00.30 WITA on the 24th
    appeal = replace(CALM, text="Jadwal kampanye", audience=Audience(Topic.APPEAL, frozenset({Kind.OFFICERS})))
    assert lint(appeal, [last_minute], WIB, PILKADA.calm) == ()
    assert lint(appeal, [last_minute], WITA, PILKADA.calm) == (Concern(ConcernKind.MASA_TENANG, "kampanye"),)


def test_something_that_repeats_into_masa_tenang_is_noticed() -> None:
    days = Repeating(frozenset({Day.WEDNESDAY, Day.SUNDAY}), time(8), PILKADA.voting)
    appeal = replace(CALM, text="Jadwal kampanye", when=days)
    assert needs_override(lint(appeal, fires(days, CAMPAIGN, WIB), WIB, PILKADA.calm))


def test_the_night_is_noticed_with_its_hour() -> None:
    assert concerns(CALM.text, NIGHT) == [(ConcernKind.QUIET_HOURS, "23.00 WIB")]
    officers = replace(CALM, audience=Audience(Topic.APPEAL, frozenset({Kind.OFFICERS})))
    assert lint(officers, [NIGHT], WIB) == ()


def test_only_time_needs_an_override_words_are_the_approvers_to_judge() -> None:
    assert not needs_override(lint(replace(CALM, text="Coblos nomor 9"), [CAMPAIGN], WIB, PILKADA.calm))
    assert needs_override(lint(replace(CALM, text="Coblos nomor 9"), [MASA_TENANG], WIB, PILKADA.calm))
    assert needs_override(lint(CALM, [NIGHT], WIB, PILKADA.calm))


def test_a_reminder_before_dawn_is_noticed() -> None:
    early = BeforeElection(PILKADA.voting, 0, time(5))
    assert needs_override(lint(replace(CALM, when=early), fires(early, CAMPAIGN, WIB), WIB))


@given(appeals, st.lists(moments, max_size=3), zones)
def test_anything_can_be_read_and_every_excerpt_stands_in_it(
    appeal: Appeal, at: list[datetime], zone: ZoneInfo
) -> None:
    for concern in lint(appeal, at, zone, PILKADA.calm):
        assert concern.kind is ConcernKind.QUIET_HOURS or concern.excerpt in appeal.words


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.text(" .,!\n", min_size=1, max_size=3))
def test_no_text_around_it_hides_a_candidates_number(around: str, gap: str) -> None:
    assert NUMBER in {kind for kind, _ in concerns(f"{around}{gap}\ncoblos nomor 9")}
