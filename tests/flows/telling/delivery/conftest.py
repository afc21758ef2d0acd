"""A store with an alert in its outbox, and certificates."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from extractors.records import Alert, Article, ClaimRecord, Extraction, JudgedClaim, Novelty, Relevance, Span, Statement
from extractors.records.identity import alert_id, statement_id
from flows.mail.message import Letterhead
from storage.store import Store

from ...claims_at_hand import REPORTED

NOW = datetime(2024, 10, 5, 8, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def letterhead() -> Letterhead:
    return Letterhead("watch@example.org")


@pytest.fixture
def put_alert(store: Store) -> Callable[..., Alert]:
    """Store an article with one new claim, and its alert for the given recipients."""

    def put(*recipients: str, number: int = 1) -> Alert:
        article = Article(
            url=f"https://river.example/{number}",
            canonical_url=None,
            title="List to shrink",
            byline=None,
            outlet="River Gazette",
            published_at=NOW,
            language="en",
            text=f"The envoy said that list {number} has to be shortened first.",
        )
        start = article.text.index("list")
        statement = Statement(None, None, (Span(start, len(article.text) - 1),), article.text[start:-1], "indirect")
        one = JudgedClaim(_claim(article, statement, number), Novelty("new", "nothing known yet"))
        alert = Alert(alert_id("news", [one.claim.id]), NOW, str(article.url), "River Gazette", "List", NOW, (one,))
        extraction = Extraction(article, Relevance(True, 1.0, (), "both sides named"), (statement,))
        assert store.save(extraction, (one,), alert, recipients, None, NOW)
        return alert

    return put


def _claim(article: Article, statement: Statement, number: int) -> ClaimRecord:
    return replace(
        REPORTED,
        id=f"claim-{number}",
        statement_id=statement_id(article, statement),
        speaker_key="name:envoy",
        speaker_name="Envoy",
        actor=None,
        words=statement.text,
        context=article.text,
        url=str(article.url),
        published_at=NOW,
        seen_at=NOW,
    )


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS context with a certificate of its own making for loopback, and the file that vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "catcher")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain, secret = tmp_path / "certificate.pem", tmp_path / "key.pem"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, secret)
    return context, chain
