"""Stories in: the form, the list, and whether readers may see the full text."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from factcheck.actions.articles import AlreadyStored, add_article, set_excerpt_only
from factcheck.actions.sources import SourceRefused, create_source
from factcheck.forms.articles import ArticleForm
from factcheck.models import Article, Source, User
from factcheck.permissions import Permission
from factcheck.queries.article_list import desk_articles
from factcheck.rules.vocabulary import SourceKind
from factcheck.saying import said_of
from factcheck.views.desk.access import DeskRequest, desk_view
from factcheck.views.desk.reading import have_read

PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.RECORD)
def new(request: DeskRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request, ArticleForm(fetch=settings.FETCH_URLS))
    form = ArticleForm(request.POST, request.FILES, fetch=settings.FETCH_URLS)
    if not form.is_valid():
        # Said now: the next time the form holds the text alone, without the page that it came from.
        for warning in form.warnings():
            messages.warning(request, warning)
        return _form(request, form.shown_again(), status=413 if form.too_large else 422)
    try:
        article = _store(form, request.user)
    except SourceRefused as refusal:
        form.add_error("publisher", said_of(refusal))
        return _form(request, form.shown_again(), status=422)
    except AlreadyStored as refusal:
        messages.info(request, gettext("This text is here already; nothing was stored a second time."))
        return redirect("desk:article", refusal.article.pk)
    have_read(article, request.user)
    messages.success(
        request, gettext("The article is stored. Go through what the desk suggests, or select words.")
    )
    for warning in form.warnings():
        messages.warning(request, warning)
    return redirect("desk:article", article.pk)


@require_safe
@desk_view(Permission.SEE_DRAFTS)
def index(request: DeskRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    before = request.GET.get("before", "")
    rows = list(desk_articles(words, before=int(before) if before.isdecimal() else None)[: PAGE + 1])
    address = reverse("desk:articles")
    older = f"{address}?q={words}&before={rows[PAGE - 1].pk}" if len(rows) > PAGE else ""
    context = {
        "section": "articles",
        "articles": rows[:PAGE],
        "q": words,
        "older_url": older,
        "newer_url": f"{address}?q={words}" if before else "",
    }
    return render(request, "desk/articles.html", context)


@require_POST
@desk_view(Permission.PUBLISH)
def rights(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    excerpt_only = request.POST.get("excerpt_only") == "on"
    set_excerpt_only(article=article, excerpt_only=excerpt_only, by=request.user)
    said = (
        gettext("Readers now see only the quoted words of this article.")
        if excerpt_only
        else gettext("Readers now see the full text of this article.")
    )
    messages.success(request, said)
    return redirect("desk:article", article.pk)


def _form(request: DeskRequest, form: ArticleForm, status: int = 200) -> HttpResponse:
    return render(request, "desk/article_new.html", {"section": "article_new", "form": form}, status=status)


@transaction.atomic
def _store(form: ArticleForm, by: User) -> Article:
    """Store the story, and its publisher where that is new: both or neither."""
    draft, cleaned = form.read_draft(), form.cleaned_data
    published = cleaned.get("published_at")
    return add_article(
        publisher=form.publisher_source or _new_publisher(cleaned, by),
        headline=cleaned["headline"],
        body_text=draft.body_text,
        raw_sha256=draft.raw_sha256,
        retrieved_at=timezone.now(),
        by=by,
        byline=cleaned["byline"],
        dateline=cleaned["dateline"],
        url=cleaned["url"],
        language=cleaned["language"],
        published_at=published.at if published else None,
        published_date_only=published.date_only if published else False,
        media_type=draft.media_type,
        clean_html=draft.clean_html,
        excerpt_only=cleaned["excerpt_only"],
    )


def _new_publisher(cleaned: dict, by: User) -> Source:
    return create_source(name=cleaned["publisher"], kind=SourceKind(cleaned["publisher_kind"]), by=by)
