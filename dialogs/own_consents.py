"""«Мои согласия»: what somebody agreed to, for themselves and for their children, and back (D2)."""

from dialogs import event_notices, registry, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Screen, button, link, screen
from storage import consent_lists, consents, contest_teams, event_consents
from storage.consents import ConsentView
from storage.store import Tx


@command("my-consents")
def listed(tx: Tx, turn: Turn) -> Screen:
    """Every word of one's own and about one's own, those that hold first."""
    seen = consent_lists.own(tx, turn.who)
    items = [link(_line(one), "consent.show", consent=one.id) for one in seen]
    holding = sum(one.withdrawn_at is None for one in seen)
    return screen(words.say("own-consents", count=holding, you=turn.you), items=items)


def _line(one: ConsentView) -> str:
    return words.label(
        "own-consents-line",
        purpose=one.purpose.value,
        name=one.subject.short,
        signer=_signer(one),
        at=one.at,
        state="withdrawn" if one.withdrawn_at is not None else "given",
    )


def _signer(one: ConsentView) -> str:
    return one.signer.short if one.signer is not None else words.label("consents-other")


@action("consent.show")
def show(tx: Tx, turn: Turn, consent: int) -> Screen:
    """A consent with the words that were agreed to."""
    seen = consent_lists.own_one(tx, turn.who, consent=consent)
    one = seen.consent
    lines = [
        words.say("own-consent", purpose=one.purpose.value, name=one.subject.short),
        words.say(
            "own-consent-signed",
            name=_signer(one),
            way=one.way.value,
            at=one.at,
        ),
    ]
    if one.valid_until is not None:
        lines.append(words.say("own-consent-until", until=one.valid_until))
    lines += ["", words.say("form-value", value=seen.text)]
    back = link(registry.COMMANDS["my-consents"].label, "command.run", word="my-consents")
    if one.withdrawn_at is not None:
        lines += ["", words.say("own-consent-withdrawn", at=one.withdrawn_at)]
        return screen("\n".join(lines), [back])
    ask = link(words.label("own-consent-withdraw"), "consent.sure", consent=consent)
    return screen("\n".join(lines), [ask], [back])


@action("consent.sure")
def sure(tx: Tx, turn: Turn, consent: int) -> Screen:
    """What taking it back means, before it is done."""
    seen = consent_lists.own_one(tx, turn.who, consent=consent).consent
    if seen.withdrawn_at is not None:
        return show(tx, turn, consent)
    yes = button(words.label("own-consent-yes"), "consent.withdraw", style="bad", consent=consent)
    no = link(words.label("own-consent-no"), "consent.show", consent=consent)
    said = words.say(
        "own-consent-sure", purpose=seen.purpose.value, name=seen.subject.short, you=turn.you
    )
    return screen(said, [yes, no])


@action("consent.withdraw", present="consent.show")
def withdraw(tx: Tx, turn: Turn, consent: int) -> Screen:
    """Take a word back; what it was for goes with it."""
    seen = consent_lists.own_one(tx, turn.who, consent=consent).consent
    event = event_consents.of_thing(seen.thing)
    team = contest_teams.seen_by_member(tx, seen.subject, event) if event is not None else None
    consents.withdraw(tx, turn.who, consent=consent)
    if event is not None and seen.subject.id is not None:
        done = event_consents.word_gone(tx, subject=seen.subject.id, event=event)
        event_notices.word_gone(tx, turn.who, seen.subject, done, team)
    return show(tx, turn, consent)
