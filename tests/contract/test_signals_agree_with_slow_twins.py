"""Every fast signal has a slow twin here: one product, one pixel, one pair at a time, from the formula."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from indexer.fingerprints import BYTES, differing, fingerprint
from indexer.listings import SAME, _alike, _parts
from search.background import correction
from search.calibration import measure_scale
from search.colour import _COLOURS as TABLE
from search.colour import (
    BACKGROUND,
    CHROMA,
    FADED,
    LIGHTNESS,
    NAMES,
    SOFT,
    THUMBNAIL,
    colours_of_picture,
)
from search.encoders.base import unit
from search.evaluation.compare import compare
from search.scene import REGIONS, SHARPNESS, TEXT_SHARE, look
from search.searcher import Searcher
from search.words import K1, B, WordIndex

seeds = st.integers(0, 2**32 - 1)


def rows(rng: np.random.Generator, n: int, width: int, *, missing: float = 0.2) -> np.ndarray:
    found = unit(rng.standard_normal((n, width)))
    found[rng.random(n) < missing] = 0
    return found


@settings(max_examples=40, deadline=None)
@given(seed=seeds, n=st.integers(2, 8), background=st.integers(2, 12))
def test_a_background_corrects_each_product_by_its_own_mean_and_deviation(
    seed: int, n: int, background: int
) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.random((background, n)).astype(np.float32)
    scores[:, 0] = 0  # a product that nothing is compared with
    found = correction(scores)
    means = [sum(map(float, scores[:, i])) / background for i in range(n)]
    deviations = [
        math.sqrt(sum((float(v) - means[i]) ** 2 for v in scores[:, i]) / background)
        for i in range(n)
    ]
    usual = sum(deviations) / sum(d > 0 for d in deviations)
    shares = [usual / d if d else 0.0 for d in deviations]
    best = [max((float(s[i]) - means[i]) * shares[i] for i in range(n)) for s in scores]
    np.testing.assert_allclose(found.mean, means, atol=1e-5)
    np.testing.assert_allclose(found.share, shares, rtol=1e-3)
    assert found.nearest == pytest.approx(sum(best) / background, rel=1e-3)


@settings(max_examples=40, deadline=None)
@given(seed=seeds, own=st.booleans())
def test_a_scale_is_what_is_typical_and_what_is_nearest(seed: int, own: bool) -> None:
    rng = np.random.default_rng(seed)
    ours, of = rows(rng, 12, 5), np.array([1, 4, 7])
    ours[[1, 4, 7, 0]] = unit(rng.standard_normal((4, 5)))
    queries = unit(rng.standard_normal((3, 5)))
    found = measure_scale(queries, of, ours, own=own)
    every, nearest = [], []
    for query, mine in zip(queries, of, strict=True):
        scores = [
            float(query @ ours[at]) for at in range(12) if ours[at].any() and (own or at != mine)
        ]
        every += scores
        nearest.append(max(scores))
    assert found is not None
    assert found.typical == pytest.approx(sum(every) / len(every), abs=1e-5)
    assert found.nearest == pytest.approx(sum(nearest) / 3, abs=1e-5)


@given(
    texts=st.lists(st.text("abc ", max_size=14), min_size=1, max_size=8),
    asked=st.text("abc ", max_size=6),
)
def test_bm25_is_that_of_its_formula(texts: list[str], asked: str) -> None:
    """Letters as words: zzx is no word that is stemmed, or too common to be kept."""
    texts, asked = (
        [" ".join(f"zzx{letter}" for letter in text if letter != " ") for text in texts],
        " ".join(f"zzx{letter}" for letter in dict.fromkeys(asked) if letter != " "),
    )
    index = WordIndex.build(texts)
    documents = [Counter(index.terms(text)) for text in texts]
    mean = sum(d.total() for d in documents) / len(documents)
    expected = []
    for document in documents:
        score = 0.0
        for term in index.terms(asked):
            having = sum(term in d for d in documents)
            idf = math.log(1 + (len(documents) - having + 0.5) / (having + 0.5))
            often = document[term]
            if often:
                length = 1 - B + B * document.total() / mean
                score += idf * often / (often + K1 * length)
        expected.append(score)
    found = index.scores([tuple(index.terms(asked))])
    if found is None:
        assert not any(expected)
    else:
        np.testing.assert_allclose(found, expected, atol=1e-5)


def lab(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    """CIELAB by its definition: sRGB to XYZ as seen under D50 (IEC 61966-2-1, Bradford), and then the cube
    root or the line below it."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in rgb)
    ]
    matrix = (
        (0.4360747, 0.3850649, 0.1430804), (0.2225045, 0.7168786, 0.0606169),
        (0.0139322, 0.0971045, 0.7141733),
    )  # fmt: skip
    xyz = [sum(m * v for m, v in zip(row, linear, strict=True)) for row in matrix]
    x, y, z = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (v / white for v, white in zip(xyz, (0.96422, 1.0, 0.82521), strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def perceived(point: tuple[float, float, float], faded: float) -> tuple[float, float, float]:
    a, b = point[1] * faded, point[2] * faded
    chroma = max(math.hypot(a, b), 1e-9)
    shrink = math.log(1 + CHROMA * chroma) / (CHROMA * chroma)
    return point[0] * LIGHTNESS, a * shrink, b * shrink


def colours_by_the_pixel(image: Image.Image) -> np.ndarray:
    small = image.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.BILINEAR)
    wide, high = small.size
    points = {(x, y): lab(small.getpixel((x, y))) for x, y in product(range(wide), range(high))}
    # Corners are on two sides, and count on both.
    border = [points[x, y] for x in range(wide) for y in (0, high - 1)]
    border += [points[x, y] for y in range(high) for x in (0, wide - 1)]
    middle = [float(np.median([point[i] for point in border])) for i in range(3)]
    names = [
        perceived(lab(tuple(int(row["srgb"][i : i + 2], 16) for i in (1, 3, 5))), 1.0)
        for row in TABLE.values()
    ]
    total = [0.0] * len(names)
    for (x, y), point in points.items():
        off = ((x + 0.5) / wide - 0.5) ** 2 + ((y + 0.5) / high - 0.5) ** 2
        apart = math.dist([point[0] * 0.7, *point[1:]], [middle[0] * 0.7, *middle[1:]])
        weight = math.exp(-off / (2 * 0.3**2)) * ((apart > BACKGROUND) + 0.02)
        claims = [math.exp(-math.dist(perceived(point, FADED), name) / SOFT) for name in names]
        for at, claim in enumerate(claims):
            total[at] += weight * claim / sum(claims)
    return np.array(total) / math.sqrt(sum(t * t for t in total))


@pytest.mark.parametrize("seed", range(4))
def test_the_colours_of_a_picture_are_those_of_its_pixels(seed: int) -> None:
    """Pillow keeps CIELAB in whole numbers, so that they agree to about a hundredth."""
    rng = np.random.default_rng(seed)
    image = Image.new("RGB", (40 + 50 * seed, 60), tuple(int(v) for v in rng.integers(0, 256, 3)))
    for _ in range(3):
        colour = tuple(int(v) for v in rng.integers(0, 256, 3))
        image.paste(
            Image.new("RGB", (25, 25), colour), tuple(int(v) for v in rng.integers(5, 30, 2))
        )
    found, expected = colours_of_picture(image), colours_by_the_pixel(image)
    assert len(found) == len(NAMES)
    np.testing.assert_allclose(found, expected, atol=0.02)


@settings(max_examples=30, deadline=None)
@given(seed=seeds)
def test_pictures_that_are_surely_the_same_are_all_found(seed: int) -> None:
    rng = np.random.default_rng(seed)
    prints = rng.integers(0, 256, (12, BYTES), dtype=np.uint8)
    for at in range(6, 12):  # copies with some bits changed, of which `SAME` may be
        bits = rng.choice(8 * BYTES, rng.integers(0, 2 * SAME), replace=False)
        changed = np.unpackbits(prints[at - 6])
        changed[bits] ^= 1
        prints[at] = np.packbits(changed)
    colours = unit(np.abs(rng.standard_normal((2, 5))))[rng.integers(0, 2, 12)]
    expected = {
        (a, b)
        for a, b in combinations(range(12), 2)
        if sum(int(x ^ y).bit_count() for x, y in zip(prints[a], prints[b], strict=True)) <= SAME
        and float(colours[a] @ colours[b]) >= 0.99
    }
    one, other = _alike(prints, colours, _parts(prints), SAME, 0.99)
    found = {tuple(sorted(pair)) for pair in zip(one.tolist(), other.tolist(), strict=True)}
    assert found == expected
    assert differing(prints, prints).tolist() == [0] * 12


def test_a_fingerprint_has_the_bits_of_both_hashes() -> None:
    import imagehash

    rng = np.random.default_rng(1)
    one, other = (
        Image.fromarray(rng.integers(0, 256, (50, 40, 3), dtype=np.uint8)) for _ in range(2)
    )
    apart = sum(
        int(hashed(one, hash_size=16) - hashed(other, hash_size=16))
        for hashed in (imagehash.phash, imagehash.dhash)
    )
    assert differing(fingerprint(one)[None], fingerprint(other)[None])[0] == apart


@settings(max_examples=15, deadline=None)
@given(gaps=st.lists(st.sampled_from([-0.5, -0.2, 0.0, 0.1, 0.3, 0.7]), min_size=1, max_size=9))
def test_the_randomisation_test_comes_to_what_all_signs_give(gaps: list[float]) -> None:
    """Of n queries there are 2^n ways to sign; 10,000 draws of them must come near the share."""
    seen = abs(sum(gaps))
    sums = [
        abs(sum(s * g for s, g in zip(signs, gaps, strict=True)))
        for signs in product((1, -1), repeat=len(gaps))
    ]
    exact = sum(value >= seen - 1e-9 for value in sums) / len(sums)
    assert compare(np.array(gaps), np.zeros(len(gaps))).p == pytest.approx(exact, abs=0.025)


def test_the_votes_of_a_scene_are_those_of_each_region_and_like_ones_share_one(
    searcher: Searcher,
) -> None:
    artifact, rng = searcher.artifact, np.random.default_rng(0)
    assert artifact.alignment is not None
    assert artifact.layout.correction("scene") is None
    regions = unit(rng.standard_normal((len(REGIONS), searcher.encoder.image_dim)))
    regions[10:20] = regions[9] + 0.01 * regions[10:20]  # a wall
    found = look(regions, artifact, 1.0)
    centred = regions - regions.mean(axis=0) + artifact.alignment.image_mean
    slope = SHARPNESS * artifact.calibration["like_picture"].slope
    full = artifact.rows.astype(np.float32)
    pictures, texts = (full[:, artifact.layout.columns(b)] for b in ("shared_image", "shared_text"))
    apart = [row @ artifact.alignment.image_map for row in regions - regions.mean(axis=0)]
    worth = [
        1
        / sum(
            max(float(one @ other) / math.hypot(*one) / math.hypot(*other), 0.0) for other in apart
        )
        for one in apart
    ]
    assert worth[15] < 0.75 * worth[0]
    votes = [0.0] * len(artifact)
    given = [(-1.0, -1)] * len(artifact)
    for number, region in enumerate(artifact.alignment.images(centred)):
        scores = {
            row: float(region @ pictures[row]) + TEXT_SHARE * float(region @ texts[row])
            for row in range(len(artifact))
            if pictures[row].any()
        }
        best = max(scores.values())
        claims = {row: math.exp((score - best) * slope) for row, score in scores.items()}
        for row, claim in claims.items():
            share = claim / sum(claims.values()) * worth[number] / sum(worth)
            votes[row] += share
            given[row] = max(given[row], (share, -number))
    np.testing.assert_allclose(found.votes, votes, atol=1e-5)
    shown = [row for row in range(len(artifact)) if pictures[row].any()]
    assert [int(found.best[row]) for row in shown] == [-given[row][1] for row in shown]
