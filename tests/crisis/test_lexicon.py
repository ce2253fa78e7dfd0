"""Q4: what of a child's words is dangerous. The phrases were written for this test."""

import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dialogs import crisis_lexicon, crisis_phrases, crisis_words, words
from dialogs.crisis_lexicon import Crisis, Level

PHRASES = Path(__file__).with_name("phrases.yaml")
SHIPPED = crisis_lexicon.read()
GROUPS: list[tuple[str, str, list[str]]] = [
    (one["name"], one["level"], one["phrases"])
    for one in yaml.safe_load(PHRASES.read_text(encoding="utf-8"))["groups"]
]
DANGEROUS = [
    (level, phrase) for _, level, phrases in GROUPS if level != "harmless" for phrase in phrases
]
HARMLESS = [phrase for _, level, phrases in GROUPS if level == "harmless" for phrase in phrases]
#: Of harmless phrases so many may be answered with the card, where one question would do.
FALSE_ALARMS_MOST = 0.05
LONG = 100_000
#: Seconds for so long a text, of this process's own time: others use the machine too.
TIME_MOST = 0.05


def test_there_are_enough_phrases_of_each_kind() -> None:
    counted = Counter(level for _, level, phrases in GROUPS for _ in phrases)
    assert counted.total() >= 300
    assert counted["red"] >= 150
    assert counted["harmless"] >= 120
    assert len({phrase for _, _, phrases in GROUPS for phrase in phrases}) > 0.98 * counted.total()


@pytest.mark.parametrize(("level", "phrase"), DANGEROUS)
def test_what_is_dangerous_is_found_as_dangerous_as_it_is(level: str, phrase: str) -> None:
    assert SHIPPED.level(phrase) == Level(level)


def test_few_harmless_words_bring_the_card() -> None:
    alarmed = [one for one in HARMLESS if SHIPPED.level(one) not in (None, Level.AMBER)]
    assert len(alarmed) <= FALSE_ALARMS_MOST * len(HARMLESS), alarmed


def test_the_shipped_files_own_phrases_are_found() -> None:
    assert SHIPPED.failing() == []


def test_the_texts_of_the_bots_themselves_alarm_nobody() -> None:
    """What children copy, forward and quote most are the bots' own words; the call for help, which
    they name, is one."""
    call = words.label("command-feel-bad").partition("|")[0].strip()
    folder = crisis_lexicon.PACKAGE_FILE.parents[1] / "texts"
    alarming = [
        (path.name, line)
        for path in sorted(folder.glob("*.ftl"))
        if path.stem != "crisis"
        for line in path.read_text(encoding="utf-8").splitlines()
        if SHIPPED.level(line.replace(call, "")) is not None
    ]
    assert alarming == []


DISGUISES: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "letters apart": lambda text: " ".join(text.replace(" ", "")),
    "dots in words": lambda text: " ".join(".".join(word) for word in text.split()),
    "dashes in words": lambda text: " ".join("-".join(word) for word in text.split()),
    "doubled": lambda text: "".join(letter * 3 if letter.isalpha() else letter for letter in text),
    "stressed": lambda text: "".join(one + "\u0301" if one in "аеиоуыюя" else one for one in text),
    "nothing between": lambda text: "\u200b".join(text),
    "soft hyphens": lambda text: "\u00ad".join(text),
    "Latin look-alikes": lambda text: text.translate(str.maketrans("аеорсух", "aeopcyx")),
    "Greek look-alikes": lambda text: text.translate(str.maketrans("аеоруχ", "αεορυχ")),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "lines": lambda text: text.replace(" ", "\n\n"),
    "shouting": lambda text: text.replace(" ", "!!! "),
    "in a long letter": lambda text: f"{'Слова о проекте. ' * 200}{text}{' И ещё слова.' * 200}",
}


@pytest.mark.parametrize("name", DISGUISES)
@pytest.mark.parametrize(
    "phrase", ["не хочу жить", "хочу умереть", "покончу с собой", "отчим меня бьет", "убью всех"]
)
def test_a_disguise_hides_nothing(name: str, phrase: str) -> None:
    assert SHIPPED.level(DISGUISES[name](phrase)) == SHIPPED.level(phrase)


@pytest.mark.parametrize("phrase", ["не хочу жить", "хочу умереть", "покончу с собой"])
@given(before=st.text(max_size=40), after=st.text(max_size=40))
def test_words_around_do_not_hide_it(phrase: str, before: str, after: str) -> None:
    found = SHIPPED.level(f"{before}\n{phrase}\n{after}")
    assert found is not None


@given(st.text(max_size=300))
def test_any_text_can_be_checked(text: str) -> None:
    SHIPPED.level(text)


