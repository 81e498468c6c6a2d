import codecs

import pytest

from data.reading.form.text import decode
from tests.data.reading.opened import codes, opened, refused, rows, written

TEXT = "Nama;Dinas;Nilai\nPutri Ayuningtyas;Kapanewon Wonosari – é;80,5\n"
EXPECTED = [["Putri Ayuningtyas", "Kapanewon Wonosari – é", "80,5"]]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
    ],
)
def test_encodings_that_say_what_they_are(tmp_path, content, encoding):
    table = opened(written(tmp_path, content))
    assert (table.detected["encoding"], rows(table)) == (encoding, EXPECTED)
    assert table.header == ["Nama", "Dinas", "Nilai"]


def test_cp1252_is_asked_then_read(tmp_path):
    path = written(tmp_path, TEXT.encode("cp1252"))
    (question,) = refused(path).questions
    assert question.code == "encoding_cp1252"
    assert question.detail["line"] == 2
    assert question.detail["byte"] == TEXT.encode("cp1252").index(b"\x96")
    assert "– é" in question.detail["excerpt"]
    assert rows(opened(path, encoding="cp1252")) == EXPECTED


def test_a_mixture_is_refused_with_its_place(tmp_path):
    content = "a;b\ncafé;1\n".encode() + "café;2\n".encode("cp1252")
    (problem,) = refused(written(tmp_path, content)).problems
    assert (problem.code, problem.found) == ("encoding_mixed", "0xE9")
    assert problem.detail == {"byte": content.index(b"\xe9"), "line": 3}


def test_bytes_windows_1252_does_not_have(tmp_path):
    path = written(tmp_path, b"a;b\n\x81\x8d;1\n")
    assert codes(refused(path)) == ["encoding_unknown"]
    assert codes(refused(path, encoding="cp1252")) == ["encoding_not_cp1252"]


def test_utf16_without_mark_and_nul(tmp_path):
    assert codes(refused(written(tmp_path, TEXT.encode("utf-16-le")))) == ["encoding_utf16_without_bom"]
    (problem,) = refused(written(tmp_path, b"a;b\n1;2\nx\0;3\n")).problems
    assert (problem.code, problem.detail) == ("nul", {"byte": 9, "line": 3})


def test_broken_utf16(tmp_path):
    assert codes(refused(written(tmp_path, "a;b\n1;2\n".encode("utf-16") + b"x"))) == ["encoding_broken"]


def test_a_character_cut_by_the_end_of_the_file(tmp_path):
    assert codes(refused(written(tmp_path, "a;b\nx;é\nx;é".encode()[:-1]))) == ["encoding_mixed"]


@pytest.mark.parametrize("at", range(-3, 4))
def test_line_ends_and_characters_across_a_block(tmp_path, monkeypatch, at):
    monkeypatch.setattr(decode, "BLOCK", 64 + at)
    lines = [f"r{i:02};é–{i}" for i in range(40)]
    table = opened(written(tmp_path, "kode;isi\r\n" + "\r\n".join(lines) + "\r\n"))
    assert table.detected["newline"] == "CRLF"
    assert [";".join(row) for row in rows(table)] == lines


def test_one_line_without_end(tmp_path):
    assert codes(refused(written(tmp_path, b"a;" * (decode.MAX_LINE_BYTES)))) == ["line_too_long"]


def test_too_big(tmp_path, monkeypatch):
    monkeypatch.setattr(decode, "MAX_BYTES", 10)
    assert codes(refused(written(tmp_path, TEXT))) == ["file_too_big"]
