"""A page for paper: one file with its own look, nothing fetched from elsewhere, readable in black and white."""

from __future__ import annotations

from kiosk.drawing.html import Html, tag

LOOK = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 10pt/1.36 "DejaVu Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #000; background: #fff;
  max-width: 190mm; margin: 0 auto; padding: 4mm; overflow-wrap: break-word; print-color-adjust: exact; }
h1 { font-size: 22pt; line-height: 1.15; margin: 0 0 3mm; }
h2 { font-size: 15pt; line-height: 1.2; margin: 7mm 0 2mm; }
h3 { font-size: 19pt; line-height: 1.15; margin: 0 0 2mm; }
h4 { font-size: 11pt; margin: 3.5mm 0 1.5mm; border-bottom: 1.5pt solid #000; }
h5 { font-size: 10.5pt; margin: 3mm 0 1mm; }
h2, h3, h4, h5 { break-after: avoid; }
p { margin: 0 0 2mm; orphans: 3; widows: 3; }
ul, ol { margin: 0 0 2mm; padding-left: 6mm; }
li { margin-bottom: .7mm; break-inside: avoid; }
table { border-collapse: collapse; width: 100%; }
thead { display: table-header-group; }
.sheet, .sheet > thead > tr > th, .sheet > tbody > tr > td { border: 0; padding: 0; text-align: left;
  vertical-align: top; }
.sheet { table-layout: fixed; }
.sheet > tbody > tr > td { padding: 0 1px; }
.running > * { min-width: 0; }
.sheet > thead > tr > th { font-weight: normal; padding-bottom: 3mm; }
.running { display: flex; justify-content: space-between; gap: 6mm; font-size: 8.5pt; border-bottom: .75pt solid #000;
  padding-bottom: 1mm; }
.running b { font-size: 9.5pt; }
.rows { font-size: 8.5pt; line-height: 1.28; table-layout: fixed; }
.rows th, .rows td { border: .5pt solid #000; padding: 1mm 1.5mm; text-align: left; vertical-align: top; }
.rows th { background: #e4e4e4; }
.rows tr { break-inside: avoid; }
.glance th:nth-child(-n+3) { width: 17%; }
.glance th:last-child { width: 15%; }
.glance td:last-child { font-family: "DejaVu Sans Mono", Consolas, monospace; font-size: 7.5pt; }
.specs th:nth-child(1) { width: 17%; }
.specs th:nth-child(2) { width: 25%; }
.specs th:nth-child(3) { width: 17%; }
.specs th:nth-child(4) { width: 18%; }
.stations th:first-child { width: 25%; }
.facts { margin-bottom: 3mm; }
.facts td { border: 0; padding: 0 4mm .6mm 0; vertical-align: top; font-size: 9pt; }
.facts td:first-child { color: #333; white-space: nowrap; width: 1%; }
.when { display: flex; gap: 2mm; margin: 2mm 0 4mm; padding: 0; list-style: none; break-inside: avoid; }
.when li { flex: 1; border: 1pt solid #000; padding: 1mm 2mm; margin: 0; font-size: 8.5pt; }
.when b { display: block; font-size: 14pt; line-height: 1.2; }
.when small { font-size: 9pt; font-weight: normal; margin-left: 2mm; }
.say { list-style: none; padding: 0; }
.say li { border-left: 3pt solid #000; padding: .5mm 0 .5mm 3mm; font-size: 11.5pt; }
.points { list-style: none; padding: 0; }
.points li { position: relative; padding-left: 7mm; font-size: 10.5pt; }
.points li::before { content: ""; position: absolute; left: 0; top: .7mm; width: 4mm; height: 4mm;
  border: 1pt solid #000; }
.mark { display: inline-block; border: 1pt solid #000; padding: 0 1.2mm; font-size: 7.5pt; font-weight: bold;
  text-transform: uppercase; letter-spacing: .03em; }
.rows .mark { margin: .4mm 0; }
.critical { background: #000; color: #fff; }
.sheet > tbody > tr > td > :first-child { margin-top: 0; }
.sheet > tbody > tr > td > :last-child { margin-bottom: 0; }
code { font-family: "DejaVu Sans Mono", Consolas, monospace; font-size: .92em; }
svg { display: block; width: 100%; height: auto; margin-top: 3mm; break-inside: avoid; }
svg text { font-size: 11px; text-anchor: middle; }
svg .head, svg .step { font-weight: bold; }
svg .times { font-size: 10.5px; }
svg .out { font-style: italic; }
svg .lane { fill: #fff; stroke: #999; stroke-width: .5; }
svg .other { fill: #f0f0f0; }
svg .card { fill: #fff; stroke: #000; stroke-width: 1.2; rx: 3; }
svg .lead { stroke: #777; stroke-width: 1; stroke-dasharray: 1 3; }
svg .way { fill: none; stroke: #000; stroke-width: 1.6; stroke-linecap: square; }
svg .tip, svg .node { fill: #000; }
svg .node { shape-rendering: crispEdges; }
svg circle.end { fill: #fff; stroke: #000; stroke-width: 1.6; }
@page { margin: 11mm 12mm 14mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8.5pt sans-serif; } }
@media print { body { max-width: none; margin: 0; padding: 0; } .leaf { break-before: page; } }
@media screen { .leaf { margin-top: 14mm; padding-top: 6mm; border-top: 3pt double #000; } }
"""

SAFE = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may do with the page: show it."""


def page(title: str, *inside: Html, language: str = "en") -> str:
    """Return a whole file; `language` tells a browser how to break and to read the words aloud."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=SAFE),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Html(LOOK)),
    )
    return f"<!doctype html>\n{tag('html', head, tag('body', *inside), lang=language)}\n"


def leaf(left: str, right: str, *inside: Html) -> Html:
    """Put something on a page of its own; where it reaches further, its head stands on the next one too."""
    running = tag("div", tag("b", left), tag("span", right), class_="running")
    head = tag("thead", tag("tr", tag("th", running)))
    body = tag("tbody", tag("tr", tag("td", *inside)))
    return tag("section", tag("table", head, body, class_="sheet", role="presentation"), class_="leaf")
