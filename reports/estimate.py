"""What an officer says of an incident with four taps: how many, the mood, weapons, and whether anybody is hurt."""

from dataclasses import dataclass

STEPS = ("people", "mood", "weapons", "hurt")
CHOICES = 4  # of each step, from the least to the gravest; their words are in the locales


@dataclass(frozen=True, slots=True)
class Estimate:
    """The four answers, each a number of a choice. They are estimates, and are shown with who made them."""

    people: int
    mood: int
    weapons: int
    hurt: int


def answers(taps: str) -> tuple[int, ...]:
    """The choices tapped so far; `ValueError` for what no button of ours holds."""
    chosen = tuple(int(each) for each in taps)
    if len(chosen) > len(STEPS) or not taps.isascii() or any(each >= CHOICES for each in chosen):
        raise ValueError(taps)
    return chosen


def estimate(taps: str) -> Estimate | None:
    """The estimate that all four taps make; None while some are missing."""
    chosen = answers(taps)
    return Estimate(*chosen) if len(chosen) == len(STEPS) else None
