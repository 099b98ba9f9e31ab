"""A mail server of the tests: takes letters, refuses some people, hangs up or never answers."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_string, policy
from email.message import EmailMessage
from typing import Any


class PostOffice(socketserver.ThreadingTCPServer):
    """What came in, and how it behaves."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Counter)
        self.letters: list[EmailMessage] = []
        self.visits = 0
        # Which recipient gets which answer instead of 250.
        self.refuses: Callable[[str], str] = lambda to: ""
        # Which recipient's letter makes the server hang up.
        self.hangs_up: Callable[[str], bool] = lambda to: False
        self.is_silent = False
        self.ending = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def recipients(self) -> list[str]:
        """To whom letters were taken, in order."""
        return [str(letter["To"]) for letter in self.letters]


class _Counter(socketserver.StreamRequestHandler):
    """One visit."""

    server: PostOffice

    def handle(self) -> None:
        self.server.visits += 1
        if self.server.is_silent:
            self.server.ending.wait(20)
            return
        self.say("220 post office")
        to = ""
        while line := self.rfile.readline().decode().strip():
            word = line.split(":")[0].split(" ")[0].upper()
            if word == "RCPT":
                to = line.split("<")[1].split(">")[0]
                self.say(self.server.refuses(to) or "250 ok")
            elif word == "DATA":
                if self.server.hangs_up(to):
                    return
                self.say("354 go on")
                self.server.letters.append(self.letter())
                self.say("250 taken")
            elif word == "QUIT":
                self.say("221 farewell")
                return
            else:
                self.say("250 ok")

    def letter(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line.removeprefix(".") if line.startswith("..") else line)
        made: Any = message_from_string("\n".join(lines), policy=policy.default)
        assert isinstance(made, EmailMessage)
        return made

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """A server on a port of its own, until the end of the block."""
    with PostOffice() as office:
        thread = threading.Thread(target=office.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield office
        office.ending.set()
        office.shutdown()
        thread.join(5)
