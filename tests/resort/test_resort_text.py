"""The resort's texts: files as people write them, the rule of two, which version answers, and the search."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text_folder import SHIPPED, TextFolders
from broadcasts.appeal import Appeal
from broadcasts.lint import ConcernKind, lint
from broadcasts.schedule import AtOnce
from locales import Refused
from resort.independence import OPERATOR, Person, Seats
from resort.resort_text import ENGLISH, ResortText, TextKind, canonical, fingerprint, parse, rendered
from resort.text_approval import check, missing
from resort.text_search import search
from resort.text_shelf import ApprovedVersion, Shelf, answering
from resort.wrong_file import WrongFile
from sandbox.telegram.markup import parse as telegram
from tests.broadcasts.appeals import EVERYBODY, WIB
from tests.stage.effort import busy

FILES = sorted(SHIPPED.glob("*.md"))
KINDS = frozenset({"kebakaran", "pencurian"})
WELL = """---
judul: Kartu
kata: urus kartu, kartu hilang
berlaku: 2024-01-01
diperiksa: 2024-11-20
sumber: SPKT
penanggung_jawab: Kasi Humas
---
Datang ke loket.
- Telepon: {telepon}
"""
PEOPLE = [Person(number) for number in range(1, 5)]


def wrong(content: str) -> tuple[str, ...]:
    with pytest.raises(WrongFile) as told:
        parse("kartu", content, KINDS)
    return told.value.problems


def test_a_file_says_what_is_wrong_with_it() -> None:
    assert wrong("Datang ke loket.")[0].startswith("line 1: expected ---")
    assert wrong(WELL.replace("judul: Kartu\n", "")) == ("judul: is missing",)
    assert wrong(WELL.replace("2024-11-20", "kemarin")) == (
        "diperiksa: expected a day such as 2024-11-27, not 'kemarin'",
    )
    assert wrong(WELL.replace("kata:", "katakunci:"))[0].startswith("line 3: expected one of judul, title")
    assert wrong(WELL.replace("{telepon}", "{nomor}")) == (
        "text: expected alamat, resort, telepon in braces, not 'nomor'",
    )
    assert wrong(WELL.replace("kata:", "jenis: saran\nuntuk: banjir\nkata:"))[0].startswith("untuk: expected kinds")
    assert wrong(WELL + "x" * 3000)[0].startswith("text: expected at most 2400 characters")


@given(st.text(max_size=60), st.integers(0, len(WELL)), st.integers(0, 30))
def test_a_slip_anywhere_is_taken_or_told(junk: str, start: int, length: int) -> None:
    problems: tuple[str, ...] = ()
    try:
        text = parse("kartu", WELL[:start] + junk + WELL[start + length :], KINDS)
        telegram(rendered(text.body, {"telepon": "1"}))
    except WrongFile as error:
        problems = error.problems
    assert all(": " in problem for problem in problems)


def test_what_an_editor_adds_unseen_changes_no_hash_and_a_letter_does() -> None:
    same = "\ufeff" + WELL.replace("\n", "  \r\n") + "\n\n"
    assert parse("kartu", same, KINDS).hash == parse("kartu", WELL, KINDS).hash
    assert parse("kartu", WELL.replace("loket", "Loket"), KINDS).hash != parse("kartu", WELL, KINDS).hash
    assert fingerprint("lain", canonical(WELL)) != parse("kartu", WELL, KINDS).hash


def test_a_line_whose_value_is_unknown_is_left_out() -> None:
    assert rendered("Satu <b>\n- Telepon: {telepon}\n**Dua**", {"telepon": ""}) == "Satu &lt;b&gt;\n<b>Dua</b>"


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_text_that_comes_along_is_well_neutral_and_fits(file: Path) -> None:
    text = TextFolders(Path("/nonexistent"))().texts[file.stem]
    for body in (text.body, text.body_english):
        shown, _ = telegram(rendered(body, {"resort": "Polres", "telepon": "0765 1", "alamat": "Jalan"}))
        assert len(shown) < 2600
        concerns = {each.kind for each in lint(Appeal(rendered(body, {}), EVERYBODY, AtOnce()), (), WIB)}
        assert not concerns & {ConcernKind.NUMBER, ConcernKind.PARTISAN}
    assert text.body_english or ENGLISH not in text.body


@given(
    voices=st.lists(st.sampled_from([OPERATOR, *PEOPLE]), max_size=6),
    command=st.sets(st.sampled_from(PEOPLE), max_size=4),
)
def test_one_person_never_suffices(voices: list[Person], command: set[Person]) -> None:
    people = {each for each in voices if each in command}
    if missing(voices, Seats.of(command)) == 0:
        assert len(people) >= 2 or (len(command) == 1 and people == command and OPERATOR in voices)
    if len(command) >= 2:
        assert (missing(voices, Seats.of(command)) == 0) is (len(people) >= 2)


def test_only_who_has_read_all_of_it_and_commands_can_approve_once() -> None:
    chief, other = PEOPLE[:2]
    check(chief, [], Seats.of({chief, other}), read_whole=True)
    for by, voices, read_whole, key in (
        (PEOPLE[3], [], True, "approval.not_command"),
        (chief, [], False, "texts.read_first"),
        (chief, [chief], True, "texts.twice"),
    ):
        with pytest.raises(Refused, match=key):
            check(by, voices, Seats.of({chief, other}), read_whole=read_whole)


DAYS = [date(2024, 11, day) for day in (1, 15, 29)]
HASHES = ["a", "b", "c"]


def text_of(hash_: str, *, shown: bool = True) -> ResortText:
    return ResortText(
        "kartu", hash_, TextKind.TOPIC, "", "", "", "", (), (), DAYS[0], DAYS[0], "", "", offices=False, shown=shown
    )


@given(
    approved=st.lists(st.tuples(st.sampled_from(HASHES), st.sampled_from(DAYS), st.integers(0, 9)), max_size=5),
    file=st.sampled_from([*HASHES, "hidden", "broken", "none"]),
    today=st.sampled_from(DAYS),
)
def test_nothing_unapproved_hidden_or_not_yet_valid_answers(
    approved: list[tuple[str, date, int]], file: str, today: date
) -> None:
    begun = datetime(2024, 11, 1, tzinfo=UTC)
    versions = [ApprovedVersion("kartu", name, day, begun + timedelta(hours=at)) for name, day, at in approved]
    texts = {} if file in ("broken", "none") else {"kartu": text_of(file, shown=file != "hidden")}
    shelf = Shelf(texts, {}, {"kartu": ("line 1: …",)} if file == "broken" else {})
    found = answering(shelf, versions, today)
    valid = {version.hash for version in versions if version.valid_from <= today}
    if file in ("hidden", "none") or not valid:
        assert found == {}
    elif file in valid:
        assert found == {"kartu": file}
    else:
        assert found["kartu"] in valid


QUESTIONS = [
    ("mau bikin skck, syaratnya apa?", ["skck"]),
    ("SKCK buat calon bupati gimana pak", ["skck-calon"]),
    ("dompet ilang, bikin surat kehilangannya dmn?", ["kehilangan"]),
    ("kalo ga dapet undangan bisa nyoblos gak", ["undangan-memilih"]),
    ("sy merantau, bisa pindah milih gk", ["pindah-memilih"]),
    ("tps saya dimana ya", ["tps-saya"]),
    ("kantor polisi yang dekat sini dimana", ["kantor-polisi"]),
    ("oknum polisi pungli lapornya kemana", ["pengaduan-polisi"]),
    ("ini bot resmi bukan?", ["bot-resmi"]),
    ("mau ngomong sama petugas", ["bicara-petugas"]),
    ("where do I vote?", ["tps-saya"]),
    ("keramian izin hajatan gimana", ["izin-keramaian"]),
    ("kapan hujan berhenti", []),
    ("", []),
]


def test_a_question_finds_its_topic_by_words_forms_and_likeness() -> None:
    topics = [each for each in TextFolders(Path("/nonexistent"))().texts.values() if each.kind is TextKind.TOPIC]
    found = {question: [each.name for each in search(question, topics)] for question, _ in QUESTIONS}
    assert found == dict(QUESTIONS)


def test_the_search_is_fast_whatever_is_asked() -> None:
    topics = [each for each in TextFolders(Path("/nonexistent"))().texts.values() if each.kind is TextKind.TOPIC]
    long = " ".join(f"kata{letter * 3}lah" for letter in "abcdefghijklmnopqrstuvwxyz" * 14)
    assert busy(lambda question: search(question, topics), long) is None


def test_the_resorts_own_file_takes_the_place_of_ours_and_is_read_again_when_it_changes(tmp_path: Path) -> None:
    folders = TextFolders(tmp_path)
    assert folders().texts["skck"].source.startswith("Perpol")
    assert folders() is folders()
    own = tmp_path / "skck.md"
    own.write_text(WELL, encoding="utf-8")
    assert folders().texts["skck"].source == "SPKT"
    own.write_bytes(b"\xff")
    assert folders().problems["skck"] == ("line 1: expected UTF-8 text",)
    own.unlink()
    assert folders().problems == {}
    (tmp_path / "Nama Salah.md").write_text(WELL, encoding="utf-8")
    assert list(folders().problems) == ["Nama Salah"]


def test_a_file_that_is_none_of_the_folder_hides_no_other(tmp_path: Path) -> None:
    folders, own, elsewhere = TextFolders(tmp_path / "own"), tmp_path / "own", tmp_path / "elsewhere.md"
    own.mkdir()
    (own / "skck.md").write_text(WELL, encoding="utf-8")
    elsewhere.write_text(WELL, encoding="utf-8")
    (own / ".#skck.md").symlink_to("editor@machine.1234")  # as an editor locks an open file
    (own / "hilang.md").symlink_to(tmp_path / "nowhere.md")
    (own / "luar.md").symlink_to(elsewhere)
    (own / "besar.md").write_text(WELL + "a" * 20_000, encoding="utf-8")
    os.mkfifo(own / "pipa.md")
    shelf = folders()
    assert shelf.texts["skck"].source == "SPKT"
    assert sorted(shelf.problems) == ["besar", "hilang", "luar", "pipa"]
    assert not {"hilang", "luar", "pipa", "besar"} & (shelf.texts.keys() | shelf.contents.keys())
