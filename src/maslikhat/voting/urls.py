"""Addresses of the votes, below /{lang}/votes/."""

from django.urls import path

from maslikhat.voting.views import casting, comparing, deputies, leading, lists, reading

app_name = "voting"
urlpatterns = [
    path("", lists.ballots, name="ballots"),
    path("deputies/<int:number>/", deputies.deputy, name="deputy"),
    path("deputies/<int:number>/compare/", comparing.compare, name="compare"),
    path("divided/", lists.what_is_divided, name="divided"),
    path("factions/<slug:code>/", comparing.factions, name="factions"),
    path("feed/", lists.feed, name="feed"),
    path("latest/", lists.latest, name="latest"),
    path("new/", leading.prepare, name="prepare"),
    path("regulations/<slug:code>/", leading.regulations, name="set_regulations"),
    path("<int:number>/", reading.ballot, name="ballot"),
    path("<int:number>/progress/", reading.progress, name="progress"),
    path("<int:number>/recuse/", leading.recuse, name="recuse"),
    path("<int:number>/unrecuse/", leading.unrecuse, name="unrecuse"),
    path("<int:number>/tellers/", leading.appoint_tellers, name="appoint_tellers"),
    path("<int:number>/replace-teller/", leading.replace_teller, name="replace_teller"),
    path("<int:number>/open/", leading.open_ballot, name="open_ballot"),
    path("<int:number>/cast/", casting.cast, name="cast"),
    path("<int:number>/cast-secretly/", casting.cast_secretly, name="cast_secretly"),
    path("<int:number>/papers/", leading.give_papers, name="give_papers"),
    path("<int:number>/count/", leading.count, name="count"),
    path("<int:number>/close/", leading.close_ballot, name="close_ballot"),
    path("<int:number>/cancel/", leading.cancel_ballot, name="cancel_ballot"),
    path("<int:number>/again/", leading.hold_again, name="hold_again"),
]
