"""What only a merchant does, over HTTP: each build is a real process, and cannot hurt who shops meanwhile."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.artifact import current_version
from search.live import Live
from tests.toy import ToyEncoder, build_shop
from web.app import create_app

KEY = "a-key-for-nobody-else"
ROOT = Path(__file__).parents[2]
SECONDS = 60


@pytest.fixture
def folder(shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shop that may be changed, whose commands know the toy encoder."""
    monkeypatch.setattr("web.builder.COMMAND", [sys.executable, "-m", "tests.toy_command"])
    monkeypatch.chdir(ROOT)
    for name in ("catalog.csv", "images", "index", "index.cache"):
        copy = shutil.copytree if (shop / name).is_dir() else shutil.copy
        copy(shop / name, tmp_path / name)
    build_shop(tmp_path / "catalog.csv", tmp_path / "index")
    (tmp_path / "index.state").mkdir()
    return tmp_path


@pytest.fixture
def live(folder: Path) -> Iterator[Live]:
    opened = Live(folder / "index", encoder=ToyEncoder())
    yield opened
    assert opened.searcher.events
    opened.searcher.events.close()


@pytest.fixture
def client(live: Live, folder: Path) -> FlaskClient:
    made = create_app(live, admin_key=KEY, catalogues=folder).test_client()
    made.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {KEY}"
    return made


def upload(client: FlaskClient, text: str, name: str = "new.csv") -> str:
    data = {"catalogue": (BytesIO(text.encode()), name)}
    answer = client.post("/api/v1/catalogues", data=data)
    assert answer.status_code == 201, answer.text
    return str(answer.json["name"])


