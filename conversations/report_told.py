"""How the draft of a report begins and what it learns from words, files and locations, whatever was asked."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from conversations.answer import Answer, Attachment, Media, Point, Tap, Text, is_own
from conversations.report_draft import MOST_EVIDENCE, SOURCE, Burst, ReportDraft
from conversations.report_values import Placed, area_of_point
from conversations.scene import Scene
from language.when import Moment, phrase_of
from language.words import words
from locales import Refused
from reports.category import Category, Kind, family_of, kind_of
from reports.danger import Alarm
from reports.voices import Voice
from resort.area import Area

FEWEST_LETTERS = 10
LONGEST_NAME = 200  # letters of the name and address of a place on the map
_UNSEEN = (Voice.HIDES, Voice.THREATENED)  # a reminder on their phone may harm them
_NOW = timedelta(seconds=30)  # between reading a message and handling it
IN_DANGER = Tap("danger")  # on the screens where somebody may not have found the words for it
LATE = timedelta(minutes=10)  # between writing a message and reading it: the bot was away
NOW = timedelta(hours=1)  # what is said to have begun no earlier is still going on
_MOST_TIME_WORDS = 80
_ONLY_A_PLACE = 6  # words that say a TPS and hardly more
_LASTS = frozenset(["sejak", "dari", "sampai", "hingga", "masih", "terus", "sekarang"])
USUAL_TIMES = {"night": "tadi malam", "yesterday": "kemarin"}  # buttons that say when
_PARTS = re.compile(r"\s*[,;\n]\s*")
_PLACING = frozenset(
    ["di", "dekat", "depan", "samping", "sebelah", "belakang", "jalan", "gang", "simpang", "blok", "nomor", "km"]
)


def begin(*, consented: bool) -> ReportDraft:
    """A fresh draft."""
    return ReportDraft(consented=consented)


def begin_at(village: str, tps: str | None, *, consented: bool) -> ReportDraft:
    """A draft whose place is known already, from a poster or a QR code."""
    answered = ("where", "district", "village", *(["place"] if tps else []))
    district = village.rpartition(".")[0]
    return ReportDraft(consented=consented, district=district, village=village, tps=tps, answered=answered)


def begin_with(answer: Answer, scene: Scene, *, consented: bool, offered: bool = True) -> ReportDraft:
    """A draft made from a message, `offered` if nobody asked for one; danger to life takes the short way at once."""
    draft = ReportDraft(consented=consented, offered=offered)
    if not is_own(answer):
        return taken_in(replace(draft, forwarded=True, reminded=True), answer, scene)
    match answer:
        case Text(body):
            draft = told_again(quoting(draft, answer), body, scene)
        case Media(Attachment(caption=str(caption))):
            draft = told_again(attach(draft, answer), caption, scene)
        case Media(Attachment("voice")):
            draft = also(attach(draft, answer), "what")
        case Media():
            draft = attach(draft, answer)
        case Point():
            draft = pinned(draft, answer, "where", "point")
        case _:
            raise Refused("report.tap_offer")
    return draft


def first_words(draft: ReportDraft, answer: Answer, scene: Scene) -> ReportDraft:
    """The draft that these words began: what is said within two seconds of them began it too."""
    if not isinstance(answer, Text) or not answer.own or scene.said_at is None:
        return draft
    return replace(draft, burst=Burst(at=scene.said_at, words=answer.body, offered=draft.offered))


def taken_in(draft: ReportDraft, answer: Answer, scene: Scene) -> ReportDraft:
    """What comes whatever was asked: words to the story, a file to the evidence if it fits, a location to the place."""
    if isinstance(answer, Media) and len(draft.evidence) < MOST_EVIDENCE:
        draft = attach(draft, answer)
    if not is_own(answer):
        return passed_on(draft, answer)
    if isinstance(answer, Point):
        located = draft.has_place or "where" in draft.answered
        draft = pinned(draft, answer, *(() if located else ("where", "point")))
    said = _said(answer)
    return told_again(quoting(draft, answer), said, scene) if said else draft


def passed_on(draft: ReportDraft, answer: Answer) -> ReportDraft:
    """The words of somebody else are kept beside the citizen's own: they tell, but they never alarm."""
    words, source = _words(answer), answer.source if isinstance(answer, Text | Media) else None
    draft = _beside(quoting(draft, answer), f"{SOURCE} {source}" if source else "")
    draft = _beside(draft, words)
    return also(draft, "what") if len(words) >= FEWEST_LETTERS else draft


