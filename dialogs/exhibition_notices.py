"""What people are told about the works of an exhibition when they have not just written (E5)."""

from dialogs import event_words, words
from dialogs.screen import Screen, button, link, screen
from dialogs.tell import tell
from storage import diary, exhibition_consents, exhibition_desk, exhibits, residents
from storage.consents import Signed
from storage.exhibition_desk import Closed, Shown, Tally
from storage.exhibition_entries import Entry
from storage.exhibition_questions import QuestionState, QuestionView
from storage.exhibits import ExhibitState
from storage.outbox import Rank
from storage.residents import Who
from storage.store import Tx

#: More than so many at once are a mailing: other notices go before it.
MANY = 50


def sent(tx: Tx, entry: Entry) -> None:
    """A work waits for the hosts."""
    said = words.say("exhibit-sent-notice", title=entry.title, event=entry.event_title)
    said += "\n" + authors(entry)
    tell(tx, entry.tell, _to_work(entry.id, said), still=("exhibit.waits", entry.id))


def authors(entry: Entry) -> str:
    """Whose work it is, for the hosts and the team."""
    names = words.listing(one.short for one in entry.authors)
    return words.say("exhibit-authors", names=names, count=len(entry.authors))


def ask_for_words(tx: Tx, entry: Entry) -> int:
    """Ask everybody whose word is wanting; gives for how many authors no parent can be asked."""
    orphans = 0
    parents = exhibition_consents.parents(tx, exhibits.find(tx, entry.id))
    for one in entry.lacking:
        author = one.who.id or 0
        to = (author,) if one.signed is Signed.SELF else parents.get(author, ())
        orphans += not to
        text = "exhibit-ask-self" if one.signed is Signed.SELF else "exhibit-ask-parent"
        said = words.say(text, title=entry.title, event=entry.event_title, name=one.who.short)
        way = link(
            words.label("exhibit-consent-open"),
            "exhibit.consent",
            style="primary",
            exhibit=entry.id,
        )
        tell(tx, to, screen(said, [way]), still=("exhibit.asks", entry.id))
    return orphans


def decided(tx: Tx, entry: Entry) -> None:
    """The hosts have let a work in, or returned it."""
    for one in entry.tell:
        approved = entry.state is ExhibitState.APPROVED
        said = words.say(
            "exhibit-approved-notice" if approved else "exhibit-returned-notice",
            title=entry.title,
            event=entry.event_title,
            remark=entry.remark,
            you=_you(tx, one),
        )
        tell(tx, (one,), _to_work(entry.id, said))


def withdrawn(tx: Tx, entry: Entry, by: Who) -> None:
    """A work was taken out; a parent who did it is not named, for the child's sake."""
    is_named = entry.mine or entry.keeps
    for one in entry.tell:
        said = words.say(
            "exhibit-withdrawn-notice",
            title=entry.title,
            event=entry.event_title,
            name=by.short,
            named="yes" if is_named else "no",
        )
        way = link(words.label("exhibition-open"), "exhibition.show", event=entry.event)
        tell(tx, (one,), screen(said, [way]))


def now_shown(tx: Tx, exhibit: int) -> None:
    """If others see a work from now on, its diary and its authors say so."""
    shown = exhibition_desk.now_shown(tx, exhibit=exhibit)
    if shown is not None:
        first_shown(tx, shown)


def first_shown(tx: Tx, shown: Shown) -> None:
    text = words.label("exhibit-diary-shown", title=shown.title, event=shown.event_title)
    diary.note(tx, project=shown.project, author=shown.author, text=text)
    for one in shown.tell:
        said = words.say(
            "exhibit-shown-notice",
            title=shown.title,
            event=shown.event_title,
            you=_you(tx, one),
        )
        way = link(words.label("exhibit-open"), "exhibit.show", exhibit=shown.exhibit)
        tell(tx, (one,), screen(said, [way]), still=("exhibit.shown", shown.exhibit))


