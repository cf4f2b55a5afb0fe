"""Text that is the template's own and not the author's: pasted, it says nothing about the plan.

The template is not repeated here. Of each of its sentences, with and without the label and the brackets in
it, a checksum (CRC-32) of the words is kept: those of seven words and more, and shorter ones that ask. Of its
sentences on failure modes there are also checksums of each run of three words, because people copy these
in part. Words are in lower case and without punctuation.
"""

from __future__ import annotations

from functools import cache, lru_cache
from zlib import crc32

from blistui.patterns import pattern
from blistui.rules.prose.any_plan import fits_any_plan

_WORD = pattern(r"[a-z0-9]+")
# Every text of a plan passes here, so the cut is a plain one.
_CUT = pattern(r"(?<=[.?!])\s+|\n\s*\n|\n(?=\s*[-*])")
_SHORTEST = 4
_CHECKSUMS = (
    "02dcb41f0466ca4d05cb234e063958920673b4c706d9f6c706e8e05e084b785409bb284e09bc24a609d5101d0c262fc6"
    "0f83be12105f4d6911452ba411eda617121f043212cbf16e138ea21e13fd47a51469cca715a48bda1659bb39185cafc0"
    "1878a3bf1a741abf1bee20d21d8b35e91e30f6ab1e7dd1c11f5b86e62101943a211a59cf21c0509b22bb2a432302dc01"
    "2340def22539260925e7507b25ecb0db260d3707268ca5da27660860299c7c422af501482c9ac4662e382d692f3d31db"
    "2fe8fd28322172623293be3b33b1aa853625c5af36ebcff838832fc23a7496d33bc9a3553d4202813ebdd9383f9f2313"
    "4041b39942976cc942ada66c42bfd2d342c799a743e028a0440fb14d44b82eb84549e8cb45de1666460fde4d46a56073"
    "47ee0921480928394941732a4b7984ca4e115ef14ec70ccd52450a3c529b612053707e25538714cf53f146b55447a719"
    "549b8f5455ce8c28584f3e6f5934670059a9d6dc5a6d00075c5282cd5d114d535da14d795e0a73785f9cc27d5fa61703"
    "6149dd9d61d1193962bf76aa6320096d63577ed06461affb651a9e766530efb565e6f0cc663475166728a2ad6743585d"
    "67c9c2e368c65cdc698d566a6a8564476ac557a16aef94376beaf4d26c1303166d1a3c636d5c529d6d856ef06d94261f"
    "6f0ca34b6f21aa187073f91271437e9271d21a21740590de75343cce75955e2a760ae0eb776199b7784ebd97799e454c"
    "7a37360b7b0735217b87f6db7d52973f7d5d1f497d75eb137deaecec7ed39c967ff3174e80216d118065350680ebb76f"
    "82c4ff9b83a837ae83db214684850889853213048598b2bf85dd5f2386c3fd62873d043887e705e088da483989787a8d"
    "8ab66a7a8b28ac208cd4ae6f8f2a4fbc9052f28590e7740091f674b1930019269395752e944644fa944d749094a2202b"
    "956bebbe9606fcf096fede9c988eb5c3990a2d069913bdf4993f960599ba4ff79b26fdd19b299b599b3548c49b8a4262"
    "9d432abb9d9656bc9e79f0d59f02d17d9ff27244a009f2ffa06c3d92a080c821a22407c3a273bc5fa2f9fdf6a437017f"
    "a684b814a70fcf02a8a26e87a8f4d52aa981f7abaa40c80baa4e3c99aacef991aba45b03abe3a991ac1cbc52ac8ee4d0"
    "accd1fd8ad44975aad46e9a8af8ca69db05f8646b0b378f0b0e326d5b192acd6b19d0886b1d3d29db1e1b995b2b6e89e"
    "b2d8027eb4492ec2b49726f0b4b1a880b622386eb62a23bfb70ba05cba12a76abaa26a1cbbea0895be10b408be1b6f74"
    "bed15e52c0937b0dc0f1f0dec1def4dec27016b1c3166dd4c47f487dc4bcb644c86e1b85c8a8a9e9c8b21a22ca553053"
    "ca8fc2bdce6d1a91cf372d90d052e6bfd08b54dcd401536bd4e96148d56ad985d62e327bd754551fd8303b69dbb8f2f7"
    "dd98536de00e1c44e010bdade0683746e0d69b50e231e31fe3225bc9e443a453e4bc6b31e53f1c3ae566bd2be59e9aaf"
    "e5fb730ce7bd7075e7d77fdae8e49645e90ee0c6e9ce75daea5e5296ec39962fecd1359aeeb97bc1eff4c563f07fe0d7"
    "f090307bf186a401f1b71f24f367d33ef4201646f456b8a3f46f5b8df673ddcdf77e2f77f8c5c677f8efb60af90407c9"
    "f9f59db9fa0df9e3fa21c178fa32ee24fab0b908fadffd39faf8228dfba5e9d9fbe72157fcc1798afd6ce84cfdb74cb4"
    "fde5b57afe1cd88bfe1e8cdcfff30eb8"
)