def quoting(draft: ReportDraft, answer: Answer) -> ReportDraft:
    """The words that an answer quotes are kept beside the citizen's own."""
    quote = answer.quote if isinstance(answer, Text) else None
    return _beside(draft, f"“{quote}”" if quote else "")


def _beside(draft: ReportDraft, words: str) -> ReportDraft:
    if not words or words in draft.passed_on:
        return draft
    return replace(draft, passed_on=(*draft.passed_on, words))


def seen(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """The citizen says that they see what a forward tells: its words are theirs now, and danger in them counts."""
    words = "\n".join(each for each in draft.passed_on if not each.startswith(SOURCE))
    sources = tuple(each for each in draft.passed_on if each.startswith(SOURCE))
    draft = replace(draft, offered=False, forwarded=False, passed_on=sources)
    if not words:
        return draft
    draft = told_again(draft, words, scene)
    return shortened(draft, scene) if draft.doubted else draft  # that it happens now was the question


def told_again(draft: ReportDraft, body: str, scene: Scene, *, another: bool = False) -> ReportDraft:
    """More words are put below those told before; what they are about, and where, is guessed while it is not known.

    `another` is for words that seem to tell of another matter: an empty line stands between.
    """
    if body not in (draft.what or "").split("\n"):  # who presses send twice says it once
        between = "\n\n" if another else "\n"
        draft = replace(draft, what=f"{draft.what}{between}{body}" if draft.what else body)
    if len(draft.what or "") >= FEWEST_LETTERS:
        draft = also(draft, "what")
    heard = scene.hear(body)
    reading = heard.reading
    if draft.category is None and reading.category is not None:
        draft = categorised(draft, reading.category)
    if heard.moment is not None and not is_dated(draft) and "when" not in draft.answered:
        draft = _dated_by_story(draft, body, heard.moment, scene)
    if not draft.has_place or (draft.emergency and not draft.village):
        several = len({scene.hear(each).reading.tps for each in reading.matters}) > 1  # of which of the matters?
        draft = put_right(draft, body, scene) if heard.moves else _with_area(draft, body, scene)
        draft = replace(draft, tps=None if several else tps_told(draft, body, scene))
        if draft.village:
            draft = also(draft, "where", "village", "place")  # the card asks for more, and nothing waits for it
        if draft.district:
            draft = also(draft, "district")
        if draft.latitude is None and (draft := _with_position(draft, body, scene)).latitude is not None:
            draft = also(draft, "where", "point")
    elif heard.moves:
        draft = put_right(draft, body, scene)
    elif reading.tps is not None and draft.tps not in (None, reading.tps):
        draft = replace(draft, tps=None)  # two were told, and neither is put right
    elif reading.tps is not None and reading.category is None and len(words(body)) <= _ONLY_A_PLACE:
        named = {area.code for area in heard.areas}
        draft = replace(draft, tps=reading.tps) if not named or draft.village in named else draft
    return hurry(draft, scene)


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
        _with_area(replace(draft, district=None, village=None), body, scene),
        tps=tps if heard.reading.names_tps else None,
        place=body if draft.place and elsewhere else None,
    )
    if not draft.from_phone:
        moved = _with_position(replace(moved, latitude=None, longitude=None), body, scene)
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


def is_dated(draft: ReportDraft) -> bool:
    """Whether anything says when it happened."""
    return draft.ongoing or draft.happened_at is not None or draft.happened_words is not None


def at_time(draft: ReportDraft, words: str, scene: Scene) -> ReportDraft:
    """Words for when: kept as they are, with our reading of them where there is one."""
    read = scene.hear(words).moment
    return replace(draft, ongoing=False, happened_words=words, happened_at=read.at if read else None)


def _dated_by_story(draft: ReportDraft, body: str, moment: Moment, scene: Scene) -> ReportDraft:
    """What the story says of its time is not asked again; the words that say it stand beside our reading."""
    if moment.exact and abs(moment.at - scene.now) < _NOW:
        return replace(draft, ongoing=True, happened_at=moment.at)
    phrase = phrase_of(body, scene.now, scene.voting)
    return replace(draft, happened_at=moment.at, happened_words=phrase)


def alarming(answer: Answer, scene: Scene) -> bool:
    """Whether the words of an answer mean danger to life. Words of somebody else never do."""
    said = _said(answer)
    return bool(said) and scene.hear(said).reading.danger


