"""Addresses of commitments, below /{lang}/commitments/."""

from django.urls import path

from maslikhat.commitments.views import (
    asking,
    files,
    joining,
    joint,
    lists,
    reading,
    remarking,
    steps,
)

app_name = "commitments"
ONE = "<int:number>/"
urlpatterns = [
    path("", lists.commitments, name="commitments"),
    path("about/", lists.about, name="about"),
    path("feed/", lists.feed, name="feed"),
    path("figures/", lists.figures, name="figures"),
    path("begin/", asking.begin, name="begin"),
    path("send/<slug:code>/<slug:kind>/", asking.send, name="send"),
    path("joint/", joint.joints, name="joints"),
    path("joint/draft/", joining.draft, name="draft_joint"),
    path(f"joint/{ONE}", joint.joint, name="joint"),
    path(f"joint/{ONE}answers.csv", joint.as_csv, name="joint_csv"),
    path(f"joint/{ONE}answers.xlsx", joint.as_workbook, name="joint_workbook"),
    path(f"joint/{ONE}feed/", joint.feed, name="joint_feed"),
    path(f"joint/{ONE}amend/", joining.amend, name="amend_joint"),
    path(f"joint/{ONE}address/", joining.address, name="address_joint"),
    path(f"joint/{ONE}unaddress/", joining.unaddress, name="unaddress_joint"),
    path(f"joint/{ONE}invite/", joining.invite, name="invite_to_joint"),
    path(f"joint/{ONE}sign/", joining.sign, name="sign_joint"),
    path(f"joint/{ONE}decline/", joining.decline, name="decline_joint"),
    path(f"joint/{ONE}send/", joining.send, name="send_joint"),
    path(f"joint/{ONE}discard/", joining.discard, name="discard_joint"),
    path(f"{ONE}", reading.commitment, name="commitment"),
    path(f"{ONE}course/", reading.course, name="course"),
    path("bodies/<int:number>/remark/", remarking.remark, name="remark"),
    path("files/<int:number>/", files.file, name="file"),
    path(f"{ONE}register/", steps.register, name="register"),
    path(f"{ONE}redirect/", steps.redirect, name="redirect"),
    path(f"{ONE}extend/", steps.extend, name="extend"),
    path(f"{ONE}answer/", steps.answer, name="answer"),
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
