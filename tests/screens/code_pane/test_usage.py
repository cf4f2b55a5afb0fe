"""A question that takes long says how far it has come."""

from __future__ import annotations

from threading import Event

import pytest

from blistui.repo.queries.kept import KeptCode
from blistui.repo.queries.queries import Inquiry
from blistui.rules.prose.wording import counted
from screens.code_pane import usage
from screens.code_pane.usage import UsageAnswer
from screens.code_view.place import CodePlace
from tests.repo.conftest import Checkout


class Slow(KeptCode):
    """Answers when it is allowed to."""

    def __init__(self, checkout: Checkout) -> None:
        super().__init__(checkout.repo)
        self.may_answer = Event()

    def ask(self, at, question):  # type: ignore[no-untyped-def]
        def later(inquiry: Inquiry) -> object:
            answer = question(inquiry)
            self.may_answer.wait()
            return answer

        return super().ask(at, later)


async def test_the_files_read_so_far_are_counted(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout.write("a.go", "package a\n\nfunc f() {}\n\nfunc g() { f() }\n")
    checkout.write("b.go", "package a\n\nfunc h() { f() }\n")
    checkout.commit()
    monkeypatch.setattr(usage, "_SHOWN_EACH", 0.001)
    code = Slow(checkout)
    answer = UsageAnswer(code, "callers", "f", CodePlace("a.go", 3, None), 5)
    later = answer.source()("").later
    assert later is not None
    remarks = []
    async for findings in later:
        remarks.append(findings.remark)
        if code.looked_at and findings.remark == f"Searching … {counted(code.looked_at, 'file')} read":
            code.may_answer.set()
    assert remarks[-1] == "2 in 2 files"
    assert code.may_answer.is_set()
