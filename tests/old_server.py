"""A server on loopback that shakes hands as an old Neo4j does, and agrees to all that follows."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Final

_GOODBYE: Final = 0x02


class OldServer:
    """Speaks one version of Bolt, or none (0, 0), and says that it is `agent`."""

    def __init__(self, version: tuple[int, int], agent: str) -> None:
        self._version, self._agent = version, agent
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.uri = f"bolt://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> OldServer:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            _exactly(client, 20)
            major, minor = self._version
            client.sendall(bytes((0, 0, minor, major)))
            while _message(client)[1] != _GOODBYE:
                client.sendall(self._success())

    def _success(self) -> bytes:
        said = b"\xb1\x70\xa2" + b"".join(
            b"\xd0" + bytes((len(word),)) + word.encode()
            for word in ("server", self._agent, "connection_id", "bolt-1")
        )
        return len(said).to_bytes(2, "big") + said + b"\0\0"


def _message(client: socket.socket) -> bytes:
    """Return one message, put together from its chunks."""
    said = b""
    while size := int.from_bytes(_exactly(client, 2), "big"):
        said += _exactly(client, size)
    return said or _message(client)


def _exactly(client: socket.socket, size: int) -> bytes:
    said = b""
    while len(said) < size:
        part = client.recv(size - len(said))
        if not part:
            raise ConnectionError
        said += part
    return said
