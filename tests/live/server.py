"""The server under trial: `python -m tests.live.server PORT`."""

import sys

from maslikhat.gateway.serve import serve

if __name__ == "__main__":
    serve("localhost", int(sys.argv[1]))
