"""The steps of a shift: each at its time, the last one never."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from resort.shift import GRACE, STEPS, ShiftStep, after, due

BEGINS = datetime(2024, 11, 27, 12, 0, tzinfo=UTC)


def test_the_steps_of_a_night() -> None:
    ends = BEGINS + timedelta(hours=12)
    assert [due(step, BEGINS, ends) for step in STEPS] == [
        BEGINS,
        BEGINS + GRACE,
        ends - GRACE,
        ends,
        ends + GRACE,
        None,
    ]


@given(st.timedeltas(min_value=2 * GRACE, max_value=timedelta(days=2)))
def test_each_step_comes_after_the_last_and_the_last_never(length: timedelta) -> None:
    step, ends = ShiftStep.PLANNED, BEGINS + length
    while (at := due(step, BEGINS, ends)) is not None:
        later = due(after(step), BEGINS, ends)
        assert later is None or later >= at
        step = after(step)
    assert step is ShiftStep.OVER
    assert after(step) is ShiftStep.OVER
