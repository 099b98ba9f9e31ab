"""Addresses of budgets."""

from django.urls import path

from maslikhat.money.views import asking, environment, importing, plans, reading, warnings, years

app_name = "money"
urlpatterns = [
    path("", reading.budgets, name="budgets"),
    path("of-council/", reading.of_council, name="of_council"),
    path("councils/<slug:code>/", reading.years, name="years"),
    path("councils/<slug:code>/table.<slug:form>", reading.years_table, name="years_table"),
    path("councils/<slug:code>/<int:year>/", reading.budget, name="budget"),
    path("councils/<slug:code>/<int:year>/changes/", reading.changes, name="changes"),
    path(
        "councils/<slug:code>/<int:year>/changes/table.<slug:form>",
        reading.changes_table,
        name="changes_table",
    ),
    path("environment/", environment.environment, name="environment"),
    path("environment/table.<slug:form>", environment.country_table, name="country_table"),
    path(
        "environment/<slug:code>/table.<slug:form>", environment.region_table, name="region_table"
    ),
    path("environment/<slug:code>/", environment.environment_of, name="environment_of"),
    path("environment/<slug:code>/card.png", environment.card, name="card"),
    path("environment/<slug:code>/begin_plan/", plans.begin_plan, name="begin_plan"),
    path("plans/<int:number>/", plans.plan, name="plan"),
    path("plans/<int:number>/describe_plan/", plans.describe_plan, name="describe_plan"),
    path("plans/<int:number>/correct_plan/", plans.correct_plan, name="correct_plan"),
    path("plans/<int:number>/drop_plan/", plans.drop_plan, name="drop_plan"),
    path("plans/<int:number>/approve_plan/", plans.approve_plan, name="approve_plan"),
    path("plans/<int:number>/report_plan/", plans.report_plan, name="report_plan"),
    path("plans/<int:number>/years/<int:year>/", years.enter_year, name="enter_year"),
    path("plans/<int:number>/add_measure/", plans.add_measure, name="add_measure"),
    path("measures/<int:number>/", plans.measure, name="measure"),
    path("measures/<int:number>/edit_measure/", plans.edit_measure, name="edit_measure"),
    path("measures/<int:number>/drop_measure/", plans.drop_measure, name="drop_measure"),
    path(
        "measures/<int:number>/<int:year>/enter_amounts/",
        plans.enter_amounts,
        name="enter_amounts",
    ),
    path("measures/<int:number>/set_milestone/", plans.set_milestone, name="set_milestone"),
    path("milestones/<int:number>/reach_milestone/", plans.reach_milestone, name="reach_milestone"),
    path("questions/<slug:word>/<int:number>/", asking.question, name="question"),
    path("versions/<int:number>/", reading.version, name="version"),
    path("versions/<int:number>/table.<slug:form>", reading.table, name="table"),
    path("versions/<int:number>/rows/<int:sheet>-<int:row>/", reading.row, name="row"),
    path("versions/<int:number>/withdraw/", importing.withdraw, name="withdraw"),
    path(
        "versions/<int:number>/attach_decision/",
        importing.attach_decision,
        name="attach_decision",
    ),
    path("warnings/<int:number>/", warnings.warning, name="warning"),
    path("warnings/<int:number>/explain/", warnings.explain, name="explain"),
    path("import/", importing.import_budget, name="import_budget"),
    path("sources/<int:number>/", importing.source, name="source"),
    path("sources/<int:number>/file/", reading.file, name="file"),
    path("sources/<int:number>/switch_on/", importing.switch_on, name="switch_on"),
    path("sources/<int:number>/discard/", importing.discard, name="discard"),
    path("sources/<int:number>/choose_unit/", importing.choose_unit, name="choose_unit"),
    path("sources/<int:number>/map_columns/", importing.map_columns, name="map_columns"),
]
