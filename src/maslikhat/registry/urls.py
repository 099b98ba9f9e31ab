"""Addresses of the registry's guided acts, under `/{lang}/`."""

from django.urls import include, path

from maslikhat.registry.views import (
    bodies,
    constituencies,
    council,
    deputies,
    groups,
    honours,
    invitations,
    offices,
    officials,
)

app_name = "registry"
manage = [
    path("", council.manage, name="manage"),
    path("convocation/", council.open_convocation, name="open_convocation"),
    path("seats/", council.set_seats, name="set_seats"),
    path("elect/", council.elect, name="elect"),
    path("mandates/<int:number>/end/", council.end_mandate, name="end_mandate"),
    path("head/", council.head_council, name="head_council"),
    path("head/<int:number>/end/", council.end_headship, name="end_headship"),
    path("commissions/found/", groups.found_commission, name="found_commission"),
    path("commissions/<int:number>/", groups.join_commission, name="join_commission"),
    path("commissions/<int:number>/subjects/", groups.set_subjects, name="set_subjects"),
    path("commissions/<int:number>/end/", groups.end_commission, name="end_commission"),
    path("places/<int:number>/leave/", groups.leave_commission, name="leave_commission"),
    path("groups/found/", groups.found_group, name="found_group"),
    path("groups/<int:number>/", groups.join_group, name="join_group"),
    path("groups/<int:number>/end/", groups.end_group, name="end_group"),
    path("members/<int:number>/leave/", groups.leave_group, name="leave_group"),
    path("constituencies/", constituencies.draw_constituency, name="draw_constituency"),
    path("bodies/", bodies.found_body, name="found_body"),
    path("bodies/<int:number>/end/", bodies.end_body, name="end_body"),
    path("honours/", honours.bestow, name="bestow"),
    path("import/", deputies.import_deputies, name="import_deputies"),
    path("import/confirm/", deputies.confirm_import, name="confirm_import"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/all/", invitations.invite_all, name="invite_all"),
    path(
        "invitations/<int:number>/revoke/", invitations.revoke_invitation, name="revoke_invitation"
    ),
    path("deputies/<int:number>/invite/", invitations.invite, name="invite"),
    path("deputies/<int:number>/restore/", invitations.restore_access, name="restore_access"),
]
urlpatterns = [
    path("councils/<slug:code>/manage/", include(manage)),
    path("deputies/<int:number>/edit/", deputies.edit_person, name="edit_person"),
    path("deputies/<int:number>/photo/", deputies.photo, name="photo"),
    path("honours/awards/new/", honours.make_award, name="make_award"),
    path("roles/", offices.roles, name="roles"),
    path("roles/appoint/", offices.appoint, name="appoint"),
    path("roles/<int:number>/end/", offices.end_role, name="end_role"),
    path("roles/<int:number>/factors/", offices.reset_factors, name="reset_factors"),
    path("bodies/<int:number>/offices/", officials.officials, name="officials"),
    path("bodies/<int:number>/offices/<int:office>/end/", officials.end_office, name="end_office"),
    path(
        "bodies/<int:number>/invited/<int:invited>/revoke/",
        officials.revoke_office,
        name="revoke_office",
    ),
    path("residence/", deputies.set_residence, name="set_residence"),
    path("join/", invitations.join, name="join"),
    path("join/<slug:token>/", invitations.join_link, name="join_link"),
]
