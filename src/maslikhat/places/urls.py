"""The address of a place."""

from django.urls import path

from maslikhat.places import views

app_name = "places"
urlpatterns = [path("<slug:kato>/", views.place, name="place")]
