"""Which messages are one answer to the report: words said within two seconds, and the files of an album."""

from dataclasses import replace
from datetime import timedelta

from conversations import flow, report
from conversations.answer import Answer, Media, Text, is_own
from conversations.flow import Finished, Moved, Silent
from conversations.free_words import ASIDE, is_talk
from conversations.report_answers import tells_story
from conversations.report_danger import alarming, doubting, shortened, timed
from conversations.report_draft import TOGETHER, Burst, ReportDraft
from conversations.report_evidence import attach, gives_away
from conversations.report_location import names_place
from conversations.report_told import begin_with, quoting, told_again
from conversations.scene import Scene
from conversations.screen import Line
from language.words import words
from locales import Refused

_CUT, _SHORT = 3_500, 100  # characters: Telegram cuts a paste at 4,096; a place is told in fewer
Outcome = Moved[ReportDraft] | Silent[ReportDraft] | Finished[ReportDraft]


def advance(draft: ReportDraft, answer: Answer, scene: Scene) -> Outcome:
    """Put a message into a report's draft. Raises `Refused`.

    Words that were said together are one answer to the question that the first of them met.
    """
    draft = quoting(draft, answer) if is_own(answer) else draft
    if continues(draft, answer, scene) and isinstance(answer, Text):
        return _said_together(draft, answer, scene)
    outcome = _advanced(replace(draft, burst=None), answer, scene)
    if not isinstance(answer, Text) or not answer.own or scene.said_at is None or not isinstance(outcome, Moved):
        return outcome
    burst = Burst(at=scene.said_at, words=answer.body, before=replace(draft, burst=None))
    return replace(outcome, draft=replace(outcome.draft, burst=burst))


def continues(draft: ReportDraft, answer: Answer, scene: Scene) -> bool:
    """Whether a message belongs to the one before: words said together, or another picture of the same album."""
    if isinstance(answer, Media):
        return answer.album is not None and answer.album == draft.album
    if not isinstance(answer, Text) or not answer.own or draft.burst is None or scene.said_at is None:
        return False
    together = timedelta(0) <= scene.said_at - draft.burst.at <= TOGETHER
    return together and not _says_where(draft, draft.burst, answer.body, scene)


def _says_where(draft: ReportDraft, burst: Burst, body: str, scene: Scene) -> bool:
    """Whether words answer the question in hand, which asks where; the second half of a paste never does."""
    if len(burst.words) > _CUT or len(body) > _SHORT:
        return False
    match flow.current(report.REPORT, draft).name:
        case "where" | "point" | "place":
            return names_place(body, scene)
        case "district" | "village":
            return bool(scene.hear(body).areas)
        case _:
            return False


def _said_together(draft: ReportDraft, answer: Text, scene: Scene) -> Outcome:
    """Read words once more, together with those that came within two seconds before them."""
    burst = draft.burst
    assert burst is not None
    assert scene.said_at is not None
    whole = burst.words if answer.body in burst.words.split("\n") else f"{burst.words}\n{answer.body}"
    if draft.emergency and not (burst.before and burst.before.emergency):
        more = _advanced(replace(draft, burst=None), answer, scene) if names_place(answer.body, scene) else None
        told = more.draft if more else told_again(draft, answer.body, scene)
        return Moved(replace(told, burst=replace(burst, at=scene.said_at, words=whole)), Line("report.words_kept"))
    if burst.before is None:
        begun = begin_with(Text(whole), scene, consented=draft.consented, offered=burst.offered)
        begun = replace(begun, capacity=draft.capacity)
        return Moved(replace(begun, burst=replace(burst, at=scene.said_at, words=whole)))
    outcome = _advanced(burst.before, Text(whole), scene)
    if isinstance(outcome, Moved):
        told = replace(outcome.draft, burst=replace(burst, at=scene.said_at, words=whole))
        if not told.emergency and alarming(answer, scene):  # what was said just before takes no danger away
            told = timed(shortened(told, scene), scene)
        return Moved(doubting(told, answer, scene), outcome.note or Line("report.words_kept"))
    return outcome


def _advanced(draft: ReportDraft, answer: Answer, scene: Scene) -> Outcome:
    """Put an answer into the draft; of an album the first file is answered, and each with news.

    The others join it in silence; that they are too many is said once.
    """
    if not isinstance(answer, Media) or answer.album is None:
        try:
            return report.take(draft, answer, scene)
        except Refused as refused:
            if not isinstance(answer, Text) or not _is_worth_keeping(draft, answer, scene):
                raise
            why = Line(refused.key, {name: str(value) for name, value in refused.values.items()})
            return Moved(timed(told_again(draft, answer.body, scene), scene), Line("report.refused_kept", {"why": why}))
    known = answer.album == draft.album
    try:
        if known and not _tells(draft, answer, scene) and gives_away(attach(draft, answer)) == gives_away(draft):
            return Silent(attach(draft, answer))
        return report.take(replace(draft, album=answer.album, surplus=False), answer, scene)
    except Refused as refused:
        told = known and draft.surplus
        full = replace(draft, album=answer.album, surplus=True)
        return (
            Silent(full)
            if told
            else Moved(full, Line(refused.key, {name: str(value) for name, value in refused.values.items()}))
        )


def _tells(draft: ReportDraft, answer: Media, scene: Scene) -> bool:
    """Whether a picture brings the story or the danger, whichever picture of its album it is."""
    story = "what" not in draft.answered and tells_story(answer)
    return story or (not draft.emergency and alarming(answer, scene))


def _is_worth_keeping(draft: ReportDraft, answer: Text, scene: Scene) -> bool:
    """Whether words that are no answer go into the story: never a mistyped telephone number, nor a bare "ya"."""
    asks_number = flow.current(report.REPORT, draft).name == "phone"
    if asks_number and any(letter.isdigit() for letter in answer.body):
        return False
    said = scene.hear(answer.body)
    return any(len(word) > 3 for word in words(answer.body)) and not is_talk(said) and said.reading.sort not in ASIDE
