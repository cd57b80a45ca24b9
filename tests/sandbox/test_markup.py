"""Telegram's HTML and what Telegram finds by itself in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram import entities, utf16
from sandbox.telegram.markup import parse
from sandbox.telegram.refusals import Refusal


@pytest.mark.parametrize(
    ("html", "text", "found"),
    [
        ("polos", "polos", []),
        ("<b>a</b><strong>b</strong>", "ab", [("bold", 0, 1), ("bold", 1, 1)]),
        ("<i>a</i><em>b</em>", "ab", [("italic", 0, 1), ("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
        (
            "<s>a</s><strike>b</strike><del>c</del>",
            "abc",
            [("strikethrough", 0, 1), ("strikethrough", 1, 1), ("strikethrough", 2, 1)],
        ),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<code>a &lt; b</code>", "a < b", [("code", 0, 5)]),
        ("<pre>a</pre>", "a", [("pre", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("😀<b>😀</b>", "😀😀", [("bold", 2, 2)]),
        ("<B>a</b >", "a", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ("&lt;&gt;&amp;&quot;&#33;&#x1F600;&lt", '<>&"!😀<', []),
        ("&nbsp; & &copy; &#0;", "&nbsp; & &copy; &#0;", []),
        ("1 > 0", "1 > 0", []),
    ],
)
def test_html_becomes_text_and_entities(html: str, text: str, found: list[tuple[str, int, int]]) -> None:
    plain, made = parse(html)
    assert plain == text
    assert [(each["type"], each["offset"], each["length"]) for each in made] == found


def test_links_emoji_and_languages_keep_what_they_carry() -> None:
    [link] = parse('<a href="https://kpu.go.id/?a=1&amp;b=2">cek</a>')[1]
    assert link["url"] == "https://kpu.go.id/?a=1&b=2"
    [bare] = parse("<a>kpu.go.id</a>")[1]
    assert bare["url"] == "http://kpu.go.id"
    assert parse('<a href="no link">x</a>') == ("x", [])
    [emoji] = parse('<tg-emoji emoji-id="536">👍</tg-emoji>')[1]
    assert emoji["custom_emoji_id"] == "536"
    [code] = parse('<pre><code class="language-python">x</code></pre>')[1]
    assert (code["type"], code["language"]) == ("pre", "python")


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("<x>", 'Unsupported start tag "x" at byte offset 0'),
        ("é<kapolres@polri.go.id>", 'Unsupported start tag "kapolres@polri.go.id" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<i =a>", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x>', "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>a</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_bad_html_is_refused_in_telegrams_words(html: str, problem: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(html)
    assert refused.value.description == f"Bad Request: can't parse entities: {problem}"


@given(st.text(alphabet=st.characters(exclude_characters="<&", exclude_categories=["Cs"])))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse(f"<b>{text}</b>&lt;&amp;")[0] == f"{text}<&"


@given(st.text(alphabet="<>/abi&;=\"' \té😀", max_size=40))
def test_any_text_is_either_parsed_or_refused(html: str) -> None:
    try:
        text, found = parse(html)
    except Refusal as refused:
        assert refused.description.startswith("Bad Request: can't parse entities: ")  # noqa: PT017
    else:
        for entity in found:
            offset, length = entity["offset"], entity["length"]
            assert isinstance(offset, int)
            assert isinstance(length, int)
            assert 0 <= offset < offset + length <= utf16.length(text)


def covered(text: str, offset: int, length: int) -> str:
    """The piece of a text that an entity covers."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("halo", []),
        ("/lapor@siaga_bot sekarang", [("bot_command", "/lapor@siaga_bot")]),
        ("dan/atau 27/11", []),
        ("tanya @kpu_dumai ya", [("mention", "@kpu_dumai")]),
        ("lihat https://kpu.go.id/x.", [("url", "https://kpu.go.id/x")]),
        ("#pilkada #24", [("hashtag", "#pilkada")]),
        ("hubungi +62 812 3456 7890", [("phone_number", "+62 812 3456 7890")]),
        ("surel ada@contoh.id", [("email", "ada@contoh.id")]),
        ("😀 /start", [("bot_command", "/start")]),
    ],
)
def test_telegram_finds_entities_by_itself(text: str, found: list[tuple[str, str]]) -> None:
    made = entities.found_in(text)
    shown = []
    for each in made:
        offset, length = each["offset"], each["length"]
        assert isinstance(offset, int)
        assert isinstance(length, int)
        shown.append((each["type"], covered(text, offset, length)))
    assert shown == found
