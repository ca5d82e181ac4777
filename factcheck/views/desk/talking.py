"""What colleagues say to each other about a claim, beside it in the queue and on its work page."""

from dataclasses import dataclass

from django.utils import timezone

from factcheck.forms.comments import CommentForm
from factcheck.queries.comments import Said
from factcheck.queries.desk_record import DeskRecord
from factcheck.rules.comments import may_take_back
from factcheck.views.desk.access import DeskRequest


@dataclass(frozen=True, slots=True)
class Talk:
    """Comments, each with whether this person may still take it back, and the form for one more.

    target: what HTMX replaces after it was sent. next_url: where a page without it goes on.
    """

    comments: list[tuple[Said, bool]]
    form: CommentForm
    mentionable: list[str]
    target: str
    next_url: str


def talk_about(
    request: DeskRequest, record: DeskRecord, *, target: str, next_url: str, form: CommentForm | None = None
) -> Talk:
    """form: one that was sent and could not be taken."""
    now = timezone.now()
    comments = [
        (
            said,
            said.comment.author_id == request.user.pk
            and said.comment.taken_back_at is None
            and may_take_back(said.comment.written_at, now),
        )
        for said in record.comments
    ]
    return Talk(comments, form or CommentForm(), record.mentionable, target, next_url)
