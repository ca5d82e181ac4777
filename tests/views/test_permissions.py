"""Who reaches which address: every address of the site, every method that changes something, every role."""

from collections.abc import Iterator
from enum import IntEnum
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from factcheck.actions.checkpoints import sign_checkpoint
from factcheck.actions.comments import comment_on
from factcheck.actions.proposals import propose
from factcheck.actions.reader_reports import send_report
from factcheck.actions.usages import record_usage
from factcheck.actions.watching import make_feed_key
from factcheck.intake.table_imports import store
from factcheck.ledger_key import make_key
from factcheck.models import Claim, Source, User
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import Role
from tests.cast import Cast, Newsroom


class From(IntEnum):
    """The least that somebody must be."""

    ANYONE = 0
    REPORTER = 1
    EDITOR = 2
    CHIEF = 3
    ADMIN = 4


RANK = {"olga": From.ANYONE, "alice": From.REPORTER, "ed": From.EDITOR, "cho": From.CHIEF, "ada": From.ADMIN}

READ_BY_ANYONE = """home claims claim articles article sources source topics topic corrections
    corrections_atom corrections_json methodology claim_json claim_card claim_embed oembed
    claim_bibtex claim_ris claim_report claim_reported
    own_atom own_json
    claims_atom claims_json source_atom source_json topic_atom topic_json sitemap sitemap_file robots
    ledger changes ledger_head claims_csv attributions_csv decisions_csv csv_metadata checkpoints entries
    ledger_consistency ledger_key ledger_proof ledger_verifier ledger_witness
    claim_verify healthz readyz login"""
READ_BY_REPORTERS = """desk:news password_change password_change_done desk:queue desk:claim desk:articles
    desk:article_new desk:article desk:sources desk:source_new desk:source desk:source_find desk:claim_find
    desk:claim_likely desk:suggestions desk:mend desk:figure_read desk:topic_new
    desk:for_you desk:digest desk:reports desk:tour"""
DONE_BY_REPORTERS = """password_change desk:article_new desk:record desk:source_new desk:source desk:topic_new
    desk:reword desk:evidence desk:assign desk:use desk:bulk desk:filter_keep
    desk:filter_drop desk:work desk:mended desk:read desk:suggestions_answer
    desk:comment desk:comment_take_back desk:for_you_seen desk:mention_seen desk:guide_closed
    desk:watch desk:feed"""
DONE_BY_EDITORS = """desk:proposal_approve desk:proposal_send_back desk:proposal_take_back desk:undo
    desk:conflict desk:decide desk:publish desk:correct desk:withdraw desk:article_rights desk:topic
    desk:review desk:report_settle"""
DONE_BY_ADMINS = (
    "desk:settings desk:settings_review desk:people desk:person_role desk:person_close desk:person_reopen"
)

TABLE: list[tuple[str, str, From]] = [
    *((name, "GET", From.ANYONE) for name in READ_BY_ANYONE.split()),
    *((name, "POST", From.ANYONE) for name in ("login", "logout", "desk_language", "claim_report")),
    *((name, "GET", From.REPORTER) for name in READ_BY_REPORTERS.split()),
    *((name, "POST", From.REPORTER) for name in DONE_BY_REPORTERS.split()),
    *((name, "POST", From.EDITOR) for name in DONE_BY_EDITORS.split()),
    ("desk:topic", "GET", From.EDITOR),
    *((name, "GET", From.EDITOR) for name in ("desk:import", "desk:import_table", "desk:import_errors")),
    *((name, "POST", From.EDITOR) for name in ("desk:import", "desk:import_table")),
    ("desk:source_grade", "POST", From.CHIEF),
    ("desk:source_relate", "POST", From.CHIEF),
    ("desk:source_merge", "POST", From.CHIEF),
    ("desk:source_part", "POST", From.CHIEF),
    ("desk:people", "GET", From.ADMIN),
    ("desk:settings", "GET", From.ADMIN),
    *((name, "POST", From.ADMIN) for name in DONE_BY_ADMINS.split()),
]


