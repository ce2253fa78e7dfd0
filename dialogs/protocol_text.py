"""The words of a protocol, and what a short command says of a segment."""

import json
from datetime import datetime

from pydantic import JsonValue

from dialogs import moments, words
from storage.protocols import Protocol, Voter

#: Codes of the regulation's segments.
CODES = {
    "S1": "events",
    "S2": "rooms",
    "S3": "stages",
    "S4": "generator",
    "S5": "bank",
    "S6": "rest",
    "S7": "support",
    "S8": "sharing",
}


def data(kept: Protocol) -> str:
    """A protocol as what is printed: a heading, and paragraphs that may have a heading each."""
    return json.dumps({"title": _title(kept), "parts": _parts(kept)}, ensure_ascii=False)


def _title(kept: Protocol) -> list[str]:
    school = kept.school or words.label("home-school")
    return [
        school,
        words.label("protocol-title", number=kept.number),
        words.label("protocol-date", at=kept.closed_at),
    ]


def _parts(kept: Protocol) -> list[list[str]]:
    voted = [one for one in kept.voters if one.voted]
    barred = [one for one in kept.voters if one.interest]
    segment = words.label("segment", segment=kept.segment) if kept.segment else "—"
    about = words.label(
        "protocol-question", kind=kept.kind, name=kept.about or "—", segment=segment
    )
    parts = [
        [
            "protocol-form",
            words.label("protocol-form-said", since=kept.opened_at, until=kept.ends_at),
        ],
        [
            "protocol-list",
            words.label("protocol-list-said", size=kept.size, names=_names(kept.voters)),
        ],
        [
            "protocol-quorum",
            words.label("protocol-quorum-said", needed=kept.needed, voted=len(voted)),
        ],
        ["protocol-barred", _barred(barred)],
        ["protocol-agenda", about],
        ["protocol-rapporteur", kept.rapporteur or "—"],
        ["protocol-heard", kept.text],
        [
            "protocol-votes",
            words.label(
                "protocol-votes-said",
                yes=kept.yes,
                no=kept.no,
                abstained=kept.abstained,
                secret="yes" if kept.secret else "no",
            ),
        ],
    ]
    if not kept.secret:
        parts.append(["protocol-by-name", _by_name(voted)])
    parts.append(["protocol-decided", _decided(kept, segment)])
    parts.append(["protocol-executor", words.label("protocol-executor-said")])
    if kept.appeal_until is not None:
        parts.append(
            ["protocol-appeal", words.label("protocol-appeal-said", until=kept.appeal_until)]
        )
    parts.append(["protocol-signed", _signed(kept)])
    return [[words.label(heading), said] for heading, said in parts]


def _names(voters: tuple[Voter, ...]) -> str:
    return ", ".join(one.name for one in voters) or "—"


def _barred(voters: list[Voter]) -> str:
    return "; ".join(
        words.label("protocol-barred-said", name=one.name, why=one.interest) for one in voters
    ) or words.label("protocol-nobody")


def _by_name(voters: list[Voter]) -> str:
    return (
        "; ".join(
            words.label("protocol-vote-said", name=one.name, choice=one.choice) for one in voters
        )
        or "—"
    )


def _decided(kept: Protocol, segment: str) -> str:
    said = words.label(
        "protocol-decision",
        kind=kept.kind,
        result=kept.result,
        name=kept.about or "—",
        segment=segment,
    )
    if kept.until is not None and kept.result == "passed":
        until = words.label("protocol-until", until=kept.until)
        return f"{said} {until}"
    return said


def _signed(kept: Protocol) -> str:
    return words.label(
        "protocol-signed-said", chair=kept.chair or "—", secretary=kept.secretary or "—"
    )


def said_of_segment(rest: str, now: datetime) -> dict[str, JsonValue]:
    """«S3 до 01.03» as answers of a form; what is not understood is asked."""
    said: dict[str, JsonValue] = {}
    code, _, more = rest.strip().partition(" ")
    found = CODES.get(code.upper().translate(_LOOKALIKE))
    if found is not None:
        said["segment"] = found
    written = more.strip().removeprefix(words.label("until-word")).strip()
    day = moments.read_date(written, words.local(now)) if written else None
    if day is not None and not isinstance(day, moments.Unclear):
        said["until"] = day.isoformat()
    return said


#: A Russian letter that is typed for the Latin one.
_LOOKALIKE = {0x0421: "S"}
