"""What must hold after every event, and when everything has come to rest."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from bots import endings
from dialogs import registry
from lab.vk.community import Community
from lab.vk.talks import Conversation, Message
from storage.outbox import Rank

#: How long VK knows a message by its random_id (facts of VK, 2).
REMEMBERED = timedelta(hours=1)
#: A conversation that takes nothing: whoever wrote there cannot be answered.
CLOSED = frozenset({"vk 901", "denied"})


class Wrong(AssertionError):
    """Something that must never be so."""


class Invariants:
    """Reads the store's file beside the program, and the phones."""

    def __init__(self, path: Path, community: Community) -> None:
        self._book = sqlite3.connect(path, isolation_level=None)
        self._community = community
        #: Messages that came twice because VK's memory had ended before the answer came.
        self.beyond_memory = 0

    def close(self) -> None:
        self._book.close()

    def check(self) -> None:
        """I1-I4 and I6, as far as they can be told in the middle of things."""
        self._nothing_is_parked()
        ranks = dict(self._book.execute("SELECT id, rank FROM outbox").fetchall())
        for talk in self._community.conversations.values():
            own = [one for one in talk.messages if one.from_id == -self._community.group_id]
            self._seen_once(talk, own)
            self._answers_in_order(talk, own, ranks)
        self._drafts_are_valid()
        self._projects_are_valid()

    def check_at_rest(self, events: set[str]) -> None:
        """What was asked was done once, what was to be said was said once; ``events`` are the
        keys of all that VK had to tell."""
        self.check()
        self._all_taken(events)
        self._all_said()
        self._diaries_once()
        ((integrity,),) = self._book.execute("PRAGMA integrity_check").fetchall()
        must(integrity == "ok", f"integrity: {integrity}")

    def waiting(self) -> datetime | None:
        """When the next message is to leave, None when none waits."""
        ((due,),) = self._book.execute("SELECT min(due_at) FROM outbox WHERE state = 'waiting'")
        return None if due is None else datetime.fromisoformat(due).replace(tzinfo=UTC)

    def _nothing_is_parked(self) -> None:
        parked = self._book.execute("SELECT error FROM parked_update").fetchall()
        must(not parked, f"parked: {parked}")

    def _seen_once(self, talk: Conversation, own: list[Message]) -> None:
        first: dict[int, Message] = {}
        beyond = 0
        for one in own:
            known = first.setdefault(one.random_id, one)
            if known is not one:
                must(one.at - known.at >= REMEMBERED, f"{talk.peer} saw {one.random_id} twice")
                beyond += 1
        self.beyond_memory = max(self.beyond_memory, beyond)

    def _answers_in_order(
        self, talk: Conversation, own: list[Message], ranks: dict[int, int]
    ) -> None:
        shown = [one.random_id for one in own if ranks.get(one.random_id) == Rank.ANSWER]
        once = list(dict.fromkeys(shown))
        must(once == sorted(once), f"{talk.peer} was answered out of order: {once}")

    def _drafts_are_valid(self) -> None:
        for action, asked, answers in self._book.execute(
            "SELECT action, asked, answers FROM draft"
        ):
            known = registry.ACTIONS.get(action)
            must(known is not None and known.form is not None, f"a draft of {action}")
            assert known is not None and known.form is not None
            must(asked is None or asked in known.form.model_fields, f"{action} asks {asked}")
            given = json.loads(answers)
            try:
                known.form.model_validate(given)
            except ValidationError as error:
                wrong = {one["loc"][0] for one in error.errors()} & set(given)
                must(not wrong, f"{action} keeps a wrong {wrong}")

    def _projects_are_valid(self) -> None:
        for project, state, offered_to, supervisor in self._book.execute(
            "SELECT id, state, offered_to, supervisor_id FROM project"
        ).fetchall():
            if state == "archived":
                continue
            self._stages_are_valid(project, state)
            waiting = self._book.execute(
                "SELECT supervisor_id FROM offer WHERE project_id = ? AND state = 'waiting'",
                (project,),
            ).fetchall()
            expected = [(offered_to,)] if offered_to else []
            must(waiting == expected, f"project {project} was offered to {waiting}")
            must(not (offered_to and supervisor), f"project {project} has a supervisor and asks")

    def _stages_are_valid(self, project: int, state: str) -> None:
        rows = self._book.execute(
            "SELECT stage.state, EXISTS (SELECT 1 FROM review"
            " WHERE review.stage_id = stage.id AND review.verdict IS NULL) FROM stage"
            " WHERE project_id = ? ORDER BY number",
            (project,),
        ).fetchall()
        states = [one for one, _ in rows]
        accepted = states.count("accepted")
        must(states[:accepted] == ["accepted"] * accepted, f"project {project}: {states}")
        must(set(states[accepted + 1 :]) <= {"waiting"}, f"project {project}: {states}")
        must((accepted == len(states)) == (state == "finished"), f"project {project} is {state}")
        for one, waits in rows:
            must((one == "submitted") == bool(waits), f"project {project}: {one}, {waits}")

    def _all_taken(self, events: set[str]) -> None:
        taken = self._book.execute("SELECT key, outcome, before, after FROM witness").fetchall()
        missing = events - {key for key, *_ in taken}
        must(not missing, f"never taken: {sorted(missing)}")
        for key, outcome, before, after in taken:
            must((outcome == "answered") == (after > before), f"{key}: {outcome}, {after - before}")

    def _all_said(self) -> None:
        shown: dict[int, int] = {}
        for talk in self._community.conversations.values():
            for one in talk.messages:
                if one.from_id == -self._community.group_id:
                    shown[one.random_id] = talk.peer
        for row in self._book.execute(
            "SELECT id, peer, kind, external_id, state, error, attempts FROM outbox"
        ):
            number, peer, kind, external, state, error, attempts = row
            must(state != "waiting", f"{number} still waits: {error}")
            if state == "sent" and (kind == "send" or external is None):
                must(shown.get(number) == int(peer), f"{number} was sent and not seen")
            if state == "failed" and kind == "send":
                given_up = attempts > endings.TRIED_AT_LEAST
                must(error in CLOSED or given_up, f"{number} failed: {error}")

    def _diaries_once(self) -> None:
        twice = self._book.execute(
            "SELECT text, count(*) FROM diary_entry WHERE text LIKE 'запись %'"
            " GROUP BY text HAVING count(*) > 1"
        ).fetchall()
        must(not twice, f"written twice: {twice}")


def must(holds: bool, what: str) -> None:
    if not holds:
        raise Wrong(what)
