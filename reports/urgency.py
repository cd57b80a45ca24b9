"""How fast a report must be taken: from its category, the words used, and whether it is still going on."""

from enum import StrEnum

from language.phrases import Phrases
from language.words import words
from reports.category import Category
from reports.danger import Alarm, listen


class Urgency(StrEnum):
    """Four steps, most urgent first; a citizen never sees them."""

    DARURAT = "darurat"  # life is in danger: at once, command informed
    TINGGI = "tinggi"  # evidence or peace is lost if it waits
    SEDANG = "sedang"  # within the hour
    RENDAH = "rendah"  # within the shift

    @property
    def rank(self) -> int:
        """0 for the most urgent, to sort by."""
        return _ORDER.index(self)


_ORDER = (Urgency.DARURAT, Urgency.TINGGI, Urgency.SEDANG, Urgency.RENDAH)

_DEFAULT: dict[Category, Urgency] = {
    Category.KERICUHAN: Urgency.DARURAT,
    Category.TAWURAN: Urgency.DARURAT,
    Category.ANCAMAN: Urgency.DARURAT,
    Category.PENGANIAYAAN: Urgency.DARURAT,
    Category.SENJATA_TAJAM: Urgency.DARURAT,
    Category.KEBAKARAN: Urgency.DARURAT,
    Category.OBJEK_MENCURIGAKAN: Urgency.DARURAT,
    Category.BENCANA: Urgency.TINGGI,
    Category.MEDIS: Urgency.TINGGI,
    Category.PERUSAKAN: Urgency.SEDANG,
    Category.KERUMUNAN: Urgency.SEDANG,
    Category.PENCURIAN: Urgency.SEDANG,
    Category.MIRAS: Urgency.RENDAH,
    Category.LALU_LINTAS: Urgency.RENDAH,
    Category.POLITIK_UANG: Urgency.TINGGI,
    Category.INTIMIDASI: Urgency.TINGGI,
    Category.PELANGGARAN_TPS: Urgency.TINGGI,
    Category.LOGISTIK_PEMILIHAN: Urgency.TINGGI,
    Category.NETRALITAS_APARATUR: Urgency.SEDANG,
    Category.PERUSAKAN_APK: Urgency.SEDANG,
    Category.HOAKS_SARA: Urgency.SEDANG,
    Category.KAMPANYE_HITAM: Urgency.SEDANG,
    Category.KAMPANYE_MASA_TENANG: Urgency.RENDAH,
    Category.HAK_PILIH: Urgency.RENDAH,
}
# What can still be stopped is worth more speed than what is over.
_ONGOING: dict[Category, Urgency] = {
    Category.INTIMIDASI: Urgency.DARURAT,
    Category.MEDIS: Urgency.DARURAT,
    Category.PERUSAKAN: Urgency.TINGGI,
    Category.KERUMUNAN: Urgency.TINGGI,
    Category.PENCURIAN: Urgency.TINGGI,
    Category.KAMPANYE_MASA_TENANG: Urgency.SEDANG,
    Category.HAK_PILIH: Urgency.SEDANG,
}
_RAISED: dict[Category, tuple[Urgency, Phrases]] = {
    Category.KERUMUNAN: (
        Urgency.TINGGI,
        Phrases({"crowd": ("ratusan", "ribuan", "hundreds", "memanas", "blokir", "blokade")}),
    ),
    Category.KAMPANYE_MASA_TENANG: (
        Urgency.SEDANG,
        Phrases({"meeting": ("kampanye", "konvoi", "orasi", "pawai", "campaigning", "pengeras suara", "toa")}),
    ),
    Category.HAK_PILIH: (
        Urgency.SEDANG,
        Phrases(
            {
                "sent away": (
                    "disuruh pulang",
                    "ditolak",
                    "diusir",
                    "tidak boleh|dibolehkan|diizinkan",
                    "turned away",
                )
            }
        ),
    ),
}


def assess(category: Category | None, text: str, ongoing: bool) -> Urgency:
    """The urgency of a report; words and time only ever raise it above the default of its category.

    `category` is None while it is not known; `ongoing` says that the reporter sees it happening now.
    """
    found = [_DEFAULT.get(category, Urgency.SEDANG) if category else Urgency.SEDANG]
    if listen(text) is Alarm.DANGER:
        found.append(Urgency.DARURAT)
    if category and ongoing:
        found.append(_ONGOING.get(category, Urgency.RENDAH))
    if category in _RAISED:
        level, phrases = _RAISED[category]
        if phrases.find(words(text)):
            found.append(level)
    return min(found, key=lambda urgency: urgency.rank)
