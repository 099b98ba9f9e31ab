"""Addresses of the record for people, below /{lang}/verify/."""

from django.urls import path

from maslikhat.ledger.views import pages

app_name = "ledger"
urlpatterns = [
    path("", pages.verify, name="verify"),
    path("file/", pages.check_file, name="check_file"),
    path("<int:number>/", pages.entry, name="entry"),
]
