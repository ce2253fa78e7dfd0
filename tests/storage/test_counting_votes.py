"""M4: quorum and majorities at their edges, and results that nothing changes any more."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from storage import counting
from storage.counting import Choice, Count, Law, Result

SIMPLE = Law(Fraction(1, 2), None)
GRAVE = Law(Fraction(1, 2), Fraction(2, 3))
choices = st.sampled_from([Choice.YES, Choice.NO, Choice.ABSTAIN])


def counted(size: int, votes: list[Choice], *, chair: Choice | None = None) -> Count:
    return Count(
        size,
        size,
        votes.count(Choice.YES),
        votes.count(Choice.NO),
        votes.count(Choice.ABSTAIN),
        chair,
    )


def yes(count: int) -> list[Choice]:
    return [Choice.YES] * count


def no(count: int) -> list[Choice]:
    return [Choice.NO] * count


def test_half_of_nine_is_five() -> None:
    assert counting.needed(SIMPLE, 9) == 5
    assert counting.result(SIMPLE, counted(9, yes(4))) is Result.NO_QUORUM
    assert counting.result(SIMPLE, counted(9, yes(5))) is Result.PASSED


def test_half_of_eight_is_four_and_not_five() -> None:
    assert counting.needed(SIMPLE, 8) == 4
    assert counting.result(SIMPLE, counted(8, yes(4))) is Result.PASSED


def test_nobody_decides_nothing() -> None:
    assert counting.result(Law(Fraction(1, 100), None), counted(0, [])) is Result.NO_QUORUM


def test_an_abstention_is_no_yes() -> None:
    votes = [*yes(3), *no(1), Choice.ABSTAIN, Choice.ABSTAIN, Choice.ABSTAIN]
    assert counting.result(SIMPLE, counted(9, votes)) is Result.FAILED


def test_an_even_split_is_the_chairs_word() -> None:
    votes = [*yes(3), *no(3)]
    assert counting.result(SIMPLE, counted(9, votes, chair=Choice.YES)) is Result.PASSED
    assert counting.result(SIMPLE, counted(9, votes, chair=Choice.NO)) is Result.FAILED
    assert counting.result(SIMPLE, counted(9, votes)) is Result.FAILED


def test_a_removal_wants_two_thirds_and_a_majority_of_the_list() -> None:
    assert counting.result(GRAVE, counted(9, yes(5))) is Result.PASSED
    assert counting.result(GRAVE, counted(9, [*yes(5), *no(3)])) is Result.FAILED
    assert counting.result(GRAVE, counted(9, [*yes(6), *no(3)])) is Result.PASSED
    assert counting.result(GRAVE, counted(10, yes(5))) is Result.FAILED


@given(size=st.integers(1, 12), votes=st.lists(choices, max_size=12), grave=st.booleans())
def test_what_is_certain_no_later_vote_changes(size: int, votes: list[Choice], grave: bool) -> None:
    votes = votes[:size]
    law = GRAVE if grave else SIMPLE
    sure = counting.certain(law, counted(size, votes))
    rest = size - len(votes)
    ends = [[*votes, *yes(a), *no(rest - a)] for a in range(rest + 1)] + [votes]
    results = {counting.result(law, counted(size, one)) for one in ends}
    if sure is not None:
        assert results == {sure}
    elif size == len(votes):
        # All have voted: only whether the chair did is open, and that is known.
        raise AssertionError("a full count is certain")


@given(size=st.integers(1, 30), votes=st.lists(choices, max_size=30), grave=st.booleans())
def test_a_result_that_passed_had_its_quorum_and_its_majority(
    size: int, votes: list[Choice], grave: bool
) -> None:
    votes = votes[:size]
    result = counting.result(GRAVE if grave else SIMPLE, counted(size, votes))
    ayes = votes.count(Choice.YES)
    if 2 * len(votes) < size or not votes:
        assert result is Result.NO_QUORUM
    elif result is Result.PASSED:
        assert ayes * 2 >= len(votes)
        assert not grave or (ayes * 3 >= 2 * len(votes) and ayes * 2 > size)
