"""What every bot can do: greet, register, show the menu and one's own data (C1, A4, D2)."""

from dialogs import accounts, doors, form, form_screens, registry, team, waiting_forms, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Row, Screen, button, screen
from storage import codes, drafts, families, profiles, refusals
from storage.codes import Look, Purpose, Verdict
from storage.residents import Role, Who
from storage.store import Tx


@command("start", listed=registry.everybody)
def start(tx: Tx, turn: Turn) -> Screen:
    """The first words: who we are, what for, and what to do next."""
    if turn.who.id is None:
        said = [words.say("home-stranger", school=tx.rules.school or words.label("home-school"))]
        if tx.rules.privacy_url:
            said.append(words.say("home-privacy", url=tx.rules.privacy_url))
        said.append(words.say("home-ask-code"))
        return Screen("\n\n".join(said), menu=turn.bot.menu(turn.who))
    hello = words.say("home-hello", name=turn.who.address, you=turn.you)
    return Screen(
        "\n\n".join([hello, words.say(turn.bot.greeting, you=turn.you)]),
        menu=turn.bot.menu(turn.who),
    )


@command("menu", listed=registry.everybody)
def menu(tx: Tx, turn: Turn) -> Screen:
    return Screen(words.say("home-menu", you=turn.you), menu=turn.bot.menu(turn.who))


@action("home.menu")
def show_menu(tx: Tx, turn: Turn) -> Screen:
    return menu(tx, turn)


@command("help", in_chats=True, listed=registry.everybody)
def help_(tx: Tx, turn: Turn) -> Screen:
    """What can be said here, in words that can be typed."""
    if turn.in_chat:
        return Screen(words.say("home-help-chat"))
    known = [
        words.say("home-help-of", title=title or "none", words=" · ".join(said))
        for title, said in doors.contents(turn.who)
    ]
    shown = Screen(
        "\n\n".join([words.say("home-help", you=turn.you), *known]),
        menu=turn.bot.menu(turn.who),
    )
    draft = drafts.latest(tx, turn.owner)
    return shown if draft is None else shown.plus(form_screens.resuming(draft))


@command("cancel", keeps_form=True, listed=registry.everybody)
def cancel(tx: Tx, turn: Turn) -> Screen:
    """Let go of the form that is being filled; without one show the menu."""
    draft = drafts.active(tx, turn.owner, turn.talk.id)
    if draft is None:
        return menu(tx, turn)
    if waiting_forms.is_elsewhere(turn, draft):
        return waiting_forms.offered(tx, turn, draft)
    return form.cancel(tx, turn, draft.id)


@command("back", keeps_form=True, listed=registry.everybody)
def back(tx: Tx, turn: Turn) -> Screen:
    """One question back; without a form, or at its first question, the menu."""
    draft = drafts.active(tx, turn.owner, turn.talk.id)
    if draft is None:
        return menu(tx, turn)
    if waiting_forms.is_elsewhere(turn, draft):
        return waiting_forms.offered(tx, turn, draft)
    return form.back(tx, turn, draft.id)


@command("register", listed=lambda who: who.id is None)
def register(tx: Tx, turn: Turn) -> Screen:
    """How to become a resident."""
    return screen(words.say("home-ask-code"))


@command("code", reads=codes.spot, listed=lambda who: False)
def read_code(tx: Tx, turn: Turn, rest: str) -> Screen:
    """A code was sent: say whom it is for, and ask (A4)."""
    if not rest:
        return register(tx, turn)
    if turn.who.account_id is None:
        raise refusals.Missing("code")
    if turn.who.is_pupil and (joined := _joined(tx, turn, rest)) is not None:
        return joined
    seen = codes.look(tx, account=turn.who.account_id, text=rest)
    if seen.verdict is Verdict.GOOD and seen.person is not None and seen.code is not None:
        return _ask_who(seen, seen.person, seen.code)
    if seen.verdict is Verdict.PAUSE and seen.until is not None:
        return screen(words.say("code-pause", until=seen.until))
    of_link = seen.purpose is Purpose.LINK and seen.verdict in (Verdict.EXPIRED, Verdict.USED)
    stem = "code-link" if of_link else "code"
    return screen(words.say(f"{stem}-{seen.verdict.value}", left=seen.left, you=turn.you))


