"""A TCP proxy that can pass everything on, refuse everyone, or swallow every word while the line stays open."""

import contextlib
import socket
import threading


class Proxy:
    def __init__(self, target: int) -> None:
        self.target = target
        self.frozen = threading.Event()
        self.door: socket.socket | None = None
        self.pairs: set[tuple[socket.socket, socket.socket]] = set()
        self.port = self._open(0)

    def _open(self, port: int) -> int:
        self.door = socket.create_server(("127.0.0.1", port), backlog=64)
        threading.Thread(target=self._accept, args=(self.door,), daemon=True).start()
        return self.door.getsockname()[1]

    def _accept(self, door: socket.socket) -> None:
        while True:
            try:
                near, _ = door.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.target))
            self.pairs.add((near, far))
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not self.frozen.is_set():
                    sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)

    def refuse(self) -> None:
        """Hang up on everyone and let nobody in."""
        assert self.door
        with contextlib.suppress(OSError):
            self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        self._drop()

    def hang(self) -> None:
        """Every line stays open, and nothing comes through."""
        self.frozen.set()

    def heal(self) -> None:
        if self.frozen.is_set():
            self._drop()
            self.frozen.clear()
        elif self.door and self.door.fileno() == -1:
            self._open(self.port)

    def close(self) -> None:
        self.refuse()

    def _drop(self) -> None:
        for pair in list(self.pairs):
            for end in pair:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
        self.pairs.clear()
