"""The rules of the house: for administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from factcheck.actions.desk_settings import SettingRefused, set_review_days, set_second_editor
from factcheck.forms.desk_settings import ReviewDaysForm, SecondEditorForm
from factcheck.permissions import Permission
from factcheck.queries.desk_settings import last_change, needing_second_editor, review_days
from factcheck.rules.desk_settings import SettingName, in_words
from factcheck.rules.told import told
from factcheck.saying import said as say
from factcheck.saying import said_of
from factcheck.views.desk.access import DeskRequest, desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SET_HOUSE_RULES)
def settings(request: DeskRequest) -> HttpResponse:
    form = SecondEditorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            set_second_editor(by=request.user, **form.cleaned_data)
        except SettingRefused as refusal:
            form.add_error(None, said_of(refusal))
        else:
            messages.success(
                request,
                say(
                    told(
                        "A second editor is asked for: {statuses}.",
                        statuses=in_words(needing_second_editor()),
                    )
                ),
            )
            return redirect("desk:settings")
    return _page(request, form=form)


@require_POST
@desk_view(Permission.SET_HOUSE_RULES)
def review(request: DeskRequest) -> HttpResponse:
    form = ReviewDaysForm(request.POST)
    if form.is_valid():
        try:
            set_review_days(by=request.user, **form.cleaned_data)
        except SettingRefused as refusal:
            form.add_error(None, said_of(refusal))
        else:
            messages.success(request, gettext("The days until claims are looked at again are set."))
            return redirect("desk:settings")
    return _page(request, review_form=form)


def _page(
    request: DeskRequest, *, form: SecondEditorForm | None = None, review_form: ReviewDaysForm | None = None
) -> HttpResponse:
    sent = review_form or form
    context = {
        "section": "settings",
        "form": form or SecondEditorForm(),
        "review_form": review_form or ReviewDaysForm(),
        "sent": sent,
        "now": say(in_words(needing_second_editor())),
        "last": last_change(SettingName.SECOND_EDITOR),
        "days": review_days(),
        "last_days": last_change(SettingName.REVIEW_DAYS),
    }
    return render(request, "desk/settings.html", context, status=422 if sent and sent.errors else 200)
