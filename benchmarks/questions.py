"""How long lists and searches take with many threads of parents (R4).

    .venv/bin/python -m benchmarks.questions --threads 10000 [--url postgresql://…]

Prints milliseconds, the median and the slowest of twenty.
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from storage import (
    families,
    faq,
    profiles,
    question_lists,
    question_terms,
    questions,
    residents,
    schema,
    search,
)
from storage import question_thread as threads
from storage.questions import Question, QuestionAssignment, QuestionMessage, QuestionState, Route
from storage.residents import Role
from storage.sealing import Sealer
from storage.store import Store, Tx

T = TypeVar("T")
TIMES = 20
SAID = (
    "экскурсия автобус собрание защита проект срок этап руководитель согласие код справка бассейн"
    " столовая расписание пропуск куртка учебник олимпиада кружок каникулы психолог оценка музей"
    " театр концерт форма дежурство поездка ребёнок класс учитель лицей"
)


def fill(tx: Tx, count: int) -> tuple[int, int, int]:
    """A parent, a teacher, a coordinator, and threads; one in three waits for an answer."""
    chance, words = random.Random(1), SAID.split()
    parent = profiles.add(tx, family="Котов", name="Иван", roles=frozenset({Role.PARENT}))
    child = profiles.add(
        tx, family="Котова", name="Аня", grade="10А", roles=frozenset({Role.STUDENT})
    )
    teacher = profiles.add(
        tx, family="Фомина", name="Нина", grade="10А", roles=frozenset({Role.CLASS_TEACHER})
    )
    lead = profiles.add(tx, family="Юрьева", name="Ольга", roles=frozenset({Role.COORDINATOR}))
    families.announce(tx, parent, child)
    families.confirm(tx, parent, child)
    for number in range(count):
        waits = number % 3 == 0
        since = tx.now - timedelta(minutes=count - number)
        row = Question(
            asker_id=parent,
            child_id=child,
            route=Route.CLASS_TEACHER,
            state=QuestionState.OPEN if waits else QuestionState.CLOSED,
            asked_at=since,
            waits_since=since if waits else None,
            answer_by=question_terms.due(since, 2, tx.rules) if waits else None,
            round=1,
            closed_at=None if waits else tx.now,
        )
        tx.session.add(row)
        tx.session.flush()
        assert row.id is not None
        tx.session.add(QuestionAssignment(question_id=row.id, resident_id=teacher, at=since))
        for side in (False, True):
            tx.session.add(
                QuestionMessage(
                    question_id=row.id,
                    author_id=teacher if side else parent,
                    by_staff=side,
                    text=" ".join(chance.choices(words, k=12)),
                    at=since,
                )
            )
        search.put(
            tx,
            faq.SUBJECT,
            row.id,
            head=" ".join(chance.choices(words, k=5)),
            body=" ".join(chance.choices(words, k=15)),
        )
        if number % 500 == 0:
            tx.session.expunge_all()
    return parent, teacher, lead


async def timed(store: Store, what: str, step: Callable[[Tx], object]) -> None:
    spent = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        await store.run(step)
        spent.append((time.perf_counter() - begun) * 1000)
    sys.stdout.write(f"{what:46} {statistics.median(spent):8.1f} {max(spent):8.1f}\n")


async def main(count: int, url: str) -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    store = Store(url, now=lambda: now, sealer=Sealer("secret"))
    schema.migrate(store.engine)
    store.start()
    parent, teacher, lead = await store.run(lambda tx: fill(tx, count))
    number = await store.run(lambda tx: question_lists.waiting(tx, residents.who(tx, teacher)))
    first = number.lines[0].id
    sys.stdout.write(f"{count} threads, ms{'':30} median  slowest\n")
    who = residents.who
    await timed(store, "«Мои вопросы»", lambda tx: question_lists.mine(tx, who(tx, parent)))
    await timed(
        store, "«Вопросы родителей»", lambda tx: question_lists.waiting(tx, who(tx, teacher))
    )
    await timed(store, "overdue", lambda tx: question_lists.overdue(tx, who(tx, lead)))
    await timed(store, "a thread", lambda tx: questions.show(tx, who(tx, parent), question=first))
    await timed(
        store,
        "a message of the parent",
        lambda tx: threads.write(tx, who(tx, parent), question=first, text="Ждём."),
    )
    for words in ("проектные защиты", "Когда автобус на экскурсию в музей и нужна ли форма?"):
        await timed(
            store, f"search: {words[:30]}", partial(search.find, subject="faq", words=words)
        )
    await store.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=10_000)
    parser.add_argument("--url", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(asked.threads, asked.url or f"sqlite:///{Path(folder) / 'questions.db'}"))