def alarmed(step: str, draft: ReportDraft, answer: Answer, scene: Scene) -> ReportDraft:
    """Words that mean danger to life, whatever was asked: nothing of them is lost, and the way gets short."""
    said = _said(answer)
    if isinstance(answer, Media) and len(draft.evidence) < MOST_EVIDENCE:
        draft = attach(draft, answer)
    heard = scene.hear(said)
    if draft.has_place and (heard.areas or heard.reading.tps or heard.position is not None):
        draft = name_place(without_place(draft), said, scene)  # of another matter was the place told before
    elif step in ("where", "point", "place") and not only_cries(said, scene):
        draft = name_place(draft, said, scene)
    told = told_again(draft, said, scene)
    told = told if told.emergency else shortened(told, scene)
    return told if draft.emergency else _turned(told, draft, said, scene)


def _turned(told: ReportDraft, before: ReportDraft, said: str, scene: Scene) -> ReportDraft:
    """Danger told after a violation is another matter: the report is of it, and of now if its words say no time."""
    heard = scene.hear(said)
    danger = heard.reading.category
    told = _there(told, said, scene)
    if before.category is None or Kind.DISTURBANCE in (kind_of(before.category), before.kind):
        return told
    if danger is not None and kind_of(danger) is Kind.VIOLATION:
        return told
    told = categorised(told, danger) if danger else replace(told, kind=None, family=None, category=None)
    if heard.moment is not None:
        return told
    return replace(told, ongoing=True, happened_at=None, happened_words=None)


def _there(told: ReportDraft, said: str, scene: Scene) -> ReportDraft:
    """The draft at the place that the words of danger name; where they name none it is where the draft was."""
    heard = scene.hear(said)
    own = told.village or told.district or ""
    if any(not own.startswith(area.code) for area in heard.areas) and told.has_place:
        told = put_right(told, said, scene)
    return replace(told, tps=heard.reading.tps) if heard.reading.names_tps else told


