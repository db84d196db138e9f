"""Writes the tables of the documentation from benchmarks/results, between their markers.

`--check` only compares.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from benchmarks.machine import RESULTS
from benchmarks.peers.engines import ENGINES

ROOT = Path(__file__).resolve().parents[1]
PAGES = (
    ROOT / "README.md", ROOT / "README.zh-CN.md",
    ROOT / "docs" / "quality.md", ROOT / "docs" / "performance.md",
)  # fmt: skip
"""Those with tables; the READMEs, one a language, have the same."""

TOP_STAGES, TOP_FUNCTIONS = 6, 5


def quality(result: dict[str, Any]) -> str:
    lines = [
        "| task (queries) | measure | usually shipped | Bowerbird |",
        "| --- | --- | --- | --- |",
    ]
    for task in result["tasks"].values():
        systems = task["systems"]
        for measure in task["shown"]:
            others = {name: of[measure] for name, of in systems.items() if name != "Bowerbird"}
            best = max(others, key=lambda name: others[name]["mean"]) if others else None
            shipped = f"{_number(others[best]['mean'])} ({best})" if best else "-"
            ours = systems["Bowerbird"][measure]
            interval = f"[{_number(ours['low'])}, {_number(ours['high'])}]"
            lines.append(
                f"| {task['title']} ({task['n']:,}) | {measure} | {shipped} "
                f"| **{_number(ours['mean'])}** {interval} |"
            )
    return "\n".join(lines)


def main_job(result: dict[str, Any]) -> str:
    cold, rebuilds, latency = (
        result["rebuilds"]["cold"], result["rebuilds"], result["latency"],
    )  # fmt: skip
    machine = result["machine"]
    lines = [
        f"| {machine['cores']} cores, {machine['processor']} | |",
        "| --- | --- |",
        f"| {cold['products']:,} products with pictures, from CSV to active index "
        f"| {cold['wall_s']:.0f} s ({cold['pictures_per_second']:.0f} pictures/s) |",
        f"| … again, nothing changed | {rebuilds['unchanged']['wall_s']:.1f} s "
        f"({rebuilds['unchanged']['share_of_cold']:.1%}) |",
        f"| … again, 1 % of the rows changed | {rebuilds['one_percent_changed']['wall_s']:.1f} s "
        f"({rebuilds['one_percent_changed']['share_of_cold']:.1%}) |",
        f"| `bowerbird search` from the shell to its results | {result['start_to_first_result_s']:.1f} s |",
    ]
    for kind, name in (("words", "words"), ("picture", "a picture"), ("both", "both")):
        of = latency[kind]
        lines.append(
            f"| a whole query, {name}, {latency['products']:,} products, warm "
            f"| p50 {of['p50_ms']:.0f} ms, p95 {of['p95_ms']:.0f} ms |"
        )
    return "\n".join(lines)


def ablation(result: dict[str, Any]) -> str:
    """By part: the change of each task's first measure where it is sure, and how many saw none."""
    changes: dict[str, list[tuple[str, str, float, float]]] = {}
    for task in result["tasks"].values():
        for part, measures in task["without"].items():
            measure, found = next(iter(measures.items()))
            changes.setdefault(part, []).append((task["title"], measure, found["mean"], found["p"]))
    lines = ["| without | changes (p < .05) | no sure change |", "| --- | --- | --- |"]
    for part, seen in changes.items():
        sure = [
            f"{title}: {measure} {_signed(mean)}" for title, measure, mean, p in seen if p < 0.05
        ]
        lines.append(f"| {part} | {'; '.join(sure) or '-'} | {len(seen) - len(sure)} tasks |")
    return "\n".join(lines)


