"""The rules of the house: for administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from factcheck.actions.desk_settings import SettingRefused, set_second_editor
from factcheck.forms.desk_settings import SecondEditorForm
from factcheck.permissions import Permission
from factcheck.queries.desk_settings import last_change, needing_second_editor
from factcheck.rules.desk_settings import SettingName, in_words
from factcheck.views.desk.access import DeskRequest, desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SET_HOUSE_RULES)
def settings(request: DeskRequest) -> HttpResponse:
    form = SecondEditorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            set_second_editor(by=request.user, **form.cleaned_data)
        except SettingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"A second editor is asked for: {in_words(needing_second_editor())}.")
            return redirect("desk:settings")
    context = {
        "section": "settings",
        "form": form,
        "now": in_words(needing_second_editor()),
        "last": last_change(SettingName.SECOND_EDITOR),
    }
    return render(request, "desk/settings.html", context, status=422 if form.errors else 200)
