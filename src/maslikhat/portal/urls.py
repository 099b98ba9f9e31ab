"""Addresses of the portal's own pages."""

from django.urls import path

from maslikhat.portal.views import bodies, councils, desk, find, home, people, way

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("about/", home.about, name="about"),
    path("councils/", councils.councils, name="councils"),
    path("councils/<slug:code>/", councils.council, name="council"),
    path("councils/<slug:code>/commissions/", councils.commissions, name="commissions"),
    path("councils/<slug:code>/history/", councils.history, name="history"),
    path("commissions/<int:number>/", bodies.commission, name="commission"),
    path("groups/<int:number>/", bodies.group, name="group"),
    path("bodies/<int:number>/", bodies.body, name="body"),
    path("deputies/", people.deputies, name="deputies"),
    path("deputies/<int:number>/", people.deputy, name="deputy"),
    path("honours/", people.honours, name="honours"),
    path("find/", find.find, name="find"),
    path("desk/", desk.desk, name="desk"),
    path("way/", way.way, name="way"),
]
