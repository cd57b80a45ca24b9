"""The engine of every dialogue, on a dialogue as small as can be."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations import flow
from conversations.answer import Answer, Tap, Text
from conversations.flow import Draft, Finished, Moved, Stay, Step, current
from conversations.screen import MOST_BUTTONS, Button, Line, Screen, paged
from locales import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Draft):
    """What is ordered: a drink, its sugar when it is tea, and a note."""

    drink: str = ""
    sugar: str = ""
    note: str = ""


Taken = Order | Stay[Order] | Moved[Order] | Finished[Order]


def show(order: Order, scene: None) -> Screen:
    return Screen(Line("-"))


def words(answer: Answer) -> str:
    if not isinstance(answer, Text):
        raise Refused("write.it")
    return answer.body


def drink(order: Order, answer: Answer, scene: None) -> Taken:
    return replace(order, drink=words(answer))


def sweeten(order: Order, answer: Answer, scene: None) -> Taken:
    return replace(order, sugar=words(answer))


def remark(order: Order, answer: Answer, scene: None) -> Taken:
    said = words(answer)
    return Stay(replace(order, note=said), Line("more")) if said.endswith("…") else replace(order, note=said)


def confirm(order: Order, answer: Answer, scene: None) -> Taken:
    return Finished(order)


STEPS: tuple[Step[Order, None], ...] = (
    Step("drink", show, drink, binds=("sugar",)),
    Step("sugar", show, sweeten, applies=lambda order: order.drink == "teh"),
    Step("note", show, remark, optional=True),
    Step("confirm", show, confirm),
)


def after(order: Order, *answers: str) -> Order:
    """The order after typed words and, with a slash before them, taps."""
    for answer in answers:
        taken = Tap(answer[1:]) if answer.startswith("/") else Text(answer)
        order = flow.advance(STEPS, order, taken, None).draft
    return order


@pytest.mark.parametrize(
    ("answers", "step"),
    [
        ((), "drink"),
        (("kopi",), "note"),
        (("teh",), "sugar"),
        (("teh", "sedikit"), "note"),
        (("kopi", "panas"), "confirm"),
        (("kopi", "/skip"), "confirm"),
        (("kopi", "panas…"), "note"),
        (("kopi", "/back"), "drink"),
        (("teh", "sedikit", "/back"), "sugar"),
        (("teh", "sedikit", "/back", "/back"), "drink"),
        (("teh", "/back", "kopi"), "note"),
        (("/back",), "drink"),
        (("kopi", "panas", "/edit=drink"), "drink"),
        (("kopi", "panas", "/edit=drink", "susu"), "confirm"),
        (("kopi", "panas", "/edit=drink", "teh"), "sugar"),
        (("kopi", "panas", "/edit=drink", "teh", "sedikit"), "confirm"),
        (("teh", "sedikit", "panas", "/edit=drink", "teh"), "sugar"),
        (("kopi", "panas", "/edit=drink", "/back"), "confirm"),
        (("kopi", "panas", "/edit=drink", "teh", "/back"), "drink"),
        (("kopi", "panas", "/edit=drink", "teh", "/back", "/back"), "sugar"),
    ],
)
def test_the_current_step_follows_from_what_was_answered(answers: tuple[str, ...], step: str) -> None:
    assert current(STEPS, after(Order(), *answers)).name == step


def test_what_does_not_fit_is_refused() -> None:
    for order, answer, key in (
        (Order(), Tap("nonsense"), "write.it"),
        (Order(), Tap("skip"), "flow.not_optional"),
        (Order(), Tap("edit=drink"), "flow.nothing_to_correct"),
        (after(Order(), "kopi"), Tap("edit=note"), "flow.nothing_to_correct"),
        (after(Order(), "kopi"), Tap("edit=tea"), "flow.nothing_to_correct"),
    ):
        with pytest.raises(Refused) as refused:
            flow.advance(STEPS, order, answer, None)
        assert refused.value.key == key


def test_the_last_step_ends_the_dialogue() -> None:
    order = after(Order(), "kopi", "panas")
    assert flow.advance(STEPS, order, Text("ya"), None) == Finished(order)


def test_a_note_comes_with_a_step_that_stays() -> None:
    outcome = flow.advance(STEPS, after(Order(), "kopi"), Text("panas…"), None)
    assert isinstance(outcome, Moved)
    assert outcome.note == Line("more")


@given(st.lists(st.sampled_from(["kopi", "teh", "/back", "/skip", "/edit=drink", "/edit=sugar", "/page=3", "…"])))
def test_any_answers_keep_the_order_whole(answers: list[str]) -> None:
    order = Order()
    for answer in answers:
        try:
            order = after(order, answer)
        except Refused:
            continue
        assert len(set(order.answered)) == len(order.answered)
        assert not set(order.answered) & set(order.correcting) or current(STEPS, order).name != "confirm"
        if current(STEPS, order).name == "confirm":
            assert order.correcting == ()
    for _ in range(2 * len(STEPS)):
        order = after(order, "/back")
    assert current(STEPS, order).name == "drink"


@given(st.integers(0, 40), st.integers(-5, 50), st.integers(0, 5), st.integers(1, 3))
def test_pages_hold_every_option_once_and_never_too_many(count: int, page: int, others: int, columns: int) -> None:
    options = [Button(f"Pilihan {number}", f"choice={number}") for number in range(count)]
    rows = paged(options, page, others, columns)
    shown = [button for row in rows for button in row]
    assert len(shown) + others <= MOST_BUTTONS
    assert all(len(row) <= columns for row in rows)

    seen: list[Button] = []
    turned = 0
    for _ in range(count + 1):
        here = [button for row in paged(options, turned, others, columns) for button in row]
        seen += [button for button in here if button in options]
        more = next((button for button in here if button not in options), None)
        if more is None:
            break
        turned = int(str(more.choice).removeprefix("page="))
        if turned == 0:
            break
    assert seen == options
