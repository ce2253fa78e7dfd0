"""Many calls in one request of VK's ``execute``."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots import vk_script
from bots.channel import Rejected
from bots.vk_script import Answer, Call
from lab.vk import execute


def send(text: str = "Привет") -> Call:
    return Call("messages.send", {"peer_id": 1, "random_id": 7, "message": text})


EDIT = Call("messages.edit", {"peer_id": 1, "message_id": 5, "message": "Принято"})


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_no_text_can_break_out_of_a_script(texts: list[str]) -> None:
    code = vk_script.code([send(text) for text in texts])
    assert [one["message"] for _, one in execute.parse(code)] == texts
    assert "\u2028" not in code
    assert "\n" not in code


def test_quotes_and_code_in_a_text_stay_text() -> None:
    text = '"}),API.messages.delete({"x":"\\'
    ((method, params),) = execute.parse(vk_script.code([send(text)]))
    assert method == "messages.send"
    assert params["message"] == text


def test_a_run_has_at_most_25_calls() -> None:
    runs = list(vk_script.cut([send()] * 60, 1_000_000))
    assert [len(run) for run in runs] == [25, 25, 10]


def test_a_run_is_cut_by_size_too() -> None:
    runs = list(vk_script.cut([send("ы" * 4000)] * 5, 10_000))
    assert [len(run) for run in runs] == [2, 2, 1]


def test_a_call_larger_than_a_run_goes_alone() -> None:
    assert [len(run) for run in vk_script.cut([send("ы" * 4000)] * 2, 100)] == [1, 1]


def error(method: str, code: int) -> dict[str, str | int]:
    return {"method": method, "error_code": code, "error_msg": "…"}


def test_each_false_has_the_next_error_of_its_method() -> None:
    envelope = {
        "response": [11, False, False, False, 12],
        "execute_errors": [
            error("messages.send", 901),
            error("messages.edit", 909),
            error("messages.send", 7),
        ],
    }
    calls = [send(), send(), EDIT, send(), send()]
    assert vk_script.answers(envelope, calls) == [
        Answer(11),
        Answer(error=901),
        Answer(error=909),
        Answer(error=7),
        Answer(12),
    ]


def test_a_false_without_an_error_is_an_unknown_error() -> None:
    assert vk_script.answers({"response": [False]}, [send()]) == [Answer(error=1)]


@pytest.mark.parametrize("response", [None, False, {}, [], [1, 2]])
def test_an_answer_for_other_calls_is_not_guessed_at(response: object) -> None:
    with pytest.raises(Rejected):
        vk_script.answers({"response": response}, [send()])


def test_arguments_are_json() -> None:
    code = vk_script.code([send("Это «тест»")])
    assert json.loads(code.removeprefix("return [API.messages.send(").removesuffix(")];")) == {
        "peer_id": 1,
        "random_id": 7,
        "message": "Это «тест»",
    }
