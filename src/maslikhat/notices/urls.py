"""Addresses of the inbox, of what one follows and of letters."""

from django.urls import path

from maslikhat.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("badge/", views.badge, name="badge"),
    path("deliveries/", views.deliveries, name="deliveries"),
    path("read/", views.mark_all_read, name="mark_all_read"),
    path("settings/", views.settings, name="settings"),
    path("follows/", views.follows, name="follows"),
    path("things/<str:kind>/<int:number>/read/", views.mark_read, name="mark_read"),
    path("things/<str:kind>/<int:number>/follow/", views.follow, name="follow"),
    path("things/<str:kind>/<int:number>/unfollow/", views.unfollow, name="unfollow"),
    path("things/<str:kind>/<int:number>/choose/", views.choose, name="choose"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
