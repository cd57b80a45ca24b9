"""Composing an announcement, one short question at a time.

    Command: /siaran, [Tulis siaran]
    Bot:     Kirim isi siarannya.
    Command: (sends words, a photo, an album or a poll, exactly as they are to go out)
    Bot:     Tentang apa?                              [Imbauan] [Pengingat hari-H] [Klarifikasi hoaks]
    Bot:     Untuk siapa?                              [Grup] [Warga] [Petugas] [Satu satuan]
    Bot:     Wilayah mana?                             [Seluruh wilayah] [Dumai Barat] …
    Bot:     Kapan dikirim?                            [Sekarang] [Berulang]
    Command: besok 06.00
    Bot:     (the very message, then what was chosen, how many get it, and what to look at twice)
                                                       [Minta persetujuan]

An order to officers skips the topic; a correction takes new words only, for those who have the old ones.
"""

from dataclasses import replace

from broadcasts.appeal import Appeal, Audience, Kind, Media, MediaKind, Poll, Topic, check
from broadcasts.schedule import AtOnce, Day, Repeating, first_fire
from conversations import appeal_screens as screens
from conversations import flow
from conversations.answer import Answer, Attachment, Composed, Tap, Text
from conversations.appeal_draft import EVERY_STEP, AppealDraft, laid_out
from conversations.appeal_screens import AppealScene
from conversations.appeal_when import parse_ahead, parse_day, parse_hour
from conversations.flow import Finished, Moved, Silent, Stay, Step
from conversations.screen import Screen
from locales import Refused

Taken = AppealDraft | Stay[AppealDraft] | Moved[AppealDraft] | Finished[AppealDraft]
Outcome = Moved[AppealDraft] | Silent[AppealDraft] | Finished[AppealDraft]
_ANYBODY = Audience(Topic.APPEAL, frozenset({Kind.CITIZENS}))
_AFTER_CORRECTION = tuple(name for name in EVERY_STEP if name not in ("content", "reason"))


def begin(*, directive: bool = False, template: str | None = None) -> AppealDraft:
    """An empty draft; with a template's words its content is known."""
    draft = AppealDraft(directive=directive, text=template or "")
    return replace(draft, answered=("content",)) if template else draft


def begin_correction(corrects: int, appeal: Appeal) -> AppealDraft:
    """A draft that puts new words in place of an announcement, everywhere it was sent."""
    return AppealDraft(
        answered=_AFTER_CORRECTION,
        corrects=corrects,
        media=appeal.media,
        above=appeal.above,
        topic=appeal.audience.topic,
        kinds=appeal.audience.kinds,
        of_unit=appeal.audience.unit is not None,
        unit=appeal.audience.unit,
        areas=appeal.audience.areas,
        when=AtOnce(),
    )


def compose(draft: AppealDraft, answer: Answer, scene: AppealScene) -> Taken:
    match answer:
        case Composed(poll=asked) if asked is not None and draft.corrects is None:
            poll = Poll(asked.question, asked.options, asked.several)
            return _checked(replace(draft, text="", media=(), poll=poll, album=None, above=False))
        case Composed(html, None, None, None) if html:
            kept = draft.media if draft.corrects is not None else ()
            above = draft.above and bool(kept)
            return _checked(replace(draft, text=html, media=kept, poll=None, album=None, above=above))
        case Composed(html, Attachment() as file, album, None) if draft.corrects is None:
            media = (_media(file, spoiler=answer.spoiler),)
            return _checked(replace(draft, text=html, media=media, poll=None, album=album, above=answer.above))
        case Composed() if draft.corrects is not None:
            raise Refused("appeal.correct_in_words")
        case _:
            raise Refused("appeal.send_content")


def join(draft: AppealDraft, answer: Composed) -> AppealDraft:
    """Another file of the album that was taken as content."""
    if answer.attachment is None:
        return draft
    file = replace(_media(answer.attachment, spoiler=answer.spoiler), caption=answer.html)
    if file.unique_id in {each.unique_id for each in draft.media}:
        return draft
    above = draft.above or answer.above
    return _checked(replace(draft, text=draft.text or answer.html, media=(*draft.media, file), above=above))


def choose_topic(draft: AppealDraft, answer: Answer, scene: AppealScene) -> Taken:
    if isinstance(answer, Tap) and answer.name == "topic" and answer.value in set(Topic):
        return replace(draft, topic=Topic(answer.value))
    raise Refused("appeal.tap_choice")


def choose_kinds(draft: AppealDraft, answer: Answer, scene: AppealScene) -> Taken:
    match answer:
        case Tap("unit"):
            return replace(draft, of_unit=True, areas=frozenset())
        case Tap("officers") if draft.directive:
            return replace(draft, kinds=frozenset({Kind.OFFICERS}), of_unit=False, unit=None)
        case Tap() if answer.name == "kind" and answer.value in set(Kind) and not draft.directive:
            return Stay(replace(draft, kinds=draft.kinds ^ {Kind(answer.value)}))
        case Tap("next") if draft.kinds and not draft.directive:
            return replace(draft, of_unit=False, unit=None)
        case Tap("next"):
            raise Refused("appeal.no_audience")
        case _:
            raise Refused("appeal.tap_choice")


def choose_unit(draft: AppealDraft, answer: Answer, scene: AppealScene) -> Taken:
    if isinstance(answer, Tap) and answer.name == "unit" and answer.value in dict(scene.units):
        return replace(draft, kinds=frozenset({Kind.OFFICERS}), unit=answer.value)
    raise Refused("appeal.tap_choice")


