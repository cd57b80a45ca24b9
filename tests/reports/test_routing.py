"""Routing: who is told of which report."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.category import Category, Kind, kind_of
from reports.routing import default_rules, parse_rules, route
from reports.urgency import Urgency
from resort.agency import Agency, Function, Level, Target
from resort.wrong_file import WrongFile

RULES = default_rules()
DESK = Target(Agency.POLRI, Level.POLRES, Function.SPKT)
POLSEK = Target(Agency.POLRI, Level.POLSEK, Function.WHOLE)
SAMAPTA = Target(Agency.POLRI, Level.POLRES, Function.SAMAPTA)
COMMAND = Target(Agency.POLRI, Level.POLRES, Function.KOMANDO)
RESKRIM = Target(Agency.POLRI, Level.POLRES, Function.RESKRIM)
LANTAS = Target(Agency.POLRI, Level.POLRES, Function.LANTAS)
BAWASLU = Target(Agency.BAWASLU, Level.WILAYAH, Function.WHOLE)
KPU = Target(Agency.KPU, Level.WILAYAH, Function.WHOLE)
DAMKAR = Target(Agency.DAMKAR, Level.WILAYAH, Function.WHOLE)
MEDIS = Target(Agency.MEDIS, Level.WILAYAH, Function.WHOLE)


@pytest.mark.parametrize(
    ("category", "urgency", "told", "untold"),
    [
        (Category.POLITIK_UANG, Urgency.TINGGI, {DESK, POLSEK, BAWASLU, RESKRIM}, {COMMAND, SAMAPTA, KPU}),
        (Category.POLITIK_UANG, Urgency.DARURAT, {DESK, POLSEK, BAWASLU, SAMAPTA, COMMAND}, {KPU}),
        (Category.HAK_PILIH, Urgency.RENDAH, {DESK, BAWASLU, KPU}, {RESKRIM, COMMAND}),
        (Category.LOGISTIK_PEMILIHAN, Urgency.TINGGI, {DESK, BAWASLU, KPU}, {COMMAND}),
        (Category.KERICUHAN, Urgency.DARURAT, {DESK, POLSEK, SAMAPTA, COMMAND}, {BAWASLU, KPU, DAMKAR}),
        (Category.KEBAKARAN, Urgency.DARURAT, {DESK, POLSEK, SAMAPTA, COMMAND, DAMKAR}, {BAWASLU}),
        (Category.MEDIS, Urgency.TINGGI, {DESK, POLSEK, MEDIS}, {COMMAND, DAMKAR}),
        (Category.LALU_LINTAS, Urgency.RENDAH, {DESK, POLSEK, LANTAS}, {COMMAND, BAWASLU}),
        (None, Urgency.SEDANG, {DESK, POLSEK}, {COMMAND, BAWASLU}),
        (None, Urgency.DARURAT, {DESK, POLSEK, SAMAPTA, COMMAND}, {BAWASLU}),
    ],
)
def test_the_rules_that_come_along(
    category: Category | None, urgency: Urgency, told: set[Target], untold: set[Target]
) -> None:
    targets = set(route(RULES, category, urgency))
    assert told <= targets
    assert not untold & targets


@given(st.none() | st.sampled_from(Category), st.sampled_from(Urgency))
def test_every_report_reaches_the_police_and_nobody_twice(category: Category | None, urgency: Urgency) -> None:
    targets = route(RULES, category, urgency)
    assert targets[:2] == (DESK, POLSEK)
    assert len(targets) == len(set(targets))
    assert (BAWASLU in targets) is (category is not None and kind_of(category) is Kind.VIOLATION)
    assert (COMMAND in targets) is (urgency is Urgency.DARURAT)


@given(st.none() | st.sampled_from(Category))
def test_more_urgency_tells_nobody_less(category: Category | None) -> None:
    levels = sorted(Urgency, key=lambda urgency: urgency.rank)
    for higher, lower in pairwise(levels):
        assert set(route(RULES, category, lower)) <= set(route(RULES, category, higher))


HEADER = "category,urgency,agency,level,function"
ALL = "*,rendah,polri,polres,spkt"


def test_a_file_of_rules_is_read_with_comments_and_spaces() -> None:
    rules = parse_rules(f"\ufeff# ours\n\n{HEADER}\n  # more\n* , rendah , polri , polres , spkt\n")
    assert route(rules, Category.MIRAS, Urgency.RENDAH) == (DESK,)


def test_a_rule_may_name_a_family_or_a_kind() -> None:
    rules = parse_rules(f"{HEADER}\n{ALL}\ntps,rendah,kpu,wilayah,-\npelanggaran,rendah,bawaslu,wilayah,-")
    assert route(rules, Category.HAK_PILIH, Urgency.RENDAH) == (DESK, KPU, BAWASLU)
    assert route(rules, Category.POLITIK_UANG, Urgency.RENDAH) == (DESK, BAWASLU)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", 1, "expected the names of the columns: category,urgency"),
        (ALL, 1, "expected the names of the columns"),
        (
            f"{HEADER}\n{ALL}\nbanjir,rendah,polri,polres,spkt",
            3,
            "category: expected *, gangguan, pelanggaran, ",
        ),
        (f"{HEADER}\n{ALL}\n*,segera,polri,polres,spkt", 3, "urgency: expected one of darurat, tinggi, sedang, rendah"),
        (f"{HEADER}\n{ALL}\n*,rendah,polisi,polres,spkt", 3, "agency: expected one of polri"),
        (f"{HEADER}\n{ALL}\n*,rendah,polri,rw,spkt", 3, "level: expected one of polres, polsek"),
        (f"{HEADER}\n{ALL}\n*,rendah,polri,polres,humas", 3, "function: expected one of -, spkt"),
        (f"{HEADER}\n{ALL}\n\n*,rendah,polri,polres", 4, "expected 5 columns, not 4"),
        (f"{HEADER}\n{ALL}\n{'x' * 200_000},rendah,polri,polres,spkt", 3, "expected at most 131072 characters"),
        (f"{HEADER}\nmiras,rendah,polri,polres,spkt", 1, "reach nobody"),
    ],
)
def test_a_fault_is_told_by_its_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(WrongFile) as error:
        parse_rules(text)
    assert any(found.startswith(f"line {line}: ") and problem in found for found in error.value.problems)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(WrongFile, match=r"line 3.*\n.*line 4"):
        parse_rules(f"{HEADER}\n{ALL}\nx,rendah,polri,polres,spkt\ny,rendah,polri,polres,spkt")


@given(st.text(max_size=200))
def test_any_text_is_rules_or_an_error(text: str) -> None:
    with pytest.raises(WrongFile):
        parse_rules(text)
    with pytest.raises(WrongFile):
        parse_rules(f"{HEADER}\n{ALL}\nx{text.replace(chr(13), '')}")
