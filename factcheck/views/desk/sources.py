"""Sources on the desk: who they are, by which names they are found, how far they can be relied on."""

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from factcheck.actions.sources import (
    NameTaken,
    SourceRefused,
    add_alias,
    create_source,
    describe_source,
    drop_alias,
    grade_source,
    relate_sources,
)
from factcheck.forms.sources import GradeForm, MergeForm, PartForm, RelationForm, SourceForm
from factcheck.models import Source, User
from factcheck.permissions import Permission, may
from factcheck.queries.finding import likely_sources, sources_known_as
from factcheck.queries.for_you import is_watching
from factcheck.queries.relations import ties_of
from factcheck.queries.source_history import history_of_source
from factcheck.rules.names import name_key
from factcheck.rules.told import told, word
from factcheck.rules.vocabulary import RelationKind
from factcheck.saying import said as say
from factcheck.saying import said_of
from factcheck.views.desk.access import DeskRequest, desk_view
from factcheck.views.errors import NotHere

PAGE = 60


@require_safe
@desk_view(Permission.SEE_DRAFTS)
def index(request: DeskRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200].replace("\x00", "")
    after = request.GET.get("after", "")[:200]
    sources = (sources_known_as(words) if words else Source.objects.kept()).by_name().select_related("parent")
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
            source = create_source(by=request.user, **form.facts)
        except SourceRefused as refusal:
            form.add_error(_field_of(refusal, form), said_of(refusal))
        else:
            messages.success(request, say(told("{name} is on the list of sources.", name=source.name)))
            return redirect("desk:source", source.slug)
    status = 422 if form.is_bound else 200
    return render(request, "desk/source.html", {"section": "sources", "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SEE_DRAFTS)
def source(request: DeskRequest, slug: str) -> HttpResponse:
    one = source_named_or_404(slug)
    if one.merged_into is not None:
        messages.info(
            request, say(told("{name} is kept as {other}.", name=one.name, other=one.merged_into.name))
        )
        return redirect("desk:source", one.merged_into.slug)
    if request.method != "POST":
        return source_page(request, one)
    form = SourceForm(request.POST, source=one)
    if form.is_valid():
        try:
            _describe(one, request.user, **form.cleaned_data)
        except SourceRefused as refusal:
            form.add_error(_field_of(refusal, form), said_of(refusal))
        else:
            messages.success(request, gettext("Saved. The earlier description stays in the record."))
            return redirect("desk:source", one.slug)
    return source_page(request, one, form=form, status=422)


@require_POST
@desk_view(Permission.GRADE_SOURCES)
def grade(request: DeskRequest, slug: str) -> HttpResponse:
    one = source_named_or_404(slug)
    form = GradeForm(request.POST, source=one)
    if form.is_valid():
        try:
            grade_source(source=one, by=request.user, **form.cleaned_data)
        except SourceRefused as refusal:
            form.add_error("note", said_of(refusal))
        else:
            messages.success(
                request,
                say(
                    told(
                        "{name} now has the grade {grade}.",
                        name=one.name,
                        grade=form.cleaned_data["reliability"],
                    )
                ),
            )
            return redirect("desk:source", one.slug)
    return source_page(request, one, grade_form=form, status=422)


@require_POST
@desk_view(Permission.RELATE_SOURCES)
def relate(request: DeskRequest, slug: str) -> HttpResponse:
    one = source_named_or_404(slug)
    form = RelationForm(request.POST, source=one)
    if form.is_valid():
        try:
            relate_sources(one=one, by=request.user, **form.cleaned_data)
        except SourceRefused as refusal:
            form.add_error("note", said_of(refusal))
        else:
            messages.success(request, gettext("Laid down. Claims that it touches were counted anew."))
            return redirect("desk:source", one.slug)
    return source_page(request, one, relation_form=form, status=422)


def source_page(request: DeskRequest, one: Source, *, status: int = 200, **sent: Form) -> HttpResponse:
    """The workbench of one source. sent: forms that came back with mistakes, by their template names."""
    forms: dict[str, Form] = {
        "form": SourceForm(source=one),
        "grade_form": GradeForm(source=one),
        "relation_form": RelationForm(source=one),
        "merge_form": MergeForm(source=one),
    }
    ties = ties_of(one)
    context = {
        "section": "sources",
        "source": one,
        **forms,
        **sent,
        "is_watching": is_watching(request.user, one),
        "ties": [tie for tie in ties if tie.kind != RelationKind.SAME_AS],
        "merged": [
            (tie, _part_form(one, tie.other, sent.get("part_form")))
            for tie in ties
            if tie.kind == RelationKind.SAME_AS and tie.other.merged_into_id == one.pk
        ],
        "alike": [other for other in likely_sources(one.name, limit=4) if other.pk != one.pk],
        "history": history_of_source(one),
        "wrong": next(iter(sent.values()), forms["form"]),
        "may_grade": may(request.user, Permission.GRADE_SOURCES),
        "may_relate": may(request.user, Permission.RELATE_SOURCES),
    }
    return render(request, "desk/source.html", context, status=status)


def _part_form(one: Source, duplicate: Source, sent: Form | None) -> Form:
    if sent is not None and sent.data.get("duplicate") == str(duplicate.pk):
        return sent
    return PartForm(source=one, initial={"duplicate": duplicate.pk})


def source_named_or_404(slug: str) -> Source:
    one = Source.objects.select_related("parent", "merged_into").filter(slug=slug).first()
    if one is None:
        raise NotHere(
            word("There is no such source. Look for it by any of its names in the list of sources.")
        )
    return one


@transaction.atomic
def _describe(
    one: Source, by: User, *, aliases: list[str], aliases_before: list[str], **facts: object
) -> None:
    describe_source(source=one, by=by, **facts)  # type: ignore[arg-type]
    for text in aliases_before:
        if name_key(text) not in map(name_key, aliases):
            drop_alias(source=one, text=text, by=by)
    for text in aliases:
        add_alias(source=one, text=text, by=by)


def _field_of(refusal: SourceRefused, form: SourceForm) -> str:
    if isinstance(refusal, NameTaken):
        return "name" if refusal.text == form.cleaned_data.get("name") else "aliases"
    if "has borne" in str(refusal):
        return "aliases"
    return "parent" if "act for itself" in str(refusal) else "name"
