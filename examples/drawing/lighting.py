"""Light on shapes: how a mask is given volume and how volume becomes brightness.

Every picture has the same lamp, above the viewer's left shoulder, so three hundred
products look photographed in one studio.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

Field = NDArray[np.float32]

_LAMP = np.array([-0.42, -0.58, 0.70])
_LAMP /= np.linalg.norm(_LAMP)
_HALFWAY = _LAMP + np.array([0.0, 0.0, 1.0])
_HALFWAY /= np.linalg.norm(_HALFWAY)

# Volumes are smooth, so they are worked out on a grid this many times coarser.
_COARSE = 4


def resized(a: Field, shape: tuple[int, int]) -> Field:
    """Smoothly enlarged to (height, width)."""
    picture = Image.fromarray(a.astype(np.float32))
    return np.asarray(picture.resize((shape[1], shape[0]), Image.Resampling.BICUBIC))


def blurred(a: Field, sigma: float) -> Field:
    """A Gaussian blur; wide ones are done on a coarse grid."""
    step = 1
    while sigma / step > 6 and step < 8:
        step *= 2
    if step == 1:
        return np.asarray(ndimage.gaussian_filter(a, sigma, truncate=2.5), dtype=np.float32)
    h, w = a.shape
    pad = np.pad(a, ((0, -h % step), (0, -w % step)), mode="edge")
    small = pad.reshape(pad.shape[0] // step, step, pad.shape[1] // step, step).mean((1, 3))
    small = ndimage.gaussian_filter(small, sigma / step, truncate=2.5)
    return resized(small.astype(np.float32), pad.shape)[:h, :w]


def puffed(mask: Field, radius: float) -> Field:
    """The height of a cushion of that outline, rounded over `radius` pixels from its edge."""
    h, w = mask.shape
    step = _COARSE if radius > 6 else 1
    pad = np.pad(mask, ((step, step + -h % step), (step, step + -w % step)))
    small = pad.reshape(pad.shape[0] // step, step, pad.shape[1] // step, step).mean((1, 3))
    inside = ndimage.distance_transform_edt(small > 0.5) * step
    t = np.clip(inside / radius, 0, 1)
    height = radius * np.sqrt(np.clip(1 - (1 - t) ** 2, 0, 1))
    height = ndimage.gaussian_filter(height, max(0.7, radius * 0.22 / step), truncate=2.5)
    return resized(height.astype(np.float32), pad.shape)[step : step + h, step : step + w]


def slopes(height: Field) -> tuple[Field, Field, Field]:
    """The unit normals of a height map."""
    gy, gx = np.gradient(height)
    return unit(-gx, -gy, np.ones_like(height))


def unit(nx: Field, ny: Field, nz: Field) -> tuple[Field, Field, Field]:
    """Normals scaled to length one."""
    length = np.sqrt(nx * nx + ny * ny + nz * nz)
    return nx / length, ny / length, nz / length


def round_body(mask: Field) -> tuple[Field, Field, Field, Field, Field]:
    """Normals of a turned pot with this silhouette, then each pixel's row centre and radius."""
    solid = mask > 0.5
    rows = solid.any(axis=1)
    ys = np.flatnonzero(rows)
    left = np.argmax(solid, axis=1)[ys].astype(np.float64)
    right = (solid.shape[1] - 1 - np.argmax(solid[:, ::-1], axis=1))[ys].astype(np.float64)
    every = np.arange(mask.shape[0])
    # Rows at the rounded foot and rim keep most of the body's width, or they would crease.
    half = ndimage.gaussian_filter1d(np.maximum((right - left) / 2 + 0.5, 1.0), 3)
    centre = ndimage.gaussian_filter1d((left + right) / 2, 3)
    half, centre = np.interp(every, ys, half), np.interp(every, ys, centre)
    flare = np.clip(np.gradient(half), -0.9, 0.9)
    nx = np.clip(
        (np.arange(mask.shape[1])[None, :] - centre[:, None]) / half[:, None], -0.995, 0.995
    )
    nz = np.sqrt(1 - nx * nx)
    ny = np.broadcast_to(-flare[:, None], nx.shape)
    grid = np.ones_like(nx)
    normal = unit(nx.astype(np.float32), ny.astype(np.float32), nz.astype(np.float32))
    return (
        *normal,
        (grid * centre[:, None]).astype(np.float32),
        (grid * half[:, None]).astype(np.float32),
    )


def lit(
    colour: Field,
    normal: tuple[Field, Field, Field],
    gloss: float = 0.0,
    sharpness: float = 24.0,
    depth: float = 0.6,
    rim: float = 0.0,
) -> Field:
    """Colour under the studio lamp; `depth` is how dark the far side gets."""
    nx, ny, nz = normal
    facing = (nx * _LAMP[0] + ny * _LAMP[1] + nz * _LAMP[2]) / _LAMP[2]
    level = 1 - depth + depth * np.clip(facing, 0, 1.45)
    shade = np.minimum(level, 1.0)[..., None]
    # Shadows lean slightly blue, as they do under a window.
    out = colour * shade ** np.array([1.06, 1.0, 0.9], dtype=np.float32)
    bright = np.clip(level - 1, 0, 1)[..., None]
    out = out + (1 - out) * bright * 0.55
    if rim:
        out = out + (1 - out) * (rim * np.clip(1 - nz, 0, 1) ** 2)[..., None]
    if gloss:
        shine = np.clip(nx * _HALFWAY[0] + ny * _HALFWAY[1] + nz * _HALFWAY[2], 0, 1)
        out = out + (1 - out) * (gloss * shine**sharpness)[..., None]
    return np.asarray(out, dtype=np.float32)
