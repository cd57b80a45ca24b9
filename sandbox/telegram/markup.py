"""Telegram's HTML: a marked-up text becomes plain text and entities, or is refused in Telegram's words."""

import re
from typing import NamedTuple, cast

from sandbox.telegram import utf16
from sandbox.telegram.refusals import bad
from sandbox.telegram.shapes import Raw

_SPACE = " \t\r\n\v\f\0"
_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_SIGN = re.compile("[<&]")
_TOKEN = re.compile(r"[A-Za-z0-9.-]+")
_URL = re.compile(r"(?i)(https?://[^\s/]*\w|tg://|ton://|tonsite://)")


class _Open(NamedTuple):
    """A tag that waits for its end."""

    tag: str
    argument: str  # href, language class, emoji id or "expandable"
    offset: int  # in the plain text, UTF-16 units
    part: int  # how many parts of the plain text came before it


def parse(html: str) -> tuple[str, list[Raw]]:
    """Plain text and entities of a text with `parse_mode=HTML`."""
    if "<" not in html and "&" not in html:
        return html, []
    return _Reader(html).read()


class _Reader:
    def __init__(self, html: str) -> None:
        self.html = html
        self.at = 0
        self.parts: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.entities: list[Raw] = []

    def read(self) -> tuple[str, list[Raw]]:
        html, end = self.html, len(self.html)
        while self.at < end:
            sign = html[self.at]
            if sign == "<":
                if html.startswith("</", self.at):
                    self._end()
                else:
                    self._start()
            elif sign == "&":
                self._put(self._reference())
            else:
                sign_ahead = _SIGN.search(html, self.at)
                stop = sign_ahead.start() if sign_ahead else end
                self._put(html[self.at : stop])
                self.at = stop
        if self.open:
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        self.entities.sort(key=_order)
        return "".join(self.parts), self.entities

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.units += utf16.length(text)

    def _byte(self, at: int) -> int:
        return len(self.html[:at].encode())

    def _peek(self) -> str:
        return self.html[self.at] if self.at < len(self.html) else ""

    def _until(self, stops: str) -> str:
        start = self.at
        while self.at < len(self.html) and self.html[self.at] not in stops:
            self.at += 1
        return self.html[start : self.at]

    def _spaces(self) -> None:
        while self.at < len(self.html) and self.html[self.at] in _SPACE:
            self.at += 1

    def _reference(self) -> str:
        match = _REFERENCE.match(self.html, self.at)
        if match:
            hexadecimal, decimal, name = match.groups()
            code = int(hexadecimal, 16) if hexadecimal else int(decimal) if decimal else 0
            text = _NAMED.get(name or "", "")
            if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000:
                text = chr(code)
            if text:
                self.at = match.end()
                return text
        self.at += 1
        return "&"

    def _start(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._until(_SPACE + ">").lower()
        if self.at >= len(self.html):
            raise _wrong(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in _KINDS:
            raise _wrong(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        argument = ""
        while self._peek() != ">":
            self._spaces()
            if self._peek() in (">", ""):
                break
            name, value = self._attribute(tag, begin)
            if (tag, name) in (("a", "href"), ("tg-emoji", "emoji-id")):
                argument = value
            elif (tag, name) == ("blockquote", "expandable"):
                argument = "expandable"
            elif name == "class" and (
                (tag == "code" and value.startswith("language-")) or (tag == "span" and value.startswith("tg-"))
            ):
                argument = value
        if tag == "span" and argument != "tg-spoiler":
            raise _wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.at += 1
        self.open.append(_Open(tag, argument, self.units, len(self.parts)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._until(_SPACE + "=>").lower()
        if not name:
            raise _wrong(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
        self._spaces()
        if self._peek() != "=":
            return name, ""
        self.at += 1
        self._spaces()
        quote = self._peek()
        if not quote:
            raise _wrong(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        if quote not in "'\"":
            start = self._byte(self.at)
            token = _TOKEN.match(self.html, self.at)
            self.at = token.end() if token else self.at
            if self._peek() not in (*_SPACE, ">") or not self._peek():
                raise _wrong(f"Unexpected end of name token at byte offset {start}")
            return name, token[0] if token else ""
        self.at += 1
        value = ""
        while self._peek() and self._peek() != quote:
            if self._peek() == "&":
                value += self._reference()
            else:
                value += self._until("&" + quote)
        if not self._peek():
            raise _wrong(f"Unclosed start tag at byte offset {self._byte(begin)}")
        self.at += 1
        return name, value

    def _end(self) -> None:
        begin = self.at
        if not self.open:
            raise _wrong(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at += 2
        tag = self._until(_SPACE + ">").lower()
        self._spaces()
        if self._peek() != ">":
            raise _wrong(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        opened = self.open.pop()
        if tag and tag != opened.tag:
            raise _wrong(
                f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{opened.tag}>", found "</{tag}>"'
            )
        if self.units > opened.offset:
            self._entity(opened)

    def _entity(self, opened: _Open) -> None:
        kind = _KINDS[opened.tag]
        entity: Raw = {"type": kind, "offset": opened.offset, "length": self.units - opened.offset}
        match kind:
            case "text_link":
                url = _address(opened.argument or "".join(self.parts[opened.part :]))
                if url is None:
                    return
                entity["url"] = url
            case "custom_emoji":
                if not opened.argument.isdecimal():
                    raise _wrong("Invalid custom emoji identifier specified")
                entity["custom_emoji_id"] = opened.argument
            case "blockquote" if opened.argument:
                entity["type"] = "expandable_blockquote"
            case "code" if self._inside("pre"):
                if not opened.argument:
                    return
                entity["language"] = opened.argument.removeprefix("language-")
            case "pre":
                self._take_language(entity)
        self.entities.append(entity)

    def _take_language(self, pre: Raw) -> None:
        """A code with a language that fills its pre gives it the language."""
        for code in [each for each in self.entities if each["type"] == "code" and "language" in each]:
            self.entities.remove(code)
            if code["offset"] == pre["offset"] and code["length"] == pre["length"]:
                pre["language"] = code["language"]

    def _inside(self, tag: str) -> bool:
        return any(each.tag == tag for each in self.open)


def _address(url: str) -> str | None:
    """A link's address as Telegram keeps it; None for what it takes for no link."""
    if "://" not in url:
        url = f"http://{url}"
    return url if _URL.match(url) and " " not in url else None


def _order(entity: Raw) -> tuple[int, int]:
    return cast(int, entity["offset"]), -cast(int, entity["length"])


def _wrong(what: str) -> Exception:
    return bad(f"can't parse entities: {what}")
