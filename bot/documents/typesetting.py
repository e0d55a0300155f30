"""Papers as PDF: a template beside this code, its data as JSON, fonts of our own.

The same data make the same bytes on every machine. What people typed is only ever data: it
reaches the template through ``sys.inputs`` and never as markup.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from importlib import resources

import segno

FONT = "Liberation Serif"
_HERE = "bot.documents"


def pdf(template: str, data: Mapping[str, object]) -> bytes:
    """*template* names a file of ``templates/`` without its ending."""
    import typst  # noqa: PLC0415  # slow to load, and only papers need it

    folder = resources.files(_HERE)
    source = (folder / "templates" / f"{template}.typ").read_bytes()
    with resources.as_file(folder / "fonts") as fonts:
        compiler = typst.Compiler(
            source,
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]
            ),
            sys_inputs={"font": FONT, "data": json.dumps(data, ensure_ascii=False)},
        )
        made = compiler.compile(format="pdf", timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError(template)  # without an output file there is always one document
    return made


def qr(text: str) -> str:
    """As SVG; an error level that bears a fold or a stamp."""
    out = io.BytesIO()
    segno.make(text, error="q", micro=False).save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode()
