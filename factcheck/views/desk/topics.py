"""Topics on the desk: opened, renamed, described, retired."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from factcheck.actions.topics import TopicRefused, create_topic, describe_topic
from factcheck.forms.sources import TopicChangeForm, TopicForm
from factcheck.models import Topic
from factcheck.permissions import Permission, may
from factcheck.queries.topic_page import topics_of_the_desk
from factcheck.rules.told import told, word
from factcheck.saying import said as say
from factcheck.saying import said_of
from factcheck.views.desk.access import DeskRequest, desk_view
from factcheck.views.errors import NotHere


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.RECORD)
def new(request: DeskRequest) -> HttpResponse:
    form = TopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            topic = create_topic(by=request.user, **form.cleaned_data)
        except TopicRefused as refusal:
            form.add_error("prefix" if "prefix" in str(refusal) else "name", said_of(refusal))
        else:
            messages.success(
                request,
                say(
                    told(
                        "The topic {name} is open; its claims begin with {prefix}-.",
                        name=topic.name,
                        prefix=topic.prefix,
                    )
                ),
            )
            return redirect("desk:topic_new")
    return render(
        request,
        "desk/topics.html",
        {
            "section": "topics",
            "form": form,
            "topics": topics_of_the_desk(),
            "may_change": may(request.user, Permission.PUBLISH),
        },
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.PUBLISH)
def topic(request: DeskRequest, slug: str) -> HttpResponse:
    """Rename a topic, describe it anew, retire it or open it again."""
    known = Topic.objects.filter(slug=slug).first()
    if known is None:
        raise NotHere(word("There is no such topic. Look for it in the list of topics."))
    now = {"name": known.name, "description": known.description, "retired": known.retired}
    form = TopicChangeForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            changed = describe_topic(topic=known, by=request.user, **form.cleaned_data)
        except TopicRefused as refusal:
            form.add_error("name", said_of(refusal))
        else:
            messages.success(
                request,
                say(told("{name}: saved. What was said of it before stays on record.", name=changed.name)),
            )
            return redirect("desk:topic", known.slug)
    versions = known.versions.select_related("recorded_by").order_by("-recorded_at", "-pk")
    return render(
        request,
        "desk/topic.html",
        {"section": "topics", "topic": known, "form": form, "versions": versions},
        status=422 if form.is_bound else 200,
    )
