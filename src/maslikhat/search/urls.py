"""Addresses of search, below /{lang}/search/."""

from django.urls import path

from maslikhat.search import views

app_name = "search"
urlpatterns = [
    path("", views.find, name="find"),
    path("feed/", views.feed, name="feed"),
    path("proposals/", views.proposals, name="proposals"),
    path("saved/", views.saved, name="saved"),
    path("save/", views.save, name="save"),
    path("saved/<int:number>/drop/", views.drop, name="drop"),
]
