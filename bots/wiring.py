"""Opening the store as the settings say; the bots and the commands do it alike."""

from pathlib import Path

from bots.clock import Clock
from bots.settings import Settings, SettingsError
from dialogs import proofreading, words
from storage import schema, templates
from storage.sealing import Sealer
from storage.store import Store

STAGES_FILE = Path(words.__file__).parent / "content" / "project_stages.yaml"


def open_store(settings: Settings, clock: Clock) -> Store:
    """The store of the settings, its schema brought up to date.

    Raises `SettingsError` where the school's texts or stages cannot be used.
    """
    _load_texts(settings)
    catalogue = _load_stages(settings)
    rules = settings.rules(catalogue)
    store = Store(
        settings.database_url, now=clock.now, sealer=Sealer(settings.secret()), rules=rules
    )
    schema.migrate(store.engine)
    return store


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
