"""The themes: dark, light, and one for terminals of 16 colours; each colour has one role.

Style sheets and styled text name the variables of these roles only, never a colour. Surfaces are grey with a
saturation under 0.15, so that 256 colours keep them grey. Textual's own `text-*` variables are tints of the
role; here they are the role itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.theme import Theme


@dataclass(frozen=True, slots=True)
class Roles:
    """A colour for each role."""

    page: str
    """What is written on: the form, cited code."""
    tool: str
    """What is beside it: rail, evidence, findings, dialogs."""
    raised: str
    """Title line, key line, and the row or field under the cursor."""
    rule: str
    """The line between panes, and the rest of a progress bar."""
    thumb: str
    """The part of a scrollbar that moves."""
    text: str
    muted: str
    """Labels, hints, counts, and what is normal."""
    faint: str
    """Line numbers and rule ids: never words that must be read."""
    accent: str
    """Focus, keys, progress, the mark of cited lines, keywords of code."""
    code: str
    """Names of code, and what is inferred."""
    good: str
    look: str
    wrong: str


DARK_ROLES = Roles(
    page="#121416",
    tool="#191c1f",
    raised="#282c31",
    rule="#33383e",
    thumb="#434950",
    text="#dcdfe3",
    muted="#979da5",
    faint="#6a7078",
    accent="#6cb6ff",
    code="#b9a7ff",
    good="#7fd88f",
    look="#e3b341",
    wrong="#ff6b6b",
)
LIGHT_ROLES = Roles(
    page="#fcfcfb",
    tool="#f3f3f1",
    raised="#e3e4e5",
    rule="#d3d5d8",
    thumb="#bfc3c7",
    text="#1f2328",
    muted="#5a626b",
    faint="#868d95",
    accent="#0a5cc2",
    code="#6f42c1",
    good="#15702b",
    look="#875700",
    wrong="#b3202a",
)
ANSI_ROLES = Roles(
    page="ansi_default",
    tool="ansi_default",
    raised="ansi_default",
    rule="ansi_bright_black",
    thumb="ansi_bright_black",
    text="ansi_default",
    muted="ansi_default",
    faint="ansi_bright_black",
    accent="ansi_cyan",
    code="ansi_magenta",
    good="ansi_green",
    look="ansi_yellow",
    wrong="ansi_red",
)
"""The terminal's own colours: no surface is painted; bar, glyph and bold carry what a background would."""


def theme(name: str, roles: Roles, *, dark: bool, ansi: bool = False) -> Theme:
    """The theme of these roles."""
    variables = {
        "text": roles.text,
        "text-muted": roles.muted,
        "text-disabled": roles.faint,
        "foreground-muted": roles.muted,
        "foreground-disabled": roles.faint,
        "text-primary": roles.accent,
        "text-secondary": roles.code,
        "text-accent": roles.accent,
        "text-success": roles.good,
        "text-warning": roles.look,
        "text-error": roles.wrong,
        "border": roles.accent,
        "border-blurred": roles.rule,
        "block-cursor-background": roles.raised,
        "block-cursor-foreground": roles.text,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": roles.raised,
        "block-cursor-blurred-foreground": roles.text,
        "block-cursor-blurred-text-style": "bold",
        "block-hover-background": roles.raised,
        "input-selection-background": roles.thumb,
        "scrollbar": roles.thumb,
        "scrollbar-hover": roles.muted,
        "scrollbar-active": roles.accent,
        "scrollbar-background": roles.tool,
        "scrollbar-background-hover": roles.tool,
        "scrollbar-background-active": roles.tool,
        "scrollbar-corner-color": roles.tool,
        "footer-background": roles.raised,
        "footer-foreground": roles.muted,
        "footer-item-background": roles.raised,
        "footer-key-background": roles.raised,
        "footer-key-foreground": roles.accent,
        "footer-description-background": roles.raised,
        "footer-description-foreground": roles.muted,
    }
    if ansi:
        # Textual's own style sheet names these two under such a theme, and fails without them.
        variables |= {"ansi-background": "ansi_black", "ansi-foreground": "ansi_white"}
    return Theme(
        name,
        primary=roles.accent,
        secondary=roles.code,
        accent=roles.accent,
        success=roles.good,
        warning=roles.look,
        error=roles.wrong,
        foreground=roles.text,
        background=roles.page,
        surface=roles.tool,
        panel=roles.raised,
        boost=roles.raised,
        dark=dark,
        variables=variables,
        ansi=ansi,
    )


DARK = theme("blist-dark", DARK_ROLES, dark=True)
LIGHT = theme("blist-light", LIGHT_ROLES, dark=False)
ANSI = theme("blist-ansi", ANSI_ROLES, dark=True, ansi=True)
THEMES = (DARK, LIGHT, ANSI)


def fitting(color_system: str | None) -> Theme:
    """The theme to begin with on a terminal of `color_system`, as Rich names it."""
    return ANSI if color_system == "standard" else DARK


def turned(name: str, color_system: str | None) -> Theme:
    """The theme after that of `name`: dark and light in turn; 16 colours have one only."""
    if color_system == "standard":
        return ANSI
    return LIGHT if name != LIGHT.name else DARK
