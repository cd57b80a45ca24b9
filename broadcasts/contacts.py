"""What an announcement leads people to: hosts, accounts and phone numbers, each listed before it is approved.

A link whose words name another host, account or number than the one it opens is refused, and so are characters that
turn the direction of a text: nobody who approves would see what people get.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from language.characters import fold, visible

LONGEST = 1500  # characters of everything that is listed: all of it is shown

_HREF = re.compile(r"\bhref\s*=\s*[\"']?([^\"'>]*)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
# Turns the direction of what stands behind it.
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
# What Telegram makes a link of by itself: the countries, and the endings that are sold for little.
_ENDINGS = (
    "com|net|org|info|biz|xyz|site|online|link|app|top|click|shop|store|page|live|club|vip|pro|dev|asia|icu|fun|news|"
    "sbs|zip|mov|cfd|lol|bond|quest|buzz|cyou|rest|monster|hair|beauty|skin|autos|homes|work|loan|win|bid|trade|date|"
    "download|racing|review|stream|party|science|men|ninja|world|today|life|tips|email|network|zone|digital|media|"
    "agency|company|group|team|support|help|chat|social|blog|website|space|tech|cloud|host|press|wiki|one|mobi|tel|"
    "name|cash|money|bet|games|game|casino|poker|sale|deals|gift|gifts|promo|run|mom|pics|click|pw|ws|goo|wa|"
    "a[cdefgilmoqrstuwxz]|b[abdefghijmnorstvwyz]|c[acdfghiklmnoruvwxyz]|d[ejkmoz]|e[cegrstu]|f[ijkmor]|"
    "g[abdefghilmnpqrstuwy]|h[kmnrtu]|i[delmnoqrst]|j[emop]|k[eghimnprwyz]|l[abcikrstuvy]|m[acdeghklmnopqrstuvwxyz]|"
    "n[acefgilopruz]|om|p[aefghklmnrsty]|qa|r[eosuw]|s[abcdeghijklmnorstuvxyz]|t[cdfghjklmnortvwz]|u[agksyz]|"
    "v[aceginu]|w[fs]|y[et]|z[amw]"
)
_HOST = re.compile(rf"(?<![\w.-])((?:{_LABEL}\.)+(?:{_ENDINGS}))(?![\w-])", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://([^\s/?#<>\"']+)", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?<![\w.])@([A-Za-z][A-Za-z0-9_]{2,31})")
_PHONE = re.compile(r"(?<![\w.,:/-])(?:\+\d|\(?0\d|62\d)(?:(?:\) ?| ?\(| ?[-–—_./] ?| )?\d){6,13}(?!\w)")
_LIKE_DIGITS = re.compile(r"(?<=\d)[oOlI]|[oOlI](?=[ -]?\d)")  # letters in the place of a digit
_DATE = re.compile(r"\d\d ?[-/] ?\d\d ?[-/] ?\d{4}")
_WIDE = {0xFEE0 + point: point for point in range(0x21, 0x7F)}
_END = re.compile(r"[/?#\\]")  # of a host; browsers take a backslash for a slash
_NO_DIGIT = re.compile(r"\D")
_NUMBER = re.compile(r"[\d\s()+./-]+")
_CLOCK = re.compile(r"\d\d[.:]\d\d\b")


@dataclass(frozen=True, slots=True)
class Contacts:
    """Everything that a text leads to, each once, in the order in which it stands there."""

    hosts: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """How many characters they are together."""
        return sum(map(len, (*self.hosts, *self.accounts, *self.phones)))


def contacts(htmls: Iterable[str]) -> Contacts:
    """The hosts, accounts and telephone numbers that texts in Telegram HTML lead to."""
    hosts: list[str] = []
    accounts: list[str] = []
    phones: list[str] = []
    for html in htmls:
        words = _words(html)
        plain = visible(words).translate(_WIDE)
        hosts += [_bare(each) for each in _ADDRESS.findall(plain)]
        hosts += [_bare(each) for each in _HOST.findall(plain)]
        accounts += [f"@{each}" for each in _ACCOUNT.findall(plain)]
        numbers = _PHONE.findall(_with_digits(words))
        phones += [each for each in numbers if not _CLOCK.match(each) and not _DATE.match(each)]
        for link, _ in _links(html):
            kind, leads = _led(link)
            match kind:
                case "phone":
                    phones.append(leads)
                case "account":
                    accounts.append(leads)
                case _ if leads:
                    hosts.append(leads)
    return Contacts(*(tuple(dict.fromkeys(each)) for each in (hosts, accounts, phones)))


def misleading(html: str) -> tuple[str, str] | None:
    """What the words of the first misleading link name, a host, an account or a number, and where it leads."""
    for link, words in _links(html):
        kind, leads = _led(link)
        plain = fold(_words(words))  # whatever it looks like to the reader
        said = _with_digits(_words(words))
        if kind == "phone" and _NUMBER.fullmatch(said) and not leads.endswith(_NO_DIGIT.sub("", said)[1:]):
            return said, leads
        if (account := _ACCOUNT.search(plain)) is not None and account[1].lower() != _account_of(link):
            return account[0], leads
        for host in (*_ADDRESS.findall(plain), *_HOST.findall(plain)):
            named = _bare(host)
            if named != leads and not leads.endswith(f".{named}"):
                return named, leads
    return None


def _account_of(link: str) -> str:
    """The account of Telegram that an address of `t.me` leads to, in lower case; empty for any other."""
    host, _, rest = link.strip().partition("//")[2].partition("/")
    return _END.split(rest, maxsplit=1)[0].lower() if _bare(host) in ("t.me", "telegram.me") else ""


def _with_digits(words: str) -> str:
    """Words as they are read as a number: letters that stand for digits, and digits of other scripts."""
    return _LIKE_DIGITS.sub(lambda found: "0" if found[0] in "oO" else "1", fold(words))


def turns(text: str) -> bool:
    """Whether a text has characters that turn its direction."""
    return _TURNS.search(unescape(text)) is not None


def trusted(host: str, patterns: Collection[str]) -> bool:
    """Whether a host is on a list of hosts, of which `*.` at the beginning stands for everything below it."""
    return any(host == each or (each.startswith("*.") and host.endswith(each[1:])) for each in patterns)


def _links(html: str) -> Iterator[tuple[str, str]]:
    """Each link with its words, still with their markup."""
    for part in html.split("<a ")[1:]:
        head, _, rest = part.partition(">")
        if (found := _HREF.search(head)) is not None:
            yield unescape(found[1]), rest.partition("</a>")[0]


def _led(link: str) -> tuple[str, str]:
    """Where a link leads: to a phone, an account of Telegram, or a host; written as people see it."""
    address = link.strip()
    scheme, _, rest = address.partition(":")
    match scheme.lower():
        case "tel":
            return "phone", rest.lstrip("/")
        case "mailto":
            return "host", _bare(rest.partition("?")[0].rpartition("@")[2])
        case "tg":
            return "account", f"tg:{rest}"
        case _:
            pass
    behind = address.partition("//")[2] if "//" in address else address
    host = _END.split(behind, maxsplit=1)[0]
    return "host", _bare(host)


def _bare(address: str) -> str:
    """The host of an address alone, as it is looked up: without the user before it, in lower case.

    A letter that only looks like a Latin one is shown as what it is looked up by.
    """
    host = address.rpartition("@")[2].partition(":")[0].strip(".").lower().removeprefix("www.")
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _words(html: str) -> str:
    return unescape(_TAG.sub("", html))
