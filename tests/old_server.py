"""A server on loopback that shakes hands as an old Neo4j does, and agrees to all that follows."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer
from typing import Final

_GOODBYE: Final = 0x02


class OldServer(ThreadingTCPServer):
    """Speaks one version of Bolt, or none (0, 0), and says that it is `agent`."""

    daemon_threads = True

    def __init__(self, version: tuple[int, int], agent: str) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.version, self.agent = version, agent
        self.uri = f"bolt://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> OldServer:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Conversation(BaseRequestHandler):
    """Shakes hands and agrees until the other says goodbye or is gone."""

    server: OldServer

    def handle(self) -> None:
        with suppress(OSError):
            _exactly(self.request, 20)
            major, minor = self.server.version
            self.request.sendall(bytes((0, 0, minor, major)))
            while _message(self.request)[1] != _GOODBYE:
                self.request.sendall(self._success())

    def _success(self) -> bytes:
        said = b"\xb1\x70\xa2" + b"".join(
            b"\xd0" + bytes((len(word),)) + word.encode()
            for word in ("server", self.server.agent, "connection_id", "bolt-1")
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
