"""Addresses of the dialogue, below /{lang}/dialogue/."""

from django.urls import path

from maslikhat.dialogue import views

app_name = "dialogue"
urlpatterns = [
    path("", views.rooms, name="rooms"),
    path("start/", views.start, name="start"),
    path("rooms/<int:number>/", views.room, name="room"),
    path("topics/<int:number>/", views.topic, name="topic"),
    path("topics/<int:number>/reply/", views.reply, name="reply"),
    path("topics/<int:number>/read/", views.read, name="read"),
    path("posts/<int:number>/", views.post, name="post"),
    path("posts/<int:number>/edit/", views.edit, name="edit"),
    path("posts/<int:number>/history/", views.history, name="history"),
    path("posts/<int:number>/blank/", views.blank, name="blank"),
]
