"""What is new for one person: where they were named, what happened since they were here, what they watch."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from factcheck.actions.watching import (
    close_guide,
    drop_feed_key,
    make_feed_key,
    mark_seen,
    stop_watching,
    tick_off_mention,
)
from factcheck.actions.watching import watch as watch_it
from factcheck.forms.watching import SeenForm, WatchForm
from factcheck.models import Claim, Mention
from factcheck.permissions import Permission
from factcheck.queries.for_you import day_for, has_feed, open_mentions, since_last_here, watches_of
from factcheck.rules.told import told, word
from factcheck.saying import said as say
from factcheck.views.desk.access import DeskRequest, desk_view, safe_next
from factcheck.views.errors import NotHere


@require_safe
@desk_view(Permission.SEE_DRAFTS)
def for_you(request: DeskRequest) -> HttpResponse:
    return _page(request, WatchForm())


@require_POST
@desk_view(Permission.SEE_DRAFTS)
def seen(request: DeskRequest) -> HttpResponse:
    form = SeenForm(request.POST)
    if not form.is_valid():
        return _page(
            request,
            WatchForm(),
            problem=gettext("Nothing was marked: reload the page and try again."),
            status=422,
        )
    mark_seen(person=request.user, **form.cleaned_data)
    messages.success(request, gettext("Marked as seen."))
    return HttpResponseRedirect(reverse("desk:for_you"), status=303)


@require_POST
@desk_view(Permission.SEE_DRAFTS)
def mention_seen(request: DeskRequest, pk: int) -> HttpResponse:
    mention = Mention.objects.filter(pk=pk, person=request.user).first()
    if mention is None:
        raise NotHere(word("There is no such mention of you."))
    tick_off_mention(mention=mention, person=request.user)
    return HttpResponseRedirect(reverse("desk:for_you"), status=303)


@require_POST
@desk_view(Permission.SEE_DRAFTS)
def watch(request: DeskRequest) -> HttpResponse:
    form = WatchForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    subject, on = form.cleaned_data["subject"], form.cleaned_data["on"]
    act = watch_it if on else stop_watching
    act(person=request.user, subject=subject)
    name = subject.code if isinstance(subject, Claim) else subject.name
    messages.success(
        request,
        say(told("You watch {name}.", name=name) if on else told("You no longer watch {name}.", name=name)),
    )
    return HttpResponseRedirect(safe_next(request, reverse("desk:for_you")), status=303)


@require_POST
@desk_view(Permission.SEE_DRAFTS)
def feed(request: DeskRequest) -> HttpResponse:
    """A new address for one's own feed, shown this once; or none any more."""
    if "drop" in request.POST:
        drop_feed_key(person=request.user)
        messages.success(request, gettext("The address of your feed is good no more."))
        return HttpResponseRedirect(reverse("desk:for_you"), status=303)
    return _page(request, WatchForm(), feed_key=make_feed_key(person=request.user))


@require_safe
@desk_view(Permission.SEE_DRAFTS)
def digest(request: DeskRequest) -> HttpResponse:
    """What an e-mail of the day would say."""
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = timezone.localdate()
    # No day before or after the calendar's own.
    day = min(max(day, date(2000, 1, 1)), timezone.localdate())
    context = {
        "section": "for_you",
        "digest": day_for(request.user, day),
        "earlier": day - timedelta(days=1),
        "later": day + timedelta(days=1) if day < timezone.localdate() else None,
    }
    return render(request, "desk/digest.html", context)


@require_POST
@desk_view(Permission.SEE_DRAFTS)
def guide_closed(request: DeskRequest) -> HttpResponse:
    close_guide(person=request.user)
    return HttpResponseRedirect(reverse("desk:queue"), status=303)


def _page(
    request: DeskRequest, form: WatchForm, *, problem: str = "", feed_key: str = "", status: int = 200
) -> HttpResponse:
    watched = request.GET.get("watched") == "1"
    context = {
        "section": "for_you",
        "mentions": open_mentions(request.user),
        "lately": since_last_here(request.user, watched=watched),
        "watched": watched,
        "watches": watches_of(request.user),
        "form": form,
        "problem": problem,
        "feed_key": feed_key,
        "has_feed": has_feed(request.user),
        "next_url": request.get_full_path() if request.method == "GET" else reverse("desk:for_you"),
    }
    return render(request, "desk/for_you.html", context, status=status)
