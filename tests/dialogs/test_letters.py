"""How a screen is cut into messages: long texts, many files."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dialogs import letters
from dialogs.screen import link, screen

WORDS = st.lists(st.text("абв ", min_size=1, max_size=900), max_size=30).map("\n".join)


@given(WORDS)
def test_no_part_is_longer_than_a_message_and_no_word_is_lost(text: str) -> None:
    parts = letters.parts(text)
    assert all(len(part) <= letters.LETTER_LENGTH for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(st.integers(0, 35), st.booleans())
def test_files_go_in_order_and_no_message_has_more_than_it_can_show(
    many: int, with_picture: bool
) -> None:
    files = tuple(range(many))
    portions = letters.portions(files, with_picture=with_picture)
    assert sum(portions, ()) == files
    assert all(len(one) <= letters.FILES_AT_ONCE for one in portions)
    assert len(portions[-1]) + with_picture <= letters.FILES_AT_ONCE


def test_the_buttons_come_with_the_last_files() -> None:
    shown = screen("Проверьте", [link("Принять", "review.accept")])
    shown = replace(shown, files=tuple(range(12)))
    first, last = letters.of(shown)
    assert (len(first.files), first.buttons) == (2, ())
    assert (len(last.files), [one["label"] for one in last.buttons]) == (10, ["Принять"])
