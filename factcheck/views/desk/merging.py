"""Two entries for one source: merged by a chief editor, and parted where that was a mistake."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from factcheck.actions.merging import merge_sources, part_sources
from factcheck.actions.sources import SourceRefused
from factcheck.forms.sources import MergeForm, PartForm
from factcheck.permissions import Permission
from factcheck.rules.told import told
from factcheck.saying import said as say
from factcheck.saying import said_of
from factcheck.views.desk.access import DeskRequest, desk_view
from factcheck.views.desk.sources import source_named_or_404, source_page


@require_POST
@desk_view(Permission.RELATE_SOURCES)
def merge(request: DeskRequest, slug: str) -> HttpResponse:
    one = source_named_or_404(slug)
    form = MergeForm(request.POST, source=one)
    if form.is_valid():
        into = form.cleaned_data["into"]
        try:
            counted = merge_sources(
                duplicate=one, into=into, reason=form.cleaned_data["reason"], by=request.user
            )
        except SourceRefused as refusal:
            form.add_error("into", said_of(refusal))
        else:
            messages.success(
                request,
                say(
                    told(
                        "{name} is kept as {other} now. Claims counted anew because of it: {counted}.",
                        name=one.name,
                        other=into.name,
                        counted=counted,
                    )
                ),
            )
            return redirect("desk:source", into.slug)
    return source_page(request, one, merge_form=form, status=422)


@require_POST
@desk_view(Permission.RELATE_SOURCES)
def part(request: DeskRequest, slug: str) -> HttpResponse:
    one = source_named_or_404(slug)
    form = PartForm(request.POST, source=one)
    if form.is_valid():
        duplicate = form.cleaned_data["duplicate"]
        try:
            counted = part_sources(duplicate=duplicate, reason=form.cleaned_data["reason"], by=request.user)
        except SourceRefused as refusal:
            form.add_error("reason", said_of(refusal))
        else:
            messages.success(
                request,
                say(
                    told(
                        "{name} stands for itself again. Claims counted anew because of it: {counted}.",
                        name=duplicate.name,
                        counted=counted,
                    )
                ),
            )
            return redirect("desk:source", duplicate.slug)
    return source_page(request, one, part_form=form, status=422)
