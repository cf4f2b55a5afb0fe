"""Whether a text repeats the template's own sentence on a failure mode.

The sentences are not kept here, only digests of their runs of words: CRC-32 of each run of three words,
in lower case and without punctuation.
"""

from __future__ import annotations

import re
import zlib
from functools import cache

_LENGTH = 3
_WORD = re.compile(r"[a-z0-9]+")
_MOSTLY_COPIED = 0.6
_MOSTLY_COVERED = 0.4

_DIGESTS = {
    "scaffolding-creep": """
        34b06684 d0f115fb ece0f07b c9835cac 2be21c3d a0da2c9c 9adbbf15 f5d51ed8 82ab69a9 61336f4c
        18a33b1f 571f4e01 209a9117 ea9a63d1 f08dbbce 0608e2ce
    """,
    "documentation-drift": """
        ea9a63d1 28db949b 5b477b5a a5c26898 ea77b1fe 64879bcd eb2de7ed 83db5470 baf669f4 d96ead6c
        b3f3ba80 109cd8ee 7704ac85 d416d66c
    """,
    "test-duplication": """
        dd04a37d 97bfb6a9 3fe90265 87f12ede a80904cc a7ae516c 9bed566e 0f1a4608 0a099b11 00d53e07
        fee741b3 50d6e095 8c76e35d 161ca077 fb939a75 be1c74e3 ccb6d8ab
    """,
    "golden-staleness": """
        43c262a9 73fbd022 6c4da102 7c7dd4fc 799b9485 24df4420 5456c843 8e44ee96 0ae23c9f f8924293
        e4acf99b 09513c61 a193d08b 851de348
    """,
    "over-specification": """
        4901373b 33415c62 3d06a840 d24471d5 5162b7bd 62e2962a 471761eb bc65e887 633866e1 c9ef64c7
        1f281a2b 7e002f19 5838d596 c3846691 82fec7aa 1db47e49 1b1ba453 c86f65a2 63e130fd 43d8af89
        669a4572 f3fc7e27 0dc4d641 68239d6a 0a35636c e398b101
    """,
    "type-catalog": """
        91727385 1e160070 ff107fc8 76cc9b47 5a3caa99
    """,
    "fidelity": """
        28791976 c6e21a26 0ced9715 f57d2fcd ff4ef702 5eb8c0d7 3a721629 a3fab49b fcfe5e6c
    """,
    "golden-without-invariant": """
        bbcd5964 f57f4e7e 2cf7e1c4 bc7f4ca0 6d36a6b1 2b6dd789 44ba1861 c4cb7932
    """,
    "mixed-origin": """
        46e447f8 da1fde30 310eb70d f3f3e130 a1adc4a0 43786f4f 1b15cfb3
    """,
    "leaking-interface": """
        1606a3cb 0e4c61cd aed2f05c 09449abd d03e8a59 14686396 4c638a2f 477594aa 62bfd728 3756e35c
        2c327581 fae78c36
    """,
    "shotgun-surgery": """
        65a853af 6abb6175 ca5e6580 4be72517 3d7d78e2 182870ac
    """,
    "destructive-reads": """
        59519548 61a6ad5a 2ef96c1a
    """,
    "monolith-methods": """
        d18bd777 8bd0ed6b be01f895 19442002 c250f558 dfb8eb60 ecfd3470
    """,
    "config-mixing": """
        f12bb3ec d89e7b6e
    """,
}
"""By failure mode: digests of the runs of the template's prevention sentences."""


@cache
def _sentences() -> tuple[frozenset[int], ...]:
    return tuple(frozenset(int(digest, 16) for digest in runs.split()) for runs in _DIGESTS.values())


def repeats_template(text: str) -> bool:
    """Whether most of `text` is one of the template's prevention sentences, or a good part of one."""
    own = _runs(text)
    if not own:
        return False
    return any(
        len(own & sentence) >= _MOSTLY_COPIED * len(own)
        and len(own & sentence) >= _MOSTLY_COVERED * len(sentence)
        for sentence in _sentences()
    )


def _runs(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    return frozenset(
        zlib.crc32(" ".join(words[at : at + _LENGTH]).encode()) for at in range(len(words) - _LENGTH + 1)
    )