def hurry(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """Take the short way when the words mean danger to life; where that is doubtful, ask whether it happens now."""
    draft = voiced(draft, scene)
    if draft.emergency or not draft.what:
        return draft
    match scene.hear(draft.what).reading.alarm:
        case Alarm.DANGER:
            return dated(shortened(draft, scene), scene)
        case Alarm.DOUBTFUL:
            return replace(draft, doubted=True)
        case _:
            return draft


def doubting(draft: ReportDraft, answer: Answer, scene: Scene) -> ReportDraft:
    """The draft after words that may mean danger, whatever was asked: they raise the question of doubt."""
    said = _said(answer)
    if draft.emergency or draft.doubted or not said or scene.hear(said).reading.alarm is not Alarm.DOUBTFUL:
        return draft
    return replace(draft, doubted=True)


def voiced(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """What follows from whose words they are, before anything more is asked."""
    voices = scene.hear(draft.what).reading.voices if draft.what else frozenset()
    if not voices:
        return draft
    return replace(
        draft,
        writes=draft.writes or Voice.CANNOT_SPEAK in voices,
        silent=draft.silent or Voice.HIDES in voices,
        minor=draft.minor or Voice.CHILD in voices,
        took_money=draft.took_money or Voice.TOOK_MONEY in voices,
        reminded=draft.reminded or not voices.isdisjoint(_UNSEEN),
    )


def needs_gentleness(draft: ReportDraft, scene: Scene) -> bool:
    """Whether a draft may be of somebody harmed at home, or a child: nobody else who sees their phone learns of it."""
    return draft.minor or (draft.what is not None and Voice.HARMED in scene.hear(draft.what).reading.voices)


def in_danger(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """The citizen says that they need help now. With nothing told yet it waits for a word, a point, or *Kirim*."""
    if draft.emergency:
        return draft
    draft = shortened(draft, scene)
    return draft if _tells(draft) else replace(draft, sends_at=None)


def timed(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """An emergency of which something is told goes by itself, from now on if it did not yet."""
    if not draft.emergency or draft.sends_at is not None or not _tells(draft):
        return draft
    return replace(draft, sends_at=scene.now + scene.unsent_after)


def _tells(draft: ReportDraft) -> bool:
    return bool(draft.what or draft.passed_on or draft.evidence or draft.has_place)


def only_cries(body: str, scene: Scene) -> bool:
    """Whether words mean danger again and name no place."""
    return scene.hear(body).reading.danger and not names_place(body, scene)


def names_place(body: str, scene: Scene) -> bool:
    """Whether words say where something is."""
    heard = scene.hear(body)
    return bool(heard.reading.names_tps or heard.moves or _PLACING.intersection(words(body)) or heard.areas)


def categorised(draft: ReportDraft, category: Category) -> ReportDraft:
    """The draft with its category, and what follows from it."""
    kind = kind_of(category)
    return also(replace(draft, kind=kind, family=family_of(category), category=category), "kind", "family", "category")


def attach(draft: ReportDraft, media: Media) -> ReportDraft:
    """Keep a file as evidence. Raises `Refused` when there are ten; the same file twice is kept once."""
    if any(kept.unique_id == media.attachment.unique_id for kept in draft.evidence):
        return draft
    if len(draft.evidence) >= MOST_EVIDENCE:
        raise Refused("report.evidence_full", most=MOST_EVIDENCE)
    return replace(draft, evidence=(*draft.evidence, media.attachment))


# Kinds of files that can tell who sent them: by a voice, a face, a name in a document.
TELLING = frozenset({"voice", "video", "video_note", "audio", "document"})


def gives_away(draft: ReportDraft) -> bool:
    """Whether a file can tell who sent a confidential report. In danger that is no matter; a child's are not kept."""
    hidden = draft.confidential and not draft.emergency and not draft.minor
    return hidden and any(file.kind in TELLING for file in draft.evidence)


def without_evidence(draft: ReportDraft) -> ReportDraft:
    """The draft without its files; a story that was told by voice stays."""
    voice = next((file for file in draft.evidence if file.kind == "voice"), None)
    return replace(draft, evidence=(voice,) if voice and draft.what is None else (), album=None)


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
    draft = replace(_with_area(draft, body, scene), place=body, tps=tps_told(draft, body, scene))
    draft = _with_position(draft, body, scene)
    return also(draft, "place", *(["district"] if draft.district else []), *(["village"] if draft.village else []))


def _naming(body: str, scene: Scene) -> str:
    """The words of an answer to where, or the part of them between commas that alone is the name of an area."""
    if scene.hear(body).areas:
        return body
    return next((part for part in _PARTS.split(body) if scene.hear(part).areas), body)


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
    found = _with_area(replace(draft, village=None), body, scene)
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


def also(draft: ReportDraft, *names: str) -> ReportDraft:
    """The draft with more steps answered than the one in hand."""
    return replace(draft, answered=(*draft.answered, *(name for name in names if name not in draft.answered)))


def shortened(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """The short way: where it is, and send; soon it goes by itself."""
    reading = scene.hear(draft.what or "").reading
    if draft.category is None and reading.category is not None:
        draft = categorised(draft, reading.category)
    draft = replace(draft, emergency=True, sends_at=scene.now + scene.unsent_after, offered=False)
    if not is_dated(draft) and (late := read_late(scene)) is not None:
        draft = also(replace(draft, happened_at=late), "when")  # it was written long before it could be read
    draft = also(replace(draft, ongoing="when" not in draft.answered), "what")
    return also(draft, "point") if draft.has_place else draft


def read_late(scene: Scene) -> datetime | None:
    """When the message in hand was written, where that is so long ago that it has to be said; else None."""
    said_at = scene.said_at
    return said_at if said_at is not None and scene.now - said_at > LATE else None


def dated(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """Nothing is called ongoing that its words date back: "semalam", "dua jam lalu", unless it lasts since then."""
    said = draft.what or ""
    moment = scene.hear(said).moment
    if not draft.ongoing or moment is None or moment.at > scene.now - NOW or _LASTS.intersection(words(said)):
        return draft
    return replace(draft, ongoing=False, happened_words=said[:_MOST_TIME_WORDS], happened_at=moment.at)


def _with_area(draft: ReportDraft, body: str, scene: Scene) -> ReportDraft:
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


def _with_position(draft: ReportDraft, body: str, scene: Scene) -> ReportDraft:
    """Degrees, a link to a map, or a landmark of the resort in the words are a point, unless one was shared."""
    position = scene.hear(body).position
    if position is None or draft.latitude is not None:
        return draft
    return replace(draft, latitude=position.latitude, longitude=position.longitude)


def located(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """A point in an area that is known answers which one; the area itself is read from the point when it is needed."""
    return also(draft, "district", "village") if area_of_point(draft, scene) is not None else draft


def _said(answer: Answer) -> str:
    """The citizen's own words; a forward says nothing of theirs."""
    return _words(answer) if is_own(answer) else ""


def _words(answer: Answer) -> str:
    match answer:
        case Text(body) | Media(Attachment(caption=str(body))):
            return body
        case _:
            return ""
