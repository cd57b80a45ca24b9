"""Words that stand for a button: its label, or what people type in its place."""

import re

from conversations import render
from conversations.screen import Button
from language.words import words
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
