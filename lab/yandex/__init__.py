"""A stand-in of Yandex OAuth: a login by a device's code, by a browser's code, and renewal."""
