"""CON: Phase 2, concept model."""

from __future__ import annotations

from blistui.rules.families.con.blocks import (
    friction_within_target,
    module_contract,
    number_of_blocks,
    one_responsibility,
    one_sentence,
    real_systems,
    whiteboard_story,
)
from blistui.rules.families.con.events import event_origin, events_connected, new_event_and_randomness
from blistui.rules.families.con.extension_points import extension_points, non_default_delivered
from blistui.rules.families.con.interactions import interactions_complete, no_lone_block
from blistui.rules.families.con.ownership import one_owner, shared_state
from blistui.rules.families.con.system import concept_model_fits, kinds_of_invariant, state_and_statistics
from blistui.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    number_of_blocks,
    module_contract,
    one_sentence,
    one_responsibility,
    event_origin,
    events_connected,
    interactions_complete,
    no_lone_block,
    kinds_of_invariant,
    state_and_statistics,
    extension_points,
    non_default_delivered,
    one_owner,
    shared_state,
    real_systems,
    concept_model_fits,
    friction_within_target,
    whiteboard_story,
    new_event_and_randomness,
)
