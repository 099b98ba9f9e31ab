"""Addresses of budgets."""

from django.urls import path

from maslikhat.money.views import importing, reading

app_name = "money"
urlpatterns = [
    path("", reading.budgets, name="budgets"),
    path("of-council/", reading.of_council, name="of_council"),
    path("councils/<slug:code>/", reading.years, name="years"),
    path("councils/<slug:code>/<int:year>/", reading.budget, name="budget"),
    path("councils/<slug:code>/<int:year>/changes/", reading.changes, name="changes"),
    path("versions/<int:number>/", reading.version, name="version"),
    path("versions/<int:number>/table.<slug:form>", reading.table, name="table"),
    path("versions/<int:number>/rows/<int:sheet>-<int:row>/", reading.row, name="row"),
    path("versions/<int:number>/withdraw/", importing.withdraw, name="withdraw"),
    path("import/", importing.import_budget, name="import_budget"),
    path("sources/<int:number>/", importing.source, name="source"),
    path("sources/<int:number>/file/", reading.file, name="file"),
    path("sources/<int:number>/switch_on/", importing.switch_on, name="switch_on"),
    path("sources/<int:number>/discard/", importing.discard, name="discard"),
    path("sources/<int:number>/map_columns/", importing.map_columns, name="map_columns"),
]
