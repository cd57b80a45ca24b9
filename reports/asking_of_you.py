"""Whether words say or ask of a reporter something other than what they saw, how they are and what they need.

Names and addresses are what `asking_who` looks for. Whatever else is asked of a reporter tells who they are, unless it
stands among what an officer has to know:

"ibu guru di situ ya", "bapak pns"        said of them, and no act: asks
"apa yang bapak lihat", "ibu aman?"       what they saw and how they are: does not
"motor ibu warna apa", "suami bapak"      theirs: asks, unless it is hurt, burns or was taken
"bapak anggota KPPS ya?"                  nothing is said of the member: asks
"bapak anggota KPPS itu masih di sana?"   of somebody else: does not
"""

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise

from language.forms import forms
from language.phrases import CLITICS, Phrases
from language.words import squeeze

_TABLE = tomllib.loads(files(__package__).joinpath("asking_rules.toml").read_text(encoding="utf-8"))["of_you"]


def _words(name: str) -> frozenset[str]:
    return frozenset(squeeze(word) for word in _TABLE[name].split())


_YOU = _words("you")
_FILLERS = _words("fillers")
_LAWFUL = _words("lawful")
_ROLES = _words("roles")
_BEHIND_ROLES = _words("behind_roles")
_TURNS = _words("turns")
_THEIRS = _words("theirs")
_KIN = _words("kin")
_NAMED = _words("named_as")
_WAYS = _words("ways")
_CLAIMED = _words("claimed")
_OFFICES = _words("offices")
_LIVING = _words("living")
_TAGS = _words("tags")
_ACTS = frozenset(squeeze(form) for stem in _TABLE["acts"].split() for form in forms(stem))
_SUFFERS = frozenset(squeeze(form) for stem in _TABLE["acts"].split() for form in forms(stem, passive_only=True))
_NO_ACTS = _words("no_acts")
_PURPOSE = Phrases({"purpose": _TABLE["purpose"]})
_HURT = Phrases({"hurt": _TABLE["hurt"]})
_THAT_IS = frozenset({"itu", "ini", "adalah", "ternyata", "pasti", "mungkin", "kemarin", "apakah"})
_ASKS_WHICH = frozenset({"siapa", "apa", "berapa", "mana", "dimana", "kapan", "bagaimana"})
_CALLED_SO = frozenset({"bapak", "ibu", "saudara"})  # these stand before the office of somebody else too
_TITLED = frozenset({"lurah", "kades", "camat", "rt", "rw", "ketua", "kepala", "haji"})
_CLAIMING = [[word] for word in _CLAIMED]
_BEGINS = ("me", "ber", "di", "ter", "mem", "men", "meny", "meng")


def asks_of_reporter(clause: Sequence[str], others: frozenset[int]) -> bool:
    """Whether one clause asks; `others` are the places of words that name somebody or something else."""
    if _PURPOSE.find(clause) or _says_who_this_is(clause, others) or _guesses_a_living(clause) or _was_it_them(clause):
        return True
    if [word for word in clause if word not in _TAGS] == ["dari", "mana"]:
        return True
    hurt = is_hurt(clause)
    for place, word in enumerate(clause):
        if word.endswith(("mu", "kau")) and _bare(word) in _THEIRS and not hurt:
            return True
        if word not in _YOU or clause[place + 1 : place + 2] in (["itu"], ["tersebut"]):
            continue
        before = clause[place - 1] if place else ""
        if (
            (before in _THEIRS or _bare(before) in _THEIRS)
            and clause[place + 1 : place + 2] not in _CLAIMING
            and not hurt
        ):
            return True
        if before not in _TURNS and not hurt and _is_said_to_be(clause, place + 1, others):
            return True
    return False


def speaks_to_them(plain: Sequence[str]) -> bool:
    """Whether a sentence is about the reporter, not about somebody who is only called like them ("ibu lurah")."""
    return any(
        word in _YOU and not {*plain[place + 1 : place + 2]} & (_CLAIMED | _OFFICES) for place, word in enumerate(plain)
    )


