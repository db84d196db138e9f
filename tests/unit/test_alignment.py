from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from search import alignment, moments
from search.alignment import _solve, fit, fit_and_validate, span
from search.encoders.base import Prior, Rows, unit
from search.moments import Moments
from search.vocabulary import NO_WORDS, Vocabulary


@pytest.fixture
def pairs() -> tuple[Rows, Rows]:
    """300 pairs whose two sides are noisy views of the same eight hidden numbers."""
    rng = np.random.default_rng(0)
    hidden = rng.standard_normal((300, 8))
    images = hidden @ rng.standard_normal((8, 40)) + 0.5 * rng.standard_normal((300, 40))
    texts = hidden @ rng.standard_normal((8, 30)) + 0.5 * rng.standard_normal((300, 30))
    return unit(images), unit(texts)


def recall_at_1(alignment_images: Rows, alignment_texts: Rows) -> float:
    scores = alignment_texts @ alignment_images.T
    return float((scores.argmax(1) == np.arange(len(scores))).mean())


def test_unseen_pairs_find_each_other_in_the_shared_space(pairs: tuple[Rows, Rows]) -> None:
    images, texts = pairs
    alignment = fit(images[:200], texts[:200])
    assert recall_at_1(alignment.images(images[200:]), alignment.texts(texts[200:])) > 0.5


def test_pairs_that_do_not_belong_together_align_nothing(pairs: tuple[Rows, Rows]) -> None:
    images, texts = pairs
    shuffled = texts[np.random.default_rng(1).permutation(len(texts))]
    alignment = fit(images[:200], shuffled[:200])
    assert recall_at_1(alignment.images(images[200:]), alignment.texts(texts[200:])) < 0.1


def test_rows_in_the_shared_space_are_unit(pairs: tuple[Rows, Rows]) -> None:
    images, texts = pairs
    alignment = fit(images, texts)
    np.testing.assert_allclose(np.linalg.norm(alignment.images(images), axis=1), 1, atol=1e-5)
    assert alignment.images(images).shape == (300, alignment.dimensions)


def test_the_same_pairs_give_the_same_space(pairs: tuple[Rows, Rows]) -> None:
    one, two = fit(*pairs), fit(*pairs)
    np.testing.assert_array_equal(one.image_map, two.image_map)


def test_a_prior_alone_is_enough(pairs: tuple[Rows, Rows]) -> None:
    images, texts = pairs
    prior = Prior(images[:200], texts[:200])
    alignment = fit(images[:0], texts[:0], prior=prior)
    assert recall_at_1(alignment.images(images[200:]), alignment.texts(texts[200:])) > 0.4


def test_a_prior_helps_where_pairs_are_few(pairs: tuple[Rows, Rows]) -> None:
    images, texts = pairs
    prior = Prior(images[20:200], texts[20:200])
    with_it, without = fit(images[:20], texts[:20], prior=prior), fit(images[:20], texts[:20])
    assert recall_at_1(with_it.images(images[200:]), with_it.texts(texts[200:])) > recall_at_1(
        without.images(images[200:]), without.texts(texts[200:])
    )


def test_a_prior_fades_as_the_catalogue_grows(pairs: tuple[Rows, Rows]) -> None:
    images, texts = pairs
    wrong = Prior(images, texts[::-1].copy())
    few, many = (
        recall_at_1(a.images(images[200:]), a.texts(texts[200:]))
        for a in (
            fit(images[:20], texts[:20], prior=wrong),
            fit(images[:200], texts[:200], prior=wrong),
        )
    )
    assert many > few + 0.2


def test_cross_validation_counts_products_not_pictures(pairs: tuple[Rows, Rows]) -> None:
    images, texts = pairs
    products = np.repeat(np.arange(150), 2)
    _, report = fit_and_validate(images, np.repeat(texts[::2], 2, axis=0), products)
    assert report["among"] == 50
    assert 0.5 < report["recall@10"] <= 1


def test_cross_validation_of_noise_is_chance(pairs: tuple[Rows, Rows]) -> None:
    images, texts = pairs
    shuffled = texts[np.random.default_rng(1).permutation(len(texts))]
    _, report = fit_and_validate(images, shuffled, np.arange(len(images)))
    assert report["recall@10"] == pytest.approx(10 / report["among"], abs=0.08)


