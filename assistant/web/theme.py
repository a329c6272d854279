"""The look of Gradio's own parts; everything else is `static/style.css`. System fonts: nothing is fetched."""

from __future__ import annotations

import gradio as gr

SYSTEM_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
MONO_FONTS = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")

_PINE = gr.themes.Color(
    "#eef6f4",
    "#d7ebe6",
    "#b0d7cd",
    "#82bdb0",
    "#559f90",
    "#1d6b62",
    "#195d55",
    "#154c46",
    "#123f3a",
    "#0f332f",
    "#08201d",
)
_SAND = gr.themes.Color(
    "#fdfaf5",
    "#f7f1e8",
    "#ebe2d5",
    "#d9cdbd",
    "#a99c8c",
    "#6d6257",
    "#574e45",
    "#443c35",
    "#2e2823",
    "#231e1a",
    "#191512",
)


def calm_theme() -> gr.themes.Base:
    """Build the theme: warm paper, one accent color."""
    theme = gr.themes.Base(
        primary_hue=_PINE,
        secondary_hue=_PINE,
        neutral_hue=_SAND,
        radius_size=gr.themes.sizes.radius_lg,
        font=list(SYSTEM_FONTS),
        font_mono=list(MONO_FONTS),
    )
    return theme.set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
        body_text_color="*neutral_800",
        body_text_color_dark="*neutral_100",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
        button_primary_background_fill="*primary_500",
        button_primary_background_fill_hover="*primary_600",
        button_primary_background_fill_dark="#7cc7ba",
        button_primary_background_fill_hover_dark="#9ad6cb",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#08201d",
        input_background_fill="#ffffff",
        input_background_fill_dark="#2a2521",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="#b3a797",
    )