def closed(tx: Tx, told: Closed) -> None:
    """An exhibition is over: every work's numbers to its diary and authors, all to the hosts."""
    people = sum(len(shown.tell) for shown, _ in told.works)
    rank = Rank.MAILING if people > MANY else Rank.NOTICE
    for shown, tally in told.works:
        _told_its_numbers(tx, shown, tally, rank)
    way = link(words.label("exhibition-results"), "exhibition.results", event=told.event)
    said = words.say("exhibition-closed-notice", title=told.title, count=len(told.works))
    tell(tx, told.keepers, screen(said, [way]))


def _told_its_numbers(tx: Tx, shown: Shown, tally: Tally, rank: Rank) -> None:
    text = words.label(
        "exhibit-diary-closed",
        title=shown.title,
        event=shown.event_title,
        visitors=tally.visitors,
        likes=tally.likes,
    )
    diary.note(tx, project=shown.project, author=shown.author, text=text)
    for one in shown.tell:
        said = words.say(
            "exhibit-closed-notice",
            title=shown.title,
            event=shown.event_title,
            visitors=tally.visitors,
            likes=tally.likes,
            you=_you(tx, one),
        )
        tell(tx, (one,), screen(said), rank=rank)


def asked(tx: Tx, seen: QuestionView) -> None:
    """A question came: to the authors, or first to the adults who look after it."""
    if seen.state is QuestionState.HELD:
        said = words.say(
            "exhibit-held-notice", title=seen.title, name=seen.asker.short, text=seen.text
        )
        ways = [
            button(words.label("exhibit-pass"), "exhibit.pass", style="good", question=seen.id),
            button(words.label("exhibit-drop"), "exhibit.drop", style="bad", question=seen.id),
        ]
        tell(tx, seen.tell, screen(said, ways), still=("exhibit-question.held", seen.id))
        return
    for one in seen.tell:
        said = words.say(
            "exhibit-asked-notice",
            title=seen.title,
            name=seen.asker.short,
            text=seen.text,
            you=_you(tx, one),
        )
        answer = link(
            words.label("exhibit-answer"), "exhibit.answer", style="primary", question=seen.id
        )
        more = link(words.label("exhibit-question-open"), "exhibit.question", question=seen.id)
        still = ("exhibit-question.stands", seen.id)
        tell(tx, (one,), screen(said, [answer, more]), still=still)


def answered(tx: Tx, seen: QuestionView, by: Who, text: str) -> None:
    """An answer came: to who asked, to the other authors, to the adults who look after it."""
    for one in seen.tell:
        asker = one == seen.asker.id
        said = words.say(
            "exhibit-answered-notice" if asker else "exhibit-answered-author",
            title=seen.title,
            question=seen.text,
            text=text,
            name=by.short,
            you=_you(tx, one),
        )
        way = link(words.label("exhibit-question-open"), "exhibit.question", question=seen.id)
        tell(tx, (one,), screen(said, [way]), still=("exhibit-question.stands", seen.id))
    for one in seen.watch:
        said = words.say(
            "exhibit-answered-watch",
            title=seen.title,
            question=seen.text,
            text=text,
            name=by.short,
            asker=seen.asker.short,
        )
        drop = link(words.label("exhibit-question-open"), "exhibit.question", question=seen.id)
        tell(tx, (one,), screen(said, [drop]), still=("exhibit-question.stands", seen.id))


def dropped(tx: Tx, seen: QuestionView) -> None:
    """Who asked learns that the question is not shown."""
    for one in seen.tell:
        said = words.say("exhibit-dropped-notice", title=seen.title, you=_you(tx, one))
        tell(tx, (one,), screen(said))


def _to_work(exhibit: int, said: str) -> Screen:
    return screen(
        said, [link(words.label("exhibit-open"), "exhibit.own", style="primary", exhibit=exhibit)]
    )


def _you(tx: Tx, resident: int) -> str:
    return event_words.you(residents.who(tx, resident))
