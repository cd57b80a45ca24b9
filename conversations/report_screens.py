"""How each step of the report asks: its text and its buttons."""

from collections.abc import Iterable

from conversations.buttons.words import AddToMine
from conversations.report_advice import advice, despairs
from conversations.report_draft import MOST_EVIDENCE, Capacity, ReportDraft
from conversations.report_values import (
    area_name,
    by_itself,
    category_name,
    evidence_told,
    identity_told,
    location,
    moment,
    told,
)
from conversations.scene import Scene
from conversations.screen import CANCEL, LEAVE, NEXT, SKIP, Button, Key, Keyboard, Line, Rows, Screen, Value, paged
from reports.category import Family, Kind, categories, families
from resort.agency import Agency
from resort.area import Area

MOST_ALIKE = 4  # places of one name that are asked about with a button each
MANY_VILLAGES = 16  # from which typing the name is quicker than turning pages

DANGER = (Button(Key("button.danger"), "danger"),)
ADD_TO_MINE = Button(Key("button.add_to_mine"), AddToMine())
HELP = Button(Key("button.act_help"), "help")  # of an officer: colleagues are called


def capacity(draft: ReportDraft, scene: Scene) -> Screen:
    """As what somebody of the units reports; where somebody may be in danger, help comes first."""
    officer = Button(Key("button.as_officer"), "officer")
    citizen = Button(Key("button.as_citizen"), "citizen")
    if draft.capacity is Capacity.ASKED_AGAIN:
        return Screen(Line("field.ask_again"), ((citizen,), (officer,), (CANCEL,)))
    help_first = ((HELP,),) if draft.emergency or draft.doubted else ()
    text = Line("field.ask_capacity", {"what": told(draft), "by_itself": by_itself(draft, scene)})
    return Screen(text, (*help_first, (officer,), (citizen,), (CANCEL,)))


def doubt(draft: ReportDraft, scene: Scene) -> Screen:
    now = Button(Key("button.happens_now"), "now")
    not_now = Button(Key("button.not_now"), "not_now")
    if despairs(scene.hear(draft.what or "").reading.category, draft.what or ""):
        return Screen(Line("report.ask_despair", {"what": told(draft)}), ((now,), (not_now,)))
    return Screen(Line("report.ask_doubt", {"what": told(draft)}), ((now,), (not_now,)))


def offer(draft: ReportDraft, scene: Scene) -> Screen:
    if draft.forwarded:
        choices = [(Key("button.forward_seen"), "seen"), (Key("button.forward_truth"), "truth")]
        others = (Button(Key("button.make_report"), "yes"), Button(Key("button.no_report"), "cancel"))
        return Screen(Line("forward.ask", {"what": told(draft)}), (*_column(choices), others))
    partners = who_else_reads(scene.partners)
    agreeing: Value = "" if draft.consented or draft.minor else Line("report.offer_consent", {"partners": partners})
    text = (
        Line("report.offer", {"what": Line("report.offer_words", {"what": draft.what}), "consent": agreeing})
        if draft.what
        else Line("report.offer_media", {"consent": agreeing})
    )
    yes, no = Button(Key("button.make_report"), "yes"), Button(Key("button.no_report"), "cancel")
    mine = ((ADD_TO_MINE,),) if scene.standing else ()
    return Screen(text, (DANGER, (yes,), *mine, *_splitting(draft, scene), (no,)))


def _splitting(draft: ReportDraft, scene: Scene) -> Rows:
    """The button that makes a report of each matter that is told."""
    count = len(told_matters(draft, scene))
    return () if draft.split or count < 2 else ((Button(Key(f"button.split_{count}"), "split"),),)


def _split(draft: ReportDraft, scene: Scene) -> Value:
    return Line("report.summary_split", {"count": len(told_matters(draft, scene))}) if draft.split else ""


def told_matters(draft: ReportDraft, scene: Scene) -> tuple[str, ...]:
    """The matters that the story tells of, where it tells of several."""
    return scene.hear(draft.what).reading.matters if draft.what else ()


def consent(draft: ReportDraft, scene: Scene) -> Screen:
    return Screen(
        Line("report.ask_consent", {"partners": who_else_reads(scene.partners)}),
        (DANGER, (Button(Key("button.agree"), "agree"),), LEAVE),
    )


def who_else_reads(partners: tuple[Agency, ...]) -> Line:
    """Which partners may read a report, as it is now: before somebody agrees, and in `/privasi`."""
    if not partners:
        return Line("partner.none")
    names = Line(f"agency.{partners[0]}")
    for each in partners[1:]:
        names = Line("partner.and", {"names": names, "name": Key(f"agency.{each}")})
    return Line("partner.some", {"names": names})


def kind(draft: ReportDraft, scene: Scene) -> Screen:
    rows = _column((Key(f"kind.{kind}"), f"kind={kind}") for kind in Kind)
    return Screen(Line("report.ask_kind"), (DANGER, *suggested(draft, scene), *rows, LEAVE))


