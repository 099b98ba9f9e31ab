"""The least that reaches many readers: a loop that writes the same bytes to every connection."""

import selectors
import socket
import sys

# As long as the page of a sitting is when compressed.
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: 3000\r\n\r\n" + b"x" * 3000
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\nretry: 2000\nid: 0\n\n"
FRAME = b'id: 1\ndata: {"n":1,"on":"topic:1","ref":"reply:1234","of":3500}\n\n'


def main(port: int) -> None:
    """Who asks for /live/ listens and is told when /publish/ is asked for; all else is a page."""
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
