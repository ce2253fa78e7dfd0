"""The sender's side of an announcement: live numbers, names, reminders, tables (R5)."""

from collections.abc import Sequence

from dialogs import announcement_letters, documents, paper, words
from dialogs.registry import Turn, action
from dialogs.screen import Button, Screen, button, link, screen
from storage import announcement_cards as cards
from storage import announcement_mailing as mailing
from storage.announcement_answers import YES
from storage.announcement_cards import Card, Line, Said
from storage.announcements import Kind, State
from storage.store import Tx

#: Lines at once: a longer list is for the table.
LINES_MOST = 40


@action("announcement.card")
def card(tx: Tx, turn: Turn, announcement: int) -> Screen:
    """An announcement's card; «Обновить» shows it anew where it stands."""
    seen = cards.card(tx, turn.who, announcement=announcement)
    said = seen.announcement
    lines = [
        words.say(
            "announcement-card",
            where=announcement_letters.where(said.scope, said.title),
            at=said.sent_at or said.created_at,
        ),
        words.say("form-value", value=said.text),
        "",
    ]
    if said.state is State.DRAFT:
        lines.append(words.say("announcement-is-draft"))
        ways = [_way("announcement-to-preview", "announcement.preview", seen.announcement.id)]
        return screen("\n".join(lines), ways)
    if said.state is State.WITHDRAWN:
        return screen("\n".join([*lines, words.say("announcement-withdrawn")]))
    if not said.left:
        lines.append(words.say("announcement-leaving", at=said.leaves_at or said.created_at))
        return screen("\n".join(lines), *_rows(seen))
    return screen("\n".join([*lines, *_numbers(seen)]), *_rows(seen))


def _numbers(seen: Card) -> list[str]:
    said = seen.announcement
    lines = [
        words.say(
            "announcement-delivery",
            count=len(seen.lines),
            reached=seen.reached,
            waiting=seen.waiting,
            lost=sum(one.outcome == "lost" for one in seen.lines),
        )
    ]
    if said.kind is Kind.NONE:
        return lines
    answered = "announcement-read-by" if said.kind is Kind.READ else "announcement-answered-by"
    lines.append(words.say(answered, count=len(seen.answered)))
    lines += [
        words.say("announcement-picked", choice=one, count=count)
        for one, count in zip(said.choices, seen.picked, strict=True)
    ]
    if said.kind is Kind.CONSENT:
        lines += _consents(seen)
        if seen.covered:
            lines.append(words.say("announcement-covered", count=seen.covered))
    lines.append(words.say("announcement-silent", count=len(seen.silent)))
    if said.answer_until is not None:
        lines.append(words.say("announcement-until", until=said.answer_until))
    return lines


def _consents(seen: Card) -> list[str]:
    complete = sum(one.complete for one in seen.families)
    refused = sum(one.refused and not one.complete for one in seen.families)
    lines = [
        words.say(
            "announcement-consents",
            count=len(seen.families),
            complete=complete,
            refused=refused,
            missing=len(seen.families) - complete - refused,
        )
    ]
    differ = [one.pupil.short for one in seen.families if one.differ]
    if differ:
        lines.append(words.say("announcement-differ", names=words.listing(differ)))
    return lines


def _rows(seen: Card) -> list[list[Button]]:
    said, number = seen.announcement, seen.announcement.id
    rows = [[_way("announcement-refresh", "announcement.card", number)]]
    if seen.may_withdraw:
        rows.insert(
            0,
            [
                button(
                    words.label("announcement-withdraw"),
                    "announcement.withdraw",
                    announcement=number,
                )
            ],
        )
    if not said.left:
        return rows
    lists = []
    if said.kind is not Kind.NONE:
        lists = [
            _list("answered", len(seen.answered), number),
            _list("silent", len(seen.silent), number),
        ]
    rows += [lists, [_list("lost", len(seen.lost), number)]]
    if seen.may_remind and seen.silent:
        rows.append([_way("announcement-remind", "announcement.remind", number)])
    ways = [_way("announcement-table", "announcement.table", number)]
    if seen.may_correct:
        ways.append(_way("announcement-correct", "announcement.correct", number))
    return [row for row in [*rows, ways] if row]


