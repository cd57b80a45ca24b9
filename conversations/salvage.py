"""What can still be read of a dialogue whose stored form this release cannot read: its person's own words and files.

The content may be of another shape, cut off, or no JSON at all; nothing here raises for what it is given.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any, TypeVar

import orjson
from pydantic import TypeAdapter, ValidationError

from broadcasts.appeal import LONGEST_TEXT, visible
from broadcasts.appeal import Media as Attached
from conversations.activity import ActivityDraft
from conversations.answer import Attachment, Media, Point, Text
from conversations.appeal_draft import AppealDraft
from conversations.report_danger import shortened
from conversations.report_draft import ReportDraft
from conversations.report_told import begin_with, taken_in
from conversations.scene import Scene

A = TypeVar("A")

_STRING = r'"(?:[^"\\]|\\.)*"'
_PAIR = re.compile(rf'"(\w+)":({_STRING}|"(?:[^"\\]|\\.)*$|true)')
_FILE = re.compile(rf'\{{"kind":{_STRING},"file_id":{_STRING},"unique_id":{_STRING}[^{{}}]*\}}')
_WORDS = ("what", "place", "happened_words", "known_words")
_ATTACHMENT: TypeAdapter[Attachment] = TypeAdapter(Attachment)
_ATTACHED: TypeAdapter[Attached] = TypeAdapter(Attached)


def report_of(content: bytes, scene: Scene, *, consented: bool) -> ReportDraft | None:
    """A draft with what was told, to be offered; None when nothing can be read. An emergency stays one."""
    raw = _loosely(content)
    said = [*_told(raw)]
    if not said:
        return None
    draft = begin_with(said[0], scene, consented=consented)
    for more in said[1:]:
        draft = taken_in(draft, more, scene)
    return shortened(draft, scene) if is_emergency(content) and not draft.emergency else draft


def words_of(content: bytes) -> str:
    """The words that were told in a draft of a report."""
    return "\n".join(each.body for each in _told(_loosely(content)) if isinstance(each, Text))


def is_emergency(content: bytes) -> bool:
    """Whether a draft of a report says that it is one."""
    return _loosely(content).get("emergency") is True


def activity_of(content: bytes) -> ActivityDraft | None:
    """A draft with the place that was told."""
    place = _loosely(content).get("place")
    return ActivityDraft(place=place, answered=("place",)) if isinstance(place, str) and place.strip() else None


def announcement_of(content: bytes) -> AppealDraft | None:
    """A draft with the words and files; where its markup may be broken, with the words alone."""
    raw = _loosely(content)
    text = raw.get("text")
    words = text.strip()[:LONGEST_TEXT] if isinstance(text, str) else ""
    if not _is_whole(content):
        words = escape(visible(words), quote=False)
    media = tuple(_each(raw.get("media"), _ATTACHED))
    if not words and not media:
        return None
    draft = AppealDraft(text=words, media=media, directive=raw.get("directive") is True)
    return replace(draft, answered=("content",))


def _told(raw: dict[str, Any]) -> Iterator[Text | Media | Point]:
    """Everything that was the citizen's own, words first."""
    words = [raw[name].strip() for name in _WORDS if isinstance(raw.get(name), str) and raw[name].strip()]
    if words:
        yield Text("\n".join(words))
    others = raw.get("passed_on")
    for body in others if isinstance(others, list) else []:
        if isinstance(body, str) and body.strip():
            yield Text(body, own=False)
    for file in _each(raw.get("evidence"), _ATTACHMENT):
        yield Media(file)
    yield from _points(raw)
    aside = raw.get("aside")
    for each in aside if isinstance(aside, list) else []:
        if isinstance(each, dict):
            if isinstance(each.get("body"), str) and each["body"].strip():
                yield Text(each["body"], own=each.get("own") is not False)
            for file in _each([each.get("attachment")], _ATTACHMENT):
                yield Media(file, own=each.get("own") is not False)
            yield from _points(each)


def _points(raw: dict[str, Any]) -> Iterator[Point]:
    latitude, longitude = raw.get("latitude"), raw.get("longitude")
    if isinstance(latitude, float) and isinstance(longitude, float) and abs(latitude) <= 90 and abs(longitude) <= 180:
        yield Point(latitude, longitude)


def _each(values: object, form: TypeAdapter[A]) -> Iterator[A]:
    for value in values if isinstance(values, list) else []:
        try:
            yield form.validate_python(value)
        except ValidationError:
            continue


def _is_whole(content: bytes) -> bool:
    try:
        return isinstance(orjson.loads(content), dict)
    except orjson.JSONDecodeError:
        return False


def _loosely(content: bytes) -> dict[str, Any]:
    """The fields of an object; of one that was cut off, those that stand there, the last one perhaps in part."""
    if _is_whole(content):
        whole: dict[str, Any] = orjson.loads(content)
        return whole
    text = content.decode(errors="ignore")
    found: dict[str, Any] = {}
    for name, value in _PAIR.findall(text):
        read = _value(value)
        if read is not None:
            found.setdefault(name, read)
    files = [_value(each) for each in _FILE.findall(text)]
    return {**found, "evidence": files, "media": files}


def _value(text: str) -> Any:
    for closed in (text, text.rstrip("\\") + '"'):
        try:
            return orjson.loads(closed)
        except orjson.JSONDecodeError:
            continue
    return None
