"""What outsiders need to check the ledger: signed checkpoints, the public key, entries, proofs."""

import base64
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck import ledger as the_ledger
from factcheck.exports.entries import entry_lines
from factcheck.ledger_key import public_keys
from factcheck.models import Checkpoint, Claim
from factcheck.permissions import Permission, may
from factcheck.queries.claim_proof import claim_proof_of
from factcheck.queries.tree import consistency_of, inclusion_of, last_checkpoint
from factcheck.rules.notes import tlog_proof_text
from factcheck.rules.told import told
from factcheck.views.errors import NO_CLAIM, NotHere
from factcheck.views.exports import downloaded
from factcheck.views.for_readers import for_readers

PLAIN = "text/plain; charset=utf-8"
NOTES_AT_ONCE = 1000
NONE_YET = "No checkpoint has been signed yet. The signer runs with the server; look again in a minute.\n"


@require_safe
def checkpoints(request: HttpRequest) -> HttpResponseBase:
    """All signed checkpoints, oldest first, an empty line between two."""
    response = StreamingHttpResponse(_notes(), content_type=PLAIN)
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The public keys, newest last."""
    lines = [f"{key.text()}\n" for key in public_keys(settings.LEDGER_KEY_FILE)]
    return HttpResponse("".join(lines) or NONE_YET, status=200 if lines else 404, content_type=PLAIN)


@require_safe
def head(request: HttpRequest) -> HttpResponse:
    """The ledger's end, and the last signed checkpoint: its size, its root and the note itself."""
    last, checkpoint = the_ledger.head_entry(), last_checkpoint()
    keys = public_keys(settings.LEDGER_KEY_FILE)
    return JsonResponse(
        {
            "sequence": last.seq if last else 0,
            "hash": last.hash if last else None,
            "time": f"{last.recorded_at:%Y-%m-%dT%H:%M:%S.%f}Z" if last else None,
            "size": checkpoint.size if checkpoint else None,
            "root": checkpoint.root if checkpoint else None,
            "signed_at": f"{checkpoint.signed_at:%Y-%m-%dT%H:%M:%S.%f}Z" if checkpoint else None,
            "checkpoint": checkpoint.note if checkpoint else None,
            "key": keys[-1].text() if keys else None,
        }
    )


@require_safe
def entries(request: HttpRequest) -> HttpResponseBase:
    """The sealed entries as JSON Lines. from, to: numbers of entries, both included."""
    end = the_ledger.head().seq
    first, last = _number(request, "from", 1), _number(request, "to", end)
    if first is None or last is None:
        return HttpResponse(
            "from and to are numbers of entries, 1 or more.\n", status=400, content_type=PLAIN
        )
    return downloaded(
        request,
        lambda sent: entry_lines(first, min(last, end), sent),
        what="entries",
        filters={"from": str(first), "to": str(min(last, end))},
        headers=0,
        content_type="application/jsonl; charset=utf-8",
        name="entries.jsonl",
    )


@require_safe
def proof(request: HttpRequest, seq: int) -> HttpResponse:
    """That an entry is in the tree of the last checkpoint [C2SP tlog-proof]."""
    checkpoint = last_checkpoint()
    if checkpoint is None or not 1 <= seq <= checkpoint.size:
        reach = checkpoint.size if checkpoint else 0
        words = (
            f"The last checkpoint covers the entries 1 to {reach}. A new entry is signed within a minute.\n"
        )
        return HttpResponse(words, status=404, content_type=PLAIN)
    text = tlog_proof_text(seq - 1, inclusion_of(seq, checkpoint.size), checkpoint.note)
    response = HttpResponse(text, content_type=PLAIN)
    response["Content-Disposition"] = f'attachment; filename="{seq}.tlog-proof"'
    return response


@require_safe
def consistency(request: HttpRequest) -> HttpResponse:
    """That the ledger of one size begins with the ledger of a smaller one [RFC 6962, 2.1.2]."""
    checkpoint = last_checkpoint()
    reach = checkpoint.size if checkpoint else 0
    old, new = _number(request, "from", 0), _number(request, "to", reach)
    if old is None or new is None or not old <= new <= reach:
        words = f"from and to are sizes of the ledger, from no larger than to; the last signed is {reach}.\n"
        return HttpResponse(words, status=400, content_type=PLAIN)
    steps = [base64.b64encode(step).decode() for step in consistency_of(old, new)]
    return JsonResponse({"from": old, "to": new, "proof": steps})


@require_safe
def tool(request: HttpRequest, name: str) -> HttpResponse:
    """The programs with which strangers check the ledger. A careful one gets them from our source instead."""
    text = (settings.BASE_DIR / "tools" / f"{name}.py").read_text()
    response = HttpResponse(text, content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.py"'
    return response


@require_safe
@for_readers
def verify_claim(request: HttpRequest, code: str) -> HttpResponse:
    """A claim's entries, recomputed while the reader waits, and how to do it without us."""
    claim = Claim.objects.select_related("topic").filter(code=code.upper()).first()
    if claim is None or not (claim.is_public or may(request.user, Permission.SEE_DRAFTS)):
        raise NotHere(told(NO_CLAIM, code=code[:16]))
    keys = public_keys(settings.LEDGER_KEY_FILE)
    context = {
        "section": "claims",
        "claim": claim,
        "proof": claim_proof_of(claim),
        "key": keys[-1] if keys else None,
    }
    return render(request, "claims/verify.html", context)


def _notes() -> Iterator[bytes]:
    between, last = "", 0
    # By numbers and not by a cursor, which a pooler of connections would lose.
    while some := list(
        Checkpoint.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "note")[:NOTES_AT_ONCE]
    ):
        for _, note in some:
            yield f"{between}{note}".encode()
            between = "\n"
        last = some[-1][0]


def _number(request: HttpRequest, name: str, default: int) -> int | None:
    """A whole number of the address; None where it is not one."""
    said = request.GET.get(name, str(default))
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None
