"""Addresses of the dialogue, below /{lang}/dialogue/."""

from django.urls import path

from maslikhat.dialogue.views import keeping, peers, reading, writing

app_name = "dialogue"
urlpatterns = [
    path("", reading.rooms, name="rooms"),
    path("start/", writing.start, name="start"),
    path("start/similar/", peers.similar, name="similar"),
    path("newcomers/", peers.newcomers, name="newcomers"),
    path("newcomers/read/", peers.read_guide, name="read_guide"),
    path("newcomers/dismiss/", peers.dismiss_path, name="dismiss_path"),
    path("rooms/<int:number>/", reading.room, name="room"),
    path("topics/<int:number>/", reading.topic, name="topic"),
    path("topics/<int:number>/after/", reading.after, name="after"),
    path("topics/<int:number>/changed/", reading.changed, name="changed"),
    path("topics/<int:number>/reply/", writing.reply, name="reply"),
    path("topics/<int:number>/read/", writing.read, name="read"),
    path("topics/<int:number>/peers/", peers.peers, name="peers"),
    path("topics/<int:number>/ask/", peers.ask, name="ask"),
    path("topics/<int:number>/unaccept/", keeping.unaccept, name="unaccept"),
    path("topics/<int:number>/pin/", keeping.pin, name="pin"),
    path("topics/<int:number>/unpin/", keeping.unpin, name="unpin"),
    path("topics/<int:number>/close/", keeping.close, name="close"),
    path("topics/<int:number>/reopen/", keeping.reopen, name="reopen"),
    path("topics/<int:number>/move/", keeping.move, name="move"),
    path("posts/<int:number>/", reading.post, name="post"),
    path("posts/<int:number>/useful/", keeping.mark_useful, name="mark_useful"),
    path("posts/<int:number>/not-useful/", keeping.unmark_useful, name="unmark_useful"),
    path("posts/<int:number>/accept/", keeping.accept, name="accept"),
    path("posts/<int:number>/edit/", writing.edit, name="edit"),
    path("posts/<int:number>/history/", reading.history, name="history"),
    path("posts/<int:number>/blank/", writing.blank, name="blank"),
]