def says_what_they_do(plain: Sequence[str]) -> bool:
    """ "bapak sempat melawan", "ibu jatuh di mana": what a reporter does and suffers is what happened."""
    return any(word in _YOU and (following in _LAWFUL or _is_act(following)) for word, following in pairwise(plain))


def _is_said_to_be(clause: Sequence[str], at: int, others: frozenset[int]) -> bool:
    """Whether what stands behind a word for the reporter says what they are."""
    while at < len(clause) and clause[at] in _FILLERS:
        at += 1
    if at >= len(clause):
        return False
    word = clause[at]
    if word in _ROLES:
        behind = clause[at + 1 :]
        if word in _OFFICES and clause[at - 1] in _CALLED_SO:
            return all(_may_stand_behind_role(each) for each in behind)
        return not any(_is_act(each) or (each in _LAWFUL and not _may_stand_behind_role(each)) for each in behind)
    if (word in _KIN or _bare(word) in _KIN) and "yang" not in clause[at + 1 :]:
        return True
    if at in others or word in _LAWFUL or _bare(word) in _LAWFUL or word.isdecimal():
        return False
    if clause[at - 1] == "yang" and word not in _ACTS:
        return True  # "bapak yang bertato itu"
    return not _is_act(word) and not word.endswith("nya")


def _may_stand_behind_role(word: str) -> bool:
    return word in _ROLES or word in _BEHIND_ROLES or word in _YOU or word.isdecimal()


def _is_act(word: str) -> bool:
    if word in _NO_ACTS:
        return False
    return word in _ACTS or (word.startswith(_BEGINS) and len(word) > 4) or (word.endswith("kan") and len(word) > 5)


def _says_who_this_is(clause: Sequence[str], others: frozenset[int]) -> bool:
    """ "ini istrinya pak haji ya", "ini yang jualan di depan sekolah"; not "ini istrinya yang dipukul"."""
    for place, word in enumerate(clause[:4]):
        if word not in _NAMED:
            continue
        behind = clause[place + 1 :]
        if not behind or (place + 1 in others and behind[0] not in _KIN):
            return False
        if behind[0] == "yang":
            return len(behind) > 1 and behind[1] in _WAYS and not is_hurt(behind)
        if behind[0] in _KIN or _bare(behind[0]) in _KIN:
            return "yang" not in behind and not any(_is_act(each) for each in behind)
        return behind[0] in _ROLES and all(_may_stand_behind_role(each) for each in behind)
    return False


def is_hurt(clause: Sequence[str]) -> bool:
    """Whether what is asked about burns, was taken or suffers something: then whose it is matters less."""
    return bool(_HURT.find(clause)) or any(word in _SUFFERS for word in clause)


def _was_it_them(clause: Sequence[str]) -> bool:
    """ "yang teriak dari jendela tadi itu anda?"; not "yang memukul bapak?", "yang luka itu siapa, ibu?"."""
    return (
        len(clause) > 3
        and "yang" in clause[:2]
        and clause[-1] in _YOU
        and clause[-2] in _THAT_IS
        and not _ASKS_WHICH & {*clause[2:]}
    )


def _guesses_a_living(clause: Sequence[str]) -> bool:
    """ "sopir travel ya mas", "menantunya pak camat kah bu": nobody is named, so it is the reporter."""
    if len(clause) < 2 or clause[-1] not in _TAGS or not (clause[0] in _LIVING or _is_kin_of(clause[0])):
        return False
    return not any(word == "yang" or _is_act(word) or word in _CLAIMED - _TITLED for word in clause[1:])


def _is_kin_of(word: str) -> bool:
    return word.endswith("nya") and _bare(word) in _KIN


def _bare(word: str) -> str:
    ending = next((each for each in (*CLITICS, "kau") if word.endswith(each) and len(word) > len(each) + 2), "")
    bare = word.removesuffix(ending)
    return f"{bare}n" if ending == "nya" and f"{bare}n" in _KIN else bare  # "besannya" has been squeezed
