"""Where areas lie: what a point is in, what is outside, and the files it is imported from."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.coordinates import find_coordinates
from resort.area import Areas
from resort.elsewhere import Elsewhere
from resort.position import Position
from resort.shapes_file import parse_landmarks, parse_shapes
from resort.terrain import Landmark, Ring, Shape, Terrain
from resort.wrong_file import WrongFile

DUMAI = Areas.load("14.72")
JAYA_MUKTI, BUKIT_BATREM = "14.72.02.1004", "14.72.02.1009"


def square(west: float, south: float, side: float = 0.02) -> Ring:
    return ((west, south), (west + side, south), (west + side, south + side), (west, south + side), (west, south))


TWO = Terrain({JAYA_MUKTI: Shape.of([square(101.44, 1.66)]), BUKIT_BATREM: Shape.of([square(101.46, 1.66)])})


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        (1.67, 101.45, JAYA_MUKTI),
        (1.67, 101.47, BUKIT_BATREM),
        (1.659, 101.45, JAYA_MUKTI),  # a hundred metres beside the outline: a phone is not exact
        (1.70, 101.45, None),  # some kilometres away
        (0.5, 101.45, None),
    ],
)
def test_a_point_lies_in_an_outline_or_just_beside_it(latitude: float, longitude: float, code: str | None) -> None:
    assert TWO.locate(Position(latitude, longitude)) == code
    assert TWO.is_outside(Position(latitude, longitude)) is (code is None)


def test_a_hole_in_an_outline_is_another_area() -> None:
    around = Terrain({JAYA_MUKTI: Shape.of([square(101.0, 1.0, 1.0), square(101.4, 1.4, 0.2)])})
    assert around.locate(Position(1.1, 101.1)) == JAYA_MUKTI
    assert around.locate(Position(1.5, 101.5)) is None


def test_where_only_centres_are_known_the_nearest_counts_as_far_as_its_neighbours_are() -> None:
    centres = {JAYA_MUKTI: Shape(Position(1.67, 101.45)), BUKIT_BATREM: Shape(Position(1.67, 101.47))}
    terrain = Terrain(centres)
    assert terrain.locate(Position(1.671, 101.452)) == JAYA_MUKTI
    assert terrain.locate(Position(1.669, 101.468)) == BUKIT_BATREM
    assert terrain.locate(Position(1.9, 101.45)) is None


def test_where_no_area_is_known_the_nearest_seat_counts() -> None:
    seats = Terrain(seats={"14.72.02": Position(1.67, 101.45), "14.72.01": Position(1.68, 101.40)})
    assert seats.locate(Position(1.675, 101.41)) == "14.72.01"
    assert seats.is_outside(Position(-6.2, 106.8))


def test_where_nothing_is_known_no_point_is_outside() -> None:
    assert Terrain().locate(Position(1.67, 101.45)) is None
    assert not Terrain().is_outside(Position(-6.2, 106.8))


@given(st.floats(1.661, 1.679), st.floats(101.441, 101.459))
def test_every_point_of_a_village_is_in_it(latitude: float, longitude: float) -> None:
    assert TWO.locate(Position(latitude, longitude)) == JAYA_MUKTI


@pytest.mark.parametrize(
    ("words", "point"),
    [
        ("1.6667, 101.4500", (1.6667, 101.45)),
        ("kami di 1,66671 101,45123 pak", (1.66671, 101.45123)),
        ("posisi 6.175392 LS, 106.827153 BT", (-6.175392, 106.827153)),
        ("lat: -0.5333, lng: 101.4478", (-0.5333, 101.4478)),
        ("latitude 1.66712 longitude 101.45012", (1.66712, 101.45012)),
        ("1°40'00\"N 101°27'00\"E", (1 + 40 / 60, 101.45)),
        ("geo:1.6667,101.4501", (1.6667, 101.4501)),
        ("https://www.google.com/maps/@1.6667,101.4501,15z", (1.6667, 101.4501)),
        ("https://maps.google.com/?q=1.6667%2C101.4501", (1.6667, 101.4501)),
        ("https://www.google.com/maps/place/X/@1.1,101.2,17z/data=!8m2!3d1.6667!4d101.4501", (1.6667, 101.4501)),
        ("1.72, 101.38", (1.72, 101.38)),  # few digits, where nothing else is said
        ("bayar 1.72, 101.38 ribu", None),
        ("satu koma enam enam lintang utara, seratus satu koma empat lima bujur timur", (1.66, 101.45)),
        ("https://www.google.com/maps/place/1%C2%B046'30.0%22N+101%C2%B021'36.0%22E", (1.775, 101.36)),
        ("uangnya 100.000, 200.000", None),
        ("gaji 1.500.000 2.500.000", None),
        ("nomor 0812.3456.7890", None),
        ("harga 50.000-100.000", None),
        ("0.000, 0.000", None),
        ("51.5074, 100.1278", None),  # not in Indonesia
        ("TPS 5 jam 07.30", None),
        ("", None),
    ],
)
def test_degrees_are_read_out_of_words_and_links(words: str, point: tuple[float, float] | None) -> None:
    assert find_coordinates(words) == (None if point is None else pytest.approx(point))


@given(st.text(max_size=4096))
def test_any_text_gives_degrees_of_indonesia_or_none(text: str) -> None:
    found = find_coordinates(text)
    assert found is None or (-11.5 <= found[0] <= 6.5 and 94 <= found[1] <= 142)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("ada keributan di bengkalis", "Bengkalis"),
        ("rumah dibakar di kab siak", "Siak"),
        ("kejadian di rokan hilir pak", "Rokan Hilir"),
        ("di sungai pakning kab. bengkalis", "Bengkalis"),
        ("kami di serang orang", None),
        ("maling di malang", None),
        ("saya dari bengkalis, kejadiannya di purnama", None),
        ("di kota dumai", None),
        ("rupat utara", "Bengkalis"),  # a kecamatan around
        ("kec sinaboi dekat pasar", "Rokan Hilir"),
        ("motor hilang di pinggir jalan", None),
        ("pinggir", None),
        ("jalan bandung", None),
    ],
)
def test_another_kabupaten_is_known_by_its_name_in_a_place(words: str, name: str | None) -> None:
    assert DUMAI.elsewhere_in(words) == name


def test_a_name_that_an_own_area_has_too_means_that() -> None:
    assert Elsewhere("14.72", frozenset({"bengkalis"})).find("di bengkalis") is None


CENTRES = "code,latitude,longitude\n14.72.02.1004,1.6667,101.45\n14.72.02,1.67,101.45\n14.03.01.2001,1.4,102.1\n"
OUTLINE = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"kode": JAYA_MUKTI},
            "geometry": {"type": "Polygon", "coordinates": [[list(point) for point in square(101.44, 1.66)]]},
        }
    ],
}


def test_centres_are_imported_and_those_of_other_resorts_are_counted() -> None:
    read = parse_shapes(CENTRES, DUMAI)
    assert set(read.shapes) == {JAYA_MUKTI, "14.72.02"}
    assert read.elsewhere == 1


def test_outlines_are_imported_and_other_columns_are_left_alone() -> None:
    assert parse_shapes(json.dumps(OUTLINE), DUMAI).shapes[JAYA_MUKTI].holds(Position(1.67, 101.45))
    with_more = "kode,nama,lat,lng\n14.72.02.1004,Jaya Mukti,1.6667,101.45\n14.72.02.1009,Bukit Batrem,,\n"
    assert set(parse_shapes(with_more, DUMAI).shapes) == {JAYA_MUKTI}


def test_a_spreadsheets_own_ways_of_writing_are_read() -> None:
    written = "\ufeffkode;lat;lng\r\n1472021004;1,6667;101,45\r\n147202;1,67;101,45\r\n"
    assert parse_shapes(written, DUMAI).shapes[JAYA_MUKTI].centre == Position(1.6667, 101.45)
    rows = '\ufeffname;other_names;latitude;longitude\r\nKantor KPU;"KPU Kota;gedung KPU";1,67;101,45\r\n'
    assert parse_landmarks(rows, DUMAI, TWO, lambda _: False)[0].other_names == ("KPU Kota", "gedung KPU")
    with pytest.raises(WrongFile, match="other_names in quotes"):
        parse_landmarks(rows.replace('"', ""), DUMAI, TWO, lambda _: False)


def test_an_area_of_two_parts_with_a_hole_and_a_point_on_a_border() -> None:
    several = {
        "type": "MultiPolygon",
        "coordinates": [[square(101.44, 1.66), square(101.448, 1.668, 0.004)], [square(101.50, 1.66)]],
    }
    feature = {"properties": {"kode": JAYA_MUKTI}, "geometry": several}
    shape = parse_shapes(json.dumps({"features": [feature]}), DUMAI).shapes[JAYA_MUKTI]
    assert shape.holds(Position(1.665, 101.445))
    assert not shape.holds(Position(1.67, 101.45))
    assert shape.holds(Position(1.67, 101.51))
    for latitude in (1.66, 1.67, 1.68):  # on the border of two, a point lies in one of them
        assert TWO.locate(Position(latitude, 101.46)) in (JAYA_MUKTI, BUKIT_BATREM)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "line 1: expected the columns code,latitude,longitude"),
        ("code,latitude\n", "line 1: expected the columns code,latitude,longitude"),
        ("code,latitude,longitude\n", "line 1: expected at least one kecamatan or kelurahan of this resort"),
        ("code,latitude,longitude\n14.72.02.1004,utara,101.4\n", "line 2: expected degrees as 1.6667 and 101.4500"),
        ("code,latitude,longitude\n14.72.02.1004,0,0\n", "line 2: expected a place in Indonesia"),
        (
            "code,latitude,longitude\n14.72.02.1004,101.45,1.6667\n",
            "line 2: latitude and longitude have changed places",
        ),
        (
            json.dumps(OUTLINE).replace("[101.44, 1.66]", "[1.66, 101.44]", 1),
            "feature 1: geometry: latitude and longitude have changed places",
        ),
        ("code,latitude,longitude\n14.72.02.1004,1.6\n", "line 2: expected 3 columns, not 2"),
        (CENTRES + "14.72.02.1004,1.7,101.4\n", "line 5: 14.72.02.1004 is there twice"),
        ("{", "line 1: expected a GeoJSON FeatureCollection"),
        ('{"features": 7}', "line 1: expected a GeoJSON FeatureCollection"),
        ('{"features": [7]}', "feature 1: geometry: expected a Polygon"),
        ('{"features": [{"properties": {}, "geometry": {}}]}', "feature 1: properties: expected a code"),
        (json.dumps(OUTLINE).replace("Polygon", "LineString"), "feature 1: geometry: expected a Polygon"),
        (json.dumps(OUTLINE).replace("1.66", "NaN", 1), "feature 1: geometry: expected a place in Indonesia"),
    ],
)
def test_a_wrong_file_of_areas_is_told_in_one_sentence(text: str, problem: str) -> None:
    with pytest.raises(WrongFile) as wrong:
        parse_shapes(text, DUMAI)
    assert wrong.value.problems[0].startswith(problem)


LANDMARKS = "name,other_names,latitude,longitude\n"


def test_a_landmark_is_found_by_each_of_its_names() -> None:
    (kpu,) = parse_landmarks(LANDMARKS + "Kantor KPU,KPU Kota;gedung KPU,1.67,101.45\n", DUMAI, TWO, lambda _: False)
    assert kpu == Landmark("Kantor KPU", ("KPU Kota", "gedung KPU"), Position(1.67, 101.45))
    terrain = Terrain(landmarks=[kpu])
    for words in ("demo depan kantor KPU", "rame di gedung kpu nya", "KPU KOTA didatangi massa"):
        assert terrain.landmarks_in(words)[0] == (kpu,)
    assert terrain.landmarks_in("demo di depan pasar") == ((), False)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Simpang Bakar,,1.67,101.45", "holds a word of danger"),
        ("Kantor KPU,,2.5,101.45", "expected a point in this resort"),
        ("K,,1.67,101.45", "expected 3 to 60 letters"),
        ("Jaya Mukti,,1.67,101.45", "is the name of an area already"),
        ("Kantor KPU,kantor kpu,1.67,101.45", "is there twice"),
        ("Kantor KPU,,,", "expected degrees"),
        ("KPU|KPU Dumai,,1.67,101.45", "expected ; between other names"),
        ("Kantor KPU,,101.45,1.67", "latitude and longitude have changed places"),
    ],
)
def test_a_landmark_that_would_mislead_is_refused(line: str, problem: str) -> None:
    with pytest.raises(WrongFile) as wrong:
        parse_landmarks(LANDMARKS + line + "\n", DUMAI, TWO, lambda name: "bakar" in name.lower())
    assert problem in wrong.value.problems[0]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("TPS lima purnama", ["14.72.01.1006"]),
        ("simpang tetap", ["14.72.01.1009"]),
        ("dumtim", ["14.72.02"]),
        ("di dumbar", ["14.72.01"]),
        ("sungai 9", ["14.72.04"]),
        ("guntung pak", ["14.72.05.1003"]),
        ("tadi malam purnama", []),
    ],
)
def test_names_are_known_as_people_say_them(words: str, codes: list[str]) -> None:
    assert [area.code for area in DUMAI.find(words)] == codes
