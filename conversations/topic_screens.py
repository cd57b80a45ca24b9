"""How the resort's own texts look: a topic for citizens, what helps while one waits, and a text as it is read."""

from collections.abc import Mapping, Sequence
from datetime import date

from conversations.screen import Line, Value
from locales import Html, Texts
from locales.times import calendar_day
from resort.resort_text import ResortText, TextKind, rendered


def topic(text: ResortText, texts: Texts, today: date, values: Mapping[str, str]) -> Line:
    """A topic, with the day it was checked on and its source; one that nobody has checked for long says so."""
    return Line(
        "service.old" if text.is_old(today) else "service.one",
        {
            "title": text.title_in(texts.language),
            "body": text.body_in(texts.language, values),
            "checked": calendar_day(text.checked_on, texts),
            "source": text.source,
        },
    )


def while_waiting(found: Sequence[ResortText], texts: Texts, values: Mapping[str, str]) -> list[Line]:
    """Advice and numbers for a receipt; nothing when none is approved."""
    advice = [each for each in found if each.kind is TextKind.ADVICE]
    numbers = [each for each in found if each.kind is TextKind.NUMBER]
    lines = [Line("service.advice", {"body": each.body_in(texts.language, values)}) for each in advice]
    return [*lines, *([Line("service.numbers", {"numbers": told(numbers, texts, values)})] if numbers else [])]


def told(numbers: Sequence[ResortText], texts: Texts, values: Mapping[str, str]) -> tuple[Line, ...]:
    """Numbers to telephone, one a line."""
    return tuple(
        Line(
            "service.number",
            {"body": each.body_in(texts.language, values), "checked": calendar_day(each.checked_on, texts)},
        )
        for each in numbers
    )


def page(text: ResortText, number: int, texts: Texts, values: Mapping[str, str]) -> dict[str, Value]:
    """A page of a text as somebody of the command reads it: everything that their approval covers."""
    english = number == 1
    listed = ", ".join(text.words if text.kind is TextKind.TOPIC else text.subjects)
    return {
        "title": text.title_english if english else text.title,
        "name": text.name,
        "page": number + 1,
        "pages": text.pages,
        "kind": Line(f"texts.kind_{text.kind}"),
        "listed": listed,
        "valid": calendar_day(text.valid_from, texts),
        "checked": calendar_day(text.checked_on, texts),
        "source": text.source,
        "responsible": text.responsible,
        "body": Html(rendered(text.body_english if english else text.body, values)),
    }
