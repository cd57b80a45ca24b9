"""The buttons below a sent report that put a part of it right."""

from conversations.addition import Part
from conversations.buttons.citizen import ChangePart
from conversations.screen import Button, Key, Rows
from db.reports import Report
from reports.category import Kind

_LABELS = {
    Part.PLACE: "button.edit_where",
    Part.WHEN: "button.edit_when",
    Part.KIND: "button.edit_category",
    Part.KNOWN: "button.tell_known",
}


def rows(report: Report) -> Rows:
    """The buttons that put a sent report right; of a violation also since when it is known, which Bawaslu asks."""

    def button(part: Part) -> Button:
        return Button(Key(_LABELS[part]), ChangePart(report.number, part))

    if report.minor:
        return ((button(Part.PLACE),),)  # only what and where is kept
    known = ((button(Part.KNOWN),),) if report.kind is Kind.VIOLATION else ()
    return ((button(Part.PLACE), button(Part.WHEN), button(Part.KIND)), *known)
