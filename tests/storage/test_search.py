"""R4, P11: things are found by words in any form, alike in SQLite and in PostgreSQL."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import search, stems
from storage.store import Store, Tx

SAID = (
    "защита защиты защитой защищать проект проекты проектные проектная экология экологический"
    " срок сроки согласие согласия ребёнок ребенок код коды 2026 10а covid-19 vk"
)
WORDS = SAID.split()
#: Words of the space in all their cases: each has one stem.
ONE_STEM = (
    "защита защиты защите защиту защитой защитою",
    "проект проекта проекту проектом проекте проекты проектов проектами проектный проектные",
    "музей музея музею музеем музее музеи музеев музейный",
    "лицей лицея лицею лицеем лицее лицейский лицейские",
    "ребёнок ребенка ребёнку ребенком ребёнке",
    "список списка списку списком списки списков",
    "этап этапа этапу этапом этапе этапы этапов",
    "согласие согласия согласию согласием согласии согласий",
    "руководитель руководителя руководителю руководителем руководители руководителей",
    "психолог психолога психологу психологом психологи психологов",
    "экология экологии экологию экологией экологический экологическая экологического",
    "математика математики математике математический",
    "визит визита визиту визитом визите визиты",
    "конец конца концу концом конце",
    "школа школы школе школу школой школьный школьная",
)


async def puts(store: Store, things: dict[int, tuple[str, str]], subject: str = "faq") -> None:
    def step(tx: Tx) -> None:
        for number, (head, body) in things.items():
            search.put(tx, subject, number, head=head, body=body)

    await store.run(step)


async def finds(store: Store, words: str, *, subject: str = "faq", limit: int = 3) -> list[int]:
    return await store.run(lambda tx: search.find(tx, subject, words, limit=limit))


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("защита", "Когда будет защиты день"),
        ("защитой", "Как проходит защита"),
        ("защиты", "Готовимся к защите"),
        ("проектные", "Какие бывают проекты"),
        ("проект", "Проектные недели"),
        ("экология", "Экологический отряд"),
        ("экологическую", "Тема по экологии"),
        ("математика", "Математический кружок"),
        ("школа", "Школьный двор"),
        ("ребенок", "Ваш ребёнок заболел"),
        ("РЕБЁНКА", "о ребенке"),
        ("согласие", "Какие согласия подписать"),
        ("10а", "Собрание 10А класса"),
    ],
)
async def test_a_word_is_found_in_any_form(store: Store, asked: str, written: str) -> None:
    await puts(store, {1: (written, ""), 2: ("Столовая", "меню на неделю")})
    assert await finds(store, asked) == [1]


@pytest.mark.parametrize("forms", ONE_STEM, ids=lambda forms: forms.split()[0])
def test_all_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stems.of(form) for form in forms.split()}) == 1, [
        (form, stems.of(form)) for form in forms.split()
    ]


async def test_the_head_weighs_more_than_the_body_and_a_rare_word_more_than_a_common_one(
    store: Store,
) -> None:
    things = {number: ("Проект", "о проекте") for number in range(1, 8)}
    await puts(store, {**things, 8: ("Проект", "и музей"), 9: ("Музей", "и проект")})
    assert await finds(store, "проект про музей", limit=2) == [9, 8]


async def test_little_words_find_nothing(store: Store) -> None:
    await puts(store, {1: ("Как и когда быть", "что если бы не это")})
    assert await finds(store, "как и когда что если") == []
    assert await finds(store, "") == []
    assert await finds(store, "?!") == []


async def test_one_word_of_a_long_letter_is_no_reason_to_show_a_thing(store: Store) -> None:
    await puts(store, {1: ("Столовая", "о расписании"), 2: ("Расписание звонков", "")})
    letter = "классный час музей автобус экскурсия вокзал билеты расписание куртка"
    assert await finds(store, letter) == []


async def test_what_is_said_anew_is_found_by_the_new_words_only(store: Store) -> None:
    await puts(store, {1: ("Музей", "экспонаты")})
    await puts(store, {1: ("Театр", "спектакль")})
    assert await finds(store, "музей") == [] and await finds(store, "экспонат") == []
    assert await finds(store, "спектакли") == [1]
    await store.run(lambda tx: search.drop(tx, "faq", [1]))
    assert await finds(store, "театр") == []


async def test_subjects_are_apart(store: Store) -> None:
    await puts(store, {1: ("Музей", "")})
    await puts(store, {1: ("Театр", ""), 2: ("Музей", "")}, subject="bank")
    assert await finds(store, "музей") == [1]
    assert await finds(store, "музей", subject="bank") == [2]
    with pytest.raises(ValueError, match="subject"):
        await puts(store, {1: ("Музей", "")}, subject="bank1")


@pytest.mark.parametrize("hostile", ['" OR "1', "'; DROP TABLE x --", "a* NEAR(b)", "head:x", "-"])
async def test_signs_of_a_query_language_are_no_words(store: Store, hostile: str) -> None:
    await puts(store, {1: ("Музей", "")})
    await finds(store, f"{hostile} музей")
    assert await finds(store, "музей") == [1]


@given(st.text(max_size=300))
def test_any_text_has_stems_of_letters_and_digits(text: str) -> None:
    for stem in stems.of(text):
        assert stem and all("a" <= x <= "z" or "а" <= x <= "я" or x.isdigit() for x in stem), stem


def expected(things: dict[int, tuple[str, str]], words: str, limit: int) -> list[int]:
    """What the rule says, counted by hand: the same for every database."""
    asked = stems.of(words)[: search.ASKED]
    heads = {number: set(stems.of(head)) for number, (head, _) in things.items()}
    bodies = {number: set(stems.of(f"{head} {body}")) for number, (head, body) in things.items()}
    having = {stem: sum(stem in body for body in bodies.values()) for stem in asked}
    weights = {
        stem: round(100 * math.log(1 + len(things) / max(count, 1))) // (1 if count else 2)
        for stem, count in having.items()
    }
    scores = {
        number: sum(
            weights[stem] * ((stem in body) + search.HEAD * (stem in heads[number]))
            for stem in asked
        )
        for number, body in bodies.items()
    }
    enough = math.ceil(search.ENOUGH * sum(weights.values()))
    covered = {
        number: sum(weights[stem] for stem in asked if stem in body)
        for number, body in bodies.items()
    }
    fit = [number for number, part in covered.items() if part and part >= enough]
    return sorted(fit, key=lambda number: (-scores[number], -number))[:limit]


async def test_every_database_finds_what_the_rule_says_in_its_order(store: Store) -> None:
    chance = random.Random(373)
    for turn in range(60):
        subject = f"{'abcdef'[turn % 6]}{'x' * (turn // 6)}"
        things = {
            number: (
                " ".join(chance.choices(WORDS, k=chance.randint(0, 4))),
                " ".join(chance.choices(WORDS, k=chance.randint(0, 9))),
            )
            for number in range(1, chance.randint(2, 25))
        }
        await puts(store, things, subject)
        asked = " ".join(chance.choices([*WORDS, "неведомое"], k=chance.randint(1, 6)))
        found = await finds(store, asked, subject=subject, limit=5)
        assert found == expected(things, asked, 5), asked
