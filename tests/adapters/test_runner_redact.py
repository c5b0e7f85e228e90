import pytest

from sisyphus.adapters.running.redact import redact, redact_text, secret_values

KEY = b"-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----"


@pytest.mark.parametrize(
    ("text", "left", "count"),
    [
        (b"nothing to see", b"nothing to see", 0),
        (b"token=" + b"ghp_" + b"a1" * 18 + b".", b"token=[redacted].", 1),
        (b"AKIA" + b"A1B2" * 4 + b" and " + b"AKIA" + b"B1B2" * 4, b"[redacted] and [redacted]", 2),
        (b"a\n" + KEY + b"\nb", b"a\n[redacted]\nb", 1),
        (b"a\n" + KEY[:40], b"a\n[redacted]", 1),
        (b"postgres://bob:hunter2@db/x", b"postgres://bob:[redacted]@db/x", 1),
        (b"https://example.org:8080/a@b", b"https://example.org:8080/a@b", 0),
        (b"the value is s3cr3t-value!", b"the value is [redacted]!", 1),
    ],
)
def test_secrets_are_taken_out_and_counted(text: bytes, left: bytes, count: int) -> None:
    assert redact(text, (b"s3cr3t-value",)) == (left, count)


def test_secrets_are_known_by_the_names_of_variables() -> None:
    environment = {
        "GH_TOKEN": "tokenvalue",
        "API_KEY": "keyvalue",
        "DB_PASSWORD": "a longer password",
        "PGPASSWORD": "pgvalue",
        "MY_SECRET": "short",
        "KEYBOARD": "qwertz-layout",
        "MONKEY": "no secret at all",
        "PATH": "/usr/bin:/bin",
    }
    assert set(secret_values(environment)) == {b"tokenvalue", b"keyvalue", b"a longer password", b"pgvalue"}
    assert secret_values(environment)[0] == b"a longer password"


def test_a_sentence() -> None:
    assert redact_text("got \udcff abcdef", (b"abcdef",)) == "got ? [redacted]"


def test_many_beginnings_without_an_end_are_read_once() -> None:
    text = b"-----BEGIN PRIVATE KEY-----\n" * 20_000
    assert redact(text) == (b"[redacted]", 1)
