"""Four eyes: nothing goes out but what others of the command have approved exactly as it is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from broadcasts.appeal import Appeal, Audience, Kind, Media, MediaKind, Poll, Topic
from broadcasts.approval import (
    Announcement,
    Approval,
    Fingerprint,
    approve,
    edit,
    fingerprint,
    may_go,
    missing,
)
from broadcasts.lint import Concern, ConcernKind
from broadcasts.schedule import AtOnce, Once, Schedule
from locales.refused import Refused
from resort.independence import Person, Seats
from tests.broadcasts.appeals import CALM, EVERYBODY, WIB, appeals

NOW = datetime(2024, 11, 20, 3, tzinfo=UTC)
ANI, BUDI, CITRA, DEDI = map(Person, (1, 2, 3, 4))
PEOPLE = frozenset({ANI, BUDI, CITRA})
COMMAND = Seats.of(PEOPLE)
DRAFT = Announcement(CALM, ANI)
URGENT = Announcement(replace(CALM, emergency="Jembatan putus"), ANI)
NIGHT = Concern(ConcernKind.QUIET_HOURS, "23.00 WIB")
PARTIAL = Concern(ConcernKind.CANDIDATE, "calon")


def approved(
    announcement: Announcement, *by: Person, seen: str | None = None, concerns: tuple[Concern, ...] = ()
) -> Announcement:
    for person in by:
        shown = seen or fingerprint(announcement.appeal)
        announcement = approve(announcement, person, shown, NOW, WIB, seats=COMMAND, concerns=concerns)
    return announcement


def test_another_of_the_command_lets_it_go() -> None:
    assert not may_go(DRAFT, COMMAND, ())
    ready = approved(DRAFT, BUDI)
    assert may_go(ready, COMMAND, ())
    assert ready.approvals == (Approval(BUDI, fingerprint(CALM), NOW),)


def test_an_emergency_needs_two() -> None:
    assert missing(URGENT, COMMAND) == 2
    once = approved(URGENT, BUDI)
    assert not may_go(once, COMMAND, ())
    assert may_go(approved(once, CITRA), COMMAND, (NIGHT,))


@pytest.mark.parametrize(
    ("by", "seen", "announcement", "concerns", "key"),
    [
        (ANI, None, DRAFT, (), "approval.own"),
        (DEDI, None, DRAFT, (), "approval.not_command"),
        (BUDI, "0" * 64, DRAFT, (), "approval.changed"),
        (BUDI, "", edit(DRAFT, CITRA, replace(CALM, text="Lain")), (), "approval.changed"),
        (BUDI, None, approved(DRAFT, BUDI), (), "approval.twice"),
        (BUDI, None, DRAFT, (NIGHT,), "approval.needs_emergency"),
        (BUDI, None, DRAFT, (PARTIAL, Concern(ConcernKind.MASA_TENANG, "calon")), "approval.needs_emergency"),
        (BUDI, None, Announcement(replace(CALM, when=Once(NOW)), ANI), (), "approval.too_late"),
        (BUDI, None, Announcement(replace(CALM, text=" "), ANI), (), "appeal.empty"),
    ],
)
def test_an_approval_that_does_not_count_is_refused(
    by: Person, seen: str | None, announcement: Announcement, concerns: tuple[Concern, ...], key: str
) -> None:
    shown = fingerprint(CALM) if seen == "" else seen
    with pytest.raises(Refused) as refused:
        approved(announcement, by, seen=shown, concerns=concerns)
    assert refused.value.key == key


def test_a_warning_of_words_leaves_it_to_the_approver() -> None:
    assert may_go(approved(DRAFT, BUDI, concerns=(PARTIAL,)), COMMAND, (PARTIAL,))


def test_what_would_go_out_at_night_does_not_though_approved_by_day() -> None:
    assert not may_go(approved(DRAFT, BUDI), COMMAND, (NIGHT,))


def test_who_corrects_it_cannot_approve_it_but_the_first_writer_can() -> None:
    corrected = edit(DRAFT, BUDI, replace(CALM, text="Mari tetap tenang."))
    with pytest.raises(Refused, match=r"approval\.own"):
        approved(corrected, BUDI)
    assert may_go(approved(corrected, ANI), COMMAND, ())


def test_a_change_and_its_undoing_need_a_new_approval() -> None:
    ready = approved(DRAFT, BUDI)
    back = edit(edit(ready, ANI, replace(CALM, text="Lain")), ANI, CALM)
    assert not may_go(back, COMMAND, ())


def test_an_edit_that_changes_nothing_keeps_the_approval_and_the_writer() -> None:
    ready = approved(DRAFT, BUDI)
    assert edit(ready, CITRA, replace(CALM)) == ready


def test_who_no_longer_commands_no_longer_counts() -> None:
    assert not may_go(approved(DRAFT, BUDI), Seats.of(PEOPLE - {BUDI}), ())


def test_calling_it_an_emergency_afterwards_voids_the_approval() -> None:
    ready = replace(approved(DRAFT, BUDI, CITRA), appeal=URGENT.appeal)
    assert missing(ready, COMMAND) == 2


@given(appeals, appeals)
def test_any_change_of_any_part_changes_the_fingerprint(one: Appeal, other: Appeal) -> None:
    for changed in (
        replace(one, text=other.text),
        replace(one, audience=other.audience),
        replace(one, when=other.when),
        replace(one, media=other.media),
        replace(one, poll=other.poll),
        replace(one, emergency=other.emergency),
    ):
        assert (fingerprint(changed) == fingerprint(one)) == (changed == one)


def test_the_fingerprint_is_the_same_on_every_machine() -> None:
    assert fingerprint(CALM) == "bb6aa0c81d7fe13c26bcb58750badbb1736db4d143d37b6d5afd7854283065ba"


# What the machine below plays with: few values, so that changes are often undone and mistaken for each other.
people = st.sampled_from([ANI, BUDI, CITRA, DEDI])
whens: st.SearchStrategy[Schedule] = st.sampled_from([AtOnce(), Once(NOW + timedelta(days=1))])
contents = st.builds(
    Appeal,
    st.sampled_from(["Mari jaga kampung.", "Mari jaga kampung!"]),
    st.sampled_from([EVERYBODY, Audience(Topic.APPEAL, frozenset({Kind.OFFICERS}))]),
    whens,
    st.sampled_from([(), (Media(MediaKind.PHOTO, "file", "unique"),)]),
    st.none(),
    st.sampled_from([None, "Jembatan putus"]),
) | st.just(Appeal("", EVERYBODY, AtOnce(), poll=Poll("Sudah tahu jam TPS dibuka?", ("Sudah", "Belum"))))
warnings = st.sampled_from([(), (PARTIAL,), (NIGHT,)])


class FourEyes(RuleBasedStateMachine):
    """Edits, approvals, old buttons, forged buttons and forged rows in any order.

    The machine keeps its own book: who wrote what stands there now, and who has truly been shown it since then and said
    yes while of the command.
    """

    def __init__(self) -> None:
        super().__init__()
        self.announcement = DRAFT
        self.command = set(PEOPLE)
        self.shown: list[Fingerprint] = []  # every button that ever was sent
        self.writer = ANI
        self.agreed: set[tuple[Person, Appeal]] = set()

    @initialize(appeal=st.sampled_from([CALM, URGENT.appeal]))
    def the_first_draft(self, appeal: Appeal) -> None:
        self.announcement = Announcement(appeal, self.writer)
        self.shown = [fingerprint(appeal)]

    @rule(by=people, appeal=contents)
    def somebody_edits(self, by: Person, appeal: Appeal) -> None:
        if appeal != self.announcement.appeal:
            self.writer, self.agreed = by, set()
        self.announcement = edit(self.announcement, by, appeal)
        self.shown.append(fingerprint(appeal))

    @rule(by=people, concerns=warnings)
    def somebody_presses_the_newest_button(self, by: Person, concerns: tuple[Concern, ...]) -> None:
        self._press(by, self.shown[-1], concerns)

    @rule(by=people)
    def somebody_else_presses_it(self, by: Person) -> None:
        self._press(by, self.shown[-1], ())

    @rule(by=people, back=st.integers(0, 5))
    def somebody_presses_an_older_button(self, by: Person, back: int) -> None:
        self._press(by, self.shown[-1 - back % len(self.shown)], ())

    def _press(self, by: Person, seen: Fingerprint, concerns: tuple[Concern, ...]) -> None:
        try:
            after = approve(self.announcement, by, seen, NOW, WIB, seats=Seats.of(self.command), concerns=concerns)
        except Refused:
            return
        assert by in self.command
        assert by != self.writer
        assert seen == fingerprint(self.announcement.appeal)
        self.announcement = after
        self.agreed.add((by, after.appeal))

    @rule(by=people, forged=st.text("0123456789abcdef", max_size=64) | st.just("*"))
    def somebody_forges_a_button(self, by: Person, forged: str) -> None:
        with pytest.raises(Refused):
            approve(self.announcement, by, forged, NOW, WIB, seats=Seats.of(self.command), concerns=())

    @rule(appeal=contents)
    def the_stored_draft_is_changed_behind_its_back(self, appeal: Appeal) -> None:
        self.announcement = replace(self.announcement, appeal=appeal)

    @rule(times=st.integers(1, 3))
    def the_writer_s_own_approval_is_forged(self, times: int) -> None:
        row = Approval(self.announcement.composer, fingerprint(self.announcement.appeal), NOW)
        self.announcement = replace(self.announcement, approvals=(*self.announcement.approvals, *(row,) * times))

    @rule()
    def an_outsider_s_approval_is_forged(self) -> None:
        row = Approval(DEDI, fingerprint(self.announcement.appeal), NOW)
        self.announcement = replace(self.announcement, approvals=(*self.announcement.approvals, row))

    @precondition(lambda self: self.announcement.approvals)
    @rule(times=st.integers(1, 3))
    def an_approval_is_doubled(self, times: int) -> None:
        rows = self.announcement.approvals
        self.announcement = replace(self.announcement, approvals=(*rows, *(rows[-1],) * times))

    @rule(person=st.sampled_from(sorted(PEOPLE)))
    def somebody_leaves_or_joins_the_command(self, person: Person) -> None:
        self.command ^= {person}

    @invariant()
    def nothing_goes_without_distinct_others_who_agreed_to_exactly_this(self) -> None:
        agreed = {by for by, appeal in self.agreed if appeal == self.announcement.appeal and by in self.command}
        needed = 1 if self.announcement.appeal.emergency is None else 2
        assert may_go(self.announcement, Seats.of(self.command), ()) == (len(agreed) >= needed)
        if self.announcement.appeal.emergency is None:
            assert not may_go(self.announcement, Seats.of(self.command), (NIGHT,))


TestFourEyes = FourEyes.TestCase
TestFourEyes.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
