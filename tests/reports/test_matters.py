"""One message may tell of several matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.matters import MOST, matters


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1) amplop di gang mawar 2) tps 5 belum buka", ("amplop di gang mawar", "tps 5 belum buka")),
        ("Lapor:\n1. baliho belum dicabut\n2. lurah ikut kampanye", ("baliho belum dicabut", "lurah ikut kampanye")),
        ("(1) surat suara kurang (2) saksi diusir dari tps", ("surat suara kurang", "saksi diusir dari tps")),
        ("jam 1. 30 orang antre di tps", ()),
        ("ada 2. orang", ()),
        ("1) ya 2) tidak", ()),
        ("baru satu perkara di tps 3", ()),
        ("", ()),
    ],
)
def test_a_numbered_list_is_taken_apart(text: str, parts: tuple[str, ...]) -> None:
    assert matters(text) == parts


@given(st.text(max_size=300))
def test_every_part_stands_in_the_text(text: str) -> None:
    parts = matters(text)
    assert len(parts) != 1
    assert len(parts) <= MOST
    assert all(part in text for part in parts)
