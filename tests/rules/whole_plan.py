"""A small plan that keeps every rule of phases 1 to 4, to be broken in one place at a time."""

from __future__ import annotations

import itertools

WHOLE = """
[[objective]]
id = "O1"
text = "Choose the replica of a request by its queue length"
measured_by = "TestLeastLoaded"

[[objective]]
id = "O2"
text = "Replay a recorded workload"
measured_by = "two runs give the same trace"

[[objective]]
id = "O3"
text = "Keep old scenario files valid"

[[non_goal]]
id = "N1"
text = "Live migration of requests between replicas"

[commitments]
compatibility = ["scenario files of format 1 load"]
performance = ["10,000 requests take at most 5 % longer"]
backward_compatibility = ["round robin stays the default"]
cli_stability_none_because = "the program has no command line of its own"

[[question]]
id = "Q1"
text = "Which dispatch policy has the lowest p99 wait at 90 % load?"

[[question]]
id = "Q2"
text = "How much wait does a slow network add?"

[[scope]]
id = "S1"
component = "Queue of a replica"
modeled = "every request in it"
justification = "The wait is what is asked about"
answers = ["Q1"]
[scope.criteria]
accuracy = "decides it"
accuracy_needed = "to the request"
data = "arrival traces are at hand"
cost = "one file"
omission = "no question can be answered"
simplest = "a list"

[[scope]]
id = "S2"
component = "Network"
simplified = "a fixed delay"
justification = "Replicas share one rack"
lost = "congestion"
matters_when = "replicas are spread over sites"
answers = ["Q2"]
[scope.criteria]
accuracy = "adds a constant"
accuracy_needed = "to the millisecond"
data = "one measured delay"
cost = "one line"
omission = "waits come out too short"
simplest = "a constant"

[[scope]]
id = "S3"
component = "Failures of replicas"
omitted = "Yes"
justification = "No question asks about failures"

[[block]]
id = "clock"
name = "Clock"
responsibility = "Advances simulated time from event to event."
existing_unchanged = true
observes = ["the pending events"]
controls = ["which event is next"]
owns = ["event queue"]
invariants = ["time never goes back"]
friction_files = 2
friction_type = "config parameter"
real_systems = { llm-d = "N/A", vLLM = "N/A", SGLang = "N/A", Other = "wall clock" }
[[block.events]]
id = "E1"
name = "Tick"
direction = "produced"
origin = "endogenous"

[[block]]
id = "router"
name = "Router"
responsibility = "Chooses the replica that serves a request."
observes = ["queue lengths"]
controls = ["the replica of each request"]
owns_none_because = "it is a pure function of the snapshot"
invariants = ["it chooses a replica that exists"]
friction_files = 3
friction_type = "policy template"
new_randomness = true
random_subsystem = "router"
real_systems = { llm-d = "endpoint picker", vLLM = "N/A", SGLang = "router", Other = "N/A" }
[[block.events]]
id = "E2"
name = "Arrival"
direction = "consumed"
origin = "exogenous"
[[block.events]]
id = "E3"
name = "Tick"
direction = "consumed"
origin = "endogenous"

[[block]]
id = "replica"
name = "Replica"
responsibility = "Serves the requests in its queue."
observes = ["its queue"]
controls = ["which request is served next"]
owns = ["request queue", "busy flag"]
invariants = ["it serves one request at a time"]
friction_files = 4
friction_type = "latency backend"
friction_why = "backend, registry, flag and trace reader; a registry alone would hide the flag"
real_systems = { llm-d = "pod", vLLM = "engine", SGLang = "engine", Other = "N/A" }
[[block.events]]
id = "E4"
name = "Done"
direction = "produced"
origin = "endogenous"
new = true
priority = "after Tick"
to_statistics = true

[[interaction]]
id = "X1"
from = "clock"
to = "router"
data = "the arriving request"
transfer = "the router holds it until it has chosen"

[[interaction]]
id = "X2"
from = "router"
to = "replica"
data = "the request"
transfer = "to the replica, on dispatch"

[[invariant]]
id = "INV-1"
statement = "The clock is never behind an event it has handled."
kind = "always"

[[invariant]]
id = "INV-2"
statement = "A request is never served by two replicas."
kind = "never"

[[invariant]]
id = "INV-3"
statement = "A request is dispatched after it has arrived."
kind = "causality"

[state]
simulation = ["event queue", "request queue", "busy flag"]
statistics = ["mean wait"]

[[extension_point]]
id = "EP1"
name = "dispatch policy"
block = "router"
contract = "names a replica, given the request and the queue lengths"
default = "round robin"
first_non_default = "least loaded"
pr = "PR2"

[[ownership]]
id = "OW1"
state = "event queue"
owner = "clock"

[[ownership]]
id = "OW2"
state = "request queue"
owner = "replica"
shared_with = ["router"]
justification = "the router reads its length, once a dispatch"

[[ownership]]
id = "OW3"
state = "busy flag"
owner = "replica"

[[risk]]
id = "D-1"
decision = "The router reads queue lengths directly"
assumption = "Reading them costs little"
validation = "A benchmark over 16 replicas"
cost = 1.5
affects = ["PR2", "PR3"]
gate = "PR2"
success_criteria = "at most 5 % of the run"
abort_plan = "PR2 reads a snapshot instead"
covers = ["OW2"]

[[risk]]
id = "D-2"
decision = "The policy interface freezes with its second implementation"
assumption = "Both fit one method"
validation = "Write both against a mock"
cost = 3
affects = ["PR1", "PR2", "PR3"]
gate = "PR1"
success_criteria = "TestBothPolicies passes"
abort_plan = "PR2 and PR3 share a wider interface"
spike = "PR0"
covers = ["CC1", "PR3"]

[evolution]
current = "Round robin is built into the event loop."
target = "A router chooses by a policy."
unchanged = ["the event loop"]
risks = ["D-1"]
invariants = ["INV-1"]

[[evolution.change]]
id = "C1"
block = "router"
what = "The choice of the replica leaves the event loop."

[[evolution.change]]
id = "C2"
block = "replica"
what = "Its latency comes from a backend."

[[evolution.refactor]]
id = "RF1"
what = "The choice becomes a function of its own"
pr = "PR1"
no_behavior_change = true
proof = ["TestRoundRobin"]

[[evolution.tradeoff]]
id = "T1"
scope = "S2"
approximates = "the delay of a shared link"
still_answers = ["Q2"]
breaks_when = "links are congested"
upgrade_future = "traces of a congested link"

[[crosscutting]]
id = "CC1"
area = "freezes"
item = "The policy interface"
interface = "Policy"
pr = "PR1"

[[pr]]
id = "PR0"
title = "Mock study of policies"
extension_type = "policy template"

[[pr]]
id = "PR1"
title = "Policy interface"
block = "router"
extension_type = "policy template"
gates = ["D-2"]
depends_on = ["PR0"]

[[pr]]
id = "PR2"
title = "Least loaded"
block = "router"
extension_type = "policy template"
gates = ["D-1"]
depends_on = ["PR1"]
objectives = ["O1", "O3"]

[[pr]]
id = "PR3"
title = "Latency backends"
block = "replica"
extension_type = "backend swap"
depends_on = ["PR2"]
objectives = ["O2"]
"""


def without(*pieces: str, text: str = WHOLE) -> str:
    """The whole plan with each of `pieces` taken out; each must be there once."""
    for piece in pieces:
        text = instead(piece, "", text=text)
    return text


def instead(old: str, new: str, *, text: str = WHOLE) -> str:
    """The whole plan with `old`, which must be there once, replaced by `new`."""
    assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
    return text.replace(old, new)


def table(name: str, own: str) -> str:
    """The text of the item `own` of the list `name` in the whole plan, with the tables below it."""
    head, *lines = WHOLE[WHOLE.index(f'[[{name}]]\nid = "{own}"\n') :].splitlines(keepends=True)
    below = (f"[{name}.", f"[[{name}.")
    rest = itertools.takewhile(lambda line: not line.startswith("[") or line.startswith(below), lines)
    return head + "".join(rest)
