"""What a report tells, as one may see it: in words, by voice, erased since, or sealed."""

from dataclasses import replace

from conversations.personal import without_points
from conversations.report_values import category_name, location
from conversations.scene import Scene
from conversations.screen import Key, Line, Value
from db.reports import Report
from language.words import read
from locales import shown
from reports.danger import hear
from reports.seal import CONFINED, Seal


def story(report: Report, most: int) -> Value:
    """The words, cut to so many characters, or what stands in their place."""
    if report.sealed is not None:
        return Key("seal.story")
    if report.what:
        return shown(report.what, most)
    return Key("report.erased" if report.erased else "report.not_written")


def place(report: Report, scene: Scene) -> Value:
    """Where it happened, as far as one may see it."""
    return (
        Key("seal.place")
        if report.sealed is not None and report.confined
        else location(report, scene, "ping.where_point")
    )


def rounded(report: Report) -> Report:
    """A report for officers, without the points and links to maps that stand in its words."""
    place = None if report.place is None else without_points(report.place)
    return replace(report, what=without_points(report.what), place=place)


def kind(report: Report, scene: Scene) -> Value:
    """What it is about; of a sealed story, in danger, only what those who come need to know."""
    if report.sealed is None or report.seal not in CONFINED:
        return category_name(report.category) if report.category else Key("report.no_kind")
    if report.confined:
        return Key("seal.kind")
    said = " ".join(part for part in (report.sealed.what, report.sealed.place) if part)
    heard = hear(read(said), scene.areas.names).kinds
    needs = [Line(f"seal.need_{need}") for need, codes in _NEEDS.items() if not codes.isdisjoint(heard)]
    if report.seal is Seal.TWO_OF_COMMAND:  # nobody who was called learns that its reporter is threatened
        named = category_name(report.category) if report.category else Key("report.no_kind")
        return Line("seal.need_of_kind", {"kind": named, "more": tuple(needs)})
    return Line("seal.need", {"more": tuple(needs)})


_NEEDS = {
    "weapon": frozenset({"senjata_tajam", "objek_mencurigakan"}),
    "hurt": frozenset({"medis"}),
    "fire": frozenset({"kebakaran"}),
}
