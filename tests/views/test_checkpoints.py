"""What outsiders get to check the ledger with."""

import base64
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from factcheck.actions.checkpoints import sign_checkpoint
from factcheck.ledger_key import make_key
from factcheck.models import Claim, LedgerEntry
from factcheck.rules.merkle import verify_consistency
from factcheck.rules.notes import SignerKey, VerifierKey, open_checkpoint, split_notes
from tests.cast import Newsroom


@pytest.fixture
def key(tmp_path: Path, settings: Any) -> SignerKey:
    settings.LEDGER_KEY_FILE = tmp_path / "ledger.key"
    return make_key(settings.LEDGER_KEY_FILE, "desk.example/ledger")


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    return newsroom.published()


def text_of(response: Any) -> str:
    return b"".join(response).decode()


def test_all_checkpoints_stand_on_the_list_and_open_with_the_published_key(
    client: Client, claim: Claim, key: SignerKey, newsroom: Newsroom
) -> None:
    sign_checkpoint(key=key)
    newsroom.decides(claim)
    sign_checkpoint(key=key)
    published = VerifierKey.parse(client.get("/ledger/key.txt").content.decode())
    response = client.get("/ledger/checkpoints.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    sizes = [open_checkpoint(note, published).size for note in split_notes(text_of(response))]
    assert sizes == [3, 4]


def test_a_long_list_of_checkpoints_is_read_in_parts(
    client: Client, claim: Claim, key: SignerKey, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    for source in ("Norway", "Iceland", "Ireland"):
        newsroom.says(claim, source)
        sign_checkpoint(key=key)
    at_once = text_of(client.get("/ledger/checkpoints.txt"))
    monkeypatch.setattr("factcheck.views.checkpoints.NOTES_AT_ONCE", 2)
    assert text_of(client.get("/ledger/checkpoints.txt")) == at_once
    assert len(split_notes(at_once)) == 3


def test_the_head_gives_the_last_checkpoint(client: Client, claim: Claim, key: SignerKey) -> None:
    assert client.get("/ledger/head.json").json()["checkpoint"] is None
    checkpoint = sign_checkpoint(key=key)
    head = client.get("/ledger/head.json").json()
    assert (head["sequence"], head["size"], head["root"]) == (3, 3, checkpoint.root)
    assert open_checkpoint(head["checkpoint"], VerifierKey.parse(head["key"])).root.hex() == head["root"]


@pytest.mark.parametrize("name", ["claims", "attributions", "decisions"])
def test_each_csvs_metadata_give_the_last_checkpoint(
    client: Client, claim: Claim, key: SignerKey, name: str
) -> None:
    note = sign_checkpoint(key=key).note
    described = client.get(f"/ledger/{name}.csv-metadata.json").json()
    assert described["prov:wasGeneratedBy"]["ledger_checkpoint"] == note


def test_every_entry_is_a_line_and_texts_open_their_commitments(
    client: Client, claim: Claim, newsroom: Newsroom
) -> None:
    newsroom.says(claim, "United States", quote="another 3,000 soldiers or more")
    newsroom.decides(claim, reason="“Two” \\ of them\nsaid so: 둘 다.")
    lines = text_of(client.get("/ledger/entries.jsonl")).splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row["seq"] for row in rows] == list(range(1, LedgerEntry.objects.count() + 1))
    for row in rows:
        assert sha256(b"\x00" + row["body"].encode()).hexdigest() == row["hash"]
        record = json.loads(row["body"])["record"]
        for field, opened in row["texts"].items():
            value = record
            for step in field.split("/"):
                value = value[int(step)] if step.isdigit() else value[step]
            salted = bytes.fromhex(opened["salt"]) + opened["text"].encode()
            assert value == {"commitment": sha256(salted).hexdigest()}
    assert rows[-1]["texts"]["reason"]["text"] == "“Two” \\ of them\nsaid so: 둘 다."


def test_an_entry_of_a_draft_shows_its_hash_and_nothing_else(
    client: Client, claim: Claim, newsroom: Newsroom
) -> None:
    newsroom.claim("A secret matter.")
    text = text_of(client.get("/ledger/entries.jsonl"))
    assert "secret" not in text
    assert sorted(json.loads(text.splitlines()[-1])) == ["hash", "seq"]
    assert len(text.splitlines()) == LedgerEntry.objects.count()


def test_a_part_of_the_entries_can_be_had(client: Client, claim: Claim) -> None:
    lines = text_of(client.get("/ledger/entries.jsonl", {"from": 2, "to": 2})).splitlines()
    assert [json.loads(line)["seq"] for line in lines] == [2]
    assert client.get("/ledger/entries.jsonl", {"from": "x"}).status_code == 400


def test_an_inclusion_proof_comes_with_its_checkpoint(client: Client, claim: Claim, key: SignerKey) -> None:
    assert client.get("/ledger/proofs/1.tlog-proof").status_code == 404
    note = sign_checkpoint(key=key).note
    text = client.get("/ledger/proofs/2.tlog-proof").content.decode()
    assert text.startswith("c2sp.org/tlog-proof@v1\nindex 1\n")
    assert text.endswith(f"\n\n{note}")
    assert client.get("/ledger/proofs/4.tlog-proof").status_code == 404


def test_a_consistency_proof_joins_two_checkpoints(
    client: Client, claim: Claim, key: SignerKey, newsroom: Newsroom
) -> None:
    old = sign_checkpoint(key=key)
    newsroom.decides(claim)
    new = sign_checkpoint(key=key)
    answer = client.get("/ledger/consistency.json", {"from": old.size, "to": new.size}).json()
    steps = [base64.b64decode(step) for step in answer["proof"]]
    roots = bytes.fromhex(old.root), bytes.fromhex(new.root)
    assert verify_consistency(old.size, new.size, *roots, steps)
    assert client.get("/ledger/consistency.json", {"from": 4, "to": 3}).status_code == 400
    assert client.get("/ledger/consistency.json", {"to": 99}).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_a_claims_page_leads_to_its_proof(client: Client, claim: Claim, key: SignerKey) -> None:
    assert f"/claims/{claim.code}/verify/" in client.get(f"/claims/{claim.code}/").content.decode()
    assert "Not signed yet" in client.get(f"/claims/{claim.code}/verify/").content.decode()
    sign_checkpoint(key=key)
    page = client.get(f"/claims/{claim.code}/verify/").content.decode()
    assert "Yes" in page
    assert key.verifier.text() in page
    assert "/ledger/proofs/3.tlog-proof" in page


def test_nobody_outside_verifies_a_draft(client: Client, newsroom: Newsroom) -> None:
    draft = newsroom.claim("A secret matter.")
    assert client.get(f"/claims/{draft.code}/verify/").status_code == 404
    client.force_login(newsroom.cast.alice)
    assert client.get(f"/claims/{draft.code}/verify/").status_code == 200


@pytest.mark.parametrize("name", ["verify_ledger.py", "witness.py"])
def test_the_programs_that_check_the_ledger_can_be_had(client: Client, name: str) -> None:
    assert client.get(f"/ledger/{name}").content == (Path("tools") / name).read_bytes()
