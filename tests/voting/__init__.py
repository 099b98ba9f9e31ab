"""Tests of votes: a council of 25 seats, its deputies and those who lead its votes."""
