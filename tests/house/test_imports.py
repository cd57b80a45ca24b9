"""No circle of imports: not in any room, not between rooms, and not for the sake of a type either."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]


def test_no_module_imports_itself_by_a_detour() -> None:
    rooms = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "root_packages"
    ]
    graph = grimp.build_graph(*rooms, cache_dir=None)  # with the imports below TYPE_CHECKING
    assert list(circles(graph)) == []


def test_a_circle_is_found() -> None:
    graph = grimp.ImportGraph()
    for module in ("room.door", "room.key", "room.lock", "room.window"):
        graph.add_module(module)
    for importer, imported in (("door", "lock"), ("lock", "key"), ("key", "door"), ("window", "door")):
        graph.add_import(importer=f"room.{importer}", imported=f"room.{imported}")
    assert list(circles(graph)) == [{"room.door", "room.key", "room.lock"}]


def circles(graph: grimp.ImportGraph) -> Iterator[set[str]]:
    """The largest groups of modules of which each imports each, by one way or another."""
    left = set(graph.modules)
    while left:
        module = left.pop()
        around = graph.find_downstream_modules(module) & graph.find_upstream_modules(module)
        left -= around
        if around:
            yield around | {module}


def test_the_chat_front_holds_four_files_and_its_wings() -> None:
    files = {file.name for file in (ROOT / "handlers").glob("*.py")}
    assert files == {"__init__.py", "message.py", "routes.py", "switchboard.py", "ticker.py"}
