"""What was measured on a small database and on a grown one, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from statistics import median, quantiles

WANTED = 1.2


@dataclass(slots=True)
class Results:
    """What was measured on one database, by name: a list a run."""

    waits: dict[str, list[list[float]]] = field(default_factory=dict)  # milliseconds
    figures: dict[str, list[float]] = field(default_factory=dict)
    frozen: list[float] = field(default_factory=list)  # milliseconds, of an announcement's recipients

    def note(self, name: str, figure: float) -> None:
        """One more run's figure."""
        self.figures.setdefault(name, []).append(figure)


def table(small: Results, grown: Results, names: Sequence[str] | None = None) -> str:
    """Both databases side by side; a ratio says how much worse the grown one is."""
    lines = [
        "| | small: median (of single runs) | grown | p99 small | p99 grown | ratio of the medians |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name in names or list(small.waits):
        few, many = small.waits[name], grown.waits[name]
        ratio = median(chain.from_iterable(many)) / median(chain.from_iterable(few))
        p99 = f"{_p99(few):.1f} | {_p99(many):.1f}"
        lines.append(
            f"| {name} | {_told(few)} | {_told(many)} | {p99} | {ratio:.2f}{'' if ratio <= WANTED else ' !'} |"
        )
    if names is None:
        for name in small.figures:
            few_runs, many_runs = small.figures[name], grown.figures[name]
            ratio = median(many_runs) / median(few_runs)
            ratio = 1 / ratio if name.endswith("/s") else ratio
            figures = " | ".join(_told([[each] for each in runs]) for runs in (few_runs, many_runs))
            lines.append(f"| {name} | {figures} | | | {ratio:.2f}{'' if ratio <= WANTED else ' !'} |")
    return "\n".join(lines)


def _told(runs: Sequence[Sequence[float]]) -> str:
    medians = [median(each) for each in runs]
    middle = median([each for run in runs for each in run])
    digits = 0 if middle >= 100 else 1 if middle >= 1 else 3
    return f"{middle:,.{digits}f} ({min(medians):,.{digits}f} to {max(medians):,.{digits}f})"


def _p99(runs: Sequence[Sequence[float]]) -> float:
    return quantiles([each for run in runs for each in run], n=100)[98]
