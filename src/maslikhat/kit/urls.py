"""Addresses of the kit, below /{lang}/cards/."""

from django.urls import path

from maslikhat.kit import views

app_name = "kit"
urlpatterns = [path("", views.card, name="card")]
