"""Addresses of the dialogue, below /{lang}/dialogue/."""

from django.urls import path

from maslikhat.dialogue.views import keeping, polls, reading, writing

app_name = "dialogue"
urlpatterns = [
    path("", reading.rooms, name="rooms"),
    path("start/", writing.start, name="start"),
    path("rooms/<int:number>/", reading.room, name="room"),
    path("topics/<int:number>/", reading.topic, name="topic"),
    path("topics/<int:number>/after/", reading.after, name="after"),
    path("topics/<int:number>/changed/", reading.changed, name="changed"),
    path("topics/<int:number>/reply/", writing.reply, name="reply"),
    path("topics/<int:number>/read/", writing.read, name="read"),
    path("topics/<int:number>/unaccept/", keeping.unaccept, name="unaccept"),
    path("topics/<int:number>/pin/", keeping.pin, name="pin"),
    path("topics/<int:number>/unpin/", keeping.unpin, name="unpin"),
    path("topics/<int:number>/close/", keeping.close, name="close"),
    path("topics/<int:number>/reopen/", keeping.reopen, name="reopen"),
    path("topics/<int:number>/move/", keeping.move, name="move"),
    path("topics/<int:number>/poll/", polls.poll, name="poll"),
    path("topics/<int:number>/poll/open/", polls.open_poll, name="open_poll"),
    path("topics/<int:number>/poll/answer/", polls.answer_poll, name="answer_poll"),
    path("topics/<int:number>/poll/close/", polls.close_poll, name="close_poll"),
    path("posts/<int:number>/", reading.post, name="post"),
    path("posts/<int:number>/useful/", keeping.mark_useful, name="mark_useful"),
    path("posts/<int:number>/not-useful/", keeping.unmark_useful, name="unmark_useful"),
    path("posts/<int:number>/accept/", keeping.accept, name="accept"),
    path("posts/<int:number>/edit/", writing.edit, name="edit"),
    path("posts/<int:number>/history/", reading.history, name="history"),
    path("posts/<int:number>/blank/", writing.blank, name="blank"),
]
