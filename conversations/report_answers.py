"""What each question of the report makes of an answer, but for those of the place.

A step takes the answer into the draft, stays where it is with a note, moves on, ends the dialogue, or refuses.
"""

from dataclasses import replace
from typing import TypeVar

from conversations.answer import Answer, Attachment, Media, Phone, Point, Tap, Text
from conversations.flow import Finished, Moved, Stay
from conversations.free_words import are_figures, tells_of_something
from conversations.report_advice import tells_of_despair
from conversations.report_beside import tells_more
from conversations.report_danger import alarming, hurry, in_danger
from conversations.report_draft import Capacity, NextStep, ReportDraft, Taken
from conversations.report_evidence import attach, without_evidence
from conversations.report_location import name_place, names_place, pinned
from conversations.report_parts import apart
from conversations.report_screens import lacks_address
from conversations.report_steps import also, categorised
from conversations.report_time import USUAL_TIMES, at_time
from conversations.report_told import FEWEST_LETTERS, seen, told_again
from conversations.scene import Scene
from conversations.screen import Key, Line
from language.when import phrase_of
from language.words import words
from locales import Refused
from reports.category import Category, Family, Kind, categories, families
from reports.deadline import days_left
from reports.follow_up import FollowUp
from reports.meaning import Meaning
from reports.telephone import number_of
from reports.triage import Sort
from resort.agency import Agency

Choice = TypeVar("Choice", Kind, Family, Category)


