"""The least that reaches many readers: a loop that writes the same bytes to every connection."""

import selectors
import socket
import sys

ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\nretry: 2000\nid: 0\n\n"
FRAME = b'id: 1\ndata: {"n":1,"on":"topic:1","ref":"reply:1234","of":3500}\n\n'


def main(port: int) -> None:
    """Whoever asks for /live/ listens; whoever asks for /publish/ is told by all of them."""
    listening: set[socket.socket] = set()
    door = socket.create_server(("127.0.0.1", port), backlog=4096)
    with selectors.DefaultSelector() as selector:
        selector.register(door, selectors.EVENT_READ)
        while True:
            for key, _event in selector.select():
                reader = key.fileobj
                assert isinstance(reader, socket.socket)
                if reader is door:
                    selector.register(door.accept()[0], selectors.EVENT_READ)
                    continue
                asked = reader.recv(65536)
                if not asked:
                    selector.unregister(reader)
                    listening.discard(reader)
                    reader.close()
                elif asked.startswith(b"GET /live/"):
                    reader.send(HEAD)
                    listening.add(reader)
                elif asked.startswith(b"GET /publish/"):
                    for one in listening:
                        one.send(FRAME)
                else:
                    reader.send(ANSWER)


if __name__ == "__main__":
    main(int(sys.argv[1]))
