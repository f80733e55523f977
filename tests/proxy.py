"""A proxy on loopback that can cut its connections after so many bytes, for tests."""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Iterable
from contextlib import suppress
from types import TracebackType
from urllib.parse import urlsplit


class Proxy:
    """Passes connections on to the server at `uri`; cuts all when `limit` bytes went there."""

    def __init__(self, uri: str, limit: int | None = None) -> None:
        parts = urlsplit(uri)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 7687)
        self._left = limit
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = [self._listener]
        self.cut = False
        self.uri = f"{parts.scheme}://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Proxy:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._close()

    def hang_up(self) -> None:
        """End all connections, as a server does that starts again; new ones are welcome."""
        self._end(self._open[1:])
        del self._open[1:]

    def _close(self) -> None:
        self._end(self._open)

    def _end(self, connections: Iterable[socket.socket]) -> None:
        for one in connections:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        while not self.cut:
            try:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._target)
            except OSError:
                return
            self._open += [client, server]
            threading.Thread(target=self._pass_on, args=(client, server), daemon=True).start()

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        with selectors.DefaultSelector() as waiting:
            waiting.register(client, selectors.EVENT_READ, server)
            waiting.register(server, selectors.EVENT_READ, client)
            while not self.cut:
                for key, _ in waiting.select():
                    if not self._one(key.fileobj, key.data, key.data is server):  # type: ignore[arg-type]
                        return

    def _one(self, source: socket.socket, target: socket.socket, forth: bool) -> bool:
        try:
            data = source.recv(4096)
            if forth and self._left is not None:
                self._left -= len(data)
                if self._left < 0:
                    self.cut = True
                    self._close()
                    return False
            target.sendall(data)
        except OSError:
            return False
        return bool(data)
