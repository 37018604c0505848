"""How the HTML page looks: light, dark and on paper (A4 and Letter). It loads nothing."""

from __future__ import annotations

from string import Template
from typing import Final

LIGHT: Final = """\
--paper: #ffffff; --ink: #1b1b1b; --soft: #555555; --rule: #8c8c8c; --band: #f2f2f2;
--mark: #0b5394; --alarm: #9c1f10; --held: #9c1f10;"""
DARK: Final = """\
--paper: #15181c; --ink: #ececec; --soft: #b8b8b8; --rule: #7d7d7d; --band: #20242a;
--mark: #8ab8f0; --alarm: #ff9d8a; --held: #ff9d8a;"""

_SHEET: Final = """\
:root { color-scheme: light dark; $light }
@media (prefers-color-scheme: dark) { :root { $dark } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 62rem; background: var(--paper); color: var(--ink);
  font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.35rem; margin: 0 0 .5rem; }
h2 { font-size: 1.05rem; margin: 1.3rem 0 .35rem; border-bottom: 1px solid var(--rule); }
h3 { font-size: 1rem; margin: .7rem 0 .2rem; }
p { margin: .25rem 0; }
ul, ol { margin: .15rem 0 .35rem; padding-left: 1.3rem; }
a { color: var(--mark); overflow-wrap: anywhere; }
.why { border-left: 4px solid var(--alarm); padding: .4rem .8rem; background: var(--band); }
.why p { font-weight: 600; }
.soft, footer, figcaption, dt { color: var(--soft); }
dl { margin: .15rem 0 .4rem; display: grid; grid-template-columns: 9.5rem 1fr; gap: .1rem .8rem; }
dd, dd ul { margin: 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0;
  border-bottom: 1px solid var(--band); }
.long { overflow-wrap: anywhere; min-width: 10rem; }
thead th { color: var(--soft); font-weight: 600; border-bottom-color: var(--rule); }
tbody th { font-weight: 600; }
.cited { list-style: none; padding-left: 0; }
figure { margin: 1rem 0; }
svg { display: block; width: 100%; height: auto; }
svg text { font-size: 11px; fill: var(--ink); }
svg .lane { stroke: var(--rule); stroke-width: .5; }
svg .tick { stroke: var(--rule); stroke-width: .5; stroke-dasharray: 2 3; }
svg .date { fill: var(--soft); text-anchor: middle; }
svg .done { fill: var(--mark); }
svg .ring { fill: var(--paper); stroke: var(--ink); stroke-width: 1.2; }
svg .ring.high { fill: var(--alarm); stroke: var(--alarm); }
svg .digit { text-anchor: middle; font-weight: 700; }
svg .digit.high { fill: var(--paper); }
svg .held { fill: none; stroke: var(--held); stroke-width: 2; }
svg .stripe { stroke: var(--held); stroke-width: 1.5; }
footer { margin-top: 1.2rem; }
@media screen and (max-width: 45rem) { td { min-width: 8rem; } }
@page { margin: 10mm 12mm; }
@media print {
  :root { color-scheme: light; $light }
  body { padding: 0; max-width: none; font: 7.5pt/1.16 Arial, "Liberation Sans", Helvetica, sans-serif; }
  h1 { font-size: 12pt; margin-bottom: .25rem; }
  h2 { font-size: 9pt; margin: .35rem 0 .05rem; break-after: avoid; }
  h3 { font-size: 8pt; margin: .2rem 0 .1rem; break-after: avoid; }
  p { margin: .1rem 0; }
  .why { padding: .1rem .6rem; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  th, td { padding: .04rem .5rem .04rem 0; border-bottom-color: #dddddd; }
  tr, dl, li, figure { break-inside: avoid; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
  figure { margin: .2rem 0; }
  svg { width: 88%; }
  header .soft { display: inline; }
  ul, dl, dl ul { margin: .05rem 0 .1rem; }
  dl { grid-template-columns: 5.6rem 1fr; }
  .cited { padding-left: 0; }
  dd ul { padding-left: .8rem; }
  .cited { font-size: 6.8pt; }
  .cited li { display: inline; break-inside: auto; }
  .cited a { color: inherit; text-decoration: none; }
  footer { margin-top: .4rem; }
}
"""

STYLE: Final = Template(_SHEET).substitute(light=LIGHT, dark=DARK)
