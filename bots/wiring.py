"""Opening the store as the settings say; the bots and the commands do it alike."""

from pathlib import Path

from bots.clock import Clock
from bots.settings import Settings, SettingsError
from dialogs import proofreading, words
from storage import formats, schema, templates
from storage.rules import Rules
from storage.sealing import Sealer
from storage.store import Store

CONTENT = Path(words.__file__).parent / "content"
STAGES_FILE = CONTENT / "project_stages.yaml"
FORMATS_FILE = CONTENT / "formats.yaml"


def open_store(settings: Settings, clock: Clock, *, secret: str | None = None) -> Store:
    """The store of the settings, its schema brought up to date.

    Without ``secret`` it is the settings', which is made if there is none. Raises `SettingsError`
    where the school's texts or stages cannot be used.
    """
    rules = rules_of(settings)
    sealer = Sealer(secret if secret is not None else settings.secret())
    store = Store(settings.database_url, now=clock.now, sealer=sealer, rules=rules)
    schema.migrate(store.engine)
    return store


def rules_of(settings: Settings) -> Rules:
    """The rules, with the school's own texts and stages; raises `SettingsError`."""
    _load_texts(settings)
    return settings.rules(_load_stages(settings), _load_formats(settings))


def _load_texts(settings: Settings) -> None:
    try:
        words.load(settings.texts_dir, settings.rules().zone)
    except proofreading.BadTexts as error:
        raise SettingsError([f"TEXTS_DIR: {problem}" for problem in error.problems]) from None


def _load_stages(settings: Settings) -> templates.Catalogue:
    try:
        return templates.load(settings.stages_file or STAGES_FILE)
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise SettingsError([f"STAGES_FILE: {reason}"]) from None


def _load_formats(settings: Settings) -> formats.Formats:
    try:
        return formats.load(settings.formats_file or FORMATS_FILE)
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise SettingsError([f"FORMATS_FILE: {reason}"]) from None
