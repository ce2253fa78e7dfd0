"""A store whose commits fail, as those of a full disk do."""

from collections.abc import Callable

from sqlalchemy import event

from storage.store import Store, StoreUnavailable


class Refusing:
    """Lets ``first`` commits of a store through and refuses those after them."""

    def __init__(self, store: Store, first: int = 0) -> None:
        self._engine = store.engine
        self._left = first
        self._listen: Callable[[object], None] = self._refuse

    def _refuse(self, connection: object) -> None:
        self._left -= 1
        if self._left < 0:
            raise StoreUnavailable("full")

    def __enter__(self) -> None:
        event.listen(self._engine, "commit", self._listen)

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "commit", self._listen)