def family(draft: ReportDraft, scene: Scene) -> Screen:
    options = families(draft.kind) if draft.kind else ()
    rows = _column((Key(f"family.{family}"), f"family={family}") for family in options)
    return Screen(Line("report.ask_family"), (DANGER, *rows, LEAVE))


def category(draft: ReportDraft, scene: Scene) -> Screen:
    options = categories(draft.family) if draft.family else ()
    rows = _column((Key(f"category.{category}"), f"category={category}") for category in options)
    return Screen(Line("report.ask_category"), (DANGER, *rows, LEAVE))


def what(draft: ReportDraft, scene: Scene) -> Screen:
    return Screen(Line("report.ask_what"), (LEAVE,))


def where(draft: ReportDraft, scene: Scene) -> Screen:
    point = Button(Key("button.share_location"), "point")
    if draft.district is not None and not draft.has_place and _tells_area(draft, draft.district, scene):
        options = [Button(area.name, f"village={area.code}") for area in scene.areas.villages(draft.district)]
        text = Line("report.ask_where_in", {"district": area_name(scene, draft.district)})
        other = Button(Key("button.other_area"), "other")
        return Screen(text, ((point,), *paged(options, draft.page, others=4, columns=2), (other,), LEAVE))
    options = [Button(area.name, f"district={area.code}") for area in scene.areas.districts]
    return Screen(Line("report.ask_where"), ((point,), *paged(options, draft.page, others=3, columns=2), LEAVE))


def _tells_area(draft: ReportDraft, code: str, scene: Scene) -> bool:
    """Whether the story names an area: what it told is not asked again."""
    return code in {area.code for area in scene.hear(draft.what or "").areas}


def point(draft: ReportDraft, scene: Scene) -> Screen:
    if draft.emergency and draft.silent:
        text = Line("report.ask_point_silent", {"advice": advice(draft), "by_itself": by_itself(draft, scene)})
        return Screen(text, ((SKIP,), *unheard(draft), LEAVE))
    if draft.emergency:
        asked = "report.ask_point_emergency" if draft.sends_at is not None else "report.ask_danger"
        text = Line(asked, {"advice": advice(draft), "by_itself": by_itself(draft, scene)})
        return Screen(text, ((SKIP,), *unheard(draft), LEAVE), Keyboard.LOCATION)
    return Screen(Line("report.ask_point"), (LEAVE,), Keyboard.LOCATION)


def there(draft: ReportDraft, scene: Scene) -> Screen:
    here = (Button(Key("button.still_there"), "here"),)
    elsewhere = (Button(Key("button.not_there"), "elsewhere"),)
    return Screen(Line("report.ask_there"), (here, elsewhere, LEAVE))


def unheard(draft: ReportDraft) -> Rows:
    """What somebody says who cannot telephone, or must not be heard."""
    writes = () if draft.writes else (Button(Key("button.cannot_call"), "writes"),)
    silent = () if draft.silent else (Button(Key("button.silent"), "silent"),)
    return ((*writes, *silent),) if writes or silent else ()


def district(draft: ReportDraft, scene: Scene) -> Screen:
    if meant := alike(draft, scene):
        choices = tuple((Button(_full_name(scene, area), f"area={area.code}"),) for area in meant)
        return Screen(Line("report.ask_which_area"), (*choices, (SKIP,), LEAVE))
    options = [Button(area.name, f"district={area.code}") for area in scene.areas.districts]
    return Screen(Line("report.ask_district"), (*paged(options, draft.page, others=3, columns=2), (SKIP,), LEAVE))


def alike(draft: ReportDraft, scene: Scene) -> tuple[Area, ...]:
    """The places that the words for where may mean, while they may mean several."""
    if draft.district or draft.village or not draft.place:
        return ()
    found = scene.hear(draft.place).areas
    return found if 2 <= len(found) <= MOST_ALIKE else ()


def village(draft: ReportDraft, scene: Scene) -> Screen:
    options = [Button(area.name, f"village={area.code}") for area in scene.areas.villages(draft.district or "")]
    key = "report.ask_village_typed" if len(options) > MANY_VILLAGES else "report.ask_village"
    text = Line(key, {"district": area_name(scene, draft.district)})
    return Screen(text, (*paged(options, draft.page, others=3, columns=2), (SKIP,), LEAVE))


def place(draft: ReportDraft, scene: Scene) -> Screen:
    spoken = draft.district is not None and any(file.kind == "voice" for file in draft.evidence)  # perhaps also where
    return Screen(Line("report.ask_place"), ((SKIP,), LEAVE) if draft.has_place or spoken else (LEAVE,))


def when(draft: ReportDraft, scene: Scene) -> Screen:
    rows = (
        (Button(Key("button.ongoing"), "ongoing"), Button(Key("button.just_now"), "just")),
        (Button(Key("button.last_night"), "night"), Button(Key("button.yesterday"), "yesterday")),
    )
    return Screen(Line("report.ask_when"), (*rows, LEAVE))


def known(draft: ReportDraft, scene: Scene) -> Screen:
    rows = _column(((Key("button.known_then"), "then"), (Key("button.known_today"), "today")))
    return Screen(Line("report.ask_known"), (*rows, LEAVE))


