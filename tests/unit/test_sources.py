"""Files as shops export them: every kind, every encoding, every way to be broken."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from indexer.sources import read_table, sha256_of
from search.errors import InvalidCatalogue

ROWS = [{"id": "007", "title": "Blue dress"}, {"id": "0008", "title": "NA"}]


def write(path: Path, content: str | bytes) -> Path:
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def records(path: Path) -> list[dict[str, object]]:
    return [dict(row) for row in read_table(path).to_dict("records")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("c.csv", "id,title\n007,Blue dress\n0008,NA\n"),
        ("c.CSV", "id,title\r\n007,Blue dress\r\n0008,NA"),
        ("c.csv", "id,title\r007,Blue dress\r0008,NA\r"),
        ("c.csv", "\n\nid,title\n\n007,Blue dress\n0008,NA\n\n\n"),
        ("c.tsv", "id\ttitle\n007\tBlue dress\n0008\tNA\n"),
        ("c.jsonl", '{"id": "007", "title": "Blue dress"}\n\n{"id": "0008", "title": "NA"}\n'),
        ("c.ndjson", '{"id": "007", "title": "Blue dress"}\n{"id": "0008", "title": "NA"}'),
    ],
)
@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_every_text_kind_gives_the_same_strings(
    tmp_path: Path, name: str, content: str, suffix: str
) -> None:
    assert records(write(tmp_path / (name + suffix), content)) == ROWS


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["c.csv", "c.tsv"])
def test_the_delimiter_is_taken_from_the_header(tmp_path: Path, name: str, delimiter: str) -> None:
    lines = [["id", "title"], ["007", "Blue dress"], ["0008", "NA"]]
    content = "\n".join(delimiter.join(line) for line in lines)
    assert records(write(tmp_path / name, content)) == ROWS


def test_delimiters_inside_quoted_names_do_not_count(tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", '"id";"a, b, c, d"\n1;"x;""y"""\n')
    assert records(path) == [{"id": "1", "a, b, c, d": 'x;"y"'}]