def choose_areas(draft: AppealDraft, answer: Answer, scene: AppealScene) -> Taken:
    match answer:
        case Tap("everywhere"):
            return replace(draft, areas=frozenset())
        case Tap("next"):
            return draft
        case Tap() if answer.name == "area" and scene.areas.get(answer.value) is not None:
            return Stay(replace(draft, areas=draft.areas ^ {answer.value}))
        case Text(body) if found := scene.areas.find(body):
            return Stay(replace(draft, areas=draft.areas | {area.code for area in found}))
        case Text():
            raise Refused("appeal.unknown_area")
        case _:
            raise Refused("appeal.tap_choice")


def choose_when(draft: AppealDraft, answer: Answer, scene: AppealScene) -> Taken:
    match answer:
        case Tap("now"):
            return replace(draft, when=AtOnce(), repeating=False)
        case Tap("repeat"):
            return replace(draft, when=None, repeating=True)
        case Text(body):
            read = parse_ahead(body, scene.now, scene.election)
            if read is None:
                raise Refused("appeal.unknown_when")
            if first_fire(read, scene.now, scene.zone) is None:
                raise Refused("approval.too_late")
            return replace(draft, when=read, repeating=False)
        case _:
            raise Refused("appeal.unknown_when")


def choose_days(draft: AppealDraft, answer: Answer, scene: AppealScene) -> Taken:
    match answer:
        case Tap() if answer.name == "day" and answer.value in set(Day):
            return Stay(replace(draft, days=draft.days ^ {Day(answer.value)}))
        case Tap("next") if draft.days:
            return draft
        case _:
            raise Refused("appeal.tap_days")


def choose_hour(draft: AppealDraft, answer: Answer, scene: AppealScene) -> Taken:
    at = parse_hour(answer.body) if isinstance(answer, Text) else None
    if at is None:
        raise Refused("appeal.unknown_hour")
    return replace(draft, hour=at)


def choose_until(draft: AppealDraft, answer: Answer, scene: AppealScene) -> Taken:
    day = parse_day(answer.body, scene.now, scene.election) if isinstance(answer, Text) else None
    if day is None:
        raise Refused("appeal.unknown_day")
    assert draft.hour is not None
    if first_fire(Repeating(draft.days, draft.hour, day), scene.now, scene.zone) is None:
        raise Refused("appeal.until_too_soon")
    return replace(draft, until=day)


def give_reason(draft: AppealDraft, answer: Answer, scene: AppealScene) -> Taken:
    match answer:
        case Tap("calm"):
            return replace(draft, urgent=False, reason=None)
        case Text(body) if body.strip():
            return replace(draft, reason=body.strip())
        case _:
            raise Refused("appeal.emergency_without_reason")


def hand_in(draft: AppealDraft, answer: Answer, scene: AppealScene) -> Taken:
    match answer:
        case Tap("send"):
            check(draft.appeal)
            return Finished(draft)
        case Tap("urgent"):
            left = tuple(name for name in draft.answered if name != "reason")
            return Stay(replace(draft, urgent=True, reason=None, answered=left))
        case Tap("calm"):
            return Stay(replace(draft, urgent=False, reason=None))
        case _:
            raise Refused("appeal.tap_send")


APPEAL: tuple[Step[AppealDraft, AppealScene], ...] = (
    Step("content", screens.content, compose),
    Step("topic", screens.topic, choose_topic, applies=lambda draft: not draft.directive),
    Step("kinds", screens.kinds, choose_kinds, binds=("unit", "areas")),
    Step("unit", screens.unit, choose_unit, applies=lambda draft: draft.of_unit),
    Step("areas", screens.areas, choose_areas, applies=lambda draft: not draft.of_unit),
    Step("when", screens.when, choose_when, binds=("days", "hour", "until")),
    Step("days", screens.days, choose_days, applies=lambda draft: draft.repeating),
    Step("hour", screens.hour, choose_hour, applies=lambda draft: draft.repeating),
    Step("until", screens.until, choose_until, applies=lambda draft: draft.repeating),
    Step("reason", screens.reason, give_reason, applies=lambda draft: draft.urgent),
    Step("summary", screens.summary, hand_in, fresh=True),
)


def screen(draft: AppealDraft, scene: AppealScene) -> Screen:
    """The question a draft stands at."""
    return flow.current(APPEAL, draft).show(draft, scene)


def advance(draft: AppealDraft, answer: Answer, scene: AppealScene) -> Outcome:
    """Put an answer into a draft. Raises `Refused` when it does not fit; the files of one album join in silence."""
    if isinstance(answer, Composed) and of_album(draft, answer):
        return Silent(join(draft, answer))
    return flow.advance(APPEAL, draft, answer, scene)


def at_summary(draft: AppealDraft) -> bool:
    """Whether everything is answered."""
    return flow.current(APPEAL, draft) is APPEAL[-1]


def of_album(draft: AppealDraft, answer: Answer) -> bool:
    """Whether a message is another file of the album that was taken as content."""
    return isinstance(answer, Composed) and answer.album is not None and answer.album == draft.album


def wants_content(draft: AppealDraft) -> bool:
    """Whether the next message is what is to be sent, just as it is."""
    return flow.current(APPEAL, draft) is APPEAL[0]


def _media(file: Attachment, *, spoiler: bool) -> Media:
    if file.kind not in set(MediaKind):
        raise Refused("appeal.send_content")
    return Media(MediaKind(file.kind), file.file_id, file.unique_id, spoiler=spoiler)


def _checked(draft: AppealDraft) -> AppealDraft:
    """The draft, if Telegram would take its content."""
    text, media = laid_out(draft.text, draft.media)
    check(Appeal(text, _ANYBODY, AtOnce(), media, draft.poll))
    return draft
