"""What the citizens of the survival test do: each answer, the question that follows, and what the draft holds then."""

import html
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from locales import texts_for
from sandbox import PICTURE

TEXTS = texts_for("id")


@dataclass(frozen=True, slots=True)
class Say:
    """Types words."""

    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """Taps a button, by the key of its label."""

    label: str


@dataclass(frozen=True, slots=True)
class Pick:
    """Taps a button by what stands on it, such as a kecamatan."""

    label: str


@dataclass(frozen=True, slots=True)
class Show:
    """Sends pictures, several of them as one album."""

    pictures: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """Shares a location."""

    latitude: float
    longitude: float


Does = Say | Press | Pick | Show | Share


@dataclass(frozen=True, slots=True)
class Act:
    """One answer. `asked` is the key of the text that answers it, `stands` the step the draft is at from then on."""

    does: Does
    asked: str
    stands: str | None
    tells: Mapping[str, object] = field(default_factory=dict)  # columns of the report that are settled by it


@dataclass(frozen=True, slots=True)
class Tale:
    """A citizen's whole way; `leaves_after` acts they lay the phone down, None for who sends the report."""

    acts: tuple[Act, ...]
    leaves_after: int | None

    @property
    def done(self) -> tuple[Act, ...]:
        """The acts this citizen really does."""
        return self.acts[: self.leaves_after]

    @property
    def told(self) -> dict[str, object]:
        """What the citizen has told in the end, later words in place of earlier ones."""
        return {name: value for act in self.done for name, value in act.tells.items()}

    @property
    def files(self) -> set[str]:
        """The SHA-256 of every picture they sent."""
        return {
            sha256(picture).hexdigest()
            for act in self.done
            if isinstance(act.does, Show)
            for picture in act.does.pictures
        }


def opening(key: str) -> str:
    """What can be known of a text on a phone: the longest part without a placeholder of the first line that has one."""
    plain = html.unescape(re.sub(r"<[^>]+>", "", TEXTS.templates[key]))
    parts = (max(re.split(r"\{[^}]*\}", line), key=len).strip() for line in plain.strip().split("\n"))
    return next(part for part in parts if part)


def tale(number: int, dice: random.Random) -> Tale:
    """The way of one citizen: no two tell the same."""
    acts = in_danger(number, dice) if dice.random() < 0.15 else at_length(number, dice)
    leaves = dice.randrange(1, len(acts)) if dice.random() < 0.3 else None
    return Tale(tuple(acts), leaves)


@dataclass(frozen=True, slots=True)
class Area:
    """A kelurahan by what stands on its button and its kecamatan's, and its code."""

    district: str
    village: str
    code: str


_AGREES = (
    Act(Say("/lapor"), "report.ask_consent", "consent"),
    Act(Press("button.agree"), "report.ask_kind", "kind"),
)
_CARD = ("report.summary", "summary")  # what every detail leads back to
_PATHS = (
    ("pelanggaran", "tekanan", "politik_uang"),
    ("pelanggaran", "tps", "logistik_pemilihan"),
    ("gangguan", "ketertiban", "kerumunan"),
    ("gangguan", "ketertiban", "lalu_lintas"),
)


def at_length(
    number: int,
    dice: random.Random,
    *,
    consented: bool = False,
    area: Area | None = None,
    pictures: int | None = None,
) -> list[Act]:
    """The whole dialogue; `consented` if they agreed before, `area` if they name it, and so many pictures."""
    kind, family, category = dice.choice(_PATHS)
    story = f"Warga <{number}> & tetangga melihat hal ini 🙏\nmohon diperiksa, catatan ke-{number}"
    place = f"depan gapura biru nomor {number}"
    acts = [
        *([Act(Say("/lapor"), "report.ask_kind", "kind")] if consented else _AGREES),
        Act(Press(f"kind.{kind}"), "report.ask_family", "family", {"kind": kind}),
        Act(Press(f"family.{family}"), "report.ask_category", "category"),
        Act(Press(f"category.{category}"), "report.ask_what", "what", {"category": category}),
        Act(Say(story), "report.ask_where", "where", {"what": story, "confidential": 1}),
    ]
    if area is not None:
        acts += [
            Act(Pick(area.district), "report.ask_village", "village", {"district": area.code[:8]}),
            Act(Pick(area.village), "report.ask_place", "place", {"village": area.code}),
            Act(Say(place), *_CARD, {"place": place}),
        ]
    else:
        acts.append(Act(Say(place), "report.ask_district", "district", {"place": place}))
        if dice.random() < 0.3:  # thinks again about the place
            place = f"belakang pasar lama nomor {number}"
            acts += [
                Act(Press("button.back"), "report.ask_where", "where"),
                Act(Say(place), "report.ask_district", "district", {"place": place}),
            ]
        acts.append(Act(Press("button.skip"), *_CARD))
    acts += _time(number, dice, asked_known=kind == "pelanggaran")
    acts += _evidence(number, dice.choice((0, 0, 1, 2, 3)) if pictures is None else pictures)
    acts += _identity(dice)
    if dice.random() < 0.2:  # finds the story wanting
        story = f"Setelah diingat lagi: kejadian ke-{number} berlangsung sejak pagi"
        acts += [
            Act(Press("button.edit_what"), "report.ask_what", "what"),
            Act(Say(story), *_CARD, {"what": story}),
        ]
    acts.append(Act(Press("button.send_report"), "receipt.received", None))
    return acts


def _time(number: int, dice: random.Random, *, asked_known: bool) -> list[Act]:
    """When it was, which the card asks by a button; of a violation also since when it is known."""
    after = ("report.ask_known", "known") if asked_known else _CARD
    acts = [Act(Press("button.add_when"), "report.ask_when", "when")]
    if dice.random() < 0.5:
        words = f"tadi malam, {number} menit setelah salat"  # more words would be a story
        acts.append(Act(Say(words), *after, {"happened_words": words, "ongoing": 0}))
    else:
        acts.append(Act(Press("button.ongoing"), *after, {"happened_words": None, "ongoing": 1}))
    return [*acts, *([Act(Press("button.known_today"), *_CARD)] if asked_known else [])]


def _evidence(number: int, count: int) -> list[Act]:
    if not count:
        return []
    pictures = tuple(PICTURE + f"{number} {each}".encode() for each in range(count))
    return [
        Act(Press("button.add_evidence"), "report.ask_evidence", "evidence"),
        Act(Show(pictures), "report.evidence_kept", "evidence"),
        Act(Press("button.next"), *_CARD),
    ]


def _identity(dice: random.Random) -> list[Act]:
    """Confidential without a word, or by the card's button may be contacted."""
    if dice.random() < 0.7:
        return []
    assert opening("report.ask_identity") == opening("report.ask_identity_violation")
    return [
        Act(Press("button.edit_identity"), "report.ask_identity", "identity"),
        Act(Press("button.contact"), "report.ask_phone", "phone", {"confidential": 0}),
        Act(Press("button.skip"), *_CARD),
    ]


def in_danger(number: int, dice: random.Random) -> list[Act]:
    """The short way."""
    story = f"TOLONG ada tawuran bawa parang, rumah nomor {number}"
    told = {"what": story, "ongoing": 1, "confidential": 1}
    latitude, longitude = 1.5 + number / 10_000, 101.25 + number / 10_000
    return [
        Act(Say(story), "report.ask_point_emergency", "point", told),
        Act(
            Share(latitude, longitude),
            "report.summary_emergency",
            "summary",
            {"latitude": latitude, "longitude": longitude},
        ),
        Act(Press("button.send_report"), "receipt.received", None),
    ]
