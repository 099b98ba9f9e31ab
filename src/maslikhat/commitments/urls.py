"""Addresses of commitments, below /{lang}/commitments/."""

from django.urls import path

from maslikhat.commitments.views import (
    answering,
    asking,
    blanking,
    files,
    letters,
    lists,
    reading,
    remarking,
    samples,
    solved,
    steps,
    succeeding,
)

app_name = "commitments"
ONE = "<int:number>/"
urlpatterns = [
    path("", lists.commitments, name="commitments"),
    path("about/", lists.about, name="about"),
    path("feed/", lists.feed, name="feed"),
    path("figures/", lists.figures, name="figures"),
    path("solved/", solved.solved, name="solved"),
    path("begin/", asking.begin, name="begin"),
    path("send/<slug:code>/<slug:kind>/", asking.send, name="send"),
    path(f"{ONE}", reading.commitment, name="commitment"),
    path(f"{ONE}course/", reading.course, name="course"),
    path("bodies/<int:number>/remark/", remarking.remark, name="remark"),
    path("files/<int:number>/", files.file, name="file"),
    path(f"{ONE}register/", steps.register, name="register"),
    path(f"{ONE}redirect/", steps.redirect, name="redirect"),
    path(f"{ONE}extend/", steps.extend, name="extend"),
    path(f"{ONE}answer/", answering.answer, name="answer"),
    path(f"{ONE}letter/", letters.letter, name="letter"),
    path(f"{ONE}steps/<int:step>/letter/", letters.answer_letter, name="answer_letter"),
    path(f"{ONE}hand_over/", answering.hand_over, name="hand_over"),
    path("bodies/<int:number>/samples/", samples.samples, name="samples"),
    path("ended/", succeeding.ended, name="ended"),
    path("bodies/<int:number>/succeed/", succeeding.succeed, name="succeed"),
    path("blank/<slug:kind>/<int:number>/", blanking.blank, name="blank"),
    path("samples/<int:number>/", samples.edit_sample, name="edit_sample"),
    path("samples/<int:number>/drop/", samples.drop_sample, name="drop_sample"),
    path(f"{ONE}report_done/", steps.report_done, name="report_done"),
    path(f"{ONE}assess/", steps.assess, name="assess"),
    path(f"{ONE}confirm/", steps.confirm, name="confirm"),
    path(f"{ONE}dispute/", steps.dispute, name="dispute"),
    path(f"{ONE}say/", steps.say, name="say"),
    path(f"{ONE}close/", steps.close, name="close"),
    path(f"{ONE}reopen/", steps.reopen, name="reopen"),
    path(f"{ONE}withdraw/", steps.withdraw, name="withdraw"),
    path(f"{ONE}pass_on/", steps.pass_on, name="pass_on"),
    path(f"{ONE}attach/", steps.attach, name="attach"),
]
