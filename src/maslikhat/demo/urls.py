"""The address of the demo's one-click entry."""

from django.urls import path

from maslikhat.demo import views

app_name = "demo"
urlpatterns = [path("enter/<slug:role>/", views.enter, name="enter")]
