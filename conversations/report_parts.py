"""One message that tells of several matters becomes as many reports, so that each reaches its own authority."""

from collections.abc import Sequence
from dataclasses import replace

from conversations.report_draft import ReportDraft
from conversations.report_screens import told_matters
from conversations.report_steps import also
from conversations.report_told import told_again
from conversations.scene import Scene


def apart(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """The draft whose matters become reports of their own; where each says where it is, it is not asked again."""
    draft = replace(draft, split=True)
    if all(part.village or part.latitude is not None for part in split_up(draft, scene)):
        return also(draft, "where", "point", "district", "village", "place")
    return draft


def split_up(draft: ReportDraft, scene: Scene) -> tuple[ReportDraft, ...]:
    """The drafts that a draft is sent as, what is dangerous first; itself alone where it is not to be split.

    Each has the files; a matter without a place of its own has the one that was told for all. Two cries for help, each
    at a place of its own, are two even where nobody asked for it: one would ring for the place of the other.
    """
    told = told_matters(draft, scene) if draft.split or draft.emergency else ()
    if not told:
        return (draft,)
    common = replace(
        draft, what=None, kind=None, family=None, category=None, emergency=False, sends_at=None, split=False,
        passed_on=(), answered=(), correcting=(), happened_words=None, happened_at=None, ongoing=False, burst=None,
        district=None, village=None, tps=None, place=None, latitude=None, longitude=None,
    )  # fmt: skip
    parts = [_placed(told_again(common, matter, scene), draft) for matter in told]
    if not draft.split and not _cry_apart(parts):
        return (draft,)
    parts[0] = replace(parts[0], passed_on=draft.passed_on)
    if draft.emergency and not any(part.emergency for part in parts):
        parts[0] = replace(parts[0], emergency=True)
    return tuple(sorted(parts, key=lambda part: not part.emergency))


def _cry_apart(parts: Sequence[ReportDraft]) -> bool:
    """Whether each of the parts is a cry for help at a place that the others are not at."""
    places = {(part.village, part.tps) for part in parts}
    return len(places) == len(parts) and all(part.emergency and part.village for part in parts)


def _placed(part: ReportDraft, whole: ReportDraft) -> ReportDraft:
    dated = part.ongoing or part.happened_at is not None
    if not dated:
        happened, at, ongoing = whole.happened_words, whole.happened_at, whole.ongoing
        part = replace(part, happened_words=happened, happened_at=at, ongoing=ongoing)
    if part.has_place:
        return part
    return replace(
        part, district=part.district or whole.district, village=whole.village, tps=part.tps or whole.tps,
        place=whole.place, latitude=whole.latitude, longitude=whole.longitude,
    )  # fmt: skip
