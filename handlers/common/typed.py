"""Words that stand for a button: its label, or what people type in its place."""

import re

from conversations import render
from conversations.screen import Button
from language.words import squeeze, words
from locales import Texts

_SIGN = re.compile(r"^\W+")  # the little picture before a label
_POLITE = frozenset(
    [
        "pak",
        "bu",
        "bapak",
        "ibu",
        "bang",
        "mas",
        "mbak",
        "kak",
        "min",
        "admin",
        "ndan",
        "dong",
        "deh",
        "nak",
        "om",
        "tante",
        "bos",
        "bro",
        "gan",
        "sis",
        "dik",
        "dek",
        "komandan",
    ]
)
_SLIPS = frozenset(
    map(
        words,
        [
            *(f"salah {tap}" for tap in ("pencet", "kepencet", "tekan", "tombol", "klik", "pijit", "sentuh")),
            *("kepencet", "tidak sengaja", "tidak sengaja kepencet", "wrong button", "by mistake"),
        ],
    )
)
_LANGUAGES = {
    code: frozenset(
        words(f"{before}{name}{after}") for before in ways for name in names for after in ("", " please", " saja")
    )
    for code, names, ways in (
        ("en", ("english", "bahasa inggris"), ("", "in ", "yes ", "yes in ", "please in ", "pakai ", "dalam ", "ya ")),
        ("id", ("bahasa indonesia", "indonesian"), ("", "in ", "pakai ", "dalam ", "ya ")),
    )
}
_YES_TO_ENGLISH = frozenset(map(words, ["yes please", "yes continue", "yes continue in english", "ok yes please"]))
_SORRY = frozenset(
    map(squeeze, ["wah", "waduh", "aduh", "eh", "maaf", "sori", "sorry", "ups", "oops", "saya", "tadi", "aja", "saja"])
)
_SAID = {
    f"button.{name}": frozenset(map(words, said))
    for name, said in {
        "forward_seen": ("ya", "iya", "ya betul", "saya melihatnya", "saya lihat", "saya lihat sendiri", "yes"),
        "forward_truth": ("tidak tahu", "benar atau tidak", "benar tidak", "apa benar", "apakah benar", "is it true"),
        "happens_now": ("ya", "iya", "ya sekarang", "sedang", "masih", "sedang terjadi", "sekarang", "yes", "yes now"),
        "not_now": ("tidak", "bukan", "tidak sekarang", "sudah tidak", "sudah selesai", "no", "not now"),
        "make_report": (
            "ya",
            "y",
            "krim",
            "krm",
            "sip",
            "lanjut",
            "iya",
            "ya betul",
            "betul",
            "benar",
            "ok",
            "oke",
            "boleh",
            "yes",
            "kirim",
            "kirimkan",
            "kirim saja",
            "kirim sekarang",
            "ya kirim",
            "laporkan",
            "ya laporkan",
            "send",
        ),
        "no_report": ("tidak", "tidak jadi", "bukan", "batal", "jangan", "no"),
        "agree": ("ya", "iya", "setuju", "saya setuju", "ok", "oke", "yes", "i agree"),
        "resume": (
            *("ya", "iya", "y", "jadi", "ya jadi", "iya jadi", "lanjut", "lanjutkan", "ya lanjut", "ya lanjutkan"),
            *("iya lanjut", "iya lanjutkan", "mau", "ya mau", "iya mau", "mau lanjut", "boleh", "teruskan", "ok"),
            *("oke", "sip", "yes", "continue", "go on"),
        ),
        "anew": ("baru", "laporan baru", "mulai baru", "mulai laporan baru", "buat baru", "dari awal", "new"),
        "back": ("kembali", "mundur", "back"),
        "cancel": ("batal", "batalkan", "tidak jadi", "cancel"),
        "skip": ("lewati", "lewat", "tidak ada", "tidak tahu", "skip", "none", "no"),
        "next": ("lanjut", "lanjutkan", "sudah", "selesai", "itu saja", "next", "done"),
        "confidential": (
            "ya",
            "iya",
            "mau",
            "rahasia",
            "rahasiakan",
            "rahasiakan saja",
            "rahasiakan aja",
            "dirahasiakan",
            "dirahasiakan saja",
            "tolong dirahasiakan",
            "mau dirahasiakan",
            "saya mau dirahasiakan",
            "ya rahasiakan",
            "ya dirahasiakan",
            "jangan sebut nama saya",
            "yes",
            "secret",
            "keep it secret",
            "confidential",
            "anonymous",
        ),
        "contact": ("boleh dihubungi", "hubungi saya", "silakan hubungi", "silakan hubungi saya", "you may contact me"),
        "known_today": ("hari ini", "baru tahu", "baru tau", "today"),
        "known_then": ("saat itu", "waktu itu", "langsung", "then"),
        **{f"split_{count}": ("pisah", "pisahkan", "dipisah", "pisahkan saja", "split") for count in range(2, 6)},
        "done": ("selesai", "sudah", "itu saja", "done"),
        "send_report": (
            "kirim",
            "krim",
            "krm",
            "y",
            "sip",
            "lanjut",
            "kirimkan",
            "kirim sekarang",
            "kirim laporan",
            "ya",
            "iya",
            "ok",
            "oke",
            "send",
            "send now",
            "benar",
            "betul",
            "sudah",
            "sudah benar",
            "sudah betul",
            "ya benar",
            "ya betul",
            "ya sudah benar",
            "correct",
            "yes",
        ),
    }.items()
}


def means(body: str, button: Button, texts: Texts) -> bool:
    """Whether a whole message says what a button says."""
    typed, label = body.strip().casefold(), render.label(button, texts).casefold()
    if typed in (label, _SIGN.sub("", label)):
        return True
    return tuple(word for word in words(typed) if word not in _POLITE) in _SAID.get(button.label, ())


def language(body: str, *, offered: bool) -> str | None:
    """The language that a whole message asks for; a plain "yes please" only where English was `offered`."""
    said = tuple(word for word in words(body) if word not in _POLITE)
    if offered and said in _YES_TO_ENGLISH:
        return "en"
    return next((code for code, ways in _LANGUAGES.items() if said in ways), None)


def is_slip(body: str) -> bool:
    """Whether a whole message only says that a button was tapped by mistake: "waduh salah pencet ndan"."""
    return tuple(word for word in words(body) if word not in _POLITE | _SORRY) in _SLIPS
