"""Where it happened: a shared location, a typed place, or kecamatan and kelurahan by button, in any order.

A location and a typed place do not say whose area it is, so the kecamatan is asked for, and may be skipped; without
one a report reaches the desk, but not the Polsek it belongs to.
"""

from dataclasses import replace

from conversations.answer import Answer, Point, Tap, Text
from conversations.flow import Stay
from conversations.free_words import is_talk
from conversations.report_danger import only_cries
from conversations.report_draft import ReportDraft, Taken
from conversations.report_location import name_area, name_place, names_place, pinned, tps_told, with_area, without_place
from conversations.report_screens import alike
from conversations.report_steps import also
from conversations.report_told import told_again
from conversations.report_values import elsewhere
from conversations.scene import Scene
from conversations.screen import Line
from language.when import only_when
from language.words import words
from locales import Refused
from reports.danger import Alarm
from reports.follow_up import FollowUp, goes_on
from reports.triage import Sort

_YES = frozenset(["ya", "iya", "betul", "benar", "yes"])
_HERE = _YES | {"masih", "sini", "still", "here"}
_ELSEWHERE = frozenset(
    ["tidak", "tdk", "bukan", "enggak", "nggak", "gak", "ga", "pulang", "pergi", "no", "not", "home"]
)
_BESIDE = frozenset(  # what may stand beside the words of an answer
    [
        "di", "ke", "sini", "situ", "sana", "lagi", "masih", "sudah", "udah", "saya", "kami", "pak", "bu", "lokasi",
        "tempat", "kejadian", "i", "am", "im", "at", "there", "the", "place", "anymore",
    ]
)  # fmt: skip
_YES_NO = frozenset(["ya", "iya", "tidak", "bukan", "sudah", "belum", "oke", "pak", "bu", "yes", "no"])
FOLLOWS = ("point", "there", "district", "village", "place")  # what is asked after where, as far as it is not known


