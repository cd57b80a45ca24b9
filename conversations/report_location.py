"""Where a report is: what words, points and areas say of it, and what is put right later."""

from dataclasses import replace

from conversations.answer import Point
from conversations.report_draft import ReportDraft
from conversations.report_steps import also
from conversations.report_values import Placed, area_of_point
from conversations.scene import Scene
from language.words import words
from locales import Refused
from resort.area import Area

LONGEST_NAME = 200  # letters of the name and address of a place on the map
_PLACING = frozenset(
    ["di", "dekat", "depan", "samping", "sebelah", "belakang", "jalan", "gang", "simpang", "blok", "nomor", "km"]
)


def where_told_before(draft: ReportDraft, before: Placed) -> ReportDraft:
    """The draft of an emergency that names no place, at the place of what the same person reported minutes before."""
    if not draft.emergency or draft.has_place or draft.district not in (None, before.district):
        return draft
    told = replace(
        draft,
        district=before.district,
        village=before.village,
        tps=before.tps,
        place=before.place,
        latitude=before.latitude,
        longitude=before.longitude,
    )
    return also(told, "where", "point") if told.has_place else draft


def put_right(draft: ReportDraft, body: str, scene: Scene) -> ReportDraft:
    """The draft where the words put it: "bukan Purnama, tapi Bintan". What they only deny is asked again."""
    heard = scene.hear(body)
    tps, elsewhere = tps_told(draft, body, scene), bool(heard.areas or heard.position)
    if not elsewhere and heard.denied.isdisjoint({draft.village, draft.district} - {None}):
        return replace(draft, tps=tps, place=body if draft.place and tps != draft.tps else draft.place)
    moved = replace(
        in_named_area(replace(draft, district=None, village=None), body, scene),
        tps=tps if heard.reading.names_tps else None,
        place=body if draft.place and elsewhere else None,
    )
    if not draft.from_phone:
        moved = at_named_point(replace(moved, latitude=None, longitude=None), body, scene)
    if (moved.district, moved.village) == (draft.district, draft.village):
        return replace(moved, tps=tps)
    kept = tuple(name for name in moved.answered if name not in ("district", "village", "place"))
    kept = kept if moved.has_place else tuple(name for name in kept if name not in ("where", "point", "there"))
    return also(
        replace(moved, answered=kept),
        *(["district"] if moved.district else []),
        *(["village"] if moved.village else []),
    )


def tps_told(draft: ReportDraft, body: str, scene: Scene) -> str | None:
    """The TPS of a draft after more words: the one that they mean, where they name any."""
    reading = scene.hear(body).reading
    return reading.tps if reading.names_tps else draft.tps


def names_place(body: str, scene: Scene) -> bool:
    """Whether words say where something is."""
    heard = scene.hear(body)
    return bool(heard.reading.names_tps or heard.moves or _PLACING.intersection(words(body)) or heard.areas)


def pinned(draft: ReportDraft, point: Point, *answers: str) -> ReportDraft:
    """The draft with a location, which may answer steps by itself. Raises `Refused` for the (0, 0) of a lost phone."""
    if (point.latitude, point.longitude) == (0, 0):
        raise Refused("report.point_nowhere")
    if draft.district:
        answers = (*answers, "district")
    name = (point.name or "")[:LONGEST_NAME]
    place = draft.place or name or None
    if draft.place and name and name not in draft.place:
        place = f"{draft.place} ({name})"
    asked = tuple(name for name in draft.answered if name != "there")  # of another point
    draft = replace(draft, latitude=point.latitude, longitude=point.longitude, place=place, answered=asked)
    return also(replace(draft, from_phone=point.name is None), *answers)


def name_place(draft: ReportDraft, body: str, scene: Scene) -> ReportDraft:
    """Words for where: an area they name is set, and the words are kept as directions."""
    if scene.hear(body).moves:
        draft = put_right(draft, body, scene)
    draft = replace(in_named_area(draft, body, scene), place=body, tps=tps_told(draft, body, scene))
    draft = at_named_point(draft, body, scene)
    return also(draft, "place", *(["district"] if draft.district else []), *(["village"] if draft.village else []))


def name_area(draft: ReportDraft, body: str, scene: Scene, *, districts_first: bool = False) -> ReportDraft:
    """Words for a kecamatan or kelurahan. Raises `Refused` when they name none.

    Where a kecamatan is asked for, one is meant by a name that a village has too.
    """
    areas = scene.hear(body).areas
    districts = [area for area in areas if not area.is_village]
    if districts_first and len(districts) == 1:
        [district] = districts
        inside = [area for area in areas if area.code.startswith(f"{district.code}.")]
        if len(inside) == 1 and inside[0].bare_name != district.bare_name:  # "dumai barat purnama" names both
            return also(with_area(draft, inside[0]), "village")
        return with_area(draft, district)
    found = in_named_area(replace(draft, village=None), body, scene)
    if (found.district, found.village) == (draft.district, None):
        raise Refused("report.unknown_area")
    return also(found, *(["village"] if found.village else []))


def with_area(draft: ReportDraft, area: Area) -> ReportDraft:
    """The draft in a district, or in a village and its district."""
    if area.is_village:
        return replace(draft, village=area.code, district=area.code.rpartition(".")[0])
    return replace(draft, district=area.code, village=None)


def without_place(draft: ReportDraft) -> ReportDraft:
    """The draft without anything that says where."""
    return replace(
        draft, latitude=None, longitude=None, district=None, village=None, tps=None, place=None, from_phone=False
    )


def in_named_area(draft: ReportDraft, body: str, scene: Scene) -> ReportDraft:
    found = scene.hear(body).areas
    villages = [area for area in found if area.is_village]
    if draft.district:
        villages = [area for area in villages if area.code.startswith(draft.district + ".")] or villages
    districts = [area for area in found if not area.is_village]
    namesakes = [area for area in districts if villages and area.bare_name == villages[0].bare_name]
    if len(villages) == 1 and namesakes and not draft.district:  # which is meant? what both lie in is sure
        return with_area(draft, namesakes[0]) if villages[0].code.startswith(namesakes[0].code) else draft
    if len(villages) == 1:
        return with_area(draft, villages[0])
    return with_area(draft, districts[0]) if len(districts) == 1 else draft


def at_named_point(draft: ReportDraft, body: str, scene: Scene) -> ReportDraft:
    """Degrees, a link to a map, or a landmark of the resort in the words are a point, unless one was shared."""
    position = scene.hear(body).position
    if position is None or draft.latitude is not None:
        return draft
    return replace(draft, latitude=position.latitude, longitude=position.longitude)


def located(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """A point in an area that is known answers which one; the area itself is read from the point when it is needed."""
    return also(draft, "district", "village") if area_of_point(draft, scene) is not None else draft