@cache
def _known() -> frozenset[int]:
    return frozenset(int(_CHECKSUMS[at : at + 8], 16) for at in range(0, len(_CHECKSUMS), 8))


@lru_cache(maxsize=8192)
def is_template_text(text: str) -> bool:
    """Whether all that `text` holds are sentences of the template, remarks of a few words aside."""
    pieces = _CUT.split(text)
    if not _is_template(_words(pieces[0])):
        return False
    return all(len(words) < _SHORTEST or _is_template(words) for words in map(_words, pieces[1:]))


def _words(piece: str) -> list[str]:
    return _WORD.findall(piece.casefold())


def _is_template(words: list[str]) -> bool:
    return len(words) >= _SHORTEST and crc32(" ".join(words).encode()) in _known()


_RUN = 3
_MOSTLY_COPIED = 0.6
_MOSTLY_COVERED = 0.4

_RUNS_OF_MODES = {
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
"""By failure mode: checksums of each run of three words in the template's sentences on preventing it."""


@cache
def _prevention_sentences() -> tuple[frozenset[int], ...]:
    return tuple(frozenset(int(digest, 16) for digest in runs.split()) for runs in _RUNS_OF_MODES.values())


_STEM = 5
_MOSTLY_SAID = 0.7
_SAY_NOTHING = frozenset(["keep", "keeps", "kept", "stay", "stays", "remain", "remains", "become", "becomes"])
_WORDS_OF_MODES = """
end exercised field flag introduces method pr struct
cause claude commit deferred documentation md pr
consumed created early package pr shared subsequent
command dataset format golden output pr regeneration verification
accommodates built default demonstrate designed freeze frozen interface non pr
behaviorally go module type
component decision modeling phase trace
companion golden invariant subsystem
endogenous exogenous input logic separable simulation
accommodate backend initially interface
canonical constructed constructor place type
consume get method separate
callable interface logic module
configuration group module
"""
"""By failure mode, a line each: what the template's sentence is about, as words in the singular, sorted."""


@cache
def _stems_of_modes() -> tuple[frozenset[str], ...]:
    lines = _WORDS_OF_MODES.strip().split("\n")
    return tuple(frozenset(word[:_STEM] for word in line.split()) for line in lines)


def repeats_template(text: str) -> bool:
    """Whether most of `text` is one of the template's prevention sentences, or a good part of one.

    So is what says one of them again in other words that would fit any plan.
    """
    own = _runs(text)
    if not own:
        return False
    if any(
        len(own & sentence) >= _MOSTLY_COPIED * len(own)
        and len(own & sentence) >= _MOSTLY_COVERED * len(sentence)
        for sentence in _prevention_sentences()
    ):
        return True
    stems = {
        word.removesuffix("s")[:_STEM]
        for word in _WORD.findall(text.casefold())
        if word not in _SAY_NOTHING and not fits_any_plan(word)
    }
    return any(stems <= mode and len(stems) >= _MOSTLY_SAID * len(mode) for mode in _stems_of_modes())


def _runs(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    return frozenset(crc32(" ".join(words[at : at + _RUN]).encode()) for at in range(len(words) - _RUN + 1))