def test_of_many_products_some_are_held_out_once(
    pairs: tuple[Rows, Rows], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a fit that has not seen them is asked: of noise it knows nothing."""
    images, texts = pairs
    monkeypatch.setattr(alignment, "VALIDATE_PRODUCTS", 40)
    whole, report = fit_and_validate(images, texts, np.arange(len(images)))
    assert report["among"] == 40
    assert 0.5 < report["recall@10"] <= 1
    plain = fit(images, texts)
    np.testing.assert_allclose(whole.images(images) @ whole.texts(texts).T,
                               plain.images(images) @ plain.texts(texts).T, atol=1e-3)  # fmt: skip
    shuffled = texts[np.random.default_rng(1).permutation(len(texts))]
    _, noise = fit_and_validate(images, shuffled, np.arange(len(images)))
    assert noise["recall@10"] == pytest.approx(10 / 40, abs=0.15)


def test_sums_are_the_same_however_many_pictures_are_taken_at_a_time(
    pairs: tuple[Rows, Rows], monkeypatch: pytest.MonkeyPatch
) -> None:
    images, texts = pairs
    products = np.arange(len(images)) // 2
    once = Moments.of(images, texts, products=products)
    monkeypatch.setattr(moments, "CHUNK", 7)
    often = Moments.of(images, texts, products=products)
    for name in Moments.__slots__:
        np.testing.assert_allclose(getattr(often, name), getattr(once, name), atol=1e-3)


def test_too_few_products_are_not_cross_validated(pairs: tuple[Rows, Rows]) -> None:
    assert fit_and_validate(pairs[0][:5], pairs[1][:5], np.arange(5))[1] == {}


def test_a_catalogue_that_says_the_same_of_everything_is_fitted(pairs: tuple[Rows, Rows]) -> None:
    """Its texts do not vary, so there is nothing to whiten."""
    images, texts = pairs
    same = np.repeat(texts[:1], len(images), axis=0)
    assert np.isfinite(fit(images, same).images(images)).all()
    assert np.isfinite(fit(np.repeat(images[:1], 9, axis=0), texts[:9]).texts(texts)).all()


def test_inner_products_survive_in_the_span_of_the_pictures(pairs: tuple[Rows, Rows]) -> None:
    images, _ = pairs
    mine, other = images[:10], images[10:20]
    basis = span(mine, np.arange(10))
    np.testing.assert_allclose((other @ basis) @ (mine @ basis).T, other @ mine.T, atol=1e-5)


@pytest.fixture
def views() -> tuple[Rows, Rows, NDArray[np.int64], Rows]:
    """Four pictures each of sixty products, which differ more by their light than products do among
    themselves, with the texts and the products; and one more picture of each."""
    rng = np.random.default_rng(5)
    shape, light = rng.standard_normal((60, 40)), 2 * rng.standard_normal((6, 40))
    products, last = np.repeat(np.arange(60), 5), np.arange(300) % 5 == 4
    rows = unit(shape[products] + rng.standard_normal((300, 6)) @ light)
    texts = unit(shape @ rng.standard_normal((40, 30)))[products]
    return rows[~last], texts[~last], products[~last], rows[last]


def noise(rows: Rows) -> float:
    """How much pictures of one product differ, as a share of how much products do (Fisher's criterion)."""
    views = rows.reshape(60, 4, -1)
    return float(views.var(axis=1).sum() / views.mean(axis=1).var(axis=0).sum())


def test_what_differs_between_pictures_of_one_product_counts_less(
    views: tuple[Rows, Rows, NDArray[np.int64], Rows],
) -> None:
    rows, texts, products, asked = views
    plain, own = span(rows, np.arange(240)), span(rows, products)
    assert noise(rows @ own) < 0.2 * noise(rows @ plain)
    middles = unit((rows @ own).reshape(60, 4, -1).mean(axis=1))
    np.testing.assert_array_equal((asked @ own @ middles.T).argmax(axis=1), np.arange(60))
    apart, together = fit(rows, texts), fit(rows, texts, products=products)
    assert noise(rows @ together.image_map) < 0.2 * noise(rows @ apart.image_map)


def test_one_picture_a_product_is_fitted_as_before(pairs: tuple[Rows, Rows]) -> None:
    images, texts = pairs
    one, two = fit(images, texts), fit(images, texts, products=np.arange(len(images)))
    np.testing.assert_array_equal(one.image_map, two.image_map)


def test_no_column_counts_for_being_small(pairs: tuple[Rows, Rows]) -> None:
    """Correlations are shrunk: the units of a column are nothing."""
    images, texts = pairs
    units = np.linspace(0.1, 10, images.shape[1]).astype(np.float32)
    one, two = fit(images, texts), fit(images * units, texts)
    alike = [space @ space.T for space in (one.images(images), two.images(images * units))]
    np.testing.assert_allclose(*alike, atol=1e-2)  # the sign of a direction is nothing


def test_the_same_picture_twice_teaches_nothing_more(pairs: tuple[Rows, Rows]) -> None:
    """How much is shrunk follows the number of products, not of pictures."""
    images, texts = pairs
    twice = np.repeat(np.arange(len(images)), 2)
    one, two = fit(images, texts), fit(images[twice], texts[twice], products=twice)
    np.testing.assert_allclose(
        one.images(images) @ one.texts(texts).T, two.images(images) @ two.texts(texts).T, atol=1e-3
    )


def test_folds_together_equal_fitting_them_at_once(pairs: tuple[Rows, Rows]) -> None:
    """Moments add: the validation's fits are real fits."""
    images, texts = pairs
    fold, other = Moments.of(images[:100], texts[:100]), Moments.of(images[100:200], texts[100:200])
    one, two = _solve(fold + other, None, NO_WORDS), fit(images[:200], texts[:200])
    np.testing.assert_allclose(one.images(images) @ one.texts(texts).T,
                               two.images(images) @ two.texts(texts).T, atol=1e-3)  # fmt: skip


def test_a_second_reading_counts_as_more_pairs_do(pairs: tuple[Rows, Rows]) -> None:
    images, texts = pairs
    titles = unit(texts + 0.1)
    one = fit(images, texts, titles=titles)
    both = Moments.of(np.concatenate([images] * 2), np.concatenate([texts, titles]))
    halved = Moments(*(getattr(both, f) / 2 for f in both.__slots__))
    two = _solve(halved, None, NO_WORDS)
    np.testing.assert_allclose(one.images(images) @ one.texts(texts).T,
                               two.images(images) @ two.texts(texts).T, atol=1e-3)  # fmt: skip


def test_what_words_mean_to_pictures_is_learned_beside_what_a_text_means(
    pairs: tuple[Rows, Rows],
) -> None:
    """The tower hears nothing of what the words say; without a vocabulary neither does the space."""
    images, deaf = pairs[0], unit(np.random.default_rng(5).standard_normal((300, 30)))
    said = [" ".join(f"word{i}" for i in np.flatnonzero(row > 0)) for row in images]
    words = Vocabulary.of(said)
    heard = fit(images[:200], words.beside(deaf[:200], said[:200]), vocabulary=words)
    found = recall_at_1(heard.images(images[200:]), heard.texts(words.beside(deaf, said)[200:]))
    assert found > 0.2
    plain = fit(images[:200], deaf[:200])
    assert recall_at_1(plain.images(images[200:]), plain.texts(deaf[200:])) < 0.05


def test_a_prior_says_nothing_of_the_words_of_a_shop(pairs: tuple[Rows, Rows]) -> None:
    images, texts = pairs
    said = ["ribbed knit"] * 10 + ["wide leg"] * 10
    words = Vocabulary.of(said)
    alignment = fit(
        images[:20], words.beside(texts[:20], said), prior=Prior(images, texts), vocabulary=words
    )
    assert alignment.text_map.shape[0] == 30 + len(words)
    assert np.isfinite(alignment.texts(words.beside(texts[:20], said))).all()


def test_where_a_prior_lies_does_not_matter_only_how_it_varies(pairs: tuple[Rows, Rows]) -> None:
    """Directions of classes and pictures of products lie in different corners of a tower's space."""
    images, texts = pairs
    known = Prior(images[100:], texts[100:])
    moved = Prior(images[100:] + 0.5, texts[100:] - 0.5)
    one, two = (fit(images[:50], texts[:50], prior=prior) for prior in (known, moved))
    np.testing.assert_allclose(one.images(images) @ one.texts(texts).T,
                               two.images(images) @ two.texts(texts).T, atol=1e-2)  # fmt: skip
