"""What people attach in VK, read from raw JSON."""

from typing import Any

import pytest

from bots import vk_attachments
from storage.files import Attachment

ANNA = 700_001
Json = dict[str, Any]


def test_a_photo_lends_its_largest_size() -> None:
    sizes = [
        {"type": "m", "width": 130, "height": 100, "url": "https://vk.example/m"},
        {"type": "w", "width": 1080, "height": 900, "url": "https://vk.example/w"},
        {"type": "x", "width": 604, "height": 500, "url": "https://vk.example/x"},
    ]
    photo = {"id": 9, "owner_id": ANNA, "access_key": "k3y", "sizes": sizes}
    found = vk_attachments.read([{"type": "photo", "photo": photo}])
    assert found == (Attachment("photo", f"photo{ANNA}_9_k3y", "https://vk.example/w"),)


def test_a_document_has_a_name_and_a_size() -> None:
    doc = {"id": 9, "owner_id": ANNA, "title": "План.pdf", "size": 5, "url": "https://vk.example/d"}
    found = vk_attachments.read([{"type": "doc", "doc": doc}])
    assert found == (Attachment("document", f"doc{ANNA}_9", "https://vk.example/d", "План.pdf", 5),)


def test_a_voice_message_comes_without_a_text() -> None:
    voice = {"id": 9, "owner_id": ANNA, "link_ogg": "https://vk.example/o", "link_mp3": "x"}
    (heard,) = vk_attachments.read([{"type": "audio_message", "audio_message": voice}])
    assert (heard.kind, heard.url) == ("audio", "https://vk.example/o")


@pytest.mark.parametrize(
    ("attachment", "kind", "reference"),
    [
        ({"type": "video", "video": {"id": 1, "owner_id": -2}}, "video", "video-2_1"),
        ({"type": "sticker", "sticker": {"sticker_id": 5}}, "other", "sticker"),
        ({"type": "hologram", "hologram": {"id": 1, "owner_id": 2}}, "other", "hologram2_1"),
        ({"type": "photo"}, "photo", "photo"),
        ({"type": "photo", "photo": {"sizes": [None, {"url": "file:///etc"}]}}, "photo", "photo"),
        ({"type": 5}, "other", "unknown"),
        ({}, "other", "unknown"),
    ],
)
def test_any_attachment_is_kept(attachment: Json, kind: str, reference: str) -> None:
    (kept,) = vk_attachments.read([attachment])
    assert (kept.kind, kept.reference, kept.url) == (kind, reference, None)
