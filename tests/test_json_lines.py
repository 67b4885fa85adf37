"""A file of JSON lines is read line by line, as large as it may be, and what is wrong with it is told before."""

from __future__ import annotations

import gzip
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from claims import refuse

from diplograph.loaders import ReadOptions, read
from diplograph.loaders.files import read_file
from diplograph.schema.errors import ReadError

MILLION = b'{"text": "Nothing."}\n' * 50_000


def test_the_text_of_the_lines_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(MILLION)
    file = read_file(tmp_path / "a.jsonl", ReadOptions())
    assert (file.text, sum(1 for _ in file.lines())) == ("", 50_000)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.ndjson", "a.json", "a"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_the_end_of_a_line_ends_it(tmp_path: Path, name: str, end: str) -> None:
    texts = ["One.\u2028Two.", "Three.\x85Four.", "Cinq."]
    content = "\ufeff" + end.join(json.dumps({"text": text, "language": "en"}, ensure_ascii=False) for text in texts)
    raw = content.encode()
    (tmp_path / name).write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    found = [document.source.text for document in read([tmp_path / name], refuse)]
    assert found == texts


def test_lines_in_utf_16_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Vérité."}\n{"text": "Été."}\n', encoding="utf-16")
    assert [document.source.text for document in read([tmp_path / "a.jsonl"], refuse)] == ["Vérité.", "Été."]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no named pipes")
def test_a_pipe_is_read_as_it_comes(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as other:
        other.submit(pipe.write_bytes, b'{"text": "One."}\n{"text": "Two."}\n')
        assert [document.source.text for document in read([pipe], refuse)] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (MILLION + b'{"text": "V\xe9rit\xe9"}\n', "byte 1050011 is not UTF-8; save the file as UTF-8"),
        (b" " * ((1 << 20) - 1) + "é".encode() + b"\xff", "byte 1048577 is not UTF-8; save the file as UTF-8"),
        (MILLION + b"\xc3", "byte 1050000 is not UTF-8; save the file as UTF-8"),
        (MILLION + b"\x00", "is binary; give text, Markdown, HTML, JSON lines or CSV"),
        (b" \n" * 1_000_000, "is empty; give a file with text"),
        (gzip.compress(MILLION)[:-9], "is cut short or no gzip file; get it again"),
    ],
)
def test_what_is_wrong_at_the_end_is_told_at_the_beginning(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    with pytest.raises(ReadError) as complaint:
        next(read([path], refuse))
    assert str(complaint.value) == f"{path}: {told}"
