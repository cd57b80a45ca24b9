"""What a text, a number or any other value can be at its worst."""

import random

WORDS = (
    "",
    " ",
    "\n\n\n",
    "halo",
    "ya",
    "tidak",
    "batal",
    "TOLONG ada tawuran bawa parang",
    "Amplop dibagikan di rumah warga supaya memilih",
    "tadi malam jam 25.61",
    "TPS 99999999999999999999",
    "{number}",
    "{0} {} {number!r:>99999} {{",
    "%s %d %(name)s %n%n%n",
    "<b>tebal",
    "</b></i>",
    "<a href='tg://user?id=1'>x</a>",
    "&lt;&amp;&#0;&#xD800;&nbsp;&",
    "*tebal* _miring_ `kode` [x](http://y) ||z||",
    "'; DROP TABLE officers; --",
    '" OR 1=1 --',
    "${jndi:ldap://x/y} {{7*7}} $(reboot) `id`",
    "../../../etc/passwd\x00.jpg",
    "\x00",
    "halo\x00dunia",
    "".join(map(chr, range(1, 32))),
    "\x7f\x80\x9f",
    "\u202eterbalik\u202c \u2066x\u2069",
    "\u200b\u200c\u200d\u2060\ufeff",
    "\u200b" * 4096,
    "a" + "\u0301" * 2000,
    "Z̷̡̢̛͖̗̘̙̜̝̞̟̠̣̤̥̦̩̪̫̬̭̮̯̰̱̲̳̹̺̻̼͇͈͉͍͎̀́̂̃",
    "\ufffd\ufffe\uffff",
    "\U0010ffff\U000e0001\U000e007f",
    "👨‍👩‍👧‍👦" * 300,
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "مرحبا بالعالم ٣٤٥",
    "१२३ ၁၂၃ ² ½ Ⅷ \u0660",
    "İıſßŉǰΐẞﬁ",
    "x" * 4096,
    "<" * 4096,
    "&" * 5000,
    "🙏" * 2048,
    "😀a" * 2047,
    "kata " * 3000,
    "\u2028\u2029\u0085",
    "-1",
    "0",
    "1e400",
    "9" * 400,
    "DMI-2411-0001-1",
    "dmi 2411 0001",
    "DMI-\u0662\u0664\u0661\u0661-\u0660\u0660\u0660\u0661-\u0661",
    "27/11 07.30",
    "99/99/9999 99.99",
    "http://localhost:8080/?x=%00",
    "@siaga_sandbox_bot",
    "/lapor",
    "/",
    "//",
    "/start@",
    "/lapor@otherbot",
    "/LAPOR@SIAGA_SANDBOX_BOT x",
)
NAMES = (
    "Warga",
    "\u202e",
    "\u200b",
    "<b>",
    "{number}",
    "%s",
    "&amp;",
    "'; DROP TABLE chats; --",
    "\x00",
    "ﷺ" * 60,
    "👩🏽‍🚀",
    "שלום",
    "e" + "\u0301" * 60,
    "\ufff9\ufffa\ufffb",
    "Siaga – Polres Dumai ✅",
    "x" * 255,
)
NUMBERS: tuple[object, ...] = (
    0, -1, 1, 2**31, -(2**31), 2**52, 2**53, -(2**63), 2**63 - 1, 2**64 - 1, 0.5, 1e308, -1e-308, 7.0, True, False,
)  # fmt: skip
VALUES: tuple[object, ...] = (
    None, [], {}, "", "x", [None], [[]], [{}], {"id": None}, {"a": {"b": {"c": []}}}, "null", *NUMBERS,
)  # fmt: skip
PAYLOADS = (
    "lapor", "LAPOR", "masuk-", "masuk-masuk-x", "masuk-AAAAAAAAAAAAAAAAAAAAAA", "14_72_02_1004-006", "14_72_02_1004",
    "14.72.02.1004-1", "1472021004-000", "14_72_02_9999-1", "99_99_99_9999", "14_72_02_1004-\u0663", "-", "_", "__",
    "x" * 64, "x" * 4000, "lapor lapor", "%00", "\u202elapor", "\u0663", "\u0661\u0664_72_02_1004",
)  # fmt: skip


def deep(levels: int) -> object:
    """Something nested so deep."""
    value: object = "x"
    for level in range(levels):
        value = [value] if level % 2 else {"reply_to_message": value}
    return value


def text(dice: random.Random) -> str:
    """Words, nasty ones joined to nasty ones, or characters from anywhere."""
    roll = dice.random()
    if roll < 0.6:
        return dice.choice(WORDS)
    if roll < 0.8:
        return f"{dice.choice(WORDS)}{dice.choice(('', ' ', chr(10)))}{dice.choice(WORDS)}"
    return "".join(_character(dice) for _ in range(dice.choice((1, 3, 30, 300))))


def _character(dice: random.Random) -> str:
    while True:
        code = dice.choice((dice.randrange(128), dice.randrange(0x3000), dice.randrange(0x110000)))
        if not 0xD800 <= code < 0xE000:
            return chr(code)
