"""How votes are counted: quorum, majorities, and whether a result is certain already (M4).

Numbers only; who votes and on what stands in `storage.motions`.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Choice(StrEnum):
    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Result(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NO_QUORUM = "no-quorum"
    #: There is nothing to decide any more.
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Law:
    """How much is needed: ``quorum`` of the list must vote. ``qualified`` None is a simple
    majority of those who voted; else that part of them, and more than half of the list."""

    quorum: Fraction
    qualified: Fraction | None


@dataclass(frozen=True)
class Count:
    """Votes so far: ``size`` of the list, ``eligible`` of it without those with an interest."""

    size: int
    eligible: int
    yes: int = 0
    no: int = 0
    abstained: int = 0
    chair: Choice | None = None

    @property
    def voted(self) -> int:
        return self.yes + self.no + self.abstained


def needed(law: Law, size: int) -> int:
    """How many must vote for a quorum."""
    return -(-size * law.quorum.numerator // law.quorum.denominator)


def result(law: Law, count: Count) -> Result:
    """What the votes mean if no more come. In a simple vote an even split is the chair's word."""
    if count.voted < needed(law, count.size) or count.voted == 0:
        return Result.NO_QUORUM
    if law.qualified is None:
        even = 2 * count.yes == count.voted
        passed = 2 * count.yes > count.voted or (even and count.chair is Choice.YES)
    else:
        passed = count.yes >= law.qualified * count.voted and 2 * count.yes > count.size
    return Result.PASSED if passed else Result.FAILED


def certain(law: Law, count: Count) -> Result | None:
    """The result if nothing that may still come changes it, else None."""
    left = count.eligible - count.voted
    found: set[Result] = set()
    for yes in range(left + 1):
        for no in range(left + 1 - yes):
            for abstained in range(left + 1 - yes - no):
                for chair in _chairs(count, yes, no):
                    then = Count(
                        count.size,
                        count.eligible,
                        count.yes + yes,
                        count.no + no,
                        count.abstained + abstained,
                        chair,
                    )
                    found.add(result(law, then))
                    if len(found) > 1:
                        return None
    return found.pop()


def _chairs(count: Count, yes: int, no: int) -> set[Choice | None]:
    """What the chair may have said at the end."""
    if count.chair is not None:
        return {count.chair}
    may: set[Choice | None] = {None}
    if yes:
        may.add(Choice.YES)
    if no:
        may.add(Choice.NO)
    return may