@pytest.fixture
def site(newsroom: Newsroom, tmp_path: Path, settings: Any) -> dict[str, dict[str, object]]:
    """What fills each address: a draft on the desk, a public claim outside."""
    public = newsroom.published(parties=[newsroom.source("Russia")])
    draft = newsroom.claim("A draft.")
    newsroom.says(draft)
    article = newsroom.article()
    guest = User.objects.create_user("guest", password=None, role=Role.REPORTER)
    slug = Source.objects.get(name="Russia").slug
    settings.LEDGER_KEY_FILE = tmp_path / "ledger.key"
    sign_checkpoint(key=make_key(settings.LEDGER_KEY_FILE, "desk.example/ledger"))
    parts: dict[str, dict[str, object]] = {
        "ledger_proof": {"seq": 1},
        "claim": {"code": public.code}, "claim_verify": {"code": public.code},
        "article": {"pk": article.pk}, "source": {"slug": slug},
        "topic": {"slug": public.topic.slug}, "csv_metadata": {"name": "claims"},
        "sitemap_file": {"section": "claims", "number": 1},
    }  # fmt: skip
    of_public = "claim_json claim_card claim_embed claim_bibtex claim_ris claim_report claim_reported"
    for name in of_public.split():
        parts[name] = {"code": public.code}
    feed_key = make_feed_key(person=newsroom.cast.ed)
    for kind in ("atom", "json"):
        parts[f"own_{kind}"] = {"key": feed_key}
        parts[f"source_{kind}"], parts[f"topic_{kind}"] = parts["source"], parts["topic"]
    for name in ("article", "article_rights", "record", "read", "suggestions", "suggestions_answer"):
        parts[f"desk:{name}"] = {"pk": article.pk}
    parts["desk:topic"] = parts["topic"]
    of_a_claim = "claim decide undo publish correct withdraw reword evidence assign work review conflict use"
    for name in (*of_a_claim.split(), "comment"):
        parts[f"desk:{name}"] = {"code": draft.code}
    for name in ("source", "source_grade", "source_relate", "source_merge", "source_part"):
        parts[f"desk:{name}"] = {"slug": slug}
    draft.refresh_from_db()
    proposal = propose(
        claim=draft, status=Status.CONFIRMED, reason="x", version=draft.version, by=newsroom.cast.edna
    )
    for name in ("proposal_approve", "proposal_send_back", "proposal_take_back"):
        parts[f"desk:{name}"] = {"pk": proposal.pk}
    use = record_usage(claim=draft, title="A story", status_then=Status.DISPUTED, by=newsroom.cast.alice)
    parts["desk:mended"] = {"pk": use.pk}
    comment, _ = comment_on(claim=draft, text="A word.", by=newsroom.cast.alice)
    said = send_report(claim=public, version=1, text="Not so.", contact="", address="192.0.2.1")
    parts["desk:report_settle"] = {"pk": said.pk}
    parts["desk:mention_seen"] = {"pk": 0}
    parts["desk:comment_take_back"] = {"pk": comment.pk}
    table = store(SimpleUploadedFile("table.csv", b"claim\nIt rained.\n"), by=newsroom.cast.ed)
    parts["desk:import_table"] = parts["desk:import_errors"] = {"pk": table.pk}
    for name in ("person_role", "person_close", "person_reopen"):
        parts[f"desk:{name}"] = {"pk": guest.pk}
    return parts


def ask(client: Client, name: str, method: str, site: dict, **data: str):  # type: ignore[no-untyped-def]
    address = reverse(name, kwargs=site.get(name, {}))
    answer = client.get(address) if method == "GET" else client.post(address, data)
    if answer.streaming:
        b"".join(answer)
    return answer


@pytest.mark.parametrize("who", RANK)
def test_each_address_lets_in_just_the_roles_that_it_should(
    client: Client, cast: Cast, site: dict, who: str
) -> None:
    wrong = []
    for name, method, least in TABLE:
        client.logout()
        if who != "olga":
            client.force_login(getattr(cast, who))
        answer = ask(client, name, method, site)
        to_login = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
        let_in = not to_login and answer.status_code not in (401, 403)
        if let_in != (RANK[who] >= least) or answer.status_code >= 500:
            wrong.append((name, method, answer.status_code))
        if not let_in:
            refused_well = to_login if who == "olga" else answer.status_code == 403
            assert refused_well, (name, method, answer.status_code)
    assert wrong == []


def test_an_htmx_request_passes_the_same_guard(
    client: Client, cast: Cast, site: dict, subtests: pytest.Subtests
) -> None:
    for who in RANK:
        client.logout()
        if who != "olga":
            client.force_login(getattr(cast, who))
        for name in ("desk:decide", "desk:publish", "desk:evidence", "desk:record"):
            with subtests.test(f"{who} {name}"):
                least = next(row[2] for row in TABLE if row[:2] == (name, "POST"))
                address = reverse(name, kwargs=site[name])
                answer = client.post(address, {}, headers={"HX-Request": "true"})
                refused = answer.status_code in (302, 403)
                assert refused == (RANK[who] < least), answer.status_code
                assert "HX-Request" in answer["Vary"]


def test_only_a_chief_editor_retracts(client: Client, cast: Cast, site: dict) -> None:
    code = site["desk:decide"]["code"]
    version = str(Claim.objects.get(code=code).version)
    words = {"status": "retracted", "reason": "Wrong.", "public_note": "It was wrong.", "version": version}
    client.force_login(cast.ed)
    assert ask(client, "desk:decide", "POST", site, **words).status_code == 403
    client.force_login(cast.cho)
    assert ask(client, "desk:decide", "POST", site, **words).status_code in (302, 303)
    assert Claim.objects.get(code=code).status == "retracted"


def test_whoever_is_shut_out_is_out_at_once(client: Client, cast: Cast, site: dict) -> None:
    client.force_login(cast.ed)
    assert ask(client, "desk:queue", "GET", site).status_code == 200
    User.objects.filter(pk=cast.ed.pk).update(is_active=False)
    assert ask(client, "desk:queue", "GET", site).status_code == 302


def test_a_changed_role_holds_at_the_next_request(client: Client, cast: Cast, site: dict) -> None:
    client.force_login(cast.ed)
    User.objects.filter(pk=cast.ed.pk).update(role=Role.REPORTER)
    assert ask(client, "desk:publish", "POST", site, version="2").status_code == 403


def test_drafts_are_unknown_outside(client: Client, site: dict) -> None:
    draft = site["desk:claim"]["code"]
    assert client.get(f"/claims/{draft}/").status_code == 404
    assert "A draft." not in client.get("/claims/").content.decode()


def test_no_address_is_missing_from_the_table() -> None:
    assert set(_names(get_resolver())) == {name for name, _, _ in TABLE}


def test_nothing_changes_by_reading(client: Client, cast: Cast, site: dict) -> None:
    client.force_login(cast.ada)
    for name in {name for name, method, _ in TABLE if method == "POST"} - {
        name for name, method, _ in TABLE if method == "GET"
    }:
        assert ask(client, name, "GET", site).status_code == 405, name


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}"
