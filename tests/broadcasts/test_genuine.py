"""Check codes, and telling a true copy from an altered one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.genuine import code, normal, same_content

SECRET = b"a secret of this resort"
FINGERPRINT = "5d" * 32
CODES = st.builds(code, st.binary(min_size=16), st.integers(1, 10_000), st.text("0123456789abcdef"))
ORIGINAL = 'Mari jaga <b>kondusif</b>.\n\nJadwal: <a href="https://kpu.go.id/">KPU</a> &amp; TPS'
FOOTER = "Kode 7K3M9QXD, periksa dengan /cek"


def test_a_code_is_eight_letters_and_digits() -> None:
    assert code(SECRET, 7, FINGERPRINT) == "FQBVF0JJ"
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{8}", code(SECRET, 7, FINGERPRINT))


def test_each_announcement_content_and_secret_has_its_own_code() -> None:
    codes = {code(SECRET, 7, FINGERPRINT), code(SECRET, 8, FINGERPRINT), code(SECRET, 7, "ab"), code(b"x", 7, "ab")}
    assert len(codes) == 4


@given(CODES)
def test_a_code_is_read_however_it_is_typed(made: str) -> None:
    assert normal(made) == made
    typed = f" {made[:4]}-{made[4:]} ".lower().replace("0", "o").replace("1", "l")
    assert normal(typed) == made


@pytest.mark.parametrize("typed", ["", "7K3M", "7K3M9QXDA", "7K3M9QXU", "7K3M9QX!", "\u0667K3M9QXD", "/cek"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert normal(typed) is None


@given(st.text(max_size=12))
def test_any_text_is_a_code_or_none(typed: str) -> None:
    read = normal(typed)
    assert read is None or normal(read) == read


@pytest.mark.parametrize(
    "copy",
    [
        ORIGINAL,
        ORIGINAL.replace("\n\n", "\n"),
        f"  {ORIGINAL}\n",
        f"{ORIGINAL}\n\n{FOOTER}",
        ORIGINAL.replace("<b>", "<i>").replace("</b>", "</i>"),
        ORIGINAL.replace("jaga ", "jaga\u00a0"),
    ],
)
def test_a_true_copy_is_the_same(copy: str) -> None:
    assert same_content(ORIGINAL, copy, FOOTER)


@pytest.mark.parametrize(
    "copy",
    [
        "",
        ORIGINAL.replace("kondusif", "Kondusif"),
        ORIGINAL.replace(".", "!"),
        ORIGINAL.replace("https://kpu.go.id/", "https://kpu.example/"),
        ORIGINAL.replace('<a href="https://kpu.go.id/">KPU</a>', "KPU"),
        ORIGINAL.replace("jaga", "jaga jaga"),
        f"{ORIGINAL}\n{FOOTER} dan sebarkan",
        f"{ORIGINAL}\nBatal. {FOOTER}",
        f"{ORIGINAL}\n{FOOTER}\n{FOOTER}",
        FOOTER,
        ORIGINAL[:-1],
    ],
)
def test_an_altered_copy_is_not(copy: str) -> None:
    assert not same_content(ORIGINAL, copy, FOOTER)


@given(st.text("ab <>&\n", max_size=20), st.text("ab <>&\n", max_size=20))
def test_texts_are_the_same_when_their_words_are(one: str, other: str) -> None:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in (one, other)]
    assert same_content(*escaped) == (one.split() == other.split())
