"""Messages to VK: files first, many messages in one request, a result for each."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from bots import vk_acts, vk_errors, vk_files, vk_messages, vk_script
from bots.channel import ChannelError, Outcome, Outgoing, Rejected
from bots.vk_api import Api, Line
from bots.vk_script import Answer, Call
from storage import outbox


@dataclass(frozen=True)
class Ready:
    """A message whose files are up; ``references`` are VK's names of those that are new."""

    outgoing: Outgoing
    call: Call
    references: tuple[str | None, ...]


class Sending:
    """Sends batches for one account; ``script_size`` is the most code of one request."""

    def __init__(self, line: Line, *, script_size: int) -> None:
        self._line = line
        self._script_size = script_size

    async def deliver(self, batch: Sequence[Outgoing], api: Api) -> list[Outcome]:
        """Send, texts before what has files to bring up; an outcome for each in order."""
        outcomes: dict[int, Outcome] = {}
        said = [one for one in batch if one.kind not in outbox.ACTS]
        for one in batch:
            if one.kind in outbox.ACTS:
                outcomes[one.id] = await vk_acts.do(one, api)
        texts = [one for one in said if not _brings_files(one)]
        with_files = [one for one in said if _brings_files(one)]
        for part in (texts, with_files):
            made = await asyncio.gather(*(self._make_ready(one, api) for one in part))
            ready = [one for one in made if isinstance(one, Ready)]
            refused = {
                one.id: error
                for one, error in zip(part, made, strict=True)
                if isinstance(error, ChannelError)
            }
            outcomes |= refused | await self._send(ready, api)
        return [outcomes[one.id] for one in batch]

    async def _make_ready(self, outgoing: Outgoing, api: Api) -> Ready | ChannelError:
        try:
            peer = vk_messages.peer_of(outgoing)
            files = [await vk_files.upload(api, one, peer) for one in outgoing.uploads]
            attachments = [one.reference for one in files if one is not None]
            call = vk_messages.call(outgoing, attachments)
            if not outgoing.first:
                self._line.check_rest(call.method)
        except ChannelError as error:
            return error
        new = tuple(one.reference if one is not None and one.is_new else None for one in files)
        return Ready(outgoing, call, new)

    async def _send(self, ready: Sequence[Ready], api: Api) -> dict[int, Outcome]:
        outcomes: dict[int, Outcome] = {}
        waiting = iter(ready)
        for run in vk_script.cut([one.call for one in ready], self._script_size):
            part = list(islice(waiting, len(run)))
            send = self._together if len(part) > 1 else self._alone
            outcomes |= await send(part, api)
        return outcomes

    async def _together(self, run: Sequence[Ready], api: Api) -> dict[int, Outcome]:
        calls = [one.call for one in run]
        try:
            envelope = await api.request("execute", {"code": vk_script.code(calls)})
            answers = vk_script.answers(envelope, calls)
        except Rejected:
            # One message spoils the whole script: found by sending each alone.
            return await self._alone(run, api)
        except ChannelError as error:
            return {one.outgoing.id: error for one in run}
        for one, answer in zip(run, answers, strict=True):
            self._line.slow_down(answer.error, one.call.method)
        if all(answer.error in vk_errors.REFUSED for answer in answers):
            return {
                one.outgoing.id: vk_errors.of_call(answer.error or 0, one.call.method)
                for one, answer in zip(run, answers, strict=True)
            }
        return {
            one.outgoing.id: vk_messages.outcome(one.outgoing, answer, one.references)
            for one, answer in zip(run, answers, strict=True)
        }

    async def _alone(self, run: Sequence[Ready], api: Api) -> dict[int, Outcome]:
        outcomes: dict[int, Outcome] = {}
        for one in run:
            try:
                envelope = await api.request(one.call.method, dict(one.call.params))
            except ChannelError as error:
                outcomes[one.outgoing.id] = error
            else:
                answer = Answer(envelope["response"])
                outcomes[one.outgoing.id] = vk_messages.outcome(
                    one.outgoing, answer, one.references
                )
        return outcomes


def _brings_files(outgoing: Outgoing) -> bool:
    return any(one.reference is None for one in outgoing.uploads)
