"""Addresses of the dialogue, below /{lang}/dialogue/."""

from django.urls import path

from maslikhat.dialogue.views import announcing, conversations, groups, keeping, reading, writing

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
    path("topics/<int:number>/understood/", announcing.understood, name="understood"),
    path("topics/<int:number>/understand/", announcing.understand, name="understand"),
    path("topics/<int:number>/ask/", announcing.ask_understood, name="ask_understood"),
    path("groups/", groups.groups, name="groups"),
    path("groups/found/", groups.found_group, name="found_group"),
    path("groups/<int:number>/", groups.group, name="group"),
    path("groups/<int:number>/invite/", groups.invite, name="invite"),
    path("groups/<int:number>/join/", groups.join_group, name="join_group"),
    path("groups/<int:number>/leave/", groups.leave_group, name="leave_group"),
    path("groups/<int:number>/end/", groups.end_group, name="end_group"),
    path("members/<int:number>/remove/", groups.remove_member, name="remove_member"),
    path("members/<int:number>/lead/", groups.make_lead, name="make_lead"),
    path("conversations/", conversations.conversations, name="conversations"),
    path("conversations/start/", conversations.start_conversation, name="start_conversation"),
    path("conversations/<int:number>/", conversations.conversation, name="conversation"),
    path("conversations/<int:number>/add/", conversations.add_participant, name="add_participant"),
    path(
        "conversations/<int:number>/leave/",
        conversations.leave_conversation,
        name="leave_conversation",
    ),
    path("posts/<int:number>/", reading.post, name="post"),
    path("posts/<int:number>/useful/", keeping.mark_useful, name="mark_useful"),
    path("posts/<int:number>/not-useful/", keeping.unmark_useful, name="unmark_useful"),
    path("posts/<int:number>/accept/", keeping.accept, name="accept"),
    path("posts/<int:number>/edit/", writing.edit, name="edit"),
    path("posts/<int:number>/history/", reading.history, name="history"),
    path("posts/<int:number>/blank/", writing.blank, name="blank"),
]
