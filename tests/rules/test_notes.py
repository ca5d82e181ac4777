"""Signed checkpoints against the Go implementation's example, and every way to be refused."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.rules.notes import (
    Checkpoint,
    NoteRefused,
    SignerKey,
    VerifierKey,
    open_checkpoint,
    sign_checkpoint,
    split_notes,
    tlog_proof_text,
)

# The example of Go's golang.org/x/mod/sumdb/note.
GO_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
GO_SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="

KEY = SignerKey("desk.example/ledger", b"k" * 32)
OTHER = SignerKey("witness.example", b"w" * 32)
MOMENT = datetime(2026, 11, 23, 11, tzinfo=UTC)
STATED = Checkpoint(KEY.name, 7, bytes(range(32)), MOMENT)
NOTE = sign_checkpoint(STATED, KEY)
ID_ALONE = base64.b64encode(KEY.verifier.key_id).decode()

checkpoints = st.builds(
    Checkpoint,
    origin=st.just(KEY.name),
    size=st.integers(0, 2**62),
    root=st.binary(min_size=32, max_size=32),
    time=st.none() | st.integers(0, 3 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
)


def signed(text: str, key: SignerKey = KEY) -> str:
    """A note over any text, as a careless or hostile holder of the key could make it."""
    return f"{text}\n{signature_line(text, key)}"


def signature_line(text: str, key: SignerKey) -> str:
    return f"— {key.name} {base64.b64encode(key.verifier.key_id + key.sign(text)).decode()}\n"


def test_keys_and_signatures_are_those_of_go() -> None:
    signer, verifier = SignerKey.parse(GO_PRIVATE), VerifierKey.parse(GO_PUBLIC + "\n")
    assert signer.verifier == verifier
    assert (signer.text(), verifier.text()) == (GO_PRIVATE, GO_PUBLIC)
    assert verifier.key_id + signer.sign(GO_TEXT) == base64.b64decode(GO_SIGNATURE)
    assert verifier.has_signed(base64.b64decode(GO_SIGNATURE)[4:], GO_TEXT)


def test_a_note_is_written_line_by_line_as_agreed() -> None:
    text = f"desk.example/ledger\n7\n{base64.b64encode(STATED.root).decode()}\ntime 2026-11-23T11:00:00Z\n"
    assert STATED.text() == text
    assert text + "\n" + signature_line(text, KEY) == NOTE


@given(checkpoints)
def test_what_was_signed_is_what_is_read(checkpoint: Checkpoint) -> None:
    assert open_checkpoint(sign_checkpoint(checkpoint, KEY), KEY.verifier) == checkpoint


def test_a_time_is_stated_in_utc_to_the_second() -> None:
    local = MOMENT.astimezone(tz=None) + timedelta(microseconds=5)
    assert open_checkpoint(sign_checkpoint(replace(STATED, time=local), KEY), KEY.verifier) == STATED


def test_new_keys_differ_and_survive_their_text_form() -> None:
    key, another = SignerKey.new("desk.example"), SignerKey.new("desk.example")
    assert key != another
    assert SignerKey.parse(key.text() + "\n") == key
    assert VerifierKey.parse(key.verifier.text()) == key.verifier


@given(st.integers(0, len(NOTE) - 1), st.characters())
def test_no_character_of_a_note_can_be_changed(where: int, character: str) -> None:
    changed = NOTE[:where] + character + NOTE[where + 1 :]
    if changed != NOTE:
        with pytest.raises(NoteRefused):
            open_checkpoint(changed, KEY.verifier)


def test_no_letter_of_a_note_can_be_exchanged_for_another() -> None:
    """Every place, with the letters of base64: the last ones of a line carry spare bits that must be zero."""
    for where, old in enumerate(NOTE):
        for character in "AB+/=":
            if character != old:
                with pytest.raises(NoteRefused):
                    open_checkpoint(NOTE[:where] + character + NOTE[where + 1 :], KEY.verifier)


@given(st.integers(0, len(NOTE) - 1))
def test_a_note_that_was_cut_off_is_refused(end: int) -> None:
    with pytest.raises(NoteRefused):
        open_checkpoint(NOTE[:end], KEY.verifier)


@pytest.mark.parametrize(
    ("note", "says"),
    [
        ("", "no signed note"),
        (STATED.text(), "no signed note"),
        (STATED.text() + "\n", "no signature"),
        (NOTE + "\n", "no signature"),
        (NOTE.rstrip("\n"), "no signed note"),
        (NOTE.replace("\n7\n", "\n8\n"), "does not fit the text"),
        (NOTE.replace("11:00:00Z", "12:00:00Z"), "does not fit the text"),
        (NOTE.replace("— ", "- "), "This is no signature"),
        (NOTE + "a word\n", "This is no signature"),
        (NOTE.replace("\n", "\r\n"), "other than the end of a line"),
        (NOTE[:-1] + "\r\n", "other than the end of a line"),
        (NOTE.replace("ledger\n7", "ledger\x00\n7"), "other than the end of a line"),
        (NOTE[:-1] + "\u2028" + NOTE.rpartition("\n\n")[2], "This is no signature"),
        (STATED.text() + "\n— desk.example/ledger AAAA\n", "has no signature of"),
        (STATED.text() + f"\n— desk.example/ledger {ID_ALONE}\n", "does not fit the text"),
        (STATED.text() + "\n— desk.example/ledger A===\n", "This is no signature"),
        (STATED.text() + "\n— desk.example/ledger AAAAAAB=\n", "no base64"),
    ],
)
def test_a_note_that_is_none_is_refused(note: str, says: str) -> None:
    with pytest.raises(NoteRefused, match=says):
        open_checkpoint(note, KEY.verifier)


def test_a_note_signed_by_another_key_of_the_same_name_is_refused() -> None:
    with pytest.raises(NoteRefused, match=r"no signature of desk.example/ledger by a known key"):
        open_checkpoint(sign_checkpoint(STATED, SignerKey(KEY.name, b"x" * 32)), KEY.verifier)


def test_a_note_is_not_read_without_a_key() -> None:
    with pytest.raises(NoteRefused, match="no known key"):
        open_checkpoint(NOTE)


def test_a_key_does_not_speak_for_another_ledger() -> None:
    other = replace(STATED, origin=OTHER.name)
    with pytest.raises(
        NoteRefused, match=r"The key of desk.example/ledger does not sign for witness.example\."
    ):
        sign_checkpoint(other, KEY)
    with pytest.raises(
        NoteRefused, match=r"The checkpoint is of witness.example, not of desk.example/ledger"
    ):
        open_checkpoint(signed(other.text()), KEY.verifier)


def test_the_name_on_the_signature_is_part_of_the_key() -> None:
    renamed = NOTE.replace("— desk.example/ledger", "— desk.example/other")
    with pytest.raises(NoteRefused, match="no signature"):
        open_checkpoint(renamed, KEY.verifier)


@pytest.mark.parametrize("before", [True, False])
def test_others_may_sign_too(before: bool) -> None:
    """Witnesses sign below us, perhaps with another algorithm: what we do not know is passed over."""
    text, ours = STATED.text(), signature_line(STATED.text(), KEY)
    unknown = "— witness.example/2 " + base64.b64encode(b"idno" + b"\x04" * 3000).decode() + "\n"
    theirs = signature_line(text, OTHER) + unknown
    note = text + "\n" + (theirs + ours if before else ours + theirs)
    assert open_checkpoint(note, KEY.verifier) == STATED


def test_sixteen_signatures_are_read_and_a_thousand_are_not() -> None:
    theirs = signature_line(STATED.text(), OTHER)
    assert open_checkpoint(NOTE + theirs * 15, KEY.verifier) == STATED
    with pytest.raises(NoteRefused, match="more than 100 signatures"):
        open_checkpoint(NOTE + theirs * 1000, KEY.verifier)


def test_a_wrong_signature_of_a_known_key_spoils_the_note() -> None:
    wrong = signature_line("another text\n", KEY)
    for signatures in (
        signature_line(STATED.text(), KEY) + wrong,
        wrong + signature_line(STATED.text(), KEY),
    ):
        with pytest.raises(NoteRefused, match="does not fit the text"):
            open_checkpoint(STATED.text() + "\n" + signatures, KEY.verifier)


def test_a_ledger_that_changed_its_key_is_read_with_either() -> None:
    fresh = SignerKey(KEY.name, b"f" * 32)
    keys = (KEY.verifier, fresh.verifier)
    assert open_checkpoint(NOTE, *keys) == open_checkpoint(sign_checkpoint(STATED, fresh), *keys) == STATED
    with pytest.raises(NoteRefused, match="does not fit the text"):
        open_checkpoint(NOTE + signature_line("another text\n", fresh), *keys)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ((KEY.name, "7"), "no checkpoint"),
        ((KEY.name, "07", "ROOT"), "no checkpoint"),
        ((KEY.name, "-7", "ROOT"), "no checkpoint"),
        ((KEY.name, "٧", "ROOT"), "no checkpoint"),
        ((KEY.name, "9" * 5000, "ROOT"), "no checkpoint"),
        ((KEY.name, "7", "ROOT", ""), "no checkpoint"),
        ((KEY.name, "7", "ROOT", "", "time 2026-11-23T11:00:00Z"), "no checkpoint"),
        ((KEY.name, "7", "AAAA"), "no sha256"),
        ((KEY.name, "7", "é"), "no base64"),
        ((KEY.name, "7", "ROOT", "time "), "no time"),
        ((KEY.name, "7", "ROOT", "time yesterday"), "no time"),
        ((KEY.name, "7", "ROOT", "time 2026-11-23T11:00:00+01:00"), "no time"),
        ((KEY.name, "7", "ROOT", "time 2026-1-3T1:0:0Z"), "no time"),
        ((KEY.name, "7", "ROOT", "time 2026-11-23T11:00:00Z", "time 2026-11-23T12:00:00Z"), "two times"),
    ],
)
def test_a_signed_text_that_is_no_checkpoint_is_refused(lines: tuple[str, ...], says: str) -> None:
    root = base64.b64encode(STATED.root).decode()
    text = "\n".join(root if line == "ROOT" else line for line in lines) + "\n"
    with pytest.raises(NoteRefused, match=says):
        open_checkpoint(signed(text), KEY.verifier)


def test_lines_that_we_do_not_know_are_passed_over() -> None:
    assert open_checkpoint(signed(STATED.text() + "edition morning\n"), KEY.verifier) == STATED


@pytest.mark.parametrize("change", [{"size": -1}, {"root": b"short"}, {"size": 10**30}])
def test_what_nobody_could_read_is_not_signed(change: dict[str, object]) -> None:
    with pytest.raises(NoteRefused):
        sign_checkpoint(replace(STATED, **change), KEY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "form name"),
        ("desk.example", "form name"),
        ("+00000000+AAAA", "form name"),
        ("desk.example+00000000+é", "no base64"),
        ("desk.example+00000000+!!!!", "no base64"),
        ("desk.example+00000000+AAAA", "no Ed25519 key"),
        (GO_PUBLIC.replace("+AR", "+AS"), "number does not belong"),
        (GO_PUBLIC.replace("+AR", "+BR"), "no Ed25519 key"),
        (GO_PUBLIC.replace("c74f20a3", "c74f20a4"), "number does not belong"),
        (GO_PUBLIC.replace("c74f20a3", "C74F20A3"), "number does not belong"),
        (GO_PUBLIC.replace("Peter", "Paul"), "number does not belong"),
        (GO_PUBLIC.replace("rN", "r N"), "neither blanks nor plus"),
        (GO_PUBLIC.replace("rN", "r\nN"), "neither blanks nor plus"),
        (GO_PUBLIC.replace("rN", "r\x01N"), "neither blanks nor plus"),
        (GO_PUBLIC.replace("rN", "r\ud800N"), "neither blanks nor plus"),
    ],
)
def test_a_key_that_is_none_is_refused(text: str, says: str) -> None:
    with pytest.raises(NoteRefused, match=says):
        VerifierKey.parse(text)
    with pytest.raises(NoteRefused, match=says):
        SignerKey.parse("PRIVATE+KEY+" + text)


def test_a_public_key_does_not_pass_for_a_private_one() -> None:
    with pytest.raises(NoteRefused, match="A private key begins with"):
        SignerKey.parse(GO_PUBLIC)
    with pytest.raises(NoteRefused):
        VerifierKey.parse(GO_PRIVATE)


@pytest.mark.parametrize("name", ["", "the desk", "desk+ledger", "desk\n", "desk\x00"])
def test_a_ledger_has_a_name_in_one_word(name: str) -> None:
    with pytest.raises(NoteRefused, match="neither blanks nor plus"):
        SignerKey.new(name)


def test_a_private_key_is_not_shown_in_passing() -> None:
    assert "kkkk" not in repr(KEY)


@given(st.lists(checkpoints, max_size=5))
def test_a_file_of_notes_falls_into_its_notes(stated: list[Checkpoint]) -> None:
    notes = [sign_checkpoint(checkpoint, KEY) for checkpoint in stated]
    assert split_notes("\n".join(notes)) == notes
    assert [open_checkpoint(note, KEY.verifier) for note in split_notes("\n".join(notes))] == stated


def test_notes_with_several_signatures_stay_whole() -> None:
    cosigned = NOTE + signature_line(STATED.text(), OTHER)
    assert split_notes(f"{cosigned}\n{NOTE}\n{cosigned}") == [cosigned, NOTE, cosigned]


def test_a_file_of_nothing_has_no_notes() -> None:
    assert split_notes("") == split_notes("\n\n") == []


def test_what_is_no_note_in_a_file_is_not_passed_over() -> None:
    """A file that was cut off, or changed, must fail when its parts are opened."""
    for text in (
        NOTE + "\n" + STATED.text(),
        NOTE + "\nsome words",
        NOTE + "\n" + NOTE.replace("\n", "\r\n"),
    ):
        first, *rest = split_notes(text)
        assert first == NOTE and rest
        with pytest.raises(NoteRefused):
            open_checkpoint(rest[0], KEY.verifier)


def test_a_proof_to_take_away_is_written_line_by_line_as_agreed() -> None:
    proof = [b"a" * 32, b"b" * 32]
    steps = "".join(base64.b64encode(step).decode() + "\n" for step in proof)
    assert tlog_proof_text(6, proof, NOTE) == f"c2sp.org/tlog-proof@v1\nindex 6\n{steps}\n{NOTE}"
    assert tlog_proof_text(0, [], NOTE) == f"c2sp.org/tlog-proof@v1\nindex 0\n\n{NOTE}"
