"""CON: Phase 2, concept model."""

from __future__ import annotations

from blistui.rules.base import Rule
from blistui.rules.concept_blocks import (
    friction_within_target,
    module_contract,
    number_of_blocks,
    one_responsibility,
    one_sentence,
    real_systems,
    whiteboard_story,
)
from blistui.rules.concept_events import event_origin, events_connected, new_event_and_randomness
from blistui.rules.concept_extension import extension_points, non_default_delivered
from blistui.rules.concept_interactions import interactions_complete, no_lone_block
from blistui.rules.concept_ownership import one_owner, shared_state
from blistui.rules.concept_system import concept_model_fits, kinds_of_invariant, state_and_statistics

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
