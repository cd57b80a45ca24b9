"""Everything stored of one person as a page that any phone opens: one file that loads nothing and runs nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO

from conversations.screen import Screen
from db.exports import Parameters
from exports import own_data
from exports.own_data import Json
from exports.source import Figures, Source
from locales import Html, shown
from locales.times import day_and_clock

_STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1f;--soft:#5c5f66;--paper:#fff;--card:#f3f4f7;--line:#d9dbe0}
@media(prefers-color-scheme:dark){:root{--ink:#ececf0;--soft:#a9adb6;--paper:#141519;--card:#1f2127;--line:#363a43}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:44rem;padding:1rem;background:var(--paper);color:var(--ink);
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.4rem;margin:.2rem 0}
h2{font-size:1.1rem;margin:1.6rem 0 .4rem}
section section{background:var(--card);border:1px solid var(--line);border-radius:.7rem;padding:.4rem .9rem;
margin:.7rem 0}
section section section{background:none}
h3{font-size:1rem;margin:.6rem 0 .2rem}
p.note{color:var(--soft);margin:.2rem 0}
dl{margin:.3rem 0}
dt{color:var(--soft);font-size:.85rem;margin-top:.5rem}
dd{margin:0;white-space:pre-wrap}
ul{margin:.2rem 0;padding-left:1.2rem}
"""
_LONGEST = 1_000_000  # characters of a value: nothing is cut


async def make(source: Source, parameters: Parameters, out: BinaryIO) -> Figures:
    """Write the page."""
    texts = source.texts
    title, body = texts("data.page_title"), _fields(source, await own_data.everything(source), ())
    made = texts("data.page_made", at=day_and_clock(source.scene.now, source.zone, texts))
    page = (
        f'<!doctype html>\n<html lang="{texts.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline'\">"
        '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main>"
        f'<h1>{title}</h1><p class="note">{made}</p>{body}</main></body></html>\n'
    )
    out.write(page.encode("utf-8", "replace"))
    return {}


def named(parameters: Parameters, figures: Figures) -> str:
    """The name of the file."""
    return "data-saya.html"


def told(parameters: Parameters, figures: Figures) -> Screen | None:
    """The screen of `/dataku` has said everything."""
    return None


def _fields(source: Source, fields: Json, within: tuple[str, ...]) -> str:
    """Fields with a value as a list of names and values, and below it what has fields of its own."""
    flat: list[str] = []
    deep: list[str] = []
    for name, value in fields.items():
        path = (*within, name)
        if value is None or value == [] or value == "":
            continue
        if isinstance(value, dict):
            deep.append(f"<section>{_heading(source, path)}{_fields(source, value, path)}</section>")
        elif isinstance(value, list) and isinstance(value[0], dict):
            inner = "".join(f"<section>{_fields(source, each, path)}</section>" for each in value)
            deep.append(f"<section>{_heading(source, path)}{inner}</section>")
        else:
            flat.append(f"<dt>{_name(source, name)}</dt><dd>{_value(source, path, value)}</dd>")
    listed = f"<dl>{''.join(flat)}</dl>" if flat else ""
    return listed + "".join(deep)


def _heading(source: Source, path: tuple[str, ...]) -> str:
    level = min(6, len(path) + 1)
    return f"<h{level}>{_name(source, path[-1])}</h{level}>"


def _name(source: Source, name: str) -> Html:
    return source.texts(f"own_data.{name}")


def _value(source: Source, path: tuple[str, ...], value: object) -> str:
    if path[-1] == "titik" and isinstance(value, list):
        return shown(", ".join(str(degrees) for degrees in value))
    if isinstance(value, list):
        return f"<ul>{''.join(f'<li>{_value(source, path, each)}</li>' for each in value)}</ul>"
    if isinstance(value, bool):
        return source.texts("own_data.yes" if value else "own_data.no")
    if isinstance(value, datetime):
        return day_and_clock(value, source.zone, source.texts)
    read = _READ.get(path)
    return shown(value if read is None else read(source, str(value)), _LONGEST)


def _area(source: Source, code: str) -> str:
    area = source.scene.areas.get(code)
    return code if area is None else area.name


def _text(family: str) -> Callable[[Source, str], str]:
    def read(source: Source, value: str) -> str:
        key = f"{family}{value}"
        return source.texts.plain(key) if key in source.texts else value

    return read


# Values that are our own words for something, as people read them.
_READ: dict[tuple[str, ...], Callable[[Source, str], str]] = {
    ("bahasa",): _text("language."),
    ("langganan", "topik"): _text("topics."),
    ("langganan", "wilayah"): _area,
    ("laporan", "bukti", "jenis"): _text("prints.kind_"),
}
