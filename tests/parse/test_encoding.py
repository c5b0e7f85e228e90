"""Bytes to text: encodings, line ends, what is refused and what is only said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisyphus.errors import InputError
from sisyphus.parse.encoding import MAX_BYTES, NULS_PER_KIB, decode

TEXT = "# Plan für das Café\n\n- [ ] 1. Größe prüfen\n"


def test_utf8_is_silent() -> None:
    assert decode(TEXT.encode(), "p.md") == (TEXT, ())


def test_byte_order_mark_is_dropped_silently() -> None:
    assert decode(b"\xef\xbb\xbf" + TEXT.encode(), "p.md") == (TEXT, ())


def test_empty_file_is_empty_text() -> None:
    assert decode(b"", "p.md") == ("", ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encoding_with_mark_is_read_and_said(encoding: str) -> None:
    text, findings = decode(("\ufeff" + TEXT).encode(encoding), "p.md")
    assert text == TEXT
    assert [finding.rule for finding in findings] == ["encoding"]
    assert encoding.upper() in findings[0].message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_obvious_utf16_needs_no_mark(encoding: str) -> None:
    text, findings = decode("- [x] 1. Ship it\n".encode(encoding), "p.md")
    assert text == "- [x] 1. Ship it\n"
    assert [finding.rule for finding in findings] == ["encoding"]


@pytest.mark.parametrize("content", [b"\0\xff" * 100, b"\xff\0" * 100, b"\0\x01" * 100, b"\0\x80\0a" * 50])
def test_pairs_with_zero_bytes_are_no_text_by_that_alone(content: bytes) -> None:
    with pytest.raises(InputError):
        decode(content, "p.md")


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_become_newlines(ending: str) -> None:
    assert decode(f"a{ending}b{ending}".encode(), "p.md") == ("a\nb\n", ())


def test_other_separators_are_no_line_ends() -> None:
    assert decode("a\u2028b\fc\vd\x85e".encode(), "p.md")[0] == "a\u2028b\fc\vd\x85e"


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
def test_bad_byte_is_named_with_offset_and_line(ending: bytes) -> None:
    content = b"one" + ending + b"two" + ending + b"caf\xe9 x"
    with pytest.raises(InputError) as caught:
        decode(content, "p.md")
    assert f"0xe9 at offset {content.index(0xE9)} " in caught.value.message
    assert caught.value.message.startswith("p.md:3: ")


def test_offset_counts_the_mark() -> None:
    with pytest.raises(InputError, match="offset 4 "):
        decode(b"\xef\xbb\xbfa\xff", "p.md")


def test_cut_utf16_is_refused() -> None:
    with pytest.raises(InputError, match="UTF-16-LE"):
        decode(b"\xff\xfea\0b", "p.md")


def test_a_nul_is_shown_and_said() -> None:
    text, findings = decode(b"one\ntwo\0three\n", "p.md")
    assert text == "one\ntwo\ufffdthree\n"
    assert [(finding.rule, finding.source.line) for finding in findings] == [("nul-character", 2)]


def test_many_nuls_are_binary() -> None:
    with pytest.raises(InputError, match="binary"):
        decode(b"abc\0" * 300, "p.md")


def test_nuls_are_allowed_by_size() -> None:
    allowed = b"\0" * NULS_PER_KIB + b"a"
    assert "\ufffd" in decode(allowed, "p.md")[0]
    with pytest.raises(InputError, match="binary"):
        decode(allowed + b"\0", "p.md")


def test_limit_is_inclusive() -> None:
    assert len(decode(b"a" * MAX_BYTES, "p.md")[0]) == MAX_BYTES
    with pytest.raises(InputError, match="too large"):
        decode(b"a" * (MAX_BYTES + 1), "p.md")


def test_conflict_is_refused_where_it_begins() -> None:
    text = "# P\n<<<<<<< HEAD\n- [ ] 1. a\n=======\n- [x] 1. a\n>>>>>>> topic\n"
    with pytest.raises(InputError, match="merge-conflict") as caught:
        decode(text.encode(), "p.md")
    assert caught.value.message.startswith("p.md:2: ")
    assert "resolve" in caught.value.fix


@pytest.mark.parametrize(
    "text",
    [
        "Title\n=======\n",
        "<<<<<<< HEAD\n- a\n",
        ">>>>>>> topic\n=======\n<<<<<<< HEAD\n",
        "  <<<<<<< HEAD\n=======\n>>>>>>> topic\n",
    ],
)
def test_markers_out_of_order_are_text(text: str) -> None:
    assert decode(text.encode(), "p.md")[0] == text


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_named_error(content: bytes) -> None:
    try:
        text, _ = decode(content, "p.md")
    except InputError as error:
        text = error.message
        named = text.startswith("p.md")
    else:
        named = True
    assert named
    assert not {"\0", "\r"} & set(text)
    text.encode()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")))
def test_utf8_text_comes_back(text: str) -> None:
    if "<<<<<<<" not in text and not text.startswith("\ufeff"):
        assert decode(text.encode(), "p.md") == (text, ())
