"""Sources on the desk: who they are, by which names they are found, how far they can be relied on."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from factcheck.actions.sources import (
    NameTaken,
    SourceRefused,
    add_alias,
    create_source,
    describe_source,
    grade_source,
    relate_sources,
)
from factcheck.forms.sources import GradeForm, RelationForm, SourceForm
from factcheck.models import Source, User
from factcheck.permissions import Permission, may
from factcheck.queries.finding import sources_known_as
from factcheck.queries.relations import ties_of
from factcheck.views.desk.access import DeskRequest, desk_view
from factcheck.views.errors import NotHere

PAGE = 60


@require_safe
@desk_view(Permission.SEE_DRAFTS)
def index(request: DeskRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200].replace("\x00", "")
    after = request.GET.get("after", "")[:200]
    sources = (sources_known_as(words) if words else Source.objects.all()).by_name().select_related("parent")
    rows = list(sources.filter(name_key__gt=after)[: PAGE + 1] if after else sources[: PAGE + 1])
    address = reverse("desk:sources")
    older = (
        f"{address}?{urlencode({'q': words, 'after': rows[PAGE - 1].name_key})}" if len(rows) > PAGE else ""
    )
    context = {"section": "sources", "sources": rows[:PAGE], "q": words, "older_url": older,
               "newer_url": f"{address}?{urlencode({'q': words})}" if after else ""}  # fmt: skip
    return render(request, "desk/sources.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.RECORD)
def new(request: DeskRequest) -> HttpResponse:
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            source = create_source(by=request.user, **form.cleaned_data)
        except SourceRefused as refusal:
            form.add_error(_field_of(refusal, form), str(refusal))
        else:
            messages.success(request, f"{source.name} is on the list of sources.")
            return redirect("desk:source", source.slug)
    status = 422 if form.is_bound else 200
    return render(request, "desk/source.html", {"section": "sources", "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SEE_DRAFTS)
def source(request: DeskRequest, slug: str) -> HttpResponse:
    one = _source(slug)
    if request.method != "POST":
        return _page(request, one, SourceForm(source=one), GradeForm(source=one))
    form = SourceForm(request.POST, source=one)
    if form.is_valid():
        try:
            _describe(one, request.user, **form.cleaned_data)
        except SourceRefused as refusal:
            form.add_error(_field_of(refusal, form), str(refusal))
        else:
            messages.success(request, "Saved. The earlier description stays in the record.")
            return redirect("desk:source", one.slug)
    return _page(request, one, form, GradeForm(source=one), status=422)


@require_POST
@desk_view(Permission.GRADE_SOURCES)
def grade(request: DeskRequest, slug: str) -> HttpResponse:
    one = _source(slug)
    form = GradeForm(request.POST, source=one)
    if form.is_valid():
        try:
            grade_source(source=one, by=request.user, **form.cleaned_data)
        except SourceRefused as refusal:
            form.add_error("note", str(refusal))
        else:
            messages.success(request, f"{one.name} now has the grade {form.cleaned_data['reliability']}.")
            return redirect("desk:source", one.slug)
    return _page(request, one, SourceForm(source=one), form, status=422)


@require_POST
@desk_view(Permission.RELATE_SOURCES)
def relate(request: DeskRequest, slug: str) -> HttpResponse:
    one = _source(slug)
    form = RelationForm(request.POST, source=one)
    if form.is_valid():
        try:
            relate_sources(one=one, by=request.user, **form.cleaned_data)
        except SourceRefused as refusal:
            form.add_error("note", str(refusal))
        else:
            messages.success(request, "Laid down. Claims that it touches were counted anew.")
            return redirect("desk:source", one.slug)
    return _page(request, one, SourceForm(source=one), GradeForm(source=one), form, status=422)


def _page(
    request: DeskRequest,
    one: Source,
    form: SourceForm,
    grade_form: GradeForm,
    relation_form: RelationForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    relation_form = relation_form or RelationForm(source=one)
    wrong = next((sent for sent in (form, grade_form, relation_form) if sent.errors), form)
    context = {
        "section": "sources",
        "source": one,
        "form": form,
        "grade_form": grade_form,
        "relation_form": relation_form,
        "ties": ties_of(one),
        "wrong": wrong,
        "may_grade": may(request.user, Permission.GRADE_SOURCES),
        "may_relate": may(request.user, Permission.RELATE_SOURCES),
    }
    return render(request, "desk/source.html", context, status=status)


def _source(slug: str) -> Source:
    one = Source.objects.select_related("parent").filter(slug=slug).first()
    if one is None:
        raise NotHere("There is no such source. Look for it by any of its names in the list of sources.")
    return one


@transaction.atomic
def _describe(one: Source, by: User, *, aliases: list[str], **facts: object) -> None:
    describe_source(source=one, by=by, **facts)  # type: ignore[arg-type]
    for text in aliases:
        add_alias(source=one, text=text, by=by)


def _field_of(refusal: SourceRefused, form: SourceForm) -> str:
    if isinstance(refusal, NameTaken):
        return "name" if refusal.text == form.cleaned_data.get("name") else "aliases"
    return "parent" if "act for itself" in str(refusal) else "name"
