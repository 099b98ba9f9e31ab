"""Addresses of sittings, below /{lang}/sittings/."""

from django.urls import path

from maslikhat.sittings.views import agenda, attending, lists, moving, planning, reading, running

app_name = "sittings"
ONE, ITEM, MOTION = "<int:number>/", "items/<int:number>/", "motions/<int:number>/"
urlpatterns = [
    path("", lists.sittings, name="sittings"),
    path("latest/", lists.latest, name="latest"),
    path("plan/<slug:code>/", planning.plan_session, name="plan_session"),
    path("plan/<str:body>/<int:number>/", planning.plan_sitting, name="plan_sitting"),
    path(ONE, reading.sitting, name="sitting"),
    path(f"{ONE}edit/", planning.edit_sitting, name="edit_sitting"),
    path(f"{ONE}convene/", planning.convene, name="convene"),
    path(f"{ONE}materials/", planning.send_materials, name="send_materials"),
    path(f"{ONE}cancel/", planning.cancel_sitting, name="cancel_sitting"),
    path(f"{ONE}items/", agenda.put_item, name="put_item"),
    path(f"{ONE}papers/", agenda.attach_document, name="attach_document"),
    path(f"{ONE}attendance/", attending.mark_attendance, name="mark_attendance"),
    path(f"{ONE}here/", attending.check_in, name="check_in"),
    path(f"{ONE}leave/", attending.check_out, name="check_out"),
    path(f"{ONE}open/", running.open_sitting, name="open_sitting"),
    path(f"{ONE}pause/", running.pause, name="pause"),
    path(f"{ONE}resume/", running.resume, name="resume"),
    path(f"{ONE}close/", running.close_sitting, name="close_sitting"),
    path(f"{ITEM}edit/", agenda.edit_item, name="edit_item"),
    path(f"{ITEM}move/", agenda.move_item, name="move_item"),
    path(f"{ITEM}drop/", agenda.drop_item, name="drop_item"),
    path(f"{ITEM}close-doors/", agenda.close_doors, name="close_doors"),
    path(f"{ITEM}rapporteurs/", agenda.name_rapporteur, name="name_rapporteur"),
    path(f"{ITEM}recuse/", attending.recuse, name="recuse"),
    path(f"{ITEM}call/", running.call_item, name="call_item"),
    path(f"{ITEM}end/", running.end_item, name="end_item"),
    path(f"{ITEM}motions/", moving.move, name="move"),
    path("rapporteurs/<int:number>/drop/", agenda.drop_rapporteur, name="drop_rapporteur"),
    path("papers/<int:number>/", agenda.document, name="document"),
    path("papers/<int:number>/close/", agenda.close_document, name="close_document"),
    path("recusals/<int:number>/undo/", attending.unrecuse, name="unrecuse"),
    path(f"{MOTION}withdraw/", moving.withdraw_motion, name="withdraw_motion"),
    path(f"{MOTION}vote/", moving.put_to_vote, name="put_to_vote"),
]
