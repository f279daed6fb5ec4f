import { DRAWING_CSS } from './timeline/draw-timeline.js';
import { PALETTE_CSS } from './timeline/palette.js';

const HUES = ['text', 'reasoning', 'tool', 'refusal', 'extra', 'meta', 'quiet', 'odd', 'bad', 'good'];

/** The style of the page. */
export const PAGE_CSS = `${PALETTE_CSS}${DRAWING_CSS}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:1128px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:22px;line-height:1.35;margin:0;font-weight:650;overflow-wrap:anywhere}
h2{font-size:13px;letter-spacing:.06em;text-transform:uppercase;color:var(--muted);margin:36px 0 12px;font-weight:600}
.source{color:var(--muted);margin:0 0 12px;font-size:13px}.source span{color:var(--ink);margin-left:.5em}
.verdict{background:var(--panel);border:1px solid var(--rule);border-left:5px solid var(--mood);border-radius:8px;padding:20px 24px}
.verdict h1{color:var(--mood)}.verdict p{margin:10px 0 0}
.verdict.good{--mood:var(--good)}.verdict.bad{--mood:var(--bad)}.verdict.odd{--mood:var(--odd)}
.facts{display:flex;flex-wrap:wrap;gap:4px 36px;margin:20px 0 8px;padding:0 2px}
.facts dt{color:var(--muted);font-size:12px}.facts dd{margin:0;overflow-wrap:anywhere}
figure{margin:20px 0 0;background:var(--panel);border:1px solid var(--rule);border-radius:8px;padding:16px 16px 8px;overflow-x:auto}
figure svg{display:block;width:100%;min-width:720px;height:auto}
.findings{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:minmax(0,1fr);gap:14px}
.findings li{background:var(--panel);border:1px solid var(--rule);border-radius:8px;padding:14px 18px}
.findings p{margin:0;overflow-wrap:anywhere}.level{font-weight:650;margin-right:.4em}
.error .level{color:var(--bad)}.warning .level{color:var(--odd)}.note .level{color:var(--muted)}
.place{color:var(--muted);font-size:12.5px;margin-top:6px!important}
pre,.answer dd,td{font:12.5px/1.55 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{margin:6px 0 0;padding:10px 12px;background:var(--stripe);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere}
mark{background:var(--bad);color:var(--paper);border-radius:2px}
.warning mark{background:var(--odd)}.note mark{background:var(--muted)}
.answer{margin:0;background:var(--panel);border:1px solid var(--rule);border-radius:8px;padding:8px 18px;display:grid;grid-template-columns:max-content minmax(0,1fr);column-gap:20px}
.answer dt{color:var(--muted);padding:7px 0;font-size:13px}.answer dd{margin:0;padding:8px 0;white-space:pre-wrap;overflow-wrap:anywhere}
summary{cursor:pointer;color:var(--muted)}
table{border-collapse:collapse;width:100%;margin-top:10px}
th{text-align:left;color:var(--muted);font-size:12px;font-weight:500;padding:4px 14px 4px 0;border-bottom:1px solid var(--rule)}
td{padding:4px 14px 4px 0;border-bottom:1px solid var(--rule);vertical-align:top;overflow-wrap:anywhere}
.n{white-space:nowrap;color:var(--muted);font-variant-numeric:tabular-nums}
.tag{font-family:ui-sans-serif,system-ui,sans-serif;font-weight:600;font-size:12px;margin-right:.4em;color:var(--hue)}
${HUES.map((hue) => `.tag.${hue}{--hue:var(--${hue})}`).join('')}.tag.quiet{color:var(--muted)}`;
