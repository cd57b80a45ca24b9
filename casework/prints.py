"""What its reporter gets for each file of a report: its print, and what the original tells that officers do not get."""

from casework import notices, originals, recorders
from conversations.buttons.citizen import OpenMine
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import evidence, reports
from db.evidence import Custody, Found, Piece
from db.reports import ReportKey
from db.unit_of_work import UnitOfWork


async def tell(uow: UnitOfWork, key: ReportKey) -> None:
    """Write to the reporter about the files not told of yet, in one message without a sound.

    Where the phone may be in the wrong hands, nothing: the prints stand in `/status`.
    """
    report = await reports.get(uow.tx, key)
    assert report is not None
    untold = await evidence.told(uow.tx, key, uow.now)
    pieces = [(place, each) for place, each in enumerate(await evidence.of_reporter(uow.tx, key), 1)]
    lines = [line(place, piece) for place, piece in pieces if piece.id in untold]
    if not lines or report.erased or notices.is_neutral(report):
        return
    if await recorders.is_kept_from_recorder(uow, report):
        return
    chat = await uow.chat(await reports.reporter(uow.tx, key))
    if chat is None or uow.is_silent(chat):
        return
    rows = ((Button(Key("button.open_report"), OpenMine(report.number)),),)
    screen = Screen(Line("prints.told", {"number": report.number, "files": tuple(lines)}), rows)
    await uow.write(chat, screen, Topic.MINE, silent=True)


def line(place: int, piece: Piece) -> Line:
    """One file: what it is, its print, and what was found in it."""
    return Line(
        "prints.file",
        {"place": place, "kind": Key(f"prints.kind_{piece.file.kind}"), "print": _print(piece), "found": _found(piece)},
    )


def _print(piece: Piece) -> Line:
    said = evidence.print_of(piece)
    if said is not None:
        return Line("prints.print", {"print": said})
    match piece.custody:
        case Custody.TOO_BIG:
            return Line("prints.too_big")
        case Custody.HELD:
            return Line("prints.held")
        case _:
            return Line("prints.lost")


def _found(piece: Piece) -> Line | str:
    """What is found in the original, and whether officers get a copy without it."""
    traces = [trace for trace in originals.TRACES if trace in piece.found]
    if piece.copies == 0:
        return Line("prints.at_desk")
    if not traces:
        return ""
    if traces[0] is Found.GPS:
        kind = piece.file.kind if piece.form is None else piece.form
        return Line("prints.found_gps", {"kind": Key(f"prints.this_{kind}")})
    return Line("prints.found", {"traces": Key(f"prints.trace_{'_'.join(sorted(traces))}")})


async def on_status(uow: UnitOfWork, key: ReportKey) -> tuple[int, Line | str]:
    """How many files a reporter has sent, and the prints of those that are here."""
    pieces = await evidence.of_reporter(uow.tx, key)
    prints = [(place, print_of) for place, each in enumerate(pieces, 1) if (print_of := evidence.print_of(each))]
    if not prints:
        return len(pieces), ""
    lines = tuple(Line("prints.short", {"place": place, "print": each}) for place, each in prints)
    return len(pieces), Line("prints.list", {"prints": lines})