def finished(client: FlaskClient) -> dict[str, Any]:
    """The job, when it has ended."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        job: dict[str, Any] = client.get("/api/v1/rebuild").json["job"]
        if job["state"] != "running":
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def changed(folder: Path) -> str:
    """Without P02, with a P21, and P03 with another title."""
    lines = (folder / "catalog.csv").read_text().splitlines()
    del lines[2]
    lines.append("P21,Green hat,A hat.,Clothing > Hats,Acme,9.50,EUR,,,yes,green")
    return "\n".join(lines).replace("P03,Green shirt", "P03,Mint shirt")


def test_a_rebuild_changes_nothing_until_somebody_says_so(
    client: FlaskClient, folder: Path, live: Live
) -> None:
    before = current_version(folder / "index")
    for _ in range(2):
        client.get("/api/v1/search?q=mug&shown=yes")
    name = upload(client, changed(folder))
    assert client.post("/api/v1/rebuild", json={"catalogue": name}).status_code == 202
    job = finished(client)
    assert (job["state"], job["problem"]) == ("done", "")
    assert job["results"][0]["pictures"] == 19
    assert current_version(folder / "index") == before
    version = job["results"][0]["version"]
    difference = client.get(f"/api/v1/versions/{version}/difference").json
    assert difference == job["after"]["difference"]
    assert difference["products"]["added"] == {"count": 1, "examples": ["P21"]}
    assert difference["products"]["removed"] == {"count": 1, "examples": ["P02"]}
    assert "P03" in difference["products"]["changed"]["examples"]
    assert difference["answers"]["queries"] == 1
    assert client.post(f"/api/v1/versions/{version}/activate").json == {"version": version}
    listed = client.get("/api/v1/versions").json["versions"]
    assert [one["name"] for one in listed if one["active"]] == [version]
    live._looked = 0.0
    assert client.get("/api/v1/products/P21").status_code == 200
    assert client.post("/api/v1/rollback").json == {"version": before}


@pytest.mark.parametrize("little", [True, False])
def test_a_rebuild_activates_itself_where_little_changes(
    client: FlaskClient, folder: Path, little: bool
) -> None:
    text = (folder / "catalog.csv").read_text()
    if not little:
        text = "".join(text.splitlines(keepends=True)[:11])
    asked = {"catalogue": upload(client, text), "by_itself": True}
    before = current_version(folder / "index")
    client.post("/api/v1/rebuild", json=asked)
    job = finished(client)
    assert job["after"]["activated"] is little
    assert (current_version(folder / "index") != before) is little
    if not little:
        assert "50% of the products go" in job["after"]["reasons"][0]


def test_a_catalogue_is_checked_and_its_columns_mapped(client: FlaskClient, folder: Path) -> None:
    text = (folder / "catalog.csv").read_text().replace("title", "wording", 1)
    name = upload(client, text.replace("12.50", "cheap"))
    found = client.post("/api/v1/check", json={"catalogue": name}).json
    assert found["mapping"]["title"] is None
    assert found["problems"]["by_kind"] == {"bad_price": 1}
    asked = {"catalogue": name, "mapping": {"title": "wording"}}
    assert client.post("/api/v1/check", json=asked).json["mapping"]["title"] == "wording"
    wrong = client.post("/api/v1/check", json={"catalogue": name, "mapping": {"title": "wordign"}})
    assert wrong.json["error"]["code"] == "invalid_catalogue"
    assert "wording" in wrong.json["error"]["message"]


def test_files_of_the_servers_folder_are_offered_and_no_others(
    client: FlaskClient, folder: Path
) -> None:
    (folder / "notes.txt").write_text("no catalogue")
    names = [one["name"] for one in client.get("/api/v1/catalogues").json["catalogues"]]
    assert names == ["catalog.csv"]
    for name in ("notes.txt", "../catalog.csv", str(folder / "catalog.csv"), "index/CURRENT"):
        refused = client.post("/api/v1/rebuild", json={"catalogue": name})
        assert refused.json["error"]["code"] == "invalid_catalogue"


def test_uploads_are_bounded_and_the_latest_stay(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [upload(client, f"id,title\n{number},x") for number in range(7)]
    kept = [one for one in client.get("/api/v1/catalogues").json["catalogues"] if one["uploaded"]]
    assert {one["name"] for one in kept} == set(names[-5:])
    assert upload(client, "id\n1", "../../../etc/pass wd.csv").endswith("-pass-wd.csv")
    for data in (b"x" * 101, b""):
        monkeypatch.setattr("web.catalogues.MAX_BYTES", 100)
        refused = client.post("/api/v1/catalogues", data={"catalogue": (BytesIO(data), "a.csv")})
        assert refused.json["error"]["code"] == "invalid_catalogue"
    refused = client.post("/api/v1/catalogues", data={"catalogue": (BytesIO(b"x"), "a.exe")})
    assert ".parquet" in refused.json["error"]["remedy"]


def test_one_job_at_a_time_and_it_can_be_stopped(client: FlaskClient, folder: Path) -> None:
    before = current_version(folder / "index")
    asked = {"catalogue": "catalog.csv"}
    assert client.post("/api/v1/rebuild", json=asked).status_code == 202
    second = client.post("/api/v1/rebuild", json=asked)
    assert (second.status_code, second.json["error"]["code"]) == (409, "build_running")
    assert client.delete("/api/v1/rebuild").json == {"stopped": True}
    assert finished(client)["state"] == "stopped"
    assert client.delete("/api/v1/rebuild").json == {"stopped": False}
    assert current_version(folder / "index") == before
    client.post("/api/v1/rebuild", json=asked)
    assert finished(client)["state"] == "done"


def test_a_build_that_dies_is_told_and_hurts_nobody(client: FlaskClient, folder: Path) -> None:
    name = upload(client, "id,title\nP1,a,b,c\n")
    client.post("/api/v1/rebuild", json={"catalogue": name})
    job = finished(client)
    assert job["state"] == "failed"
    assert "line 2 has 4 values" in job["problem"]
    assert client.get("/api/v1/search?q=mug").status_code == 200


def test_settings_are_measured_on_saved_queries_and_compared(
    client: FlaskClient, folder: Path
) -> None:
    asked = {"settings": [{}, {"words": 0, "coverage": 0, "meaning": -1, "words_in_picture": 0}]}
    nothing = client.post("/api/v1/evaluation", json=asked)
    assert nothing.json["error"]["code"] == "invalid_judgements"
    state = folder / "index.state"
    texts = ["red shirt", "blue mug", "green lamp", "black bag"]
    lines = [f"q{n},{text}" for n, text in enumerate(texts)]
    (state / "queries.csv").write_text("query_id,text\n" + "\n".join(lines) + "\n")
    right = ["P01", "P12", "P08", "P20"]
    judged = [f"q{n},{product},1" for n, product in enumerate(right)]
    (state / "qrels.csv").write_text("query_id,product_id,relevance\n" + "\n".join(judged) + "\n")
    assert client.post("/api/v1/evaluation", json=asked).status_code == 202
    assert finished(client)["state"] == "done"
    (measured,) = client.get("/api/v1/evaluation").json["evaluations"]
    good, bad = measured["settings"]
    assert good["measures"]["mrr"]["mean"] == 1.0
    assert bad["measures"]["mrr"]["mean"] < 0.5
    assert measured["differences"]["mrr"]["mean"] == pytest.approx(
        bad["measures"]["mrr"]["mean"] - 1.0
    )
    assert measured["by"] == "a program"
    wrong = client.post("/api/v1/evaluation", json={"settings": [{"wrods": 1}]})
    assert "'words'" in wrong.json["error"]["remedy"]


def test_rules_are_made_seen_and_withdrawn(client: FlaskClient, live: Live) -> None:
    rule = {"action": "pin", "products": ["P20"], "words": "lamp", "note": "the fair"}
    made = client.post("/api/v1/rules", json=rule)
    assert made.status_code == 201
    found = client.get("/api/v1/search?q=lamp").json
    assert (found["hits"][0]["product_id"], found["rules"]) == ("P20", [made.json["rule_id"]])
    assert client.get("/api/v1/rules").json == {"rules": [made.json], "troubles": {}}
    assert client.delete(f"/api/v1/rules/{made.json['rule_id']}").json == made.json
    assert client.get("/api/v1/search?q=lamp").json["hits"][0]["product_id"] != "P20"
    assert live.searcher.rules.book
    assert [change.by for change in live.searcher.rules.book.log()] == ["a program"] * 2
    wrong = client.post("/api/v1/rules", json={"action": "boost", "products": ["P20"]})
    assert wrong.json["error"]["code"] == "invalid_rule"


def test_a_rebuild_keeps_the_synonyms(client: FlaskClient, folder: Path, live: Live) -> None:
    (folder / "index.state" / "synonyms.txt").write_text("cup, mug\n")
    client.post("/api/v1/rebuild", json={"catalogue": "catalog.csv", "by_itself": True})
    assert finished(client)["after"]["activated"]
    (folder / "index.state" / "synonyms.txt").unlink()
    live._looked = 0.0
    assert "mug" in json.dumps(client.get("/api/v1/search?q=cup").json["notes"])
    client.post("/api/v1/rebuild", json={"catalogue": "catalog.csv"})
    assert finished(client)["state"] == "done"
    assert (folder / "index.state" / "synonyms.txt").read_text() == "cup => mug\nmug => cup\n"