def evidence(draft: ReportDraft, scene: Scene) -> Screen:
    most: dict[str, Value] = {"most": MOST_EVIDENCE}
    if draft.evidence:  # not their number: the other photos of an album are still on their way
        drop = Button(Key("button.drop_evidence"), "drop")
        return Screen(Line("report.ask_more_evidence", most), ((NEXT,), (drop,), LEAVE))
    return Screen(Line("report.ask_evidence", most), ((SKIP,), LEAVE))


def identity(draft: ReportDraft, scene: Scene) -> Screen:
    key = "report.ask_identity_violation" if draft.kind is Kind.VIOLATION else "report.ask_identity"
    rows = _column(((Key("button.confidential"), "confidential"), (Key("button.contact"), "contact")))
    return Screen(Line(key), (*rows, LEAVE))


def phone(draft: ReportDraft, scene: Scene) -> Screen:
    return Screen(Line("report.ask_phone"), ((SKIP,), LEAVE), Keyboard.CONTACT)


def summary(draft: ReportDraft, scene: Scene) -> Screen:
    send = (Button(Key("button.send_report"), "send"),)
    if draft.emergency:
        values = {
            "what": told(draft),
            "where": location(draft, scene),
            "split": _split(draft, scene),
            "sent_as": sent_as(draft),
            "by_itself": by_itself(draft, scene),
        }
        text = Line("report.summary_emergency", values)
        where = (Button(Key("button.edit_where"), "edit=point"),)
        return Screen(text, (send, *_splitting(draft, scene), where, *unheard(draft), LEAVE))
    if draft.minor:
        return Screen(
            Line("report.summary_minor", {"what": told(draft), "where": location(draft, scene)}),
            (send, (Button(Key("button.edit_where"), "edit=where"),), LEAVE),
        )
    text = Line(
        "report.summary",
        {
            "category": category_name(draft.category),
            "what": told(draft),
            "where": location(draft, scene),
            "address": Line("report.summary_address") if lacks_address(draft) else "",
            "when": moment(draft.happened_words, draft.happened_at, draft.ongoing, scene),
            "known": Line("report.summary_known", {"when": moment(draft.known_words, draft.known_at, False, scene)})
            if draft.kind is Kind.VIOLATION and (draft.known_words or draft.known_at)
            else "",
            "evidence": evidence_told(draft),
            "identity": identity_told(draft),
            "split": _split(draft, scene),
            "sent_as": sent_as(draft),
        },
    )
    danger = (DANGER,) if draft.ongoing and draft.category in _DANGEROUS else ()
    return Screen(text, (*danger, send, *_splitting(draft, scene), *_parts(draft, scene), LEAVE))


def lacks_address(draft: ReportDraft) -> bool:
    """Whether only the kelurahan is known of an event that goes on at some door or corner."""
    return draft.village is not None and not (draft.place or draft.tps or draft.latitude is not None)


def sent_as(draft: ReportDraft) -> Value:
    """As what somebody of the units sends it; nothing for anybody else."""
    return Line("field.sent_as_citizen") if draft.capacity is Capacity.CITIZEN else ""


def _parts(draft: ReportDraft, scene: Scene) -> Rows:
    """What can be told or changed; without a category the likely ones, in place of what is rarely changed."""
    dated = draft.ongoing or draft.happened_at is not None or draft.happened_words is not None
    where = Button(Key("button.edit_where"), "edit=where")
    when = Button(Key("button.edit_when" if dated else "button.add_when"), "edit=when")
    evidence = Button(Key("button.edit_evidence" if draft.evidence else "button.add_evidence"), "edit=evidence")
    what = Button(Key("button.edit_what" if "what" in draft.answered else "button.add_what"), "edit=what")
    identity = Button(Key("button.edit_identity"), "edit=identity")
    likely = suggested(draft, scene) if draft.category is None else ()
    if likely:
        return *likely, (Button(Key("button.other_category"), "edit=kind"), when), (evidence, where)
    category = Button(Key("button.edit_category" if draft.category else "button.add_category"), "edit=kind")
    return (category, what), (where, when), (evidence, identity)


def suggested(draft: ReportDraft, scene: Scene) -> Rows:
    """At most three categories that the story may be about; a citizen need not know our names for them."""
    likely = scene.hear(draft.what).reading.suggestions if draft.what else ()
    return _column((Key(f"category.{each}"), f"category={each}") for each in likely)


# While one of these goes on, the card offers the short way too.
_DANGEROUS = frozenset(category for family in (Family.VIOLENCE, Family.DANGER) for category in categories(family))


def _full_name(scene: Scene, area: Area) -> str:
    """An area so that it can be told from another of the same name: what it is, and in which district it lies."""
    within = ", ".join(f"{_kind(each)} {each.name}" for each in scene.areas.path(area.code)[1:2] if area.is_village)
    return ", ".join(part for part in (f"{_kind(area)} {area.name}", within) if part)


def _kind(area: Area) -> str:
    return area.kind.replace("_", " ").capitalize()


def _column(choices: Iterable[tuple[Key, str]]) -> Rows:
    return tuple((Button(label, choice),) for label, choice in choices)
