"""Reports that somebody of the resort writes down for another person: how they came, and when it happened."""

from datetime import timedelta
from enum import StrEnum


class Way(StrEnum):
    """How a report reached the person who wrote it down."""

    CALL_110 = "110"
    TELEPHONE = "telepon"
    MESSAGE = "pesan"  # SMS or WhatsApp
    RADIO = "ht"
    IN_PERSON = "datang"
    LETTER = "surat"


class When(StrEnum):
    """When it happened, as the person who wrote it down says with one tap."""

    NOW = "kini"  # it goes on while they write
    HOUR = "sejam"  # within the last hour
    TODAY = "hari_ini"
    NIGHT = "malam"
    YESTERDAY = "kemarin"
    EARLIER = "lama"


IN_WORDS = {  # what a tap says, read as any words for a time
    When.HOUR: "setengah jam yang lalu",
    When.TODAY: "tadi, hari ini",
    When.NIGHT: "tadi malam",
    When.YESTERDAY: "kemarin",
    When.EARLIER: "beberapa hari yang lalu",
}
FRESH = timedelta(hours=1)  # what happened no longer ago may still be a matter of minutes
LOOKS = 2  # so often the desk alone is called again while nobody says when it happened; then everybody is
