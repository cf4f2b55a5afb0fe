"""Every key and every command of the screens: bindings, footer, palette, F1 and README come from this table.

No action lives here: those are methods of the widgets and screens that have the keys.
"""
