"""Addresses of decisions, below /{lang}/decisions/."""

from django.urls import path

from maslikhat.decisions.views import (
    deciding,
    drafting,
    files,
    hearing,
    importing,
    lists,
    masking,
    papers,
    publishing,
    reading,
)

app_name = "decisions"
ONE = "<int:number>/"
urlpatterns = [
    path("", lists.decisions, name="decisions"),
    path("latest/", lists.latest, name="latest"),
    path("feed/", lists.feed, name="feed"),
    path("import/", importing.import_decisions, name="import_decisions"),
    path("import/confirm/", importing.confirm_import, name="confirm_import"),
    path("draft/<slug:code>/", drafting.draft, name="draft"),
    path(f"{ONE}", reading.decision, name="decision"),
    path(f"{ONE}way/", reading.way, name="way"),
    path(f"{ONE}versions/", reading.versions, name="versions"),
    path(f"{ONE}versions/<int:version>/", reading.version, name="version"),
    path(f"{ONE}parity/", reading.parity, name="parity"),
    path(f"{ONE}pdf/<slug:lang>/", files.pdf, name="pdf"),
    path(f"{ONE}akn/<slug:lang>/", files.xml, name="xml"),
    path("files/<int:number>/", files.file, name="file"),
    path("files/<int:number>/close/", papers.close_paper, name="close_paper"),
    path(f"{ONE}revise/", drafting.revise, name="revise"),
    path(f"{ONE}withdraw/", drafting.withdraw, name="withdraw"),
    path(f"{ONE}explain_difference/", drafting.explain_difference, name="explain_difference"),
    path(f"{ONE}refer/", hearing.refer, name="refer"),
    path("referrals/<int:number>/conclude/", hearing.conclude, name="conclude"),
    path(f"{ONE}mark_money/", hearing.mark_money, name="mark_money"),
    path(f"{ONE}akim/", hearing.enter_akim_conclusion, name="enter_akim_conclusion"),
    path(f"{ONE}consult/", hearing.consult, name="consult"),
    path(f"{ONE}table/", hearing.table, name="table"),
    path(f"{ONE}vote/", deciding.vote, name="vote"),
    path(f"{ONE}adopt/", deciding.adopt, name="adopt"),
    path(f"{ONE}reject/", deciding.reject, name="reject"),
    path(f"{ONE}register/", deciding.register, name="register"),
    path(f"{ONE}force/", deciding.bring_into_force, name="bring_into_force"),
    path(f"{ONE}mask/", masking.cover_words, name="cover_words"),
    path(f"{ONE}mask/lift/", masking.lift_mask, name="lift_mask"),
    path("masks/<int:number>/take-back/", masking.take_back_mask, name="take_back_mask"),
    path(f"{ONE}publish/", publishing.publish, name="publish"),
    path(f"{ONE}relate/", papers.relate, name="relate"),
    path(f"{ONE}repeal/", papers.repeal, name="repeal"),
    path(f"{ONE}attach/", papers.attach, name="attach"),
    path(f"{ONE}attach_scan/", papers.attach_scan, name="attach_scan"),
    path(f"{ONE}letter/", papers.write_letter, name="write_letter"),
]
