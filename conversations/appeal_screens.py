"""How each step of composing an announcement asks, and how an announcement is described to those who decide on it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from broadcasts.appeal import Appeal, Audience, Kind, Topic
from broadcasts.contacts import contacts
from broadcasts.lint import OVERRIDES, REFUSED, Concern
from broadcasts.schedule import AtOnce, BeforeElection, Day, Once, Repeating, Schedule
from conversations.appeal_draft import AppealDraft
from conversations.screen import CANCEL, LEAVE, NEXT, Button, Key, Line, Screen, Value, paged
from locales import shown
from locales.times import clock
from resort.area import Areas

MOST_CONCERNS = 12
LONGEST_EXCERPT = 80


@dataclass(frozen=True, slots=True)
class AppealScene:
    """What a step may know besides the draft; `size` and `concerns` are those of the finished draft."""

    now: datetime  # in the resort's zone
    zone: ZoneInfo
    areas: Areas
    units: tuple[tuple[str, str], ...]  # code and name
    election: date
    size: int = 0
    concerns: tuple[Concern, ...] = ()


def content(draft: AppealDraft, scene: AppealScene) -> Screen:
    if draft.corrects is not None:
        return Screen(Line("appeal.ask_correction"), (LEAVE,))
    return Screen(Line("appeal.ask_order" if draft.directive else "appeal.ask_content"), (LEAVE,))


def topic(draft: AppealDraft, scene: AppealScene) -> Screen:
    rows = tuple((Button(Key(f"topics.{topic}"), f"topic={topic}"),) for topic in Topic)
    return Screen(Line("appeal.ask_topic"), (*rows, LEAVE))


def kinds(draft: AppealDraft, scene: AppealScene) -> Screen:
    if draft.directive:
        rows = ((Button(Key("button.all_officers"), "officers"),), (Button(Key("button.one_unit"), "unit"),))
        return Screen(Line("appeal.ask_officers"), (*rows, LEAVE))
    toggles = tuple(
        (Button(Key(f"audience.{'with' if kind in draft.kinds else 'without'}_{kind}"), f"kind={kind}"),)
        for kind in Kind
    )
    return Screen(Line("appeal.ask_kinds"), (*toggles, (Button(Key("button.one_unit"), "unit"),), (NEXT,), LEAVE))


def unit(draft: AppealDraft, scene: AppealScene) -> Screen:
    options = [Button(name, f"unit={code}") for code, name in scene.units]
    return Screen(Line("appeal.ask_unit"), (*paged(options, draft.page, others=2), LEAVE))


def areas(draft: AppealDraft, scene: AppealScene) -> Screen:
    options = [
        Button(f"{'✅ ' if area.code in draft.areas else ''}{area.name}", f"area={area.code}")
        for area in scene.areas.districts
    ]
    everywhere = Button(Key("button.everywhere"), "everywhere")
    first = (everywhere,) if not draft.areas else (NEXT,)
    text = Line("appeal.ask_areas", {"chosen": where(draft.areas, scene)})
    return Screen(text, (first, *paged(options, draft.page, others=3, columns=2), LEAVE))


def when(draft: AppealDraft, scene: AppealScene) -> Screen:
    rows = ((Button(Key("button.at_once"), "now"),), (Button(Key("button.repeat"), "repeat"),))
    return Screen(Line("appeal.ask_when"), (*rows, LEAVE))


def days(draft: AppealDraft, scene: AppealScene) -> Screen:
    toggles = [
        Button(Key(f"day.{'with' if day in draft.days else 'without'}_{number}"), f"day={day}")
        for number, day in enumerate(Day, 1)
    ]
    rows = tuple(tuple(toggles[at : at + 4]) for at in (0, 4))
    return Screen(Line("appeal.ask_days"), (*rows, (NEXT,), LEAVE))


def hour(draft: AppealDraft, scene: AppealScene) -> Screen:
    return Screen(Line("appeal.ask_hour"), (LEAVE,))


def until(draft: AppealDraft, scene: AppealScene) -> Screen:
    return Screen(Line("appeal.ask_until"), (LEAVE,))


def reason(draft: AppealDraft, scene: AppealScene) -> Screen:
    return Screen(Line("appeal.ask_reason"), ((Button(Key("button.not_urgent"), "calm"),), (CANCEL,)))


def summary(draft: AppealDraft, scene: AppealScene) -> Screen:
    text = Line("appeal.summary", described(draft.appeal, scene))
    ask = (Button(Key("button.ask_approval"), "send"),)
    content = Button(Key("button.edit_content"), "edit=content")
    urgent = Button(Key("button.not_urgent"), "calm") if draft.urgent else Button(Key("button.urgent"), "urgent")
    if draft.corrects is not None:
        return Screen(text, (ask, (content,), (urgent,), LEAVE))
    audience, time = Button(Key("button.edit_audience"), "edit=kinds"), Button(Key("button.edit_when"), "edit=when")
    return Screen(text, (ask, (content, audience), (time, urgent), LEAVE))


def described(appeal: Appeal, scene: AppealScene) -> dict[str, Value]:
    """To whom, when, how many, and what to look at twice: the values of a text on an announcement."""
    return {
        "to": to(appeal.audience, scene),
        "when": moment(appeal.when, scene),
        "size": Line("appeal.size", {"count": scene.size}) if scene.size else Key("appeal.nobody"),
        "urgent": Line("appeal.is_urgent", {"reason": appeal.emergency}) if appeal.emergency is not None else "",
        "concerns": (*warnings(scene.concerns), *mentions(appeal)) or Key("concern.none"),
    }


def to(audience: Audience, scene: AppealScene) -> Value:
    """Whom it is for."""
    if audience.unit is not None:
        names = dict(scene.units)
        return Line("audience.unit", {"unit": names.get(audience.unit, audience.unit)})
    lines = [Line(f"audience.{kind}") for kind in Kind if kind in audience.kinds]
    if audience.kinds & {Kind.GROUPS, Kind.CITIZENS}:
        lines.append(Line("audience.topic", {"topic": Key(f"topics.{audience.topic}")}))
    return (*lines, Line("audience.areas", {"areas": where(audience.areas, scene)}))


def where(codes: Collection[str], scene: AppealScene) -> Value:
    """The areas by name."""
    if not codes:
        return Key("audience.everywhere")
    found = [(code, scene.areas.get(code)) for code in sorted(codes)]
    return ", ".join(area.name if area else code for code, area in found)


def moment(schedule: Schedule, scene: AppealScene) -> Value:
    """When it goes out."""
    match schedule:
        case AtOnce():
            return Key("when.at_once")
        case Once(at):
            return at
        case Repeating(days, hour, until):
            weekdays = tuple(Line(f"calendar.weekday_{number}") for number, day in enumerate(Day, 1) if day in days)
            daily = clock(datetime.combine(until, hour, scene.zone), scene.zone)
            return Line("when.repeating", {"clock": daily, "until": f"{until:%d/%m/%Y}", "days": weekdays})
        case BeforeElection(election, before, hour):
            planned = datetime.combine(election - timedelta(days=before), hour, scene.zone)
            return Line("when.before", {"count": f"H{-before:+d}" if before else "H", "at": planned})


def mentions(appeal: Appeal) -> tuple[Line, ...]:
    """Every host, account and phone number that it leads to: people may trust what comes from the police."""
    found = contacts(appeal.texts)
    named = (
        ("concern.hosts", found.hosts),
        ("concern.accounts", found.accounts),
        ("concern.phones", found.phones),
    )
    return tuple(Line(key, {"names": ", ".join(names)}) for key, names in named if names)


def warnings(concerns: Sequence[Concern]) -> tuple[Line, ...]:
    """What the lint found, one line each; of very many those that weigh most, for all must fit into one message."""
    if len(concerns) > MOST_CONCERNS:
        told = sorted(concerns, key=lambda concern: concern.kind not in REFUSED | OVERRIDES)[:MOST_CONCERNS]
    else:
        told = list(concerns)
    lines = [Line(f"concern.{concern.kind}", {"excerpt": shown(concern.excerpt, LONGEST_EXCERPT)}) for concern in told]
    if len(concerns) > MOST_CONCERNS:
        lines.append(Line("concern.more", {"count": len(concerns) - MOST_CONCERNS}))
    return tuple(lines)