def _way(text: str, action: str, number: int) -> Button:
    return link(words.label(text), action, announcement=number)


def _list(which: str, count: int, number: int) -> Button:
    label = words.label("announcement-list", which=which, count=count)
    return link(label, "announcement.people", which=which, announcement=number)


@action("announcement.people")
def people(tx: Tx, turn: Turn, announcement: int, which: str) -> Screen:
    """Who answered what, who did not, whom nothing reached."""
    seen = cards.card(tx, turn.who, announcement=announcement)
    those = _those(seen, which)
    lines = [words.say("announcement-people", which=which, count=len(those))]
    lines += [_line(seen, one) for one in those[:LINES_MOST]]
    if len(those) > LINES_MOST:
        lines.append(words.say("announcement-more", count=len(those) - LINES_MOST))
    ways = [_way("announcement-to-card", "announcement.card", seen.announcement.id)]
    if which == "lost" and those:
        label = words.label("announcement-paper")
        number = seen.announcement.id
        ways.append(link(label, "announcement.table", which="lost", announcement=number))
    return screen("\n".join(lines), ways)


def _those(seen: Card, which: str) -> tuple[Line, ...]:
    chosen = {"answered": seen.answered, "silent": seen.silent, "lost": seen.lost}
    return chosen.get(which, seen.lines)


def _line(seen: Card, one: Line) -> str:
    about = _about(one)
    return words.say(
        "announcement-person",
        name=paper.full_name(one.who),
        about=about,
        has_about="yes" if about else "no",
        said="; ".join(_said(seen, each) for each in one.said),
        has_said="yes" if one.said else "no",
    )


def _about(one: Line) -> str:
    return ", ".join(each.short for each in one.about if each.id != one.who.id)


def _said(seen: Card, one: Said) -> str:
    said = seen.announcement
    if said.kind is Kind.READ:
        return words.label("announcement-said-read", at=one.at)
    if said.kind is Kind.CHOICE:
        return said.choices[one.choice]
    verdict = "withdrawn" if one.withdrawn else "yes" if one.choice == YES else "no"
    name = one.about.short if one.about is not None else ""
    return words.label("announcement-said-consent", verdict=verdict, name=name)


@action("announcement.remind", present="announcement.card")
def remind(tx: Tx, turn: Turn, announcement: int) -> Screen:
    """«Напомнить остальным»: those only who were reached and are silent."""
    count = mailing.remind(tx, turn.who, announcement=announcement)
    back = _way("announcement-to-card", "announcement.card", announcement)
    return screen(words.say("announcement-reminding", count=count), [back])


@action("announcement.table")
def table(tx: Tx, turn: Turn, announcement: int, which: str = "all") -> Screen:
    """All receivers, or those for paper, as a table to print."""
    seen = cards.card(tx, turn.who, announcement=announcement)
    those = _those(seen, which)
    where = announcement_letters.where(seen.announcement.scope, seen.announcement.title)
    name = words.label("announcement-file", which=which, where=where)
    made = documents.table(
        name, documents.header(words.label("announcement-columns")), _cells(seen, those)
    )
    back = _way("announcement-to-card", "announcement.card", seen.announcement.id)
    said = words.say("announcement-table-said", count=len(those))
    return Screen(said, ((back,),), picture=made)


def _cells(seen: Card, those: Sequence[Line]) -> list[list[str]]:
    return [
        [
            one.who.family,
            one.who.name,
            one.who.patronymic,
            ", ".join(dict.fromkeys(each.grade for each in one.about)),
            _about(one),
            words.label("announcement-outcome", outcome=one.outcome if one.known else "unknown"),
            "; ".join(_said(seen, each) for each in one.said),
            words.label("announcement-said-at", at=one.said[-1].at) if one.said else "",
        ]
        for one in those
    ]
