"""One message may tell of several matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import triage
from reports.matters import MOST, Telling, matters, told_apart
from resort.area import Areas


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1) amplop di gang mawar 2) tps 5 belum buka", ("amplop di gang mawar", "tps 5 belum buka")),
        ("Lapor:\n1. baliho belum dicabut\n2. lurah ikut kampanye", ("baliho belum dicabut", "lurah ikut kampanye")),
        ("(1) surat suara kurang (2) saksi diusir dari tps", ("surat suara kurang", "saksi diusir dari tps")),
        ("- baliho di simpang\n- sembako di rt 3 warga", ("baliho di simpang", "sembako di rt 3 warga")),
        ("a) amplop di gang mawar b) tps 5 belum buka", ("amplop di gang mawar", "tps 5 belum buka")),
        ("A. baliho dirobek di pasar B. ada balap liar", ("baliho dirobek di pasar", "ada balap liar")),
        ("jl. A. Yani ada orang mabuk, di sana juga B. Siregar", ()),
        ("jam 1. 30 orang antre di tps", ()),
        ("ada 2. orang", ()),
        ("1) ya 2) tidak", ()),
        ("baru satu perkara di tps 3", ()),
        ("", ()),
    ],
)
def test_a_numbered_list_is_taken_apart(text: str, parts: tuple[str, ...]) -> None:
    assert matters(text) == parts


DUMAI = Areas.load("14.72")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "satu, ada bagi amplop di tps 5. dua, motor saya hilang di pasar",
            ("ada bagi amplop di tps 5", "motor saya hilang di pasar"),
        ),
        (
            "pertama ada bagi amplop di tps 5, kedua ada tetangga mabuk mabukan di bukit batrem",
            ("ada bagi amplop di tps 5", "ada tetangga mabuk mabukan di bukit batrem"),
        ),
        (
            "ada bagi amplop di tps 5 terus motor saya juga dicuri di pasar",
            ("ada bagi amplop di tps 5", "motor saya juga dicuri di pasar"),
        ),
        (
            "ada bagi sembako di gang saya\n\nmotor saya dicuri dari teras",
            ("ada bagi sembako di gang saya", "motor saya dicuri dari teras"),
        ),
        ("pertama saya lapor ke RT, kedua saya lapor ke lurah, tidak ada tanggapan", ()),
        ("ini hari pertama, kedua orang itu bagi amplop di tps 5", ()),
        (
            "di tps 3 surat suara kurang, terus juga di tps 5 ada yg bagi amplop, sama satu lagi baliho dirusak",
            ("di tps 3 surat suara kurang", "di tps 5 ada yg bagi amplop", "baliho dirusak"),
        ),
        (
            "pak lurah kampanye di masjid, trus juga motor saya dicuri tadi malam",
            ("pak lurah kampanye di masjid", "motor saya dicuri tadi malam"),
        ),
        (
            "Di TPS 3 surat suara kurang. Antreannya panjang. Di TPS 5 ada orang bagi uang.",
            ("Di TPS 3 surat suara kurang. Antreannya panjang", "Di TPS 5 ada orang bagi uang"),
        ),
        (
            "orang jual miras di jaya mukti dan di bukit batrem ada balapan liar",
            ("orang jual miras di jaya mukti", "di bukit batrem ada balapan liar"),
        ),
        ("ada tawuran di pasar. ada yang luka berdarah", ()),
        ("maling ayam tertangkap, dia juga dipukuli warga", ()),
        ("kebakaran di bukit batrem, ada orang terjebak, juga ada yang pingsan", ()),
        ("amplop dibagi di rumah pak rt dan juga di rumah pak rw", ()),
        ("ada yang bagi amplop di tps 3. Dekat tps 3 itu ada yang bagi sembako juga", ()),
    ],
)
def test_what_clearly_differs_is_taken_apart_without_numbers(text: str, parts: tuple[str, ...]) -> None:
    assert triage.read(text, DUMAI).matters == parts


@given(st.text(max_size=300))
def test_every_part_stands_in_the_text(text: str) -> None:
    parts = matters(text)
    assert len(parts) != 1
    assert len(parts) <= MOST
    assert all(part in text for part in parts)


PIECES = ["uang di tps 3", "motor hilang", ", terus juga ", ". ", "\n", " dan di ", "x" * 30]


@given(st.lists(st.sampled_from(PIECES), max_size=9))
def test_parts_told_apart_stand_in_the_text_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    parts = told_apart(text, lambda part: Telling(part[:3], part[:3], None))
    assert len(parts) != 1
    for part in parts:
        _, found, text = text.partition(part)
        assert found
