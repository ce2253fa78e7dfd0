"""How a conference is said: the programme, a section, a talk (E5)."""

from dialogs import words
from dialogs.screen import Button, link
from storage.conference_programme import Line, Part, Programme
from storage.conference_talks import TalkView
from storage.conferences import TalkState

#: A programme of more talks is shown a section at a time.
AT_ONCE = 16


def programme(seen: Programme) -> str:
    """The whole programme; where it is long, the sections alone: each opens by its item."""
    lines = [words.say("conference-head", title=seen.event.title, starts=seen.event.starts_at)]
    if not seen.published:
        lines.append(words.say("conference-not-published"))
    if not seen.parts:
        lines.append(words.say("conference-no-sections"))
    if seen.opening:
        ends = seen.event.starts_at
        lines.append(words.say("conference-opening", starts=ends, minutes=seen.opening))
    whole = sum(len(part.lines) for part in seen.parts) <= AT_ONCE
    for part in seen.parts:
        lines += ["", *(section(part) if whole else [section_head(part)])]
    if seen.closing:
        lines += ["", words.say("conference-closing", minutes=seen.closing)]
    return "\n".join([*lines, *warnings(seen)])


def section_head(part: Part) -> str:
    return words.say(
        "conference-section-head",
        title=part.title,
        starts=part.starts,
        chair=part.chair.short,
        count=len(part.lines),
    )


def section(part: Part) -> list[str]:
    """A section with its talks in their order, and the pauses between."""
    lines = [section_head(part)]
    if part.place:
        lines.append(words.say("conference-place", place=part.place))
    elif part.online:
        lines.append(words.say("conference-place-online"))
    timed = [(one.starts, talk(one)) for one in part.lines if one.starts is not None]
    timed += [
        (one.starts, words.say("conference-pause", starts=one.starts, ends=one.ends))
        for one in part.breaks
    ]
    lines += [said for _, said in sorted(timed)]
    lines += [talk(one) for one in part.lines if one.starts is None]
    if part.late:
        lines.append(words.say("conference-late", late=part.late))
    return lines


def talk(one: Line) -> str:
    """A talk in the programme."""
    names, count = words.listing(who.short for who in one.speakers), len(one.speakers)
    if one.starts is None:
        return words.say("conference-line-beyond", title=one.title, names=names, count=count)
    return words.say(
        "conference-line",
        starts=one.starts,
        title=one.title,
        names=names,
        count=count,
        state=one.state.value,
    )


def warnings(seen: Programme) -> list[str]:
    """What hosts and chairs have to mend, and how."""
    lines: list[str] = []
    if seen.beyond:
        lines += ["", words.say("conference-beyond", count=len(seen.beyond))]
        lines += [words.say("form-line", value=title) for title in seen.beyond]
    if seen.clashes:
        lines += ["", words.say("conference-clashes")]
    lines += [
        words.say(
            "conference-clash",
            name=one.who.short,
            role="talk" if one.title else "chair",
            otherwise="talk" if one.other else "chair",
            title=one.title,
            other=one.other,
            section=one.section,
            second=one.other_section,
            at=one.at,
        )
        for one in seen.clashes
    ]
    return lines


def card(seen: TalkView, part: Part | None) -> str:
    """A talk as its speakers, the chair and the hosts see it."""
    lines = [
        words.say("conference-talk-title", title=seen.title),
        words.say("conference-talk-state", state=seen.state.value),
        words.say("conference-talk-author", names=words.listing(w.short for w in seen.speakers)),
    ]
    if seen.supervisor is not None:
        lines.append(words.say("conference-talk-supervisor", name=seen.supervisor.short))
    if seen.project_title:
        lines.append(words.say("conference-talk-project", title=seen.project_title))
    if seen.section_title:
        wished = seen.state in (TalkState.APPLIED, TalkState.RETURNED)
        text = "conference-talk-wish" if wished else "conference-talk-section"
        lines.append(words.say(text, title=seen.section_title))
    if seen.told_at is not None:
        lines.append(words.say("conference-talk-when", starts=seen.told_at))
        if part is not None and part.place:
            lines.append(words.say("conference-place", place=part.place))
        elif part is not None and part.online:
            lines.append(words.say("conference-place-online"))
    if seen.remark:
        lines += ["", words.say("conference-talk-remark", remark=seen.remark)]
    return "\n".join([*lines, "", words.say("conference-talk-thesis", thesis=seen.thesis)])


def back(event: int) -> Button:
    return link(words.label("conference-back"), "conference.show", event=event)


def to_section(section_id: int) -> Button:
    return link(words.label("conference-to-section"), "conference.section", section=section_id)


def to_talk(talk_id: int) -> Button:
    return link(
        words.label("conference-open-talk"), "conference.talk", style="primary", talk=talk_id
    )
