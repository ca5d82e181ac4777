"""An article on the desk: select words, say who says what, save; as a plain form and by HTMX."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from factcheck.actions.accepting import record_mended
from factcheck.actions.recording import Recorded, record_statement
from factcheck.forms.naming import unknown_among
from factcheck.forms.recording import RecordForm, Refused, kept
from factcheck.forms.suggestions import to_edit
from factcheck.models import Article, Claim, Topic, User
from factcheck.permissions import Permission, may
from factcheck.queries.annotation import likely_topic, quoted_sentences, sentences_of, work_text_of
from factcheck.queries.matching import matching_articles, matching_claims
from factcheck.queries.readings import suggested_in
from factcheck.rules.stances import LABELS as STANCE_LABELS
from factcheck.rules.stances import Stance
from factcheck.rules.text import TextQuote, quote_at
from factcheck.rules.told import all_of, word
from factcheck.saying import said as say
from factcheck.views.desk.access import DeskRequest, desk_view
from factcheck.views.errors import NotHere

_SENTENCES = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?", re.ASCII)
_PLACE = re.compile(r"(\d{1,8})-(\d{1,8})", re.ASCII)


@require_safe
@desk_view(Permission.RECORD)
def annotate(request: DeskRequest, pk: int) -> HttpResponse:
    article = article_on_desk(pk)
    form = RecordForm(article=article, initial=_asked_for(request, article))
    if request.htmx and request.htmx.target == "chosen-claim":
        return render(request, "desk/parts/chosen_claim.html", {"form": form})
    return _page(request, article, form)


@require_POST
@desk_view(Permission.RECORD)
def record(request: DeskRequest, pk: int) -> HttpResponse:
    article = article_on_desk(pk)
    if not {"add_source", "add_relay", "use_claim"}.isdisjoint(request.POST):
        return _form_shown_again(request, article)
    form = RecordForm(request.POST, article=article)
    if not form.is_valid():
        return _page(request, article, form, status=422)
    try:
        recorded = _record(form, article, request.user)
    except Refused as refusal:
        form.refuse(refusal)
        return _page(request, article, form, status=422)
    return _recorded(request, article, form, recorded)


def _record(form: RecordForm, article: Article, by: User) -> Recorded:
    suggestion = form.suggested
    if suggestion is None:
        return record_statement(article=article, by=by, **form.statement())
    return record_mended(suggestion=suggestion, article=article, by=by, **form.statement())


def article_on_desk(pk: int) -> Article:
    article = Article.objects.select_related("publisher").filter(pk=pk).first()
    if article is None:
        raise NotHere(word("There is no such article on this desk. Look for it among the articles."))
    return article


# --- What the form begins with --------------------------------------------------------------------------


def _asked_for(request: DeskRequest, article: Article) -> dict[str, Any]:
    """?claim= chooses a claim, ?sentence= and ?words= the words; ?suggestion= begins with what was found."""
    key = key_in(request.GET.get("suggestion", ""))
    if key is not None:
        found = suggested_in(article).group_of(key)
        if found:
            return {"topic": likely_topic(article)} | to_edit(*found, article)
    code = request.GET.get("claim", "").strip().upper()
    claim = Claim.objects.filter(code=code).first() if code and "\x00" not in code else None
    return _beginning(article, claim, _quote_asked_for(request, article))


def _beginning(article: Article, claim: Claim | None, quote: TextQuote | None) -> dict[str, Any]:
    words = {} if quote is None else {
        "quote": quote.exact, "start": quote.start, "end": quote.end,
        "prefix": quote.prefix, "suffix": quote.suffix,
    }  # fmt: skip
    return {"claim": claim.code if claim else "", "topic": likely_topic(article), **words}


def _quote_asked_for(request: DeskRequest, article: Article) -> TextQuote | None:
    if asked := _SENTENCES.fullmatch(request.GET.get("sentence", "")):
        first, last = int(asked[1]), int(asked[2] or asked[1])
        return quoted_sentences(article, first, last)
    if asked := _PLACE.fullmatch(request.GET.get("words", "")):
        start, end = int(asked[1]), int(asked[2])
        return quote_at(article.body_text, start, end) if start < end <= len(article.body_text) else None
    return None


# --- Answers --------------------------------------------------------------------------------------------


def _form_shown_again(request: DeskRequest, article: Article) -> HttpResponse:
    """One more line, or a claim on record instead of the new one: works without a script, judges nothing."""
    typed = kept(request.POST)
    if code := request.POST.get("use_claim", ""):
        typed |= {"claim": code, "text": ""}
    form = RecordForm(article=article, initial=typed)
    form.source_lines = max(2, len(form.source_inputs)) + ("add_source" in request.POST)
    form.relay_lines = max(1, len(form.relay_inputs)) + ("add_relay" in request.POST)
    if "add_relay" in request.POST:
        return _page(request, article, form, lands_on=form.relay_inputs[-1].id)
    line, _ = form.source_inputs[-1 if "add_source" in request.POST else 0]
    return _page(request, article, form, lands_on=line)


def _recorded(request: DeskRequest, article: Article, form: RecordForm, recorded: Recorded) -> HttpResponse:
    """Say what was recorded, and begin anew; or keep claim and words for what the next source says of it."""
    more = "save_and_more" in request.POST
    said = _in_words(recorded)
    if request.htmx:
        kept_quote = form.span if more else None
        beginning = _beginning(article, recorded.claim if more else None, kept_quote)
        fresh = RecordForm(article=article, initial=beginning)
        return _page(request, article, fresh, said=said, lands_on="id_source" if more else "record-title")
    messages.success(request, said)
    address = reverse("desk:article", args=[article.pk])
    if more:
        words = f"&words={form.span.start}-{form.span.end}" if form.span else ""
        address = f"{address}?claim={recorded.claim.code}{words}#record"
    return HttpResponseRedirect(address, status=303)


def _in_words(recorded: Recorded) -> SafeString:
    claim = recorded.claim
    names = [attribution.source.name for attribution in recorded.attributions]
    return format_html(
        gettext('<a href="{}">{}</a> recorded: {}: {}.'),
        reverse("desk:claim", args=[claim.code]),
        claim.code,
        say(all_of(names)),
        say(STANCE_LABELS[Stance(recorded.attributions[0].stance)]),
    )


def _page(
    request: DeskRequest,
    article: Article,
    form: RecordForm,
    *,
    said: str = "",
    lands_on: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, or for HTMX its form, and once something was recorded also its marks and claims.

    lands_on: the id of what gets the focus in a fresh form.
    """
    context = desk_context(article, key_in(request.GET.get("at", ""))) | {
        "section": "articles",
        "sentences": sentences_of(article),
        "form": form,
        "said": said,
        "lands_on": lands_on,
        "may_publish": may(request.user, Permission.PUBLISH),
        "nearly_same": [] if request.htmx else matching_articles(article.body_text, besides=article),
    }
    template = "desk/article.html#record" if request.htmx else "desk/article.html"
    return render(request, template, context, status=status)


def desk_context(article: Article, at: int | None = None) -> dict[str, Any]:
    """The text with its marks, the claims recorded from it, what is suggested; `at` a suggestion's key."""
    suggested = suggested_in(article)
    here = suggested.group_at(at)
    text = work_text_of(article, suggested.open_groups)
    return {
        "article": article,
        "paragraphs": text.paragraphs,
        "claims": text.claims,
        "suggested": suggested,
        "here": here,
        "following": suggested.after(here),
        "topics": Topic.objects.open().order_by("name") if here else [],
        "likely_topic": likely_topic(article) if here else None,
        "alike": matching_claims(here.claim_text, limit=3) if here and not here.recorded else [],
        "unknown": unknown_among(suggested.unknown) if here else [],
    }


def key_in(text: str) -> int | None:
    """The key of a suggestion as it stands in an address or a form; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
