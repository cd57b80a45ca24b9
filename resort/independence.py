"""Two people: whether two who take part in one act are independent, and whose voice counts.

Every act that takes two asks here: announcements, opening an identity, the resort's own texts, the seats of the
command, deleting everywhere. Nobody is a voice for what they wrote or handed in, and of the people who take part in
one act no two are inviter and invitee: one person with two telephones can invite the second one.

Only one exception: where the command has no third seat, its last two people count although one invited the other.
Otherwise a small resort could do nothing. Screens say when that is so.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NewType

# The human being, not the post: it stays the same when somebody is removed and let in again.
Person = NewType("Person", int)
Pair = frozenset[Person]

OPERATOR = Person(0)  # the command line of the machine
VOTES_AFTER = timedelta(hours=24)  # a new seat's voice counts then, or as soon as all of the command have confirmed it
SUSPENDED_FOR = timedelta(hours=24)
CODES_APART = timedelta(hours=1)  # two codes of the command line stand for the person that a deadlock lacks
CODE_LASTS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Seats:
    """The command as it is now.

    `voters` are the people whose voice counts, `seated` all who have a seat, also suspended or new ones, `ties` the
    pairs of inviter and invitee of all times.
    """

    voters: frozenset[Person]
    seated: frozenset[Person]
    ties: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, people: Iterable[Person]) -> "Seats":
        """A command of people who all came in by the command line."""
        everybody = frozenset(people)
        return cls(everybody, everybody)

    def tied(self, one: Person, other: Person) -> bool:
        """Whether one of two people let the other in."""
        return frozenset({one, other}) in self.ties

    def is_last_pair(self, one: Person, other: Person) -> bool:
        """Whether the command has nobody besides these two, a suspended person counted too."""
        return not self.seated - {one, other}

    def independent(self, one: Person, other: Person) -> bool:
        """Whether two people count as two in one act."""
        return one != other and (not self.tied(one, other) or self.is_last_pair(one, other))

    def may_second(self, person: Person, parties: Collection[Person]) -> bool:
        """Whether a person's voice counts in addition to those who take part already."""
        return person in self.voters and all(self.independent(person, each) for each in parties)

    def seconders(self, parties: Collection[Person]) -> list[Person]:
        """Everybody whose voice would count in addition to those who take part already."""
        return [person for person in sorted(self.voters) if self.may_second(person, parties)]

    def counted(
        self, voices: Sequence[Person], parties: Collection[Person], exempt: Collection[Person] = ()
    ) -> list[Person]:
        """The voices that count, in the order in which they were given: each independent of all before it.

        Those in `exempt` gave their voice under the rules of an earlier release: who invited whom is passed over.
        """
        found: list[Person] = []
        for voice in voices:
            others = (*parties, *found)
            if (voice in exempt and voice in self.voters and voice not in others) or self.may_second(voice, others):
                found.append(voice)
        return found

    def can_give(self, needed: int, parties: Collection[Person]) -> bool:
        """Whether the command has so many voices that would count together."""
        return needed <= 0 or any(self.can_give(needed - 1, (*parties, person)) for person in self.seconders(parties))

    def leans_on_last_pair(self, person: Person, parties: Collection[Person]) -> bool:
        """Whether a person's voice counts only because the command has nobody besides the two."""
        return any(self.tied(person, each) and self.is_last_pair(person, each) for each in parties)
