"""Places of a contest from the jury's points: the one rule of it, on plain numbers (E5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Points:
    """What a team got: the sum of all whole sheets, and how many those are."""

    points: int
    sheets: int

    @property
    def mean(self) -> Fraction:
        """The mean of a sheet, exactly: a third has no end as a decimal."""
        return Fraction(self.points, self.sheets) if self.sheets else Fraction(0)


def places(got: Mapping[int, Points]) -> dict[int, int]:
    """The places of teams, from 1, by the mean of their sheets; who has as much shares a place,
    and the next one is as many lower. A team without a whole sheet has none."""
    judged = {team: one.mean for team, one in got.items() if one.sheets}
    return {
        team: 1 + sum(other > mean for other in judged.values()) for team, mean in judged.items()
    }


def is_doubtful(sheets: int, jury: int) -> bool:
    """Whether fewer than half of the jury have judged a team."""
    return 2 * sheets < jury
