"""What this room tells the rooms below: which sessions still stand."""

from maslikhat.accounts import sessions
from maslikhat.live import registers

registers.standing_sessions.append(sessions.standing)
