"""Addresses of the norms and of the calendar."""

from django.urls import path

from maslikhat.norms import views

app_name = "norms"
urlpatterns = [
    path("", views.norms, name="norms"),
    path("calendar/", views.this_year, name="this_year"),
    path("calendar/set/", views.set_day, name="set_day"),
    path("calendar/clear/", views.clear_day, name="clear_day"),
    path("calendar/<int:year>/", views.calendar, name="calendar"),
]
