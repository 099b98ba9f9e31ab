"""Addresses of the record for machines, below /api/v1/record/."""

from django.urls import path

from maslikhat.ledger.views import machines

app_name = "record"
urlpatterns = [
    path("consistency", machines.consistency, name="consistency"),
    path("entries/<str:number>", machines.entry, name="entry"),
    path("head", machines.head, name="head"),
    path("heads", machines.heads, name="heads"),
    path("heads.atom", machines.feed, name="feed"),
    path("keys", machines.keys, name="keys"),
    path("leaves", machines.leaves, name="leaves"),
    path("proof/<str:number>", machines.proof, name="proof"),
]