def test_a_lowering_phrase_lowers_what_it_touches_and_nothing_else() -> None:
    assert SHIPPED.level("хочу умереть от смеха") is Level.AMBER
    assert SHIPPED.level("хочу умереть от смеха. А вообще я не хочу жить") is Level.RED
    assert SHIPPED.level("реферат о самоубийстве") is Level.AMBER
    assert SHIPPED.level("пишу реферат о самоубийстве, потому что решила покончить с собой") is (
        Level.RED
    )


def test_many_lowered_words_do_not_cover_one_that_is_not() -> None:
    assert SHIPPED.level("хочу умереть от смеха " * 500 + "убью всех") in (Level.RED, Level.THREAT)


NATURAL = (
    "Сегодня мы с командой собрали макет моста и измерили, сколько он держит. Мария Ивановна"
    " сказала, что расчёт нужно переделать: я забыл про вес самой балки. Завтра приду пораньше,"
    " попробуем картон потолще, а Боря посмотрит, как делают настоящие фермы. "
)
RUSSIAN = "аоеинтсрвлкмдпуяыгзбчйхжшюцщэф"


def _random(letters: str) -> str:
    random = Random(1)
    words = ("".join(random.choices(letters, k=random.randint(2, 12))) for _ in range(14_000))
    return " ".join(words)


TEXTS = {
    "a diary": NATURAL * 400,
    "no two words alike": _random(RUSSIAN),
    "one letter": "я " * LONG,
    "one long word": "а" * LONG,
    "no spaces": NATURAL.replace(" ", "") * 500,
    "spelled": " ".join("нехочужить") * 6_000,
    "half a phrase again and again": "не хочу " * 13_000,
    "found and lowered again and again": "хочу умереть от смеха " * 5_000,
    "marks": "у\u0301" * LONG,
    "spaces": " " * LONG,
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_long_text_is_checked_in_time(name: str) -> None:
    text = TEXTS[name][:LONG]
    assert len(text) == LONG or name == "no two words alike"
    assert _fastest(text) <= TIME_MOST


@pytest.mark.parametrize(
    "unit", ["hochu zh1t. ", "х.о-ч_у ", "уме реть ", "qwe;[]'rty ", _random("abcумереть013.-")]
)
def test_the_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    text = unit * (LONG // len(unit) + 1)
    short, long = _fastest(text[: LONG // 4]), _fastest(text[:LONG])
    assert long < 8 * short + 0.02


def _fastest(text: str) -> float:
    """CPU seconds of the fastest of some readings: who else uses the machine does not count."""
    took = []
    for _ in range(20):
        began = time.thread_time()
        SHIPPED.level(text)
        took.append(time.thread_time() - began)
        if took[-1] <= TIME_MOST:
            break
    return min(took)


def test_a_slip_is_a_letter_added_dropped_changed_or_swapped() -> None:
    for written in ("умереть", "умрееть", "умереь", "умереить", "умерать"):
        assert crisis_words.one_slip(written, "умереть"), written
    for written in ("убирать", "измереть", "умер", "мерить"):
        assert not crisis_words.one_slip(written, "умереть"), written


@pytest.mark.parametrize("phrase", ["", "...", "[а] б", "а [б]", "а ...", "а ...9 б", "а, б", "*"])
def test_a_phrase_that_makes_no_sense_is_refused(phrase: str) -> None:
    with pytest.raises(crisis_phrases.BadPhrase):
        crisis_phrases.parse(phrase)


def _own(**lexicon: tuple[str, ...]) -> Crisis:
    told = SHIPPED.content.lexicon.model_dump() | lexicon
    content = SHIPPED.content.model_dump() | {"lexicon": told}
    return Crisis(crisis_lexicon.Content.model_validate(content))


def test_the_psychologist_adds_a_phrase_in_plain_words() -> None:
    assert SHIPPED.level("ухожу в закат") is None
    assert _own(red=("ухожу ...2 закат*",)).level("ухожу я, ребята, в закат") is None
    assert _own(red=("ухожу ...3 закат*",)).level("ухожу я, ребята, в закат") is Level.RED


def test_a_file_that_lost_a_phrase_says_so() -> None:
    assert "отчим меня бьёт" in _own(abuse=("никого",)).failing()


def test_a_file_with_a_mistake_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "crisis.yaml"
    for text in ("card: [", "version: 1", PHRASES.read_text(encoding="utf-8")):
        broken.write_text(text, encoding="utf-8")
        with pytest.raises(ValueError, match=r"."):
            crisis_lexicon.read(broken)


def test_112_cannot_be_taken_off_the_card(tmp_path: Path) -> None:
    text = crisis_lexicon.PACKAGE_FILE.read_text(encoding="utf-8")
    own = tmp_path / "crisis.yaml"
    own.write_text(text.replace('phone: "112"', 'phone: "113"'), encoding="utf-8")
    with pytest.raises(ValueError, match="112 must be shown"):
        crisis_lexicon.read(own)
