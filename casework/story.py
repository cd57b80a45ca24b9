"""What happened, as its reporter told it: in words, by voice, or erased since."""

from conversations.screen import Key, Value
from db.reports import Report
from locales import shown


def story(report: Report, most: int) -> Value:
    """The words, cut to so many characters, or what stands in their place."""
    if report.what:
        return shown(report.what, most)
    return Key("report.erased" if report.erased else "report.voice_note")
