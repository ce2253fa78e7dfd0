"""Content files (YAML), read by the C parser: the other takes ten times as long, at each start."""

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(content: str) -> object:
    """What a YAML text says; raises `yaml.YAMLError`."""
    return yaml.load(content, Loader=_Loader)
