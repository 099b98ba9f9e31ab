"""Addresses of the moderation, below /{lang}/moderation/."""

from django.urls import path

from maslikhat.moderation.views import deciding, measures, reporting

app_name = "moderation"
THING = "things/<str:kind>/<int:number>/"
urlpatterns = [
    path("", deciding.queue, name="queue"),
    path("appeals/", deciding.appeals, name="appeals"),
    path("mine/", measures.mine, name="mine"),
    path(f"{THING}", deciding.thing, name="thing"),
    path(f"{THING}report/", reporting.report, name="report"),
    path(f"{THING}dismiss/", deciding.dismiss, name="dismiss"),
    path(f"{THING}hide/", deciding.hide, name="hide"),
    path(f"{THING}lock/", deciding.lock, name="lock"),
    path(f"{THING}warn/", deciding.warn, name="warn"),
    path(f"{THING}ask-suspension/", deciding.ask_suspension, name="ask_suspension"),
    path(f"{THING}suspend/", deciding.suspend, name="suspend"),
    path("measures/<int:number>/", measures.measure, name="measure"),
    path("measures/<int:number>/restore/", measures.restore, name="restore"),
    path("measures/<int:number>/unlock/", measures.unlock, name="unlock"),
    path("measures/<int:number>/lift/", measures.lift, name="lift"),
    path("measures/<int:number>/appeal/", measures.appeal, name="appeal"),
    path("measures/<int:number>/decide/", measures.decide, name="decide"),
]
