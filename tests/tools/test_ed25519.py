"""The tools' own Ed25519, held against RFC 8032 and against OpenSSL."""

import re
import sys
from types import ModuleType

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.published import TOOLS, Key
from tools import verify_ledger, witness

BOTH = [verify_ledger, witness]

# RFC 8032, 7.1: public key, message, signature of tests 1, 2, 3 and SHA(abc).
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
            "454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
            "3dca179c138ac17ad9bef1177331a704"
        ),
    ),
]


@pytest.mark.parametrize("tool", BOTH)
@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_the_vectors_of_rfc_8032_hold(tool: ModuleType, key: str, message: str, signature: str) -> None:
    public = tool.PublicKey(bytes.fromhex(key))
    assert public.signed(bytes.fromhex(message), bytes.fromhex(signature))
    assert not public.signed(bytes.fromhex(message) + b"!", bytes.fromhex(signature))


@pytest.mark.parametrize("tool", BOTH)
@pytest.mark.parametrize("times", [1, 2])
def test_a_second_signature_made_by_adding_l_is_refused(tool: ModuleType, times: int) -> None:
    key, message, signature = (bytes.fromhex(part) for part in VECTORS[0])
    s = int.from_bytes(signature[32:], "little") + times * tool.L
    assert not tool.PublicKey(key).signed(message, signature[:32] + s.to_bytes(32, "little"))


@pytest.mark.parametrize("tool", BOTH)
@pytest.mark.parametrize("length", [0, 32, 63, 65])
def test_a_signature_of_another_length_is_refused(tool: ModuleType, length: int) -> None:
    assert not tool.PublicKey(bytes.fromhex(VECTORS[0][0])).signed(b"", bytes(length))


@pytest.mark.parametrize("tool", BOTH)
@pytest.mark.parametrize(
    "encoded",
    [
        pytest.param((2**255 - 18).to_bytes(32, "little"), id="y beyond p"),
        pytest.param((1 | 1 << 255).to_bytes(32, "little"), id="x 0 with a sign"),
        pytest.param((2).to_bytes(32, "little"), id="not on the curve"),
        pytest.param(bytes(31), id="31 bytes"),
        pytest.param(bytes(33), id="33 bytes"),
    ],
)
def test_bytes_that_are_no_key_are_refused(tool: ModuleType, encoded: bytes) -> None:
    with pytest.raises(ValueError, match="public key"):
        tool.PublicKey(encoded)


@settings(max_examples=30, deadline=None)
@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=300), data=st.data())
def test_it_agrees_with_openssl(seed: bytes, message: bytes, data: st.DataObject) -> None:
    secret = Ed25519PrivateKey.from_private_bytes(seed)
    public = verify_ledger.PublicKey(secret.public_key().public_bytes_raw())
    signature = secret.sign(message)
    assert public.signed(message, signature)
    bit = data.draw(st.integers(0, 511))
    forged = bytearray(signature)
    forged[bit // 8] ^= 1 << bit % 8
    assert public.signed(message, bytes(forged)) is _openssl(secret.public_key(), message, bytes(forged))


@given(seed=st.binary(min_size=32, max_size=32), noise=st.binary(min_size=64, max_size=64))
@settings(max_examples=20, deadline=None)
def test_it_agrees_with_openssl_on_noise(seed: bytes, noise: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    assert verify_ledger.PublicKey(key.public_bytes_raw()).signed(b"m", noise) is _openssl(key, b"m", noise)


def _openssl(key: Ed25519PublicKey, message: bytes, signature: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


@pytest.mark.parametrize("tool", BOTH)
def test_a_key_line_names_its_key(tool: ModuleType) -> None:
    key = Key()
    assert tool.Keys(key.vkey + "\n").signers[0].id == key.id
    with pytest.raises(ValueError, match="id should be"):
        tool.Signer(key.vkey.replace(key.id.hex(), "00000000"))
    with pytest.raises(ValueError, match="three parts"):
        tool.Signer("nothing")


def test_the_two_programs_share_their_signature_code_to_the_letter() -> None:
    shared = [_shared((TOOLS / name).read_text()) for name in ("verify_ledger.py", "witness.py")]
    assert shared[0] == shared[1] and "def signed" in shared[0]


def _shared(source: str) -> str:
    found = re.search(
        r"^# ---- Ed25519.*?(?=^# ---- (?:The Merkle|Consistency))", source, re.DOTALL | re.MULTILINE
    )
    assert found
    return found[0]


@pytest.mark.parametrize("name", ["verify_ledger.py", "witness.py"])
def test_a_tool_imports_the_standard_library_only(name: str) -> None:
    imported = re.findall(r"^(?:from|import) (\w+)", (TOOLS / name).read_text(), re.MULTILINE)
    assert imported and set(imported) <= sys.stdlib_module_names
