"""A stand-in of Yandex Calendar's CalDAV: entries by name, and a Telemost link when asked for."""
