"""The strict look-up of texts: every value is escaped here, and a missing key or value raises."""

import html
import re
import string
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from language.characters import visible

LANGUAGES = ("id", "en")
_TAG = re.compile(r"<[^<>]*>")


class Html(str):
    """Text that is already safe Telegram HTML: it is put into another text as it stands."""

    __slots__ = ()


def shown(value: object, limit: int = 600) -> Html:
    """Make any value safe to show: markup escaped, hidden characters dropped, over-long text cut.

    `limit` is in UTF-16 units of the original, as Telegram counts; a cut text ends in an ellipsis.
    """
    if isinstance(value, Html):
        return value
    text = visible(str(value))
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) > 2 * limit:
        text = units[: 2 * limit - 2].decode("utf-16-le", "ignore").rstrip() + "…"
    return Html(html.escape(text, quote=False))


class Texts:
    """All texts of one language. `texts("report.received", number=number)` gives the finished sentence."""

    def __init__(self, language: str, templates: Mapping[str, str]) -> None:
        self.language = language
        self._templates = templates
        self._names = {key: names_in(template) for key, template in templates.items()}

    def __call__(self, key: str, **values: object) -> Html:
        """Fill in one text. Raises `KeyError` when the key is unknown or the values are not exactly its own."""
        template = self._templates.get(key)
        if template is None:
            raise KeyError(f"locales/{self.language}.toml has no text {key!r}")
        if self._names[key] != values.keys():
            raise KeyError(f"text {key!r} takes {sorted(self._names[key])}, was given {sorted(values)}")
        if not values:
            return Html(template)
        return Html(template.format_map({name: shown(value) for name, value in values.items()}))

    def __contains__(self, key: object) -> bool:
        return key in self._templates

    def plain(self, key: str, **values: object) -> str:
        """A text for places that know no markup: button labels, toasts, command descriptions."""
        return html.unescape(_TAG.sub("", self(key, **values)))

    @property
    def templates(self) -> Mapping[str, str]:
        """Every key with its unfilled text; for the tests that hold the languages together."""
        return self._templates


def names_in(template: str) -> set[str]:
    """The placeholder names of a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@cache
def texts_for(language: str) -> Texts:
    """The texts of a language; one we do not have is answered in Indonesian."""
    if language not in LANGUAGES:
        language = "id"
    content = tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8"))
    return Texts(language, dict(_flatten(content)))


def _flatten(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            pairs += _flatten(value, f"{prefix}{name}.")
        else:
            pairs.append((prefix + name, str(value)))
    return pairs
