"""What danger to life, and the people behind the words, make of a draft: the short way, doubt, silence."""

from dataclasses import replace

from conversations.answer import Answer, Tap, own_words
from conversations.report_draft import ReportDraft
from conversations.report_location import names_place
from conversations.report_steps import also, categorised
from conversations.report_time import dated, is_dated, read_late
from conversations.scene import Scene
from reports.danger import Alarm
from reports.voices import Voice

_UNSEEN = (Voice.HIDES, Voice.THREATENED)  # a reminder on their phone may harm them
IN_DANGER = Tap("danger")  # on the screens where somebody may not have found the words for it


def alarming(answer: Answer, scene: Scene) -> bool:
    """Whether the words of an answer mean danger to life. Words of somebody else never do."""
    said = own_words(answer)
    return bool(said) and scene.hear(said).reading.danger


def hurry(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """Take the short way when the words mean danger to life; where that is doubtful, ask whether it happens now."""
    draft = voiced(draft, scene)
    if draft.emergency or not draft.what:
        return draft
    match scene.hear(draft.what).reading.alarm:
        case Alarm.DANGER:
            return dated(shortened(draft, scene), scene)
        case Alarm.DOUBTFUL:
            return replace(draft, doubted=True)
        case _:
            return draft


def doubting(draft: ReportDraft, answer: Answer, scene: Scene) -> ReportDraft:
    """The draft after words that may mean danger, whatever was asked: they raise the question of doubt."""
    said = own_words(answer)
    if draft.emergency or draft.doubted or not said or scene.hear(said).reading.alarm is not Alarm.DOUBTFUL:
        return draft
    return replace(draft, doubted=True)


def voiced(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """What follows from whose words they are, before anything more is asked."""
    voices = scene.hear(draft.what).reading.voices if draft.what else frozenset()
    if not voices:
        return draft
    return replace(
        draft,
        writes=draft.writes or Voice.CANNOT_SPEAK in voices,
        silent=draft.silent or Voice.HIDES in voices,
        minor=draft.minor or Voice.CHILD in voices,
        took_money=draft.took_money or Voice.TOOK_MONEY in voices,
        reminded=draft.reminded or not voices.isdisjoint(_UNSEEN),
    )


def needs_gentleness(draft: ReportDraft, scene: Scene) -> bool:
    """Whether a draft may be of somebody harmed at home, or a child: nobody else who sees their phone learns of it."""
    return draft.minor or (draft.what is not None and Voice.HARMED in scene.hear(draft.what).reading.voices)


def in_danger(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """The citizen says that they need help now. With nothing told yet it waits for a word, a point, or *Kirim*."""
    if draft.emergency:
        return draft
    draft = shortened(draft, scene)
    return draft if _tells(draft) else replace(draft, sends_at=None)


def timed(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """An emergency of which something is told goes by itself, from now on if it did not yet."""
    if not draft.emergency or draft.sends_at is not None or not _tells(draft):
        return draft
    return replace(draft, sends_at=scene.now + scene.unsent_after)


def _tells(draft: ReportDraft) -> bool:
    return bool(draft.what or draft.passed_on or draft.evidence or draft.has_place)


def only_cries(body: str, scene: Scene) -> bool:
    """Whether words mean danger again and name no place."""
    return scene.hear(body).reading.danger and not names_place(body, scene)


def shortened(draft: ReportDraft, scene: Scene) -> ReportDraft:
    """The short way: where it is, and send; soon it goes by itself."""
    reading = scene.hear(draft.what or "").reading
    if draft.category is None and reading.category is not None:
        draft = categorised(draft, reading.category)
    draft = replace(draft, emergency=True, sends_at=scene.now + scene.unsent_after, offered=False)
    if not is_dated(draft) and (late := read_late(scene)) is not None:
        draft = also(replace(draft, happened_at=late), "when")  # it was written long before it could be read
    draft = also(replace(draft, ongoing="when" not in draft.answered), "what")
    return also(draft, "point") if draft.has_place else draft
