"""Files that people write: whatever is in one, it is taken or its faults are told in one form."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts import programme_file
from broadcasts.programme_file import available
from reports import routing
from resort import unit
from resort.area import Areas
from resort.wrong_file import WrongFile, text_of

AREAS = Areas.load("14.72")
UNITS = unit.example(AREAS)
READERS: dict[str, Callable[[str], object]] = {
    "units": lambda text: unit.parse(text, AREAS),
    "routing": routing.parse_rules,
    "programme": lambda text: programme_file.parse("lain", text),
}
ROUTING = "category,urgency,agency,level,function\n*,rendah,polri,polres,spkt\ntps,rendah,kpu,wilayah,-\n"
PROGRAMME = """
voting = 2031-03-05
opens = 08:00:00
closes = 14:00:00
[stage]
masa_tenang = { first = 2031-03-02, last = 2031-03-04 }
[slot]
h_pagi = { day = 0, hour = 07:00:00, to = "citizens" }
"""
WELL = {"units": UNITS, "routing": ROUTING, "programme": PROGRAMME}
JUNK = ["\x00", '"', "{", "[" * 3000, "1" * 5000, "x" * 200_000, ",", "\n"]
A_PLACE = re.compile(r"(line \d+|[^:\n]+): .+")


def told(kind: str, content: bytes) -> tuple[str, ...]:
    """What is wrong with a file; nothing when it is taken."""
    try:
        READERS[kind](text_of(content))
    except WrongFile as error:
        return error.problems
    return ()


@pytest.mark.parametrize("kind", READERS)
def test_a_good_file_is_taken(kind: str) -> None:
    assert told(kind, WELL[kind].encode()) == ()
    assert told(kind, b"\xef\xbb\xbf" + WELL[kind].encode()) == ()


@pytest.mark.parametrize("kind", READERS)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_answered_with_a_place_and_a_sentence(kind: str, content: bytes) -> None:
    problems = told(kind, content)
    assert problems
    assert all(A_PLACE.match(problem) for problem in problems)


@pytest.mark.parametrize("kind", READERS)
@given(
    data=st.data(), junk=st.text(max_size=6) | st.sampled_from(["\x00", '"', "{", "[" * 3000, "1" * 5000, ",", "\n"])
)
def test_a_slip_anywhere_in_a_file_is_taken_or_told(kind: str, data: st.DataObject, junk: str) -> None:
    text = WELL[kind]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    problems = told(kind, (text[:start] + junk + text[end:]).encode("utf-8", "surrogatepass"))
    assert all(A_PLACE.match(problem) for problem in problems)


def test_a_file_that_is_no_text_names_the_line() -> None:
    for junk in (b"\xff\xfe", b"\0"):
        assert told("units", b"code,name\n" + junk) == ("line 2: expected UTF-8 text",)


def test_every_fault_of_a_units_file_is_told_at_once() -> None:
    header = ",".join(unit.REQUIRED)
    rows = (
        "polres,Polres,polri,polres,-,,",
        "polres,Polres,polri,polres,-,,",
        "a b,,polisi,polres,-,polda,99.99",
        "polsek,Polsek,polri,polsek,-,polres",
    )
    assert told("units", "\n".join((header, "# ours", *rows)).encode()) == (
        "line 5: code: expected up to 32 letters, digits and -, not 'a b'",
        "line 5: name: expected a name",
        "line 5: agency: expected one of polri, bawaslu, kpu, tni, pemda, linmas, damkar, medis, not 'polisi'",
        "line 5: areas: no kecamatan or kelurahan of this resort has the code '99.99'",
        "line 6: expected 7 columns, not 6",
        "line 4: code: polres already stands in line 3",
    )


def test_a_parent_is_a_unit_of_the_file() -> None:
    row = "polsek,Polsek,polri,polsek,-,polda,"
    assert told("units", f"{','.join(unit.REQUIRED)}\n{row}".encode()) == (
        "line 2: parent: polda is no unit of this file",
    )


def test_a_units_file_may_say_where_people_find_a_unit() -> None:
    header = f"{','.join(unit.REQUIRED)},phone,latitude,longitude".replace(",", ";")
    (polres,) = unit.parse(f"{header}\npolres;Polres;polri;polres;-;;;0765 31110;1,6736;101.4478", AREAS)
    assert polres.seat == unit.Seat(phone="0765 31110", latitude=1.6736, longitude=101.4478)
    assert told("units", f"{header}\npolres;Polres;polri;polres;-;;;ada;101.4;1.67".encode()) == (
        "line 2: phone: expected a number such as 0765 123456, not 'ada'",
        "line 2: latitude: expected degrees between -11.5 and 6.5, such as 1.6736, not '101.4'",
        "line 2: longitude: expected degrees between 94.5 and 141.5, such as 1.6736, not '1.67'",
    )
    assert told("units", f"{header}\npolres;Polres;polri;polres;-;;;;1.67;".encode()) == (
        "line 2: expected both latitude and longitude, or neither",
    )
    assert told("units", f"{header};phone\n".encode())[0].startswith("line 1: expected the names of the columns")


def test_a_spreadsheet_may_put_semicolons() -> None:
    assert told("routing", ROUTING.replace(",", ";").encode()) == ()


def test_every_programme_that_comes_along_is_well() -> None:
    assert [programme_file.load(key).key for key in available()] == list(available())


@pytest.mark.parametrize(
    ("start", "hint"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "workbook"),
        ("code;name".encode("utf-16"), "UTF-16"),
    ],
)
def test_what_a_spreadsheet_saved_in_another_form_is_named(start: bytes, hint: str) -> None:
    (problem,) = told("units", start + b"\xff\xff")
    assert hint in problem
    assert "save it as CSV (UTF-8)" in problem


def test_columns_that_are_not_ours_are_repeated() -> None:
    (problem,) = told("units", b"kode\tnama\n")
    assert problem.endswith(r"not 'kode\tnama'")


def test_a_file_of_a_hundred_thousand_wrong_lines_is_told_in_a_hundred() -> None:
    header = ",".join(unit.REQUIRED)
    problems = told("units", (header + "\n" + "a,b\n" * 100_000).encode())
    assert len(problems) == 101
    assert A_PLACE.match(problems[-1])
    assert "99900 more" in problems[-1]