def test_a_quoted_value_may_hold_line_breaks_and_inches_need_no_quotes(tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", 'id,title\n1,"two\nlines"\n2,Pipe 3/4" wide\n')
    assert [row["title"] for row in records(path)] == ["two\nlines", 'Pipe 3/4" wide']


@pytest.mark.parametrize("word", ["", "NA", "nan", "None", "1e5", "001", " x "])
def test_no_value_is_guessed_at(tmp_path: Path, word: str) -> None:
    assert records(write(tmp_path / "c.csv", f"id,v\n1,{word}\n"))[0]["v"] == word


@pytest.mark.parametrize(
    ("encoding", "text", "guessed"),
    [
        ("utf-8", "Crème brûlée 红色连衣裙", None),
        ("utf-8-sig", "Crème brûlée 红色连衣裙", None),
        ("utf-16", "Crème brûlée 红色连衣裙", None),
        ("cp1252", "Crème brûlée à 5 €", "cp1252"),
        ("latin-1", "Cr\xe8me \x81", "latin-1"),
        ("gb18030", "红色连衣裙、纯棉", "gb18030"),
    ],
)
def test_encodings_are_understood_and_guesses_are_noted(
    tmp_path: Path, encoding: str, text: str, guessed: str | None
) -> None:
    frame = read_table(write(tmp_path / "c.csv", f"id,title\n1,{text}\n".encode(encoding)))
    assert list(frame.columns) == ["id", "title"]
    assert frame["title"][0] == text
    assert frame.attrs.get("encoding") == guessed


def test_json_keeps_its_types_and_fills_gaps(tmp_path: Path) -> None:
    rows = [{"id": 7, "tags": ["a", "b"], "n": 1.5, "ok": True}, {"id": 8, "late": "x"}]
    path = write(tmp_path / "c.jsonl", "\n".join(map(json.dumps, rows)))
    frame = read_table(path)
    assert list(frame.columns) == ["id", "tags", "n", "ok", "late"]
    assert frame["id"].tolist() == [7, 8]
    assert frame.loc[0, ["tags", "n", "ok", "late"]].tolist() == [["a", "b"], 1.5, True, None]
    assert frame["tags"][1] is None


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    table = pa.table({"id": [1, None], "tags": [["a"], []], "kind": ["x", "x"]})
    table = table.set_column(2, "kind", table["kind"].dictionary_encode())
    pq.write_table(table, tmp_path / "c.parquet")
    frame = read_table(tmp_path / "c.parquet")
    assert frame["id"].tolist() == [1, None]
    assert isinstance(frame["id"][0], int)
    assert frame["tags"].tolist() == [["a"], []]
    assert frame["kind"].tolist() == ["x", "x"]


def test_repeated_and_missing_column_names_get_their_own(tmp_path: Path) -> None:
    frame = read_table(write(tmp_path / "c.csv", "id,image,image,,image_2\n1,a,b,c,d\n"))
    assert list(frame.columns) == ["id", "image", "image_2", "column_4", "image_2_2"]
    assert frame.loc[0].tolist() == ["1", "a", "b", "c", "d"]


def test_long_descriptions_are_read_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", f"id,title\n1,{'x' * 120_000}\n")
    assert len(read_table(path)["title"][0]) == 120_000


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("c.csv", b"", "0 bytes"),
        ("c.csv", b" \n\n", "empty"),
        ("c.csv.gz", b"", "0 bytes"),
        ("c.csv", b"id,title\n", r"no rows below its header \(id, title\)"),
        ("c.jsonl", b"{}\n", "no rows"),
        ("c.csv", b"id,title\n1,a\n2\n", "line 3 has 1 values; the header has 2"),
        ("c.csv", b'id,title\n1,"a\nb"\n2,b,c\n', "line 4 has 3 values"),
        ("c.csv", b'id,title\n1,"never closed\n2,b\n', "line 3 cannot be read"),
        ("c.csv", b'id,title\n1,"a"b\n', "line 2 cannot be read"),
        ("c.csv", b"id,title\n1," + b"x" * 140_000, "line 2 cannot be read"),
        ("c.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary data"),
        ("c.csv", b"PK\x03\x04\x14\x00\x06\x00", "zip or Excel"),
        ("c.csv", bytes(range(1, 32)) * 9, "binary data"),
        ("c.jsonl", b'{"id": 1}\n{"id": \n', "line 2 is not JSON"),
        ("c.jsonl", b'{"id": 1}\n[1]\n', "line 2 is not a JSON object"),
        ("c.jsonl", b"[" * 100_000, "line 1 is not JSON"),
        ("c.parquet", b"PAR1rubbish", "not a readable Parquet"),
        ("c.parquet", b"id,title\n1,a\n", "not a readable Parquet"),
        ("c.xlsx", b"PK", r"not a known kind.*Use \.csv"),
        ("catalogue", b"id\n1\n", "not a known kind"),
        ("c.parquet.gz", b"id\n1\n", "not a known kind"),
    ],
)
def test_a_broken_file_is_refused_with_a_reason(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = write(tmp_path / name, content)
    with pytest.raises(InvalidCatalogue, match=said) as caught:
        read_table(path)
    assert str(path) in caught.value.message
    assert caught.value.remedy


def test_a_cut_or_false_gzip_file_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(b"id,title\n1,a\n" * 50)
    for content in (whole[:-9], whole[:30], b"id,title\n1,a\n", whole[:20] + b"\xff" * 30):
        path = tmp_path / "c.csv.gz"
        path.write_bytes(content)
        with pytest.raises(InvalidCatalogue, match="gzip"):
            read_table(path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    for name, said in {
        "folder.csv": "folder",
        "none.csv": "no file",
        "pipe.csv": "regular",
    }.items():
        with pytest.raises(InvalidCatalogue, match=said):
            read_table(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", "id\n1\n")
    path.chmod(0)
    with pytest.raises(InvalidCatalogue, match="Permission denied"):
        read_table(path)


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", "id\n1\n")
    assert sha256_of(path) == hashlib.sha256(b"id\n1\n").hexdigest()
