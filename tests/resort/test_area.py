"""Areas: every district and village of a resort, and its name in what people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resort.area import AreaKind, Areas, parse_place_payload, place_payload, tps_key

DUMAI = Areas.load("14.72")
INHIL = Areas.load("14.04")
PESISIR_BARAT = Areas.load("18.13")
SINJAI = Areas.load("73.07")
VILLAGES = [village for district in DUMAI.districts for village in DUMAI.villages(district.code)]


@pytest.mark.parametrize(
    ("areas", "districts", "villages"), [(DUMAI, 7, 36), (INHIL, 20, 236), (PESISIR_BARAT, 11, 118), (SINJAI, 9, 80)]
)
def test_a_resort_has_all_its_areas(areas: Areas, districts: int, villages: int) -> None:
    assert len(areas.districts) == districts
    assert sum(len(areas.villages(district.code)) for district in areas.districts) == villages


def test_an_area_knows_what_it_is() -> None:
    village = DUMAI.get("14.72.02.1004")
    assert village is not None
    assert (village.name, village.kind, village.is_village) == ("Jaya Mukti", AreaKind.KELURAHAN, True)
    district = DUMAI.get("14.72.02")
    assert district is not None
    assert (district.name, district.kind, district.is_village) == ("Dumai Timur", AreaKind.KECAMATAN, False)


def test_a_path_leads_from_the_village_to_the_resort() -> None:
    assert [area.name for area in DUMAI.path("14.72.02.1004")] == ["Jaya Mukti", "Dumai Timur", "Kota Dumai"]
    assert [area.name for area in DUMAI.path("14.72")] == ["Kota Dumai"]


@pytest.mark.parametrize("code", ["", "14", "14.04", "14.04.01", "14.72.02.9999", "Jaya Mukti", "14.72."])
def test_a_foreign_code_is_no_area(code: str) -> None:
    assert DUMAI.get(code) is None
    assert DUMAI.path(code) == ()
    assert DUMAI.villages(code) == ()


@pytest.mark.parametrize("code", ["", "14", "14.72.02", "99.99", "abc"])
def test_a_code_that_is_no_resort_has_no_districts(code: str) -> None:
    assert Areas.load(code).districts == ()
    assert Areas.load(code).find("Jaya Mukti") == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("di kelurahan Jaya Mukti pak", ["14.72.02.1004"]),
        ("JAYA MUKTI", ["14.72.02.1004"]),
        ("jayamukti rt 3", ["14.72.02.1004"]),
        ("jayaaa mukti!!", ["14.72.02.1004"]),
        ("jaya mukty", ["14.72.02.1004"]),
        ("dekat lubuk gaung", ["14.72.04.1001"]),
        ("lubug gaung", ["14.72.04.1001"]),
        ("tlk binjai", ["14.72.02.1002"]),
        ("Tj. Palas", ["14.72.02.1003"]),
        ("rimba sekampong", ["14.72.06.1002"]),
        ("simpang tetap darul ihsan", ["14.72.01.1009"]),
        ("simpang bukit timah", ["14.72.07.1002"]),
        ("orang berantem di simpang purnama", ["14.72.01.1006"]),
        ("pkl sesai", ["14.72.01.1003"]),
        ("lb gaung", ["14.72.04.1001"]),
        ("kec dumai timur", ["14.72.02"]),
        ("dumai timur", ["14.72.02"]),
        ("di sungai sembilan", ["14.72.04"]),
        ("bukit kapur", ["14.72.03", "14.72.03.1007"]),
        ("kec bukit kapur", ["14.72.03"]),
        ("kecamatan Bukit Kapur", ["14.72.03"]),
        ("kel. bukit kapur", ["14.72.03.1007"]),
        ("kel dumai kota kec dumai kota", ["14.72.06.1003", "14.72.06"]),
        ("di Bintan, di Purnama lalu ke Guntung", ["14.72.06.1004", "14.72.01.1006", "14.72.05.1003"]),
        ("TPS 5 Purnama", ["14.72.01.1006"]),
        ("Purnama", ["14.72.01.1006"]),
        ("kel purnama", ["14.72.01.1006"]),
        # a word without its vowels, a part of a name, an ordinary word beside its district
        ("jy mukti dumtim", ["14.72.02.1004", "14.72.02"]),
        ("bt datuk", ["14.72.07.1004"]),
        ("bagan bsr", ["14.72.03.1004"]),
        ("t. binjai", ["14.72.02.1002"]),
        ("sp. tetap darul ichsan", ["14.72.01.1009"]),
        ("simpang ttp", ["14.72.01.1009"]),
        ("basilam", ["14.72.04.1004"]),
        ("di kelurahan rimba ada ribut", ["14.72.06.1002"]),
        ("kayu kapur", ["14.72.03.1002"]),
        ("guntung tps 1", ["14.72.05.1003"]),
        ("ribut di dumbar purnama", ["14.72.01", "14.72.01.1006"]),
        ("dumkot laksamane", ["14.72.06", "14.72.06.1001"]),
        ("sukajadi dumai kota", ["14.72.06.1005", "14.72.06"]),
        ("kampung baru bukit kapur", ["14.72.03.1005", "14.72.03"]),
        # cut short, in one word, by its first letters, as the region says it
        ("simp tetap darul ichsan", ["14.72.01.1009"]),
        ("sp tetap gang mawar", ["14.72.01.1009"]),
        ("pangk sesai dekat pelabuhan", ["14.72.01.1003"]),
        ("bk kayu kapur", ["14.72.03.1002"]),
        ("bktimah tps 2", ["14.72.07.1002"]),
        ("skjadi tps 1", ["14.72.06.1005"]),
        ("mkr sari", ["14.72.07.1003"]),
        ("sg geniot", ["14.72.04.1006"]),
        ("stdi tps 3 belum buka", ["14.72.01.1009"]),
        ("di STDI", ["14.72.01.1009"]),
        ("teluk binje ada orang berantem", ["14.72.02.1002"]),
        ("bukit dato", ["14.72.07.1004"]),
        ("bahu jalan Lubuk Gaung", ["14.72.04.1001"]),
        ("sampah menumpuk di lapangan laksamana", ["14.72.06.1001"]),
        ("truk parkir dua lapis, bintan", ["14.72.06.1004"]),
        # a slip beside a name: which of the two is meant is asked
        ("btk kapur", ["14.72.03", "14.72.03.1007"]),
        ("bagan besar timr", ["14.72.03.1004", "14.72.03.1006"]),
        # the beginnings of both words, and letters before a TPS
        ("rimsek tps 12", ["14.72.06.1002"]),
        ("di telbin dekat pasar", ["14.72.02.1002"]),
        ("bkk tps 2", ["14.72.03.1002"]),
        # ordinary words listed with a name
        ("mundam apa guntung", ["14.72.05.1002", "14.72.05.1003"]),
        ("pasien parkir di jalan, sungai geniot", ["14.72.04.1006"]),
        # names that are not meant
        ("baliho dipaku di pohon pelindung sepanjang jalan", []),
        ("pesta besar, purnama", []),
        ("ini sudah stdi menurut kami", []),
        ("orang sekampung ribut semua hutang", []),
        ("bang aceh jual mie", []),
        ("jl bt datuk", []),
        ("d kota banyak orang", []),
        ("lurah tetap netral, basilam belum", []),
        ("malam bulan purnama indah sekali", []),
        ("jalan Bintan macet", []),
        ("jl bukit timah", []),
        ("jembatan sungai dumai", []),
        ("dumai", []),
        ("bukit", []),
        ("tanah di bukit timur", []),
        ("ada orang bagi uang", []),
        ("", []),
    ],
)
def test_dumai_is_found_in_words(text: str, codes: list[str]) -> None:
    assert [area.code for area in DUMAI.find(text)] == codes


@pytest.mark.parametrize(
    ("areas", "text", "codes"),
    [
        (INHIL, "sungai ara kempas", ["14.04.19.2005", "14.04.19"]),
        (INHIL, "Sungai Beringin, Tembilahan", ["14.04.04.1005", "14.04.04"]),
        (INHIL, "di tembilahan hulu", ["14.04.13", "14.04.13.1001"]),
        (INHIL, "desa baru kami metro saja", []),
        (INHIL, "pulau pisang", []),
        (PESISIR_BARAT, "pekon walur", ["18.13.04.2009", "18.13.08.2006"]),
        (PESISIR_BARAT, "pekon walur krui selatan", ["18.13.08.2006", "18.13.08"]),
        (PESISIR_BARAT, "walur, kec. pesisir utara", ["18.13.04.2009", "18.13.04"]),
        (SINJAI, "desa bijinangka", ["73.07.07.2003"]),
        (SINJAI, "ri desa Talle", ["73.07.02.2005"]),
        (SINJAI, "tongke tongke", ["73.07.03.2011"]),
    ],
)
def test_other_resorts_are_found_in_words(areas: Areas, text: str, codes: list[str]) -> None:
    assert [area.code for area in areas.find(text)] == codes


@given(st.sampled_from(VILLAGES), st.sampled_from(["", " ", "  ", "-"]), st.booleans())
def test_every_village_is_found_however_it_is_spaced(village: object, between: str, loud: bool) -> None:
    assert village in VILLAGES
    name = next(area.name for area in VILLAGES if area is village)
    typed = f"kelurahan {between.join(name.split())}"
    assert village in DUMAI.find(typed.upper() if loud else typed)


@given(st.text(max_size=200))
def test_any_text_is_searched(text: str) -> None:
    found = DUMAI.find(text)
    assert len(found) == len(set(found))


@pytest.mark.parametrize(("tps", "key"), [("6", "006"), ("06", "006"), ("006", "006"), ("901", "901")])
def test_a_polling_station_has_one_key(tps: str, key: str) -> None:
    assert tps_key("14.72.02.1004", tps) == f"14.72.02.1004-{key}"


@pytest.mark.parametrize(
    ("code", "tps"), [("14.72.02", "6"), ("", "6"), ("14.72.02.1004", "0"), ("14.72.02.1004", "1000")]
)
def test_a_key_that_cannot_be_is_a_bug(code: str, tps: str) -> None:
    with pytest.raises(ValueError, match=r"village|TPS"):
        tps_key(code, tps)


@pytest.mark.parametrize(
    ("payload", "place"),
    [
        ("14.72.02.1004", ("14.72.02.1004", None)),
        ("14.72.02.1004-006", ("14.72.02.1004", "006")),
        ("14_72_02_1004", ("14.72.02.1004", None)),
        ("14_72_02_1004-006", ("14.72.02.1004", "006")),
        ("14_72_02_1004_6", ("14.72.02.1004", "006")),
        ("1472021004-006", ("14.72.02.1004", "006")),
        ("1472021004", ("14.72.02.1004", None)),
        (" 1472021004 ", ("14.72.02.1004", None)),
        ("1472021004-000", None),
        ("14.72.02", None),
        ("14.72.02.1004-0006", None),
        ("lapor", None),
        ("", None),
        ("١٤٧٢٠٢١٠٠٤", None),
    ],
)
def test_a_payload_is_read(payload: str, place: tuple[str, str | None] | None) -> None:
    assert parse_place_payload(payload) == place


@given(st.sampled_from(VILLAGES).map(lambda area: area.code), st.none() | st.integers(1, 999).map(str))
def test_a_payload_fits_a_deep_link_and_comes_back(code: str, tps: str | None) -> None:
    payload = place_payload(code, tps)
    assert len(payload) <= 64
    assert all(letter.isascii() and (letter.isalnum() or letter in "_-") for letter in payload)
    assert parse_place_payload(payload) == (code, tps and f"{int(tps):03}")


@given(st.text(max_size=40))
def test_any_payload_is_a_place_or_none(text: str) -> None:
    place = parse_place_payload(text)
    assert place is None or parse_place_payload(place_payload(*place)) == place
