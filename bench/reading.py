"""What a message costs whatever reads it, for each reader the text of 4,096 characters that costs it most.

    python -m bench.reading

Milliseconds of a processor, the best of several readings. The texts are those of `tests/language/test_speed.py`, which
holds that none of them costs more than its length.
"""

from collections.abc import Callable
from functools import partial

from tests.language.readers import READERS, TEXTS
from tests.stage.effort import known_work, took


def main() -> None:
    print(f"{_milliseconds(known_work, 20):.2f} ms  the known work, by which machines can be compared")
    for name, reader in READERS.items():
        costs = {text: _milliseconds(partial(reader, TEXTS[text]), 2) for text in TEXTS}
        hardest = max(costs, key=costs.__getitem__)
        print(f"{_milliseconds(partial(reader, TEXTS[hardest]), 20):.2f} ms  {name}: {hardest}", flush=True)


def _milliseconds(work: Callable[[], object], runs: int) -> float:
    return 1000 * min(took(work) for _ in range(runs))


if __name__ == "__main__":
    main()
