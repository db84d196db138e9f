"""`bowerbird evaluate`, over a searcher that finds what its test says it finds."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Self

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from search.errors import InvalidFilter, InvalidJudgements, InvalidQuery
from search.evaluation import cli, runs
from search.evaluation.cli import evaluate_with
from search.evaluation.judgements import EvalQuery
from search.personal.events import Event, EventLog, Kind
from search.query import Query
from search.searcher import Searcher
from tests.toy import ToyEncoder

QUERIES = (
    "query_id,kind,text,image,user_id\nq1,words,hat,,ann\nq2,photo,,hat.png,bob\nq3,words,shoe,,\n"
)
QRELS = "query_id,product_id,relevance\nq1,h1,1\nq2,h1,1\nq2,h2,1\nq3,s1,1\n"


@dataclass
class FakeSearcher:
    """Answers by text (a picture is answered as "photo") and remembers what it was asked."""

    answers: Mapping[str, Sequence[str]]
    asked: list[Query] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    opened: list[Path | None] = field(default_factory=list)
    histories: dict[str, int] = field(default_factory=dict)
    version: str = "v7"

    def open(self, index: Path, *, state: Path | None) -> Self:
        self.opened.append(state)
        if state and (state / "events.sqlite").exists():
            with EventLog(state / "events.sqlite") as log:
                self.histories = dict(log.users(9))
        return self

    def has_product(self, product_id: str) -> bool:
        return product_id in {"h1", "h2", "s1"}

    def rank(self, queries: Sequence[Query], *, depth: int) -> Iterator[list[tuple[str, float]]]:
        self.asked += queries
        self.batches.append(len(queries))
        for query in queries:
            found = self.answers.get(query.text or "photo", [])
            yield [(product_id, 0.5) for product_id in found[:depth]]  # all tied


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeSearcher:
    made = FakeSearcher({"hat": ["h1", "h2"], "photo": ["s1", "h2", "h1"], "shoe": []})
    monkeypatch.setitem(sys.modules, "search.searcher", SimpleNamespace(Searcher=made))
    monkeypatch.chdir(tmp_path)
    Path("queries.csv").write_text(QUERIES)
    Path("qrels.csv").write_text(QRELS)
    Image.new("RGB", (8, 8), "red").save("hat.png")
    return made


def run(*options: str) -> Result:
    command = ["--queries", "queries.csv", "--qrels", "qrels.csv", *options]
    return CliRunner().invoke(cli.evaluate, command)


def as_json(*options: str) -> dict[str, object]:
    result = run("--json", *options)
    assert result.exception is None, result.exception
    found: dict[str, object] = json.loads(result.stdout)
    return found


def mean(report: object, measure: str) -> float:
    assert isinstance(report, dict)
    return float(report["measures"][measure]["mean"])


def test_the_means_are_over_all_queries(fake: FakeSearcher) -> None:
    report = as_json()
    assert (report["n"], report["notes"], report["depth"]) == (3, [], 1_000)
    assert report["index_version"] == "v7"
    # q1 has h1 first; q2 has its two at ranks 2 and 3; q3 finds nothing.
    assert mean(report, "mrr") == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert mean(report, "map") == pytest.approx((1 + (1 / 2 + 2 / 3) / 2 + 0) / 3)
    assert mean(report, "recall@5") == pytest.approx(2 / 3)
    assert mean(report, "f1@5") == pytest.approx((1 / 3 + 4 / 7 + 0) / 3)


def test_a_picture_query_is_asked_with_its_picture(fake: FakeSearcher) -> None:
    as_json()
    assert [bool(query.image) for query in fake.asked] == [False, True, False]
    assert fake.asked[1].image
    assert fake.asked[1].image.size == (8, 8)


def test_groups_are_the_values_of_a_column(fake: FakeSearcher) -> None:
    groups = as_json("--by", "Kind")["groups"]
    assert isinstance(groups, dict)
    assert {name: group["n"] for name, group in groups.items()} == {"photo": 1, "words": 2}
    assert mean(groups["photo"], "mrr") == 0.5
    by_user = as_json("--by", "user_id")["groups"]
    assert isinstance(by_user, dict)
    assert set(by_user) == {"ann", "bob", "(empty)"}


def test_an_unknown_column_is_an_error_that_names_the_nearest(fake: FakeSearcher) -> None:
    error = run("--by", "kinds").exception
    assert isinstance(error, InvalidJudgements)
    assert "Did you mean 'kind'?" in str(error)
    assert not fake.asked


@pytest.mark.parametrize("spoil", ["delete", "html"])
def test_a_picture_that_cannot_be_read_is_left_out_and_counted(
    fake: FakeSearcher, spoil: str
) -> None:
    Path("hat.png").unlink()
    if spoil == "html":
        Path("hat.png").write_text("<html>not found</html>")
    report = as_json()
    assert report["n"] == 2
    assert isinstance(report["notes"], list)
    assert "Queries left out that could not be asked: 1, first q2" in report["notes"][0]
    assert "Queries left out that could not be asked: 1" in run().output


def test_pictures_are_held_a_batch_at_a_time(
    fake: FakeSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = as_json()
    monkeypatch.setattr(runs, "BATCH", 2)
    assert as_json() == whole
    assert fake.batches == [3, 2, 1]


def test_no_answerable_query_is_an_error(fake: FakeSearcher) -> None:
    queries = [EvalQuery("q1", "x" * 3_000, None, None, {})]
    with pytest.raises(InvalidJudgements, match=r"No query could be asked.*3,000 characters"):
        evaluate_with(fake, queries, {"q1": {"h1": 1}})


def test_cutoffs_beyond_the_depth_are_not_reported(fake: FakeSearcher) -> None:
    measures = as_json("--depth", "5")["measures"]
    assert isinstance(measures, dict)
    assert "recall@5" in measures
    assert "recall@10" not in measures


def test_weights_and_filters_reach_every_query(fake: FakeSearcher) -> None:
    as_json("--weight", "words=0.5", "--weight", "image=0", "--filter", "price<=80")
    assert len(fake.asked) == 3
    for query in fake.asked:
        assert query.weights == {"words": 0.5, "image": 0}
        assert [str(condition) for condition in query.filters] == ["price<=80"]


def test_an_unreadable_weight_or_filter_is_an_error(fake: FakeSearcher) -> None:
    assert isinstance(run("--weight", "words").exception, InvalidQuery)
    assert isinstance(run("--filter", "cheap").exception, InvalidFilter)


def test_the_bar_of_relevance_can_be_raised(fake: FakeSearcher) -> None:
    Path("qrels.csv").write_text("query_id,product_id,relevance\nq1,h1,1\nq1,h2,2\nq3,s1,1\n")
    report = as_json("--relevant", "2")
    assert report["n"] == 2
    assert mean(report, "mrr") == 0.5
    assert report["notes"] == [
        "Queries left out, without a judgement: 1.",
        "Queries without a product of relevance 2 or more, measured by nDCG alone: 1.",
    ]


def test_users_may_come_from_a_file_of_their_own(fake: FakeSearcher) -> None:
    Path("users.csv").write_text("query_id,user_id\nq1,eve\nq3,dan\n")
    report = as_json("--users", "users.csv", "--state", "shop")
    assert [query.user_id for query in fake.asked] == ["eve", "bob", "dan"]
    assert report["notes"] == ["users.csv says who asks 2 of 3 queries."]
    assert fake.opened == [Path("shop")]


def test_a_history_file_is_used_instead_of_the_shops_memory(fake: FakeSearcher) -> None:
    Path("history.csv").write_text(
        "user_id,product_id,timestamp,event\nann,h1,2026-03-01,click\nann,h2,2026-03-01,wink\n"
    )
    report = as_json("--users", "history.csv")
    assert fake.histories == {"ann": 1}
    assert fake.opened[0]
    assert not fake.opened[0].exists()
    assert report["notes"] == [
        "1 of 3 queries come from a user with a history in history.csv.",
        "1 rows of history.csv left out: unknown event kind.",
    ]
    assert run("--users", "history.csv", "--state", "shop").exit_code == 2


def test_a_history_of_nobody_who_asks_is_an_error(fake: FakeSearcher) -> None:
    Path("history.csv").write_text("user_id,product_id,timestamp,event\nzoe,h1,2026-03-01,click\n")
    assert isinstance(run("--users", "history.csv").exception, InvalidJudgements)


def test_each_query_can_be_written_as_a_row(fake: FakeSearcher) -> None:
    Path("qrels.csv").write_text(QRELS.replace("q3,s1,1", "q3,s1,0.5"))
    as_json("--per-query", "rows.csv")
    with Path("rows.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["query_id"] for row in rows] == ["q1", "q2", "q3"]
    assert [row["mrr"] for row in rows] == ["1", "0.5", ""]


def test_a_run_file_gives_trec_eval_the_same_measures(fake: FakeSearcher) -> None:
    import ir_measures

    report = as_json("--run-file", "run.txt")
    assert Path("run.txt").read_text().splitlines()[2] == "q2 Q0 s1 1 3 bowerbird"
    truth = [ir_measures.Qrel(*row[:2], int(row[2])) for row in csv.reader(QRELS.splitlines()[1:])]
    scored = list(ir_measures.read_trec_run("run.txt"))
    found = ir_measures.calc_aggregate([ir_measures.AP, ir_measures.nDCG @ 10], truth, scored)
    assert found[ir_measures.AP] == pytest.approx(mean(report, "map"))
    assert found[ir_measures.nDCG @ 10] == pytest.approx(mean(report, "ndcg@10"))


def test_an_id_with_a_space_is_no_trec_run(fake: FakeSearcher) -> None:
    fake.answers = {"hat": ["h 1"]}
    assert isinstance(run("--run-file", "run.txt").exception, InvalidJudgements)


def test_a_missing_output_folder_is_found_before_the_work(fake: FakeSearcher) -> None:
    assert run("--per-query", "nowhere/rows.csv").exit_code == 2
    assert not fake.asked


def test_the_table_is_printed_without_a_progress_bar_in_a_pipe(fake: FakeSearcher) -> None:
    result = run()
    assert result.stderr == ""
    assert "all (n=3)" in result.stdout
    assert "Index version v7, 1,000 results a query" in result.stdout


def test_a_real_searcher_is_measured_on_words_pictures_and_a_shopper(
    searcher: Searcher, shop: Path
) -> None:
    queries = [
        EvalQuery("words", "red shirt", None, None, {"kind": "words"}),
        EvalQuery("photo", "", shop / "images" / "red-shirt-2.png", None, {"kind": "photo"}),
        EvalQuery("ann", "shirt", None, "ann", {"kind": "words"}),
    ]
    qrels = {"words": {"P01": 1.0}, "photo": {"P01": 1.0}, "ann": {"P02": 1.0, "gone": 1.0}}
    assert searcher.events
    searcher.events.append([Event("ann", "P02", Kind.PURCHASE, datetime.now(UTC))])
    report = evaluate_with(searcher, queries, qrels, by="kind")
    assert report.per_query.values["mrr"].tolist() == [1, 1, 1]
    assert report.overall.measures["recall@100"].mean == pytest.approx(5 / 6)
    assert report.index_version == searcher.version
    assert {name: group.n for name, group in report.groups.items()} == {"photo": 1, "words": 2}
    assert report.notes == [
        "Relevant judgements of 1 products that the index lacks, kept as not found: 1."
    ]


def test_what_is_left_out_is_not_counted_and_the_list_is_as_long(shop: Path) -> None:
    searcher = Searcher.open(shop / "index", encoder=ToyEncoder())
    whole = EvalQuery("q1", "red mug", None, None, {})
    less = EvalQuery("q1", "red mug", None, None, {}, without=("P11",))
    (before,), (after,) = (
        runs.ask(searcher, [query], depth=5)[0].values() for query in (whole, less)
    )
    assert before[0] == "P11"
    assert after[:4] == before[1:]
    assert len(after) == 5