def locate(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    draft = without_place(draft) if draft.has_place else draft
    kept = tuple(name for name in draft.answered if name not in FOLLOWS)  # an answer given before *Kembali* is none
    draft = replace(draft, answered=kept, wants_point=False)
    match answer:
        case Tap("point"):
            return replace(draft, wants_point=True, district=None)
        case Tap(choice) if choice.startswith("district="):
            return _with_district(also(draft, "district"), answer, scene)
        case Tap(choice) if choice.startswith("village="):
            return _with_village(also(draft, "district", "village"), answer, scene)
        case Tap("other"):
            return Stay(replace(draft, district=None))
        case Point():
            return pinned(replace(draft, district=None), answer, "point")
        case Text(body) if only_when(body) and not _YES_NO.issuperset(words(body)):
            return Stay(told_again(draft, body, scene), Line("report.time_is_no_place"))
        case Text(body) if _follows_up(body, scene):
            return Stay(told_again(draft, body, scene), Line("report.words_kept"))
        case Text(body) if _names_nothing(body, scene):
            return Stay(draft, Line("report.talk_is_no_place"))
        case Text(body) if _tells_of_people(body, scene):
            return Stay(told_again(draft, body, scene), Line("report.words_kept"))
        case Text(body) if (
            scene.hear(body).reading.alarm is Alarm.DOUBTFUL
        ):  # it tells what happens, perhaps also where
            told = told_again(draft, body, scene)
            return name_place(told, body, scene) if names_place(body, scene) else Stay(told, Line("report.words_kept"))
        case Text(body):
            return name_place(draft, body, scene)
        case _:
            raise Refused("report.say_where")


def pin(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Point():
            return pinned(draft, answer)
        case Text(body) if _only_pressed(draft, body, scene):
            return Stay(draft, Line("report.only_pressed"))
        case Text(body) if _follows_up(body, scene) or (draft.emergency and only_cries(body, scene)):
            return Stay(told_again(draft, body, scene), Line("report.words_kept"))
        case Text(body) if _names_nothing(body, scene):
            return Stay(draft, Line("report.talk_is_no_place"))
        case Text(body) if _tells_of_people(body, scene):
            return Stay(told_again(draft, body, scene), Line("report.words_kept"))
        case Text(body):
            named = name_place(draft, body, scene)
            untold = draft.category is None and scene.hear(body).reading.category is not None
            return told_again(named, body, scene) if untold else named  # "ayah pingsan di pasar" tells both
        case _:
            raise Refused("report.say_point")


def still_there(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("here"):
            return draft
        case Text(body) if _says(body, _HERE):
            return draft
        case Tap("elsewhere"):
            return _asked_where(draft)
        case Text(body) if _says(body, _ELSEWHERE | {"rumah"}):
            return _asked_where(draft)
        case Point():
            return Stay(pinned(draft, answer))
        case Text(body) if words(body) and words(body)[0] in _YES and _ELSEWHERE.isdisjoint(words(body)[1:3]):
            return told_again(draft, body, scene)
        case Text(body) if _names_nothing(body, scene) or _BESIDE.issuperset(words(body)):
            raise Refused("report.tap_there")
        case Text(body) if names_place(body, scene):
            return also(name_place(_asked_where(draft), body, scene), "where", "point")
        case Text(body):
            return Stay(told_again(draft, body, scene), Line("report.words_kept"))
        case _:
            raise Refused("report.tap_there")


def _only_pressed(draft: ReportDraft, body: str, scene: Scene) -> bool:
    """Whether somebody who told nothing yet says that the way for emergencies was a slip of the finger."""
    reading = scene.hear(body).reading
    told = not draft.emergency or draft.sends_at is not None or reading.alarm is not Alarm.NONE
    return not told and reading.follow_up is FollowUp.MISTAKEN


def _says(body: str, meaning: frozenset[str]) -> bool:
    """Whether words are an answer to whether one is still there, and nothing more."""
    said = frozenset(words(body))
    return not meaning.isdisjoint(said) and said <= meaning | _BESIDE


def _asked_where(draft: ReportDraft) -> ReportDraft:
    """The draft without the point of the phone, back at the question for the place."""
    kept = tuple(name for name in draft.answered if name not in ("where", *FOLLOWS))
    return replace(without_place(draft), answered=kept, wants_point=False)


def choose_district(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap(choice) if choice.startswith("area="):
            area = next((each for each in alike(draft, scene) if each.code == answer.value), None)
            if area is None:
                raise Refused("flow.old_button")
            return also(with_area(draft, area), *(["village"] if area.is_village else []))
        case Tap(choice) if choice.startswith("district="):
            return _with_district(draft, answer, scene)
        case Text(body):
            return name_area(draft, body, scene, districts_first=True)
        case _:
            raise Refused("report.tap_area")


def choose_village(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap(choice) if choice.startswith("village="):
            return _with_village(draft, answer, scene)
        case Text(body):
            return name_area(draft, body, scene)
        case _:
            raise Refused("report.tap_area")


def direct(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Text(body) if _names_nothing(body, scene):
            return Stay(draft, Line("report.talk_is_no_place"))
        case Text(body) if draft.district is None or scene.hear(body).moves:
            return name_place(draft, body, scene)
        case Text(body):
            return replace(draft, place=body, tps=tps_told(draft, body, scene))
        case Point():
            return pinned(draft, answer)
        case _:
            raise Refused("report.say_place")


def placed(draft: ReportDraft) -> bool:
    """Whether a point or words say where it is, but perhaps not in which area."""
    return draft.latitude is not None or bool(draft.place)


def outside(before: ReportDraft, after: ReportDraft, answer: Answer, scene: Scene) -> Line | None:
    """That a place just told is of another resort: said at once, and the report is taken all the same."""
    if (before.latitude, before.place, before.what) == (after.latitude, after.place, after.what):
        return None
    told = answer.body if isinstance(answer, Text) else ""
    where = elsewhere(after, told, scene)
    return None if where is None else Line("report.outside", {"where": where})


def _with_district(draft: ReportDraft, answer: Tap, scene: Scene) -> ReportDraft:
    if answer.value not in {area.code for area in scene.areas.districts}:
        raise Refused("flow.old_button")
    return replace(draft, district=answer.value, village=None)


def _with_village(draft: ReportDraft, answer: Tap, scene: Scene) -> ReportDraft:
    if answer.value not in {area.code for area in scene.areas.villages(draft.district or "")}:
        raise Refused("flow.old_button")
    return replace(draft, village=answer.value)


def _follows_up(body: str, scene: Scene) -> bool:
    """Whether words tell how it goes on, and not where it is: "sudah bubar pak"."""
    return scene.hear(body).reading.follow_up is not None and not names_place(body, scene)


def _tells_of_people(body: str, scene: Scene) -> bool:
    """Whether words go on about people, and name no place: "aku takut", "mereka masih cari aku", "suami"."""
    return scene.hear(body).position is None and not names_place(body, scene) and goes_on(words(body))


def _names_nothing(body: str, scene: Scene) -> bool:
    """Whether words are thanks, a greeting, a question or a bare yes or no: they say nothing of where it is."""
    meant = scene.hear(body)
    if meant.areas or meant.reading.names_tps or meant.moves or meant.position is not None:
        return False
    if meant.reading.sort is Sort.QUESTION and not names_place(body, scene):
        return True
    return is_talk(meant) or _YES_NO.issuperset(words(body))
