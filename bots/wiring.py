"""Opening the store as the settings say; the bots and the commands do it alike."""

from pathlib import Path

from bots.clock import Clock
from bots.settings import Settings
from dialogs import words
from storage import schema, templates
from storage.sealing import Sealer
from storage.store import Store

STAGES_FILE = Path(words.__file__).parent / "content" / "project_stages.yaml"


def open_store(settings: Settings, clock: Clock) -> Store:
    """The store of the settings, its schema brought up to date."""
    words.load(settings.texts_dir, settings.rules().zone)
    catalogue = templates.load(settings.stages_file or STAGES_FILE)
    rules = settings.rules(catalogue)
    store = Store(
        settings.database_url, now=clock.now, sealer=Sealer(settings.secret()), rules=rules
    )
    schema.migrate(store.engine)
    return store
