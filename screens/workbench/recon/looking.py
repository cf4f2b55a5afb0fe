"""The search for facts in the code: topic after topic in threads, how far it is, and what came of it.

What the rules would object to, and what the plan has already, is not offered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.worker import get_current_worker

from blistui.plan.document import Plan
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.recon.proposals import TOPICS, Proposal, by_topic
from blistui.rules.running.client import RulesStopped
from screens.validator import Validator
from screens.widgets.in_thread import on_loop
from screens.workbench.recon.facts import without_objections
from screens.workbench.recon.rows import Topic, has

if TYPE_CHECKING:
    from blistui.repo.repository import Repository

AT_ONCE = 25
"""Facts of a topic that are shown at first, and each time more are asked for."""


class Looking:
    """Looks for the facts that a screen shows; `changed` is called there whenever there is more to show."""

    def __init__(
        self,
        screen: Widget,
        plan: Plan,
        repository: Repository,
        validator: Validator,
        changed: Callable[[], object],
    ) -> None:
        self._screen = screen
        self._plan = plan
        self._repository = repository
        self._validator = validator
        self._changed = changed
        counts = [finding.topic for finding in plan.finding]
        counts += [{"tests": "tests", "docs": "documents"}.get(one.area, "") for one in plan.crosscutting]
        topics = {key: Topic(key, counts.count(key)) for key in TOPICS}
        self.topics = {key: topics[key] for key in sorted(TOPICS, key=lambda key: topics[key].answered > 0)}
        """What was found so far: the topics without an answer in the plan first."""
        self._one_at_a_time = Lock()
        """Held by the thread that looks: each goes on from what the one before has found."""
        self.is_running = True
        """Whether there are topics that were not read yet."""

    @property
    def read(self) -> int:
        """How many topics were read."""
        return sum(topic.is_read for topic in self.topics.values())

    def begin(self) -> None:
        """Read all topics in a thread."""
        self._screen.run_worker(self._look, thread=True, group="recon")

    def stop(self) -> None:
        """Read no more topics."""
        self._screen.workers.cancel_group(self._screen, "recon")
        self._ended()

    def further(self, topics: Sequence[str], words: tuple[str, ...] = ()) -> None:
        """Look at the next facts of these topics; for words, only at the facts that have them."""
        look = partial(self._further, topics, words)
        # Other words take the place of those before; whatever else was asked for is done.
        group = "words" if words else "more"
        self._screen.run_worker(look, thread=True, exclusive=bool(words), group=group)

    # In the threads

    def _look(self) -> None:
        base = self._plan.plan.base_commit or None
        worker = get_current_worker()
        try:
            for key, found in by_topic(self._repository, tuple(self.topics), base=base):
                if worker.is_cancelled:
                    return
                with self._one_at_a_time:
                    self._check(self.topics[key]._replace(offered=self._new(found), is_read=True))
        except (RepositoryError, CitationError, RulesStopped) as error:
            self._say(error)
        on_loop(self._screen, self._ended)

    def _new(self, found: Sequence[Proposal]) -> tuple[Proposal, ...]:
        """What the plan does not have yet."""
        held = {" ".join(finding.statement.split()) for finding in self._plan.finding}
        held |= {" ".join(item.item.split()) for item in self._plan.crosscutting}
        return tuple(fact for fact in found if " ".join(fact.statement.split()) not in held)

    def _further(self, topics: Sequence[str], words: tuple[str, ...]) -> None:
        worker = get_current_worker()
        try:
            for key in topics:
                if worker.is_cancelled:
                    return
                with self._one_at_a_time:
                    topic = self.topics[key]
                    left = topic.offered[topic.checked :]
                    wanted = [fact for fact in left if has(fact, words)]
                    if wanted:
                        others = [fact for fact in left if not has(fact, words)]
                        offered = (*topic.offered[: topic.checked], *wanted, *others)
                        self._check(topic._replace(offered=offered), min(len(wanted), AT_ONCE))
        except RulesStopped as error:
            self._say(error)

    def _check(self, topic: Topic, most: int = AT_ONCE) -> None:
        """Look at the next facts of a topic, and keep those to which no rule objects."""
        asked = topic.offered[topic.checked : topic.checked + most]
        kept = without_objections(asked, self._plan, lambda plan: self._validator.check(plan, -1).findings)
        checked = topic._replace(checked=topic.checked + len(asked), kept=(*topic.kept, *kept))
        on_loop(self._screen, partial(self._came, checked))

    def _say(self, error: Exception) -> None:
        on_loop(self._screen, partial(self._screen.notify, str(error), severity="error", markup=False))

    # On the event loop

    def _came(self, topic: Topic) -> None:
        self.topics[topic.key] = topic
        self._changed()

    def _ended(self) -> None:
        self.is_running = False
        self._changed()
