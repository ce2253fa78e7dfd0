"""Opening the store as the settings say; the bots and the commands do it alike."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog
from yaml import YAMLError

from bots import house_rules
from bots.clock import Clock
from bots.settings import Settings, SettingsError
from dialogs import crisis_lexicon, etiquette, proofreading, words
from dialogs.etiquette import Watch
from storage import faq, faq_starter, formats, rotation, schema, school_calendar, templates
from storage.rules import Rules
from storage.school_calendar import SchoolCalendar
from storage.sealing import Sealer, Unsealable
from storage.store import Store

log = structlog.get_logger()

CONTENT = Path(words.__file__).parent / "content"
STAGES_FILE = CONTENT / "project_stages.yaml"
CALENDAR_FILE = CONTENT / "school_calendar.yaml"
FAQ_FILE = CONTENT / "faq.yaml"
FORMATS_FILE = CONTENT / "formats.yaml"


def open_store(settings: Settings, clock: Clock, *, secret: str | None = None) -> Store:
    """The store of the settings, its schema brought up to date.

    Without ``secret`` it is the settings', which is made if there is none. Raises `SettingsError`
    where the school's texts or stages cannot be used.
    """
    rules = rules_of(settings)
    sealer = Sealer(secret if secret is not None else settings.secrets())
    store = Store(settings.database_url, now=clock.now, sealer=sealer, rules=rules)
    schema.migrate(store.engine)
    if secret is None:
        _adopt_fingerprints(store, sealer)
    return store


async def fill(store: Store) -> None:
    """Put what is shipped into an open store, where it is not there yet."""
    await store.run(lambda tx: faq.start_with(tx, faq_starter.read(FAQ_FILE)))


def _adopt_fingerprints(store: Store, sealer: Sealer) -> None:
    try:
        rotation.adopt(store.engine, sealer)
    except Unsealable:
        # What can be read without the key goes on; coworking check says what cannot.
        log.error("key_is_another")


def rules_of(settings: Settings) -> Rules:
    """The rules, with the school's own texts, crisis file, stages and calendar.

    Raises `SettingsError`.
    """
    _load_texts(settings)
    _load_crisis(settings)
    return house_rules.of(
        settings, _load_stages(settings), _load_calendar(settings), _load_formats(settings)
    )


def _load_texts(settings: Settings) -> None:
    try:
        words.load(settings.texts_dir, ZoneInfo(settings.timezone))
    except proofreading.BadTexts as error:
        raise SettingsError([f"TEXTS_DIR: {problem}" for problem in error.problems]) from None


def _load_crisis(settings: Settings) -> None:
    try:
        crisis_lexicon.load(settings.crisis_file)
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise SettingsError([f"CRISIS_FILE: {reason}"]) from None


def _load_stages(settings: Settings) -> templates.Catalogue:
    try:
        return templates.load(settings.stages_file or STAGES_FILE)
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise SettingsError([f"STAGES_FILE: {reason}"]) from None


def _load_calendar(settings: Settings) -> SchoolCalendar:
    try:
        return school_calendar.load(settings.calendar_file or CALENDAR_FILE)
    except (OSError, ValueError, YAMLError) as error:
        reason = " ".join(str(error).split())
        raise SettingsError([f"CALENDAR_FILE: {reason}"]) from None


def watch_of(settings: Settings) -> Watch:
    """The filter of chats, by the school's own rules if it has any; raises `SettingsError`."""
    try:
        watch = Watch(etiquette.load(settings.etiquette_file or etiquette.CONTENT))
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise SettingsError([f"ETIQUETTE_FILE: {reason}"]) from None
    etiquette.follow(watch)
    return watch


def _load_formats(settings: Settings) -> Callable[[], formats.Formats]:
    """The school's own formats are read now, the shipped ones when somebody first wants a plan."""
    read = cache(partial(formats.load, settings.formats_file or FORMATS_FILE))
    if settings.formats_file is None:
        return read
    try:
        read()
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise SettingsError([f"FORMATS_FILE: {reason}"]) from None
    return read
