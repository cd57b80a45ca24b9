"""Every text is a claim, a question, a label or advice, and a claim names what has to be so."""

from locales import texts_for
from tests.claims.facts import PROMISES, Class, Classed, class_of, line_of, lines

TEXTS = texts_for("id").templates


def test_every_text_has_a_class() -> None:
    missing = [key for key in TEXTS if line_of(key) is None]
    assert not missing, (
        f"locales have texts without a class: {', '.join(missing)}. Add a line for each to tests/claims/classes.toml:"
        ' "key" = "claim: facts", "question", "label" or "advice"; the head of that file says how.'
    )


def test_every_line_classes_a_text() -> None:
    used = {line_of(key) for key in TEXTS}
    unused = sorted(set(lines()) - used)
    assert not unused, f"tests/claims/classes.toml has lines without a text, remove them: {', '.join(unused)}"


def test_a_claim_names_its_facts() -> None:
    assert [line for line, classed in lines().items() if classed.kind is Class.CLAIM and not classed.facts] == []


def test_a_word_of_promise_is_a_claim_or_has_a_reason() -> None:
    unexplained = [key for key, text in TEXTS.items() if PROMISES.search(text) and not explained(class_of(key))]
    assert not unexplained, (
        f"these texts promise something and are no claims: {', '.join(unexplained)}. In tests/claims/classes.toml say"
        ' what has to be so ("claim: called"), or why it promises nothing ("label: names a choice").'
    )


def test_a_promise_without_a_reason_would_be_found() -> None:
    assert PROMISES.search("Petugas sudah kami panggil") is not None
    assert PROMISES.search("Kesudahannya belum jelas") is None
    assert not explained(Classed(Class.LABEL))
    assert explained(Classed(Class.LABEL, reason="names a choice"))


def explained(classed: Classed) -> bool:
    """Whether a word of promise may stand in a text of this class."""
    return classed.kind is Class.CLAIM or bool(classed.reason)
