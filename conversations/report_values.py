"""What, where and when a report says it happened, as values for the texts of any screen."""

from datetime import datetime
from typing import Protocol

from conversations.report_draft import ReportDraft, whole_story
from conversations.scene import Scene
from conversations.screen import Key, Line, Value
from locales.times import zone_name
from reports.category import Category
from resort.area import Area


def category_name(category: Category | None) -> Key:
    """What it is about, or that nobody has said."""
    return Key(f"category.{category}" if category else "report.none")


def told(draft: ReportDraft) -> Value:
    """What happened, as a value for a text."""
    by_voice = any(file.kind == "voice" for file in draft.evidence)
    return whole_story(draft) or Key("report.voice_note" if by_voice else "report.nothing_told")


class Placed(Protocol):
    """What has a place: a draft, and the report it becomes."""

    @property
    def district(self) -> str | None: ...
    @property
    def village(self) -> str | None: ...
    @property
    def tps(self) -> str | None: ...
    @property
    def place(self) -> str | None: ...
    @property
    def latitude(self) -> float | None: ...
    @property
    def longitude(self) -> float | None: ...
    @property
    def estimated(self) -> bool: ...


def location(placed: Placed, scene: Scene, point: str = "report.where_point") -> Value:
    """Where it happened, in as many lines as are known; `point` is the text that says that there is a point."""
    lines = []
    read = area_of_point(placed, scene)
    codes = scene.areas.path(read.code)[:-1] if read else ()
    if placed.village or placed.district or codes:
        told = [code for code in (placed.village, placed.district) if code] or [area.code for area in codes]
        names = ", ".join(area_name(scene, code) for code in told)
        key = "report.where_estimated" if read or placed.estimated else "report.where_area"
        lines.append(Line(key, {"names": names}))
    if placed.tps and "tps" not in (placed.place or "").lower():
        lines.append(Line("report.where_tps", {"tps": placed.tps}))
    if placed.place:
        lines.append(Line("report.where_place", {"place": placed.place}))
    if placed.latitude is not None:
        lines.append(Line(point))
    if is_outside(placed, scene):
        lines.append(Line("report.where_outside"))
    return tuple(lines) if lines else Key("report.no_place")


def area_of_point(placed: Placed, scene: Scene) -> Area | None:
    """The area that the point lies in, where no words named one: an estimate."""
    if placed.district or placed.latitude is None or placed.longitude is None:
        return None
    return scene.areas.at(placed.latitude, placed.longitude)


def is_outside(placed: Placed, scene: Scene) -> bool:
    """Whether the point, where there is one, is surely of another resort."""
    if placed.district or placed.latitude is None or placed.longitude is None:
        return False
    return scene.areas.is_outside(placed.latitude, placed.longitude)


def elsewhere(placed: Placed, story: str, scene: Scene) -> Value | None:
    """The other kabupaten or kota where it is, as far as the words or the point tell; None in this resort."""
    if placed.district or area_of_point(placed, scene) is not None:
        return None
    named = scene.hear(placed.place).elsewhere if placed.place else None
    named = named or (scene.hear(story).elsewhere if story else None)
    return named or (Key("report.that_point") if is_outside(placed, scene) else None)


def moment(words: str | None, at: datetime | None, ongoing: bool, scene: Scene) -> Value:
    """When it happened: their words, and our reading of them where there is one."""
    if ongoing:
        return Key("report.when_ongoing")
    if at is None:
        return words or Key("report.no_time")
    if words is None:
        return at
    return Line("report.when_words", {"words": words, "at": at})


def by_itself(draft: ReportDraft, scene: Scene) -> Value:
    """That an emergency goes to the police by itself, and when: told on each of its screens, before it happens."""
    if draft.sends_at is None:
        return ""
    at = draft.sends_at.astimezone(scene.now.tzinfo)
    return Line("report.by_itself", {"clock": f"{at:%H.%M} {zone_name(at)}"})


def evidence_told(draft: ReportDraft) -> Value:
    """How many files came with it."""
    return Line("report.summary_evidence", {"count": len(draft.evidence)}) if draft.evidence else Key("report.none")


def identity_told(draft: ReportDraft) -> Value:
    """What officers will know of the citizen."""
    if draft.confidential:
        return Key("report.identity_confidential")
    return Key("report.identity_phone" if draft.phone else "report.identity_chat")


def area_name(scene: Scene, code: str | None) -> str:
    """What an area is called; one that the resort does not know by its code."""
    area = scene.areas.get(code) if code else None
    return area.name if area else (code or "")
