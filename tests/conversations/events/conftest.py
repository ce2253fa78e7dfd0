"""Events are talked about in VK and in Sferum; Telegram's own ways are tried elsewhere."""

import pytest


@pytest.fixture(params=["sferum", "vk"])
def messenger(request: pytest.FixtureRequest) -> str:
    """Every conversation is held in both school messengers."""
    name: str = request.param
    return name