def ceiling(result: dict[str, Any]) -> str:
    lines = [
        "| task | measure | goal | shipped | weights fitted to the task | best signal of each query "
        "| all that is found, first |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for task in result["tasks"].values():
        goal = "-" if task["goal"] is None else _number(task["goal"])
        bounds = [_number(task[bound]) for bound in ("shipped", "fitted", "best_signal", "found")]
        lines.append(f"| {task['title']} | {task['measure']} | {goal} | {' | '.join(bounds)} |")
    return "\n".join(lines)


def curve(result: dict[str, Any]) -> str:
    """Pairs known, and recall with them, a task a line."""
    lines = ["| task | recall@10 (pairs known) |", "| --- | --- |"]
    for task in result["tasks"].values():
        if "curve" in task:
            points = [f"{_number(p['recall@10'])} ({p['pairs']:,})" for p in task["curve"]]
            lines.append(f"| {task['title']} | {', '.join(points)} |")
    return "\n".join(lines)


def peers(result: dict[str, Any]) -> str:
    """An engine a line: recall of ten and p50/p95 by filter, before and after deleting."""
    shares = ("all", "10 %", "1 %")
    heads = [
        f"{result['products']:,} products, one core", "built", "bytes a product", "memory",
        *("no filter" if share == "all" else f"{share} pass" for share in shares),
        "deleting a tenth", "then, no filter",
    ]  # fmt: skip
    lines = [f"| {' | '.join(heads)} |", "| --- " * len(heads) + "|"]
    for name in ENGINES:
        found = result["engines"].get(name, {"missing": "not run yet"})
        if "missing" in found:
            lines.append(f"| {name} | not measured: {found['missing']} |" + " |" * (len(heads) - 2))
            continue
        cells = [
            name, f"{found['build_s']:.0f} s", f"{found['bytes_a_product']:,}",
            f"{found['own_gb']:.1f} GB", *(_searched(found["searches"][share]) for share in shares),
            f"{found['delete_s']:.1f} s", _searched(found["after_deleting"]["all"]),
        ]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _searched(found: dict[str, float]) -> str:
    return f"{_number(found['recall'])}; {found['p50_ms']:.1f} / {found['p95_ms']:.1f} ms"


def systems(result: dict[str, Any]) -> str:
    """What a whole search takes, a system a column."""
    if not result["systems"]:
        return "Not measured yet: `python -m benchmarks.peers --only afternoon`."
    of = dict(result["systems"])
    lines = [
        f"| {of.pop('products'):,} products, ViT-B-32 in both | {' | '.join(of)} |",
        "| --- " * (len(of) + 1) + "|",
    ]
    rows: dict[str, Callable[[dict[str, Any]], str]] = {
        "from the catalogue to what can be searched": lambda f: f"{f['seconds']['cold']:.1f} s",
        "… again, nothing changed": lambda f: f"{f['seconds']['unchanged']:.1f} s",
        "… again, 1 % of the pictures changed": lambda f: (
            f"{f['seconds']['one_percent_changed']:.1f} s"
        ),
        "from the shell to the first answer over HTTP": lambda f: (
            f"{f['start_to_first_answer_s']:.1f} s"
        ),
        "words over HTTP, p50 / p95": lambda f: _latency(f["latency"]["words"]),
        "a picture over HTTP, p50 / p95": lambda f: _latency(f["latency"]["picture"]),
        "bytes a product": lambda f: f"{f['bytes_a_product']:,}",
        "lines of one's own to keep": lambda f: str(f["lines_to_keep"]),
    }
    return "\n".join(
        lines
        + [f"| {what} | {' | '.join(map(said, of.values()))} |" for what, said in rows.items()]
    )


def _latency(found: dict[str, float]) -> str:
    return f"{found['p50_ms']:.0f} / {found['p95_ms']:.0f} ms"


def scale(result: dict[str, Any]) -> str:
    """A size a line: what it takes to build, to keep and to ask."""
    lines = [
        "| products | built | bytes a product | words, p50 / p95 | … of a tenth | a picture, p50 / p95 "
        "| retrieval, p50 | than every row | recall@10 | memory, its own |",
        "| --- " * 10 + "|",
    ]
    for size, found in result["sizes"].items():
        retrieval, memory = found["retrieval"], found["memory"]
        lines.append(
            f"| {int(size):,} | {found['build_s']:.0f} s | {found['bytes_a_product']:,} "
            f"| {_latency(found['latency']['words'])} | {_latency(found['latency']['words, 10.0% pass'])} "
            f"| {_latency(found['latency']['picture'])} "
            f"| {retrieval['ours']['p50_ms']:.1f} ms | {retrieval['times_faster']:.0f} × "
            f"| {min(found['recall'].values()):.3f} "
            f"| {memory['resident_gb']:.1f} GB, {memory['own_gb']:.1f} GB |"
        )
    return "\n".join(lines)


def speed(result: dict[str, Any]) -> str:
    start, one, acts = result["start_s"], result["http"], result["events"]
    return "\n".join(
        [
            f"| {result['products']:,} products | |",
            "| --- | --- |",
            f"| `bowerbird search` from the shell to its results | {start['search_to_first_result']:.1f} s |",
            f"| `bowerbird serve` from the shell until it is ready | {start['serve_to_ready']:.1f} s |",
            f"| `import search` | {start['import_search']:.2f} s |",
            *(
                f"| {said} | {crowd['requests_a_second']:.0f} requests/s, p50 {crowd['p50_ms']:.0f} ms, "
                f"p99 {crowd['p99_ms']:.0f} ms, {crowd['errors']} errors |"
                for said, crowd in (
                    (f"{one['clients']} clients at once, no two queries alike", one),
                    ("… of two servers over the same index", result["http_two_servers"]),
                )
            ),
            f"| a history of {acts['imported']:,} purchases imported | {acts['import_s']:.1f} s |",
            f"| events accepted, one a request | {acts['a_second_1_a_request']:,} a second |",
            f"| … a hundred a request | {acts['a_second_100_a_request']:,} a second |",
        ]
    )


def indexing(result: dict[str, Any]) -> str:
    lines = [
        f"| {result['pictures']:,} pictures | a second | least cosine to torch | top-10 overlap |",
        "| --- " * 4 + "|",
    ]
    for name, found in result["systems"].items():
        cosine, overlap = found.get("least_cosine"), found.get("top10_overlap")
        kept = " | ".join("-" if value is None else f"{value:.4g}" for value in (cosine, overlap))
        lines.append(f"| {name} | {found['a_second']:.1f} | {kept} |")
    for name, problem in result["missing"].items():
        lines.append(f"| {name} | not measured: {problem} | | |")
    for name, ratio in result["ratios"].items():
        lines.append(f"| {name} | {ratio:.1f} × | | |")
    return "\n".join(lines)


def without(result: dict[str, Any]) -> str:
    """What unwanted words leave in the answer: the share that has them, and the share of the kind."""
    first = result["rows"][0]
    ways = [name for name, found in first.items() if isinstance(found, dict)]
    lines = [f"| picture, “without …” | {' | '.join(ways)} |", "| --- " * (1 + len(ways)) + "|"]
    for row in result["rows"]:
        cells = (
            f"{_share(row[way]['have_it'])} / {_share(row[way]['of_the_kind'])}" for way in ways
        )
        lines.append(f"| {row['shop']}: {row['word']} ({row['queries']}) | {' | '.join(cells)} |")
    return "\n".join(lines)


def _share(value: float) -> str:
    return f"{value:.2f}"


def large_build(result: dict[str, Any]) -> str:
    """What a large build takes, the dearest stages first, and the same again."""
    first, again = result["first"], result["unchanged"]
    stages = sorted(
        ((stage, took) for stage, took in first["seconds"].items() if stage != "total"),
        key=lambda one: -one[1],
    )
    lines = [
        f"| {first['products']:,} products | first build | nothing changed |",
        "| --- " * 3 + "|",
    ]
    rows: dict[str, Callable[[dict[str, Any]], str]] = {
        "from the catalogue to an active index": lambda f: f"{f['wall_s']:.0f} s",
        "memory, the most at once": lambda f: f"{f['memory']['resident_gb']:.1f} GB",
        "… its own, without pages of files": lambda f: f"{f['memory']['own_gb']:.1f} GB",
    }
    lines += [f"| {what} | {said(first)} | {said(again)} |" for what, said in rows.items()]
    lines += [
        f"| the stage `{stage}` | {took:.1f} s | {again['seconds'][stage]:.1f} s |"
        for stage, took in stages[:TOP_STAGES]
    ]
    return "\n".join(lines)


def profile(result: dict[str, Any]) -> str:
    """The functions in which a query of words spends its time, the dearest first."""
    most = [*result["top_ms_a_query"].items()][:TOP_FUNCTIONS]
    lines = ["| function itself | ms a query |", "| --- | --- |"]
    return "\n".join(lines + [f"| `{name}` | {took:.1f} |" for name, took in most])


TABLES = {
    "quality": ("quality", quality),
    "main_job": ("main_job", main_job),
    "ablation": ("ablation", ablation),
    "ceiling": ("ceiling", ceiling),
    "curve": ("ceiling", curve),
    "peers": ("peers", peers),
    "systems": ("peers", systems),
    "scale": ("scale", scale),
    "speed": ("speed", speed),
    "indexing": ("indexing", indexing),
    "large_build": ("large_build", large_build),
    "profile": ("speed", profile),
    "without": ("without", without),
}
"""By marker: the result file and what is made of it."""


def _number(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace("0.", ".", 1)


def filled(page: str) -> str:
    """`page` with every table made anew from its result file."""
    for name, (file, table) in TABLES.items():
        opened, closed = f"<!-- {name} -->", f"<!-- /{name} -->"
        if opened in page:
            before, rest = page.split(opened)
            result = json.loads((RESULTS / f"{file}.json").read_text(encoding="utf-8"))
            page = f"{before}{opened}\n{table(result)}\n{closed}{rest.split(closed)[1]}"
    return page


@click.command()
@click.option(
    "--check", is_flag=True, help="Change nothing; exit code 1 if a table is out of date."
)
def main(check: bool) -> None:
    """Fill the tables."""
    for path in PAGES:
        before = path.read_text(encoding="utf-8")
        after = filled(before)
        if check and before != after:
            sys.exit(1)
        path.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    main()
