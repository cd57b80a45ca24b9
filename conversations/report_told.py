"""How the draft of a report begins and what it learns from words, files and locations, whatever was asked."""

from dataclasses import replace

from conversations.answer import Answer, Attachment, Media, Point, Text, is_own, own_words, words_of
from conversations.report_danger import hurry, only_cries, shortened
from conversations.report_draft import MOST_EVIDENCE, SOURCE, Burst, ReportDraft
from conversations.report_evidence import attach
from conversations.report_location import (
    at_named_point,
    in_named_area,
    name_place,
    pinned,
    put_right,
    tps_told,
    without_place,
)
from conversations.report_steps import also, categorised
from conversations.report_time import dated_by_story, is_dated
from conversations.scene import Scene
from language.words import words
from locales import Refused
from reports.category import Kind, kind_of

FEWEST_LETTERS = 10
_ONLY_A_PLACE = 6  # words that say a TPS and hardly more


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
    said = own_words(answer)
    return told_again(quoting(draft, answer), said, scene) if said else draft


def passed_on(draft: ReportDraft, answer: Answer) -> ReportDraft:
    """The words of somebody else are kept beside the citizen's own: they tell, but they never alarm."""
    words, source = words_of(answer), answer.source if isinstance(answer, Text | Media) else None
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
        draft = dated_by_story(draft, body, heard.moment, scene)
    if not draft.has_place or (draft.emergency and not draft.village):
        several = len({scene.hear(each).reading.tps for each in reading.matters}) > 1  # of which of the matters?
        draft = put_right(draft, body, scene) if heard.moves else in_named_area(draft, body, scene)
        draft = replace(draft, tps=None if several else tps_told(draft, body, scene))
        if draft.village:
            draft = also(draft, "where", "village", "place")  # the card asks for more, and nothing waits for it
        if draft.district:
            draft = also(draft, "district")
        if draft.latitude is None and (draft := at_named_point(draft, body, scene)).latitude is not None:
            draft = also(draft, "where", "point")
    elif heard.moves:
        draft = put_right(draft, body, scene)
    elif reading.tps is not None and draft.tps not in (None, reading.tps):
        draft = replace(draft, tps=None)  # two were told, and neither is put right
    elif reading.tps is not None and reading.category is None and len(words(body)) <= _ONLY_A_PLACE:
        named = {area.code for area in heard.areas}
        draft = replace(draft, tps=reading.tps) if not named or draft.village in named else draft
    return hurry(draft, scene)


def alarmed(step: str, draft: ReportDraft, answer: Answer, scene: Scene) -> ReportDraft:
    """Words that mean danger to life, whatever was asked: nothing of them is lost, and the way gets short."""
    said = own_words(answer)
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
