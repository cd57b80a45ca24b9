"""The files of the resort's texts: those that come with the release, and the resort's own, which take their place."""

import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISREG

from reports.category import Category
from resort.resort_text import NAME, ResortText, canonical, parse
from resort.text_shelf import Shelf
from resort.wrong_file import WrongFile, text_of

log = logging.getLogger("bot")

SHIPPED = Path(__file__).parents[1] / "layanan"
MOST_FILES = 200  # in a folder
LARGEST = 16_384  # bytes
_SUBJECTS = frozenset(map(str, Category))

_Stamp = tuple[str, int, int, int]  # of a file: its path, its inode, when it was changed, its size


class TextFolders:
    """Reads the files again when one has changed; otherwise a call costs a look at the folders."""

    def __init__(self, own: Path, shipped: Path = SHIPPED) -> None:
        self.own, self._shipped = own, shipped
        self._stamps: tuple[_Stamp, ...] | None = None
        self._shelf = Shelf()

    def __call__(self) -> Shelf:
        """What the files say now."""
        stamps = (*_stamps(self._shipped), *_stamps(self.own))
        if stamps != self._stamps:
            self._stamps, self._shelf = stamps, _read(stamps)
            for name, problems in sorted(self._shelf.problems.items()):
                log.warning("layanan/%s.md cannot be read, its approved text goes on: %s", name, "; ".join(problems))
        return self._shelf


def _stamps(folder: Path) -> Iterator[_Stamp]:
    """The text files of a folder, without hidden ones such as an editor's lock files."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(each.name for each in entries if each.name.endswith(".md") and not each.name.startswith("."))
    except OSError:
        return
    for name in [each for each in names if each != "README.md"][:MOST_FILES]:
        path = folder / name
        try:
            stat = path.lstat()
        except FileNotFoundError:  # it went just now
            continue
        yield str(path), stat.st_ino, stat.st_mtime_ns, stat.st_size


def _content(path: Path) -> bytes:
    """What a file of the folder holds. Raises `WrongFile` for a link, which may lead anywhere, and for no file."""
    if not S_ISREG(path.lstat().st_mode):
        raise WrongFile(["the file: expected a file of its own, not a link or a folder"])
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise WrongFile([f"its size: expected at most {LARGEST} bytes"])
    return content


def _read(stamps: Iterable[_Stamp]) -> Shelf:
    """The last file of each name counts: the resort's own come last."""
    texts: dict[str, ResortText] = {}
    contents: dict[str, str] = {}
    problems: dict[str, tuple[str, ...]] = {}
    for path, *_ in stamps:
        name = Path(path).stem
        for known in (texts, contents, problems):
            known.pop(name, None)
        try:
            if not NAME.fullmatch(name):
                raise WrongFile(["its name: expected up to 40 small letters, digits and -"])
            contents[name] = canonical(text_of(_content(Path(path))))
            texts[name] = parse(name, contents[name], _SUBJECTS)
        except OSError as error:
            problems[name] = (f"the file: {error.strerror}",)
        except WrongFile as error:
            contents.pop(name, None)
            problems[name] = error.problems
    return Shelf(texts, contents, problems)
