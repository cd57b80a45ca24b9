"""The kinds of report a citizen can make, in two levels of choice."""

from enum import StrEnum


class Kind(StrEnum):
    """The first choice: who is responsible follows from it (police, or Bawaslu with the police)."""

    DISTURBANCE = "gangguan"  # a threat to public safety and order: the police act
    VIOLATION = "pelanggaran"  # an election violation: Bawaslu decides, the police get a copy


class Category(StrEnum):
    """What happened, in the code that is stored and exported."""

    KERICUHAN = "kericuhan"
    TAWURAN = "tawuran"
    ANCAMAN = "ancaman"
    PENGANIAYAAN = "penganiayaan"
    SENJATA_TAJAM = "senjata_tajam"
    KEBAKARAN = "kebakaran"
    BENCANA = "bencana"
    MEDIS = "medis"
    OBJEK_MENCURIGAKAN = "objek_mencurigakan"
    PERUSAKAN = "perusakan"
    KERUMUNAN = "kerumunan"
    MIRAS = "miras"
    LALU_LINTAS = "lalu_lintas"
    PENCURIAN = "pencurian"
    POLITIK_UANG = "politik_uang"
    INTIMIDASI = "intimidasi"
    NETRALITAS_APARATUR = "netralitas_aparatur"
    KAMPANYE_MASA_TENANG = "kampanye_masa_tenang"
    PERUSAKAN_APK = "perusakan_apk"
    HOAKS_SARA = "hoaks_sara"
    KAMPANYE_HITAM = "kampanye_hitam"
    PELANGGARAN_TPS = "pelanggaran_tps"
    HAK_PILIH = "hak_pilih"
    LOGISTIK_PEMILIHAN = "logistik_pemilihan"


class Family(StrEnum):
    """The second choice: a handful of categories that fit on one screen of buttons."""

    VIOLENCE = "kekerasan"
    DANGER = "bahaya"
    ORDER = "ketertiban"
    PRESSURE = "tekanan"
    CAMPAIGN = "kampanye"
    POLLING_STATION = "tps"


_FAMILIES: dict[Kind, tuple[Family, ...]] = {
    Kind.DISTURBANCE: (Family.VIOLENCE, Family.DANGER, Family.ORDER),
    Kind.VIOLATION: (Family.PRESSURE, Family.CAMPAIGN, Family.POLLING_STATION),
}
_CATEGORIES: dict[Family, tuple[Category, ...]] = {
    Family.VIOLENCE: (
        Category.KERICUHAN,
        Category.TAWURAN,
        Category.ANCAMAN,
        Category.PENGANIAYAAN,
        Category.SENJATA_TAJAM,
    ),
    Family.DANGER: (
        Category.KEBAKARAN,
        Category.BENCANA,
        Category.MEDIS,
        Category.OBJEK_MENCURIGAKAN,
    ),
    Family.ORDER: (
        Category.PERUSAKAN,
        Category.KERUMUNAN,
        Category.MIRAS,
        Category.LALU_LINTAS,
        Category.PENCURIAN,
    ),
    Family.PRESSURE: (
        Category.POLITIK_UANG,
        Category.INTIMIDASI,
        Category.NETRALITAS_APARATUR,
    ),
    Family.CAMPAIGN: (
        Category.KAMPANYE_MASA_TENANG,
        Category.PERUSAKAN_APK,
        Category.HOAKS_SARA,
        Category.KAMPANYE_HITAM,
    ),
    Family.POLLING_STATION: (
        Category.PELANGGARAN_TPS,
        Category.HAK_PILIH,
        Category.LOGISTIK_PEMILIHAN,
    ),
}
_FAMILY_OF = {category: family for family, members in _CATEGORIES.items() for category in members}
_KIND_OF = {family: kind for kind, members in _FAMILIES.items() for family in members}


def families(kind: Kind) -> tuple[Family, ...]:
    """The families of one kind, in the order they are shown."""
    return _FAMILIES[kind]


def categories(family: Family) -> tuple[Category, ...]:
    """The categories of one family, in the order they are shown."""
    return _CATEGORIES[family]


def family_of(category: Category) -> Family:
    """The family a category is chosen from."""
    return _FAMILY_OF[category]


def kind_of(category: Category) -> Kind:
    """Whether a category is a disturbance or an election violation."""
    return _KIND_OF[_FAMILY_OF[category]]
