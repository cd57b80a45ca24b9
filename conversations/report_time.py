"""When a report happened: what its story says of it, and what is still going on."""

from dataclasses import replace
from datetime import datetime, timedelta

from conversations.report_draft import ReportDraft
from conversations.scene import Scene
from language.when import Moment, phrase_of
from language.words import words

_NOW = timedelta(seconds=30)  # between reading a message and handling it
LATE = timedelta(minutes=10)  # between writing a message and reading it: the bot was away
NOW = timedelta(hours=1)  # what is said to have begun no earlier is still going on
_MOST_TIME_WORDS = 80
_LASTS = frozenset(["sejak", "dari", "sampai", "hingga", "masih", "terus", "sekarang"])
USUAL_TIMES = {"night": "tadi malam", "yesterday": "kemarin"}  # buttons that say when


def is_dated(draft: ReportDraft) -> bool:
    """Whether anything says when it happened."""
    return draft.ongoing or draft.happened_at is not None or draft.happened_words is not None


def at_time(draft: ReportDraft, words: str, scene: Scene) -> ReportDraft:
    """Words for when: kept as they are, with our reading of them where there is one."""
    read = scene.hear(words).moment
    return replace(draft, ongoing=False, happened_words=words, happened_at=read.at if read else None)


def dated_by_story(draft: ReportDraft, body: str, moment: Moment, scene: Scene) -> ReportDraft:
    """What the story says of its time is not asked again; the words that say it stand beside our reading."""
    if moment.exact and abs(moment.at - scene.now) < _NOW:
        return replace(draft, ongoing=True, happened_at=moment.at)
    phrase = phrase_of(body, scene.now, scene.voting)
    return replace(draft, happened_at=moment.at, happened_words=phrase)


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