def accept(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("yes"):  # the screen of an offer says to what one agrees by it, that of a forward does not
            return replace(draft, offered=False, consented=draft.consented or _agrees(draft))
        case Tap("split"):
            accepted = replace(draft, offered=False, consented=draft.consented or _agrees(draft))
            return apart(accepted, scene)
        case Tap("seen") if draft.forwarded:
            return seen(draft, scene)
        case Tap("truth") if draft.forwarded:
            return Finished(draft)  # still offered: nothing is reported
        case Text(body) if draft.doubted and scene.hear(body).reading.follow_up is FollowUp.AFRAID:
            return in_danger(told_again(draft, body, scene), scene)
        case Text(body):
            return Stay(told_again(draft, body, scene))
        case Media(Attachment(caption=str(caption))) if caption.strip():
            return Stay(told_again(attach(draft, answer), caption, scene))
        case Media():
            return Stay(attach(draft, answer))
        case _:
            raise Refused("report.tap_offer")


def _agrees(draft: ReportDraft) -> bool:
    """Whether accepting the offer is consent: its screen says to what. A child is asked for none."""
    return not draft.forwarded and not draft.minor


def choose_capacity(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("help"):
            return Finished(replace(draft, capacity=Capacity.OFFICER, next_step=NextStep.HELP))
        case Tap("officer") if draft.capacity is Capacity.ASKED and _about_police(draft, scene):
            return Stay(replace(draft, capacity=Capacity.ASKED_AGAIN))
        case Tap("officer"):
            return Finished(replace(draft, capacity=Capacity.OFFICER))
        case Tap("citizen"):
            return replace(draft, capacity=Capacity.CITIZEN, offered=draft.offered and not draft.consented)
        case Text(body):
            return Stay(told_again(draft, body, scene))
        case _:
            raise Refused("field.tap_capacity")


def _about_police(draft: ReportDraft, scene: Scene) -> bool:
    """Whether what was told is about people of the police."""
    if not draft.what:
        return False
    reading = scene.hear(draft.what).reading
    accused = any(office.agency is Agency.POLRI for office in reading.accused)
    return accused or reading.sort is Sort.POLICE_CONDUCT


_PLEAS = frozenset(["tolong", "tolongin", "bantu", "bantuan", "help"])
_NO_MORE = frozenset({FollowUp.OVER, FollowUp.MISTAKEN})  # an answer too: "sudah aman pak", "salah, bercanda"
_GOES_ON = frozenset({FollowUp.AFRAID, FollowUp.WORSE, FollowUp.NOBODY, FollowUp.WAITING})  # "aku takut", "cepat pak"


def settle(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("now"):
            return in_danger(draft, scene)
        case Tap("not_now") if draft.offered and not draft.evidence and _is_answered(scene.hear(draft.what or "")):
            return Finished(draft)  # no report: it is answered as what it is
        case Tap("not_now"):
            return draft
        case Text(body) if scene.hear(body).reading.follow_up in _NO_MORE and not alarming(answer, scene):
            return settle(told_again(draft, body, scene), Tap("not_now"), scene)
        case Text(body) if scene.hear(body).reading.follow_up in _GOES_ON:
            return settle(told_again(draft, body, scene), Tap("now"), scene)
        case Text(body) if _comes_to_be_helped(draft, body, scene):
            return settle(name_place(told_again(draft, body, scene), body, scene), Tap("now"), scene)
        case Text(body):
            return Stay(told_again(draft, body, scene))
        case Media():
            return Stay(attach(draft, answer), Line("report.evidence_kept"))
        case _:
            raise Refused("report.tap_doubt")


def _is_answered(said: Meaning) -> bool:
    """Whether words that mean no danger now are no report, or of somebody who despairs and is told who listens."""
    return tells_of_despair(said.reading.category) or not tells_of_something(said)


def _comes_to_be_helped(draft: ReportDraft, body: str, scene: Scene) -> bool:
    """Whether somebody who asked for help answers with a place: it happens now, unless their words say when it was."""
    told = draft.what or ""
    asked = not _PLEAS.isdisjoint(words(told)) and scene.hear(told).moment is None
    return asked and names_place(body, scene) and scene.hear(body).moment is None


def agree(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("agree"):
            return replace(draft, consented=True)
        case _:
            raise Refused("report.tap_consent")


def choose_kind(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap(choice) if choice.startswith("kind="):
            return replace(draft, kind=_member(tuple(Kind), answer.value), family=None, category=None)
        case Tap(choice) if choice.startswith("category="):
            return categorised(draft, _member(tuple(Category), answer.value))
        case _:
            return guess(draft, answer, scene)


def choose_family(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap(choice) if choice.startswith("family="):
            return replace(
                draft, family=_member(families(draft.kind) if draft.kind else (), answer.value), category=None
            )
        case _:
            return guess(draft, answer, scene)


def choose_category(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap(choice) if choice.startswith("category="):
            return replace(draft, category=_member(categories(draft.family) if draft.family else (), answer.value))
        case _:
            return guess(draft, answer, scene)


def guess(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    """Words where a button was expected: they are the story, and may tell the category themselves."""
    match answer:
        case Media(Attachment("voice")) if not draft.correcting:
            return Moved(also(attach(draft, answer), "what"), Line("report.evidence_kept"))
        case Media(Attachment(caption=str(caption))) if tells_story(answer):
            return guess(attach(draft, answer), Text(caption), scene)
        case Text(body) if len(body.strip()) >= FEWEST_LETTERS:
            told = told_again(replace(draft, category=None), body, scene)
            if told.emergency or (told.category is None and draft.correcting):
                return Stay(told, None if told.emergency else Line("report.words_kept"))
            if told.category is None:
                return Moved(told, Line("report.words_kept"))
            return Moved(told, Line("report.category_guessed", {"category": Key(f"category.{told.category}")}))
        case _:
            raise Refused("report.tap_choice")


def _is_nowhere(draft: ReportDraft) -> bool:
    """Whether somebody in danger passed the question where, and nothing says where they are."""
    return draft.emergency and not draft.has_place and draft.district is None


def _is_address(body: str, scene: Scene) -> bool:
    """Whether words say where, without a TPS, and nothing of what happens."""
    reading = scene.hear(body).reading
    return names_place(body, scene) and reading.category is None and reading.tps is None


def _member(offered: tuple[Choice, ...], value: str) -> Choice:
    """The choice of that value, which must be one of those on the screen."""
    chosen = next((choice for choice in offered if choice == value), None)
    if chosen is None:
        raise Refused("flow.old_button")
    return chosen


def describe(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Text(body) if len(body.strip()) >= FEWEST_LETTERS:
            return _story(draft, body, scene)
        case Media(Attachment("voice")):
            return replace(attach(draft, answer), what=None)
        case Media(Attachment(caption=str(caption))) if len(caption.strip()) >= FEWEST_LETTERS:
            return _story(attach(draft, answer), caption, scene)
        case Media():
            return Stay(attach(draft, answer), Line("report.kept_now_words"))
        case Text():
            raise Refused("report.too_short")
        case _:
            raise Refused("report.write_it")


def _story(draft: ReportDraft, body: str, scene: Scene) -> ReportDraft:
    """The story in place of the one before; what it says of place and time is not asked again."""
    if draft.category is None and are_figures(scene.hear(body)):
        raise Refused("tally.refused")
    if draft.correcting:
        return hurry(replace(draft, what=body), scene)
    begun = draft if len((draft.what or "").strip()) < FEWEST_LETTERS else replace(draft, what=None)
    return told_again(begun, body, scene)


def tells_story(media: Media) -> bool:
    """Whether a file is the story itself: a voice note, or a picture with enough words below it."""
    caption = media.attachment.caption or ""
    return media.own and (media.attachment.kind == "voice" or len(caption.strip()) >= FEWEST_LETTERS)


def date_it(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("ongoing"):
            return replace(draft, ongoing=True, happened_at=scene.now, happened_words=None)
        case Tap("just"):
            return replace(draft, ongoing=False, happened_at=scene.now, happened_words=None)
        case Tap(choice) if choice in USUAL_TIMES:
            return at_time(draft, USUAL_TIMES[choice], scene)
        case Text(body) if tells_more(body, scene) and (phrase := phrase_of(body, scene.now, scene.voting)):
            return at_time(told_again(draft, body, scene), phrase, scene)
        case Text(body):
            return at_time(draft, body, scene)
        case _:
            raise Refused("report.say_when")


def date_knowing(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("then"):
            known = replace(draft, known_words=draft.happened_words, known_at=draft.happened_at)
        case Tap("today"):
            known = replace(draft, known_words=None, known_at=scene.now)
        case Tap("unsaid"):
            return draft
        case Text(body):
            read = scene.hear(body).moment
            known = replace(draft, known_words=body, known_at=read.at if read else None)
        case _:
            raise Refused("report.say_when")
    return Moved(known, deadline(known, scene))


def deadline(draft: ReportDraft, scene: Scene) -> Line | None:
    """How many days are left to report to Bawaslu, once it is known since when."""
    if draft.known_at is None:
        return None
    left = days_left(draft.known_at.astimezone(scene.now.tzinfo).date(), scene.now.date())
    return (
        Line("report.days_left", {"days": left})
        if left > 0
        else Line("report.last_day" if left == 0 else "report.too_late")
    )


def collect(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("next"):
            return draft
        case Tap("drop"):
            return Stay(without_evidence(draft), Line("report.evidence_dropped"))
        case Media():
            return Stay(attach(draft, answer), Line("report.evidence_kept"))
        case Text(body) if draft.evidence:
            *others, last = draft.evidence
            words = f"{last.caption}\n{body}" if last.caption else body
            return Stay(replace(draft, evidence=(*others, replace(last, caption=words))), Line("report.caption_kept"))
        case _:
            raise Refused("report.send_evidence")


def identify(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("confidential"):
            return replace(draft, confidential=True, phone=None)
        case Tap("contact"):
            return replace(draft, confidential=False, phone=None)
        case _:
            raise Refused("report.tap_identity")


def call(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Phone(number, own=True):
            return replace(draft, phone=number)
        case Phone():
            raise Refused("report.own_number")
        case Text(body):
            typed = number_of(body)
            if typed is None:
                raise Refused("report.not_a_number")
            return replace(draft, phone=typed)
        case _:
            raise Refused("report.say_number")


def send(draft: ReportDraft, answer: Answer, scene: Scene) -> Taken:
    match answer:
        case Tap("send") if draft.kind is Kind.VIOLATION and not draft.minor:
            return Finished(draft)
        case Tap("send"):
            return Finished(replace(draft, known_words=None, known_at=None))
        case Tap(choice) if choice.startswith("category="):
            return Stay(categorised(draft, _member(tuple(Category), answer.value)))
        case Tap("split"):
            return Stay(apart(draft, scene))
        case Media():
            return Stay(attach(draft, answer), Line("report.evidence_kept"))
        case Point():
            return Stay(pinned(draft, answer), Line("report.point_kept"))
        case Text(body) if draft.emergency and scene.hear(body).reading.follow_up is FollowUp.MISTAKEN:
            return Stay(told_again(draft, body, scene), Line("report.mistaken"))
        case Text(body) if (lacks_address(draft) or _is_nowhere(draft)) and _is_address(body, scene):
            return Stay(name_place(draft, body, scene), Line("report.place_kept"))
        case Text(body):
            return Stay(told_again(draft, body, scene), Line("report.words_kept"))
        case _:
            raise Refused("report.tap_send")
