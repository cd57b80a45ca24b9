"""Everything that one message says, read once: before the transaction in which it is handled, where it costs nobody."""

from dataclasses import dataclass
from datetime import date, datetime

from language.coordinates import find_coordinates, without_map_links
from language.english import seems_english
from language.when import Moment, parse_when
from reports import triage
from reports.asking_rules import unfit
from reports.triage import Reading
from resort.area import Area, Areas
from resort.position import Position
from resort.terrain import Landmark


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a message says, as far as we understand it; suggestions, never decisions."""

    text: str
    reading: Reading
    areas: tuple[Area, ...]  # that it names, in its order
    moment: Moment | None  # when it happened, seen from the moment it was read
    english: bool
    position: Position | None = None  # that it tells in degrees or in a link to a map, else that of its first landmark
    elsewhere: str | None = None  # the kabupaten or kota it names, where that is another resort's
    landmarks: tuple[Landmark, ...] = ()  # that it names
    denied: frozenset[str] = frozenset()  # codes of the areas of which it says that it is not there
    moves: bool = False  # it denies a place, or puts one right that was told before


def understand(text: str, areas: Areas, now: datetime, election_day: date | None = None) -> Meaning:
    """Read a message. `now` is aware and in the resort's zone."""
    degrees, (landmarks, corrects) = find_coordinates(text), areas.terrain.landmarks_in(text)
    landmark = landmarks[0] if landmarks else None
    told = areas.named_in(text)
    named = tuple(area for code in told.codes if (area := areas.get(code)) is not None)
    reading = triage.read(without_map_links(text), areas, placed=bool(named))
    return Meaning(
        text=text,
        reading=reading,
        areas=named,
        moment=parse_when(text, now, election_day),
        english=seems_english(text),
        position=Position(*degrees) if degrees else landmark.position if landmark else None,
        elsewhere=None if named or landmark else areas.elsewhere_in(text),
        landmarks=landmarks,
        denied=told.denied,
        moves=corrects or told.corrects or reading.moves_tps,
    )


def prepare(areas: Areas, now: datetime) -> None:
    """Read the word tables and learn from the examples, half a second's work: else the first person waits for it."""
    unfit("Apakah Bapak melihat siapa yang membagikan?")
    understand("Ada yang bagi amplop tadi malam di rumah warga, di TPS mana saya memilih?", areas, now)
