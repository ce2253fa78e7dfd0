"""A4: how a code looks, and how people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import codes

#: Russian letters that look like a code's Latin ones, as on a printed slip.
LOOK_ALIKES = dict(zip("ABEKMHPCTYX", "АВЕКМНРСТУХ", strict=True))
GAPS = ["-", "", " ", " - ", "  ", "–", "—", "−", "‑"]

made = st.text(min_size=1).map(codes.readable)


@given(key=st.text())
def test_a_code_has_two_groups_of_four_clear_letters(key: str) -> None:
    code = codes.readable(key)
    assert len(code) == 9
    assert code[4] == "-"
    assert not set("01OI") & set(code)
    assert set(code) - {"-"} <= set(codes.ALPHABET)


@given(key=st.text())
def test_a_code_holds_a_digit_so_that_no_word_is_one(key: str) -> None:
    assert any(letter.isdigit() for letter in codes.readable(key))


@pytest.mark.parametrize("kind", ["23456789", "ABCDEFGHJKLMNPQRSTUVWXYZ"])
def test_no_letter_and_no_digit_is_likelier_than_another(kind: str) -> None:
    drawn = "".join(codes.readable(str(number)) for number in range(4000))
    counts = [drawn.count(letter) for letter in kind]
    mean = sum(counts) / len(counts)
    assert all(0.85 * mean < count < 1.15 * mean for count in counts)


@given(code=made, data=st.data())
def test_a_code_is_read_however_it_is_typed(code: str, data: st.DataObject) -> None:
    letters = [
        data.draw(st.sampled_from([letter, letter.lower(), LOOK_ALIKES.get(letter, letter)]))
        for letter in code.replace("-", "")
    ]
    letters = [data.draw(st.sampled_from([letter, letter.lower()])) for letter in letters]
    gap = data.draw(st.sampled_from(GAPS))
    around = data.draw(st.sampled_from(["", " ", "\n", "  "]))
    typed = around + "".join(letters[:4]) + gap + "".join(letters[4:]) + around
    assert codes.normalise(typed) == codes.spot(typed) == code


@given(code=made)
def test_reading_a_code_twice_changes_nothing(code: str) -> None:
    assert codes.normalise(codes.normalise(code) or "") == code
    assert codes.spot(code) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "ABCD",
        "ABCD-234",
        "ABCD-23456",
        "ABC-D2345",
        "ABCD--2345",
        "ABCD-234O",
        "ABCD-2341",
        "мой код ABCD-2345",
        "ABCD-2345 спасибо",
        "12.12 10:00",
        "Здравствуйте",
    ],
)
def test_what_is_no_code_is_not_taken_for_one(text: str) -> None:
    assert codes.normalise(text) is None
    assert codes.spot(text) is None


@pytest.mark.parametrize("word", ["хваткату", "тема нету", "Тема-нету", "СТАРУХАМ"])
def test_eight_russian_letters_are_words(word: str) -> None:
    assert codes.spot(word) is None


@given(text=st.text(max_size=20))
def test_any_text_at_all_can_be_asked_about(text: str) -> None:
    found = codes.spot(text)
    assert found is None or codes.normalise(found) == found