def _joined(tx: Tx, turn: Turn, code: str) -> Screen | None:
    """A team's code looks like the school's; a pupil may send it bare."""
    try:
        with tx.attempt():
            return team.join_with(tx, turn, code)
    except refusals.Missing:
        return None


def _ask_who(seen: Look, person: Who, code: int) -> Screen:
    of_link = seen.purpose is Purpose.LINK
    text = "code-link-for" if of_link else "code-for"
    lines = [words.say(text, name=_full(person), roles=roles_of(person))]
    if person.grade:
        lines.append(words.say("code-grade", grade=person.grade))
    if seen.child is not None:
        lines.append(words.say("code-child", child=seen.child.short))
    lines.append(words.say("code-is-it-you", you="ty" if person.is_pupil else "vy"))
    return screen(
        "\n".join(lines),
        [button(words.label("code-yes"), "code.use", style="good", code=code)],
        [button(words.label("code-no"), "code.reject", style="bad", code=code)],
    )


@action("code.use", present="home.start")
def use_code(tx: Tx, turn: Turn, code: int) -> Screen:
    """«Да, это я»."""
    if turn.who.account_id is None:
        raise refusals.Missing("code")
    used = codes.use(tx, account=turn.who.account_id, code=code)
    person = used.person or turn.who
    if turn.who.id is None:
        accounts.tell_of_link(tx, turn, person)
    you = "ty" if person.is_pupil else "vy"
    said = [words.say("code-welcome", name=person.address, roles=roles_of(person), you=you)]
    if used.child is not None:
        said.append(words.say("code-child-added", child=used.child.short))
    said.append(words.say(turn.bot.greeting, you=you))
    return Screen("\n\n".join(said), menu=turn.bot.menu(person))


@action("home.start")
def show_start(tx: Tx, turn: Turn) -> Screen:
    return start(tx, turn)


@action("code.reject", present="home.start")
def reject_code(tx: Tx, turn: Turn, code: int) -> Screen:
    """«Нет, это не я»."""
    if turn.who.account_id is None:
        raise refusals.Missing("code")
    codes.reject(tx, account=turn.who.account_id, code=code)
    return screen(words.say("code-rejected"))


@command("mydata")
def my_data(tx: Tx, turn: Turn) -> Screen:
    """What is kept about the person who asks (D2)."""
    own = profiles.own(tx, turn.who)
    lines = [
        words.say("mydata-head", name=_full(own.who)),
        words.say("mydata-roles", roles=roles_of(own.who)),
    ]
    if own.who.grade:
        lines.append(words.say("mydata-grade", grade=own.who.grade))
    if own.who.has(Role.PARENT):
        children = [child.short for child in families.children_of(tx, turn.who)]
        lines.append(words.say("mydata-children", children=", ".join(children) or "—"))
    lines.append(words.say("mydata-since", since=own.since))
    lines += accounts.lines(turn, own.accounts)
    lines.append(words.say("mydata-foot", you=turn.you))
    return accounts.rows(own.accounts, screen("\n".join(lines))).plus(*_of_the_family(turn))


def _of_the_family(turn: Turn) -> list[Row]:
    """To a pupil: the consents, and what the parents were told (R3)."""
    if not turn.who.is_pupil:
        return []
    known = [word for word in ("my-consents", "parents-told") if word in registry.COMMANDS]
    return [tuple(doors.way(word) for word in known)]


@action("home.mydata")
def show_my_data(tx: Tx, turn: Turn) -> Screen:
    return my_data(tx, turn)


def roles_of(person: Who) -> str:
    """A person's roles in words, in the order of the regulation."""
    named = [
        words.label(f"role-{role.value.replace('_', '-')}") for role in Role if role in person.roles
    ]
    return words.listing(named)


def _full(person: Who) -> str:
    return " ".join(part for part in (person.family, person.name, person.patronymic) if part)
