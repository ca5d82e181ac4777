"""Opening a topic."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from factcheck.actions.topics import TopicRefused, create_topic
from factcheck.forms.sources import TopicForm
from factcheck.models import Topic
from factcheck.permissions import Permission
from factcheck.views.desk.access import DeskRequest, desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.RECORD)
def new(request: DeskRequest) -> HttpResponse:
    form = TopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            topic = create_topic(by=request.user, **form.cleaned_data)
        except TopicRefused as refusal:
            form.add_error("prefix" if "prefix" in str(refusal) else "name", str(refusal))
        else:
            messages.success(
                request, f"The topic {topic.name} is open; its claims begin with {topic.prefix}-."
            )
            return redirect("desk:topic_new")
    context = {"section": "topics", "form": form, "topics": Topic.objects.order_by("name")}
    return render(request, "desk/topics.html", context, status=422 if form.is_bound else 200)
