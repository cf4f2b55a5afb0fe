"""Questions to the author: each a modal screen with a typed answer."""
