"""What the reader of stories suggests beside an article, and what the editor answers."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from factcheck.actions.accepting import accept_group, settle_names
from factcheck.actions.attributions import AttributionRefused
from factcheck.actions.claims import ClaimRefused
from factcheck.actions.readings import AnswerRefused, begin_reading, carry_out, merge, reject, reopen
from factcheck.actions.sources import SourceRefused
from factcheck.forms.suggestions import Asked, NotUnderstood, asked_of, claim_called, names_settled, topic_in
from factcheck.jobs import read_story
from factcheck.models import Article, Claim, Topic, User
from factcheck.permissions import Permission
from factcheck.queries.annotation import likely_topic
from factcheck.queries.readings import Group, Row, Suggested, suggested_in
from factcheck.rules.chains import ChainRefused
from factcheck.rules.suggestions import ReadingState
from factcheck.rules.told import told, told_many, word
from factcheck.saying import said as say
from factcheck.saying import said_of
from factcheck.views.desk.access import DeskRequest, desk_view
from factcheck.views.desk.annotate import article_on_desk, desk_context, key_in

# A story of this many characters is read while the page is made; a longer one in the background.
SHORT = 60_000

Refused = (AnswerRefused, NotUnderstood, ClaimRefused, SourceRefused, AttributionRefused, ChainRefused)


@require_POST
@desk_view(Permission.RECORD)
def read(request: DeskRequest, pk: int) -> HttpResponse:
    article = article_on_desk(pk)
    have_read(article, request.user)
    if request.htmx:
        return _panel(request, article, "The story is being read.")
    return HttpResponseRedirect(reverse("desk:article", args=[pk]) + "#suggestions", status=303)


@require_safe
@desk_view(Permission.RECORD)
def suggestions(request: DeskRequest, pk: int) -> HttpResponse:
    """The panel alone: for the progress bar, and to go to another suggestion."""
    return _panel(request, article_on_desk(pk), "", at=key_in(request.GET.get("at", "")))


@require_POST
@desk_view(Permission.RECORD)
def answer(request: DeskRequest, pk: int) -> HttpResponse:
    article = article_on_desk(pk)
    suggested = suggested_in(article)
    at = key_in(request.POST.get("at", ""))
    try:
        asked = asked_of(request.POST)
        said = _ANSWERS[asked.verb](asked, request, article, suggested)
    except Refused as refusal:
        return _answered(request, article, said_of(refusal), at=at, refused=True)
    return _answered(request, article, said, at=at)


def have_read(article: Article, by: User) -> None:
    """Read a short story now, and leave a long one to the worker."""
    reading = begin_reading(article=article, by=by)
    if reading.state != ReadingState.WAITING:
        return
    if len(article.body_text) <= SHORT:
        carry_out(reading)
    else:
        read_story.defer(reading_id=reading.pk)


# --- The answers ----------------------------------------------------------------------------------------


def _accept(asked: Asked, request: DeskRequest, article: Article, suggested: Suggested) -> str:
    group = _group(suggested, asked.key)
    return _recorded(group, group.open_rows, request, article)


def _accept_one(asked: Asked, request: DeskRequest, article: Article, suggested: Suggested) -> str:
    group, row = _row(suggested, asked.key)
    return _recorded(group, [row], request, article)


def _use(asked: Asked, request: DeskRequest, article: Article, suggested: Suggested) -> str:
    group = _group(suggested, asked.key)
    return _recorded(group, group.open_rows, request, article, claim=claim_called(asked.code))


def _accept_source(asked: Asked, request: DeskRequest, article: Article, suggested: Suggested) -> str:
    """All that one source says here and that needs no more questions, each to its own claim."""
    topic, count = _topic(request, article), 0
    for group in suggested.open_groups:
        rows = [row for row in group.open_rows if row.source and row.source.slug == asked.value]
        if rows and not any(row.unknown for row in rows) and (group.claim_text or group.recorded):
            accept_group(group=group, rows=rows, article=article, by=request.user, topic=topic)
            count += len(rows)
    if not count:
        raise NotUnderstood(
            word("Nothing of this source can be accepted at once. Go through them one by one.")
        )
    return say(told("{count} recorded.", count=count))


def _reject(asked: Asked, request: DeskRequest, article: Article, suggested: Suggested) -> str:
    group = _group(suggested, asked.key)
    reject(suggestions=[row.suggestion for row in group.open_rows], by=request.user)
    return gettext("Rejected. The same words stay rejected when this story is read again.")


def _reject_one(asked: Asked, request: DeskRequest, article: Article, suggested: Suggested) -> str:
    _, row = _row(suggested, asked.key)
    reject(suggestions=[row.suggestion], by=request.user)
    return gettext("Rejected.")


def _reopen(asked: Asked, request: DeskRequest, article: Article, suggested: Suggested) -> str:
    _, row = _row(suggested, asked.key)
    reopen(suggestion=row.suggestion, by=request.user)
    return gettext("Open again.")


def _merge(asked: Asked, request: DeskRequest, article: Article, suggested: Suggested) -> str:
    group = _group(suggested, asked.key)
    into = _group(suggested, Asked("into", request.POST.get("into", "")).key)
    merge(lead=group.first.suggestion, into=into.first.suggestion, by=request.user)
    return say(told("One claim now: {text}", text=into.claim_text))


def _settle(asked: Asked, request: DeskRequest, article: Article, suggested: Suggested) -> str:
    names = names_settled(request.POST)
    if not names:
        raise NotUnderstood(word("Choose for each name what it is, or which known source is meant."))
    spellings = {named.name: suggested.spellings(named.name) for named in names}
    settle_names(names=names, spellings=spellings, by=request.user)
    return say(told_many("{number} name settled.", "{number} names settled.", len(names)))


_ANSWERS = {
    "accept": _accept, "accept_one": _accept_one, "use": _use, "accept_source": _accept_source,
    "reject": _reject, "reject_one": _reject_one, "reopen": _reopen, "merge": _merge, "settle": _settle,
}  # fmt: skip


def _recorded(
    group: Group, rows: list[Row], request: DeskRequest, article: Article, claim: Claim | None = None
) -> str:
    topic = _topic(request, article)
    done = accept_group(group=group, rows=rows, article=article, by=request.user, topic=topic, claim=claim)
    names = ", ".join(row.source.name for row in rows if row.source)
    return say(told("{code} recorded: {names}.", code=done.code, names=names))


def _topic(request: DeskRequest, article: Article) -> Topic | None:
    return topic_in(request.POST) or likely_topic(article)


def _group(suggested: Suggested, key: int) -> Group:
    return _row(suggested, key)[0]


def _row(suggested: Suggested, key: int) -> tuple[Group, Row]:
    found = suggested.group_of(key)
    if found is None:
        raise NotUnderstood(
            word("This suggestion is no longer there: the story was read again. Choose anew.")
        )
    return found


# --- The page -------------------------------------------------------------------------------------------


def _answered(
    request: DeskRequest, article: Article, said: str, *, at: int | None, refused: bool = False
) -> HttpResponse:
    if request.htmx:
        return _panel(request, article, said, at=at, refused=refused, answered=not refused)
    (messages.error if refused else messages.success)(request, said)
    address = reverse("desk:article", args=[article.pk])
    return HttpResponseRedirect(f"{address}?at={at or 0}#suggestions", status=303)


def _panel(
    request: DeskRequest,
    article: Article,
    said: str,
    *,
    at: int | None = None,
    refused: bool = False,
    answered: bool = False,
) -> HttpResponse:
    context = desk_context(article, at) | {"said": said, "answered": answered, "refused": refused}
    # A topic chosen and not used yet stays chosen.
    context["likely_topic"] = topic_in(request.POST) or context["likely_topic"]
    template = "desk/article.html#suggestions"
    return render(request, template, context, status=422 if refused else 200)
