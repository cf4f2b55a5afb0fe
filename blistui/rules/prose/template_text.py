"""Text that is the template's own and not the author's: pasted, it says nothing about the plan.

The template is not repeated here. Of each of its sentences, with and without the label and the brackets in
it, a checksum of the words is kept: those of seven words and more, and shorter ones that ask.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from zlib import crc32

_WORD = re.compile(r"[a-z0-9]+")
# Every text of a plan passes here, so the cut is a plain one.
_CUT = re.compile(r"(?<=[.?!])\s+|\n\s*\n|\n(?=\s*[-*])")
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
