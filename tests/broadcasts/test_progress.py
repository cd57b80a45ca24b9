"""The live bar and the delivery report: every recipient is counted once."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.progress import Delivered, Progress, by_fallback, by_reason, by_unit
from broadcasts.state import LOST, OPEN, REACHED, Delivery

counts = st.dictionaries(st.sampled_from(Delivery), st.integers(0, 5_000))
run = st.lists(
    st.builds(
        Delivered,
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
        st.none() | st.sampled_from(["Polsek Dumai Barat", "Polsek Dumai Timur"]),
        st.sampled_from(Delivery),
        st.none() | st.sampled_from(["chat not found", "CHAT_WRITE_FORBIDDEN"]),
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("progress", "percent", "arrived", "left"),
    [
        (Progress(0, 0, 0, 0, 0), 100, 100, timedelta(0)),
        (Progress(0, 100, 0, 0, 0), 0, 0, timedelta(seconds=4)),
        (Progress(50, 50, 0, 0, 0), 50, 50, timedelta(seconds=2)),
        (Progress(4_900, 1, 99, 0, 0), 99, 98, timedelta(seconds=1)),
        (Progress(95, 0, 3, 1, 1), 100, 95, timedelta(0)),
        (Progress(0, 0, 2, 0, 0), 100, 0, timedelta(0)),
    ],
)
def test_the_bar_shows_how_far_it_is(progress: Progress, percent: int, arrived: int, left: timedelta) -> None:
    assert (progress.percent, progress.percent_arrived, progress.time_left(29)) == (percent, arrived, left)


def test_nothing_moves_and_no_end_is_promised() -> None:
    assert Progress(1, 1, 0, 0, 0).time_left(0) is None


@given(counts)
def test_every_delivery_is_in_exactly_one_figure(states: dict[Delivery, int]) -> None:
    progress = Progress.of(states)
    assert progress.total == sum(states.values())
    assert 0 <= progress.percent <= 100
    assert (progress.percent == 100) == progress.finished
    assert progress.percent_arrived <= progress.percent
    assert (progress.percent_arrived == 100) == (progress.sent + progress.marked == progress.total)
    assert progress.waiting == sum(states.get(state, 0) for state in OPEN)


@given(counts, counts)
def test_the_bar_never_goes_back_while_deliveries_settle(
    before: dict[Delivery, int], settled: dict[Delivery, int]
) -> None:
    total = sum(before.values()) + sum(settled.values())
    early = Progress.of({Delivery.QUEUED: total})
    late = Progress.of({Delivery.SENT: total - sum(before.values()), Delivery.QUEUED: sum(before.values())})
    assert early.finished or early.percent <= late.percent


def test_the_report_is_by_polsek_with_the_whole_resort_last() -> None:
    figures = by_unit(
        [
            Delivered("Grup resor", None, Delivery.SENT),
            Delivered("Warga Bukit Batrem", "Polsek Dumai Timur", Delivery.SENT),
            Delivered("Warga Jaya Mukti", "Polsek Dumai Timur", Delivery.BLOCKED, "bot was kicked"),
            Delivered("Warga Purnama", "Polsek Dumai Barat", Delivery.UNKNOWN),
        ]
    )
    assert list(figures.items()) == [
        ("Polsek Dumai Barat", Progress(0, 0, 0, 1, 0, again=1)),
        ("Polsek Dumai Timur", Progress(1, 0, 1, 0, 0)),
        (None, Progress(1, 0, 0, 0, 0)),
    ]


def test_failures_are_told_by_their_reason_most_frequent_first() -> None:
    run = [
        Delivered("a", None, Delivery.FAILED, "chat not found"),
        Delivered("b", None, Delivery.BLOCKED, "bot was kicked"),
        Delivered("c", None, Delivery.BLOCKED, "bot was kicked"),
        Delivered("d", None, Delivery.UNKNOWN),
        Delivered("e", None, Delivery.SENT),
        Delivered("f", None, Delivery.QUEUED),
    ]
    assert by_reason(run) == (
        (Delivery.BLOCKED, "bot was kicked", 2),
        (Delivery.FAILED, "chat not found", 1),
        (Delivery.UNKNOWN, None, 1),
    )


@given(run)
def test_no_recipient_gets_lost_in_the_report(delivered: list[Delivered]) -> None:
    assert sum(figures.total for figures in by_unit(delivered).values()) == len(delivered)
    assert sum(count for _, _, count in by_reason(delivered)) == len(
        [one for one in delivered if one.state not in REACHED | OPEN | {Delivery.MARKED}]
    )
    assert sum(count for _, count in by_fallback(delivered)) == len(
        [one for one in delivered if one.state is Delivery.MARKED or (one.state in REACHED and one.reason)]
    )
    assert sum(figures.failed for figures in by_unit(delivered).values()) == len(
        [one for one in delivered if one.state in LOST]
    )
