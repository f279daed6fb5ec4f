import { placeName } from '../inspect/events/event-place.js';
import type { StreamEvent } from '../inspect/events/stream-event.js';
import type { Finding, Inspection } from '../inspect/verdict/inspection.js';
import { clip } from '../terminal/fitting.js';
import { counted, timeSpan } from '../terminal/wording.js';
import { escapeMarkup as e } from './escape-markup.js';
import { choiceFacts, summaryFacts } from './facts.js';
import { PAGE_CSS } from './page-css.js';
import { excerptAt, fewFindings, type ShownFinding } from './shown-findings.js';
import { DRAWING_WIDTH, drawTimeline } from './timeline/draw-timeline.js';
import { eventLabels } from './timeline/event-label.js';
import { hues } from './timeline/palette.js';

/** The report as one page that needs nothing from elsewhere, runs no script and may be sent around. */
export function htmlReport(inspection: Inspection): string {
  const { headline, outcome, source, findings, advice, answer, events } = inspection;
  const mood = outcome === 'whole' ? 'good' : outcome === 'interrupted' ? 'odd' : 'bad';
  const { elements, height } = drawTimeline(inspection);
  const said = answer === undefined ? [] : [answer, ...answer.otherChoices].flatMap((choice) => choiceFacts(choice));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>${e(clip(headline, 120))}</title>
<style>${PAGE_CSS}</style>
</head>
<body class="fw">
<main>
<p class="source">framewise inspect <span>${e(source.name)}</span></p>
<section class="verdict ${mood}">
<h1>${e(headline)}</h1>
${advice.map((line) => `<p>${e(line)}</p>`).join('\n')}
</section>
<dl class="facts">
${summaryFacts(inspection).map(([name, text]) => `<div><dt>${e(name)}</dt><dd>${e(text)}</dd></div>`).join('\n')}
</dl>
${events.length === 0 ? '' : `<figure><svg xmlns="http://www.w3.org/2000/svg" class="fw-d" viewBox="0 0 ${String(DRAWING_WIDTH)} ${String(height)}" role="img" aria-label="Timeline of the stream">
${elements}
</svg></figure>`}
${section('Findings', findingList(findings))}
${section(outcome === 'whole' ? 'The answer' : 'The answer, as far as it came', said.length === 0 ? '' : `<dl class="answer">
${said.map(([name, text]) => `<dt>${e(name)}</dt><dd>${text.split('\n').map(e).join('\n')}</dd>`).join('\n')}
</dl>`)}
${section('Events', eventTable(events))}
</main>
</body>
</html>
`;
}

function section(title: string, content: string): string {
  return content === '' ? '' : `<section>\n<h2>${title}</h2>\n${content}\n</section>`;
}

const EXCERPT_CHARS = 110;

/** The findings as HTML, each with its place; nothing if there are none. */
function findingList(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  return `<ul class="findings">\n${fewFindings(findings).map(item).join('\n')}\n</ul>`;
}

function item({ finding: { level, code, message, place }, moreCount }: ShownFinding): string {
  const head = `<p><span class="level">${code.replaceAll('_', ' ')}</span> ${e(message)}</p>`;
  const more = moreCount === 0 ? '' : `<p class="place">and ${moreCount.toLocaleString('en-US')} more like this</p>`;
  if (place === undefined) return `<li class="${level}">${head}${more}</li>`;
  const { text, caret } = excerptAt(place, EXCERPT_CHARS);
  return `<li class="${level}">${head}<p class="place">${e(placeName(place))}</p><pre>${e(text.slice(0, caret))}<mark>${e(text.charAt(caret) || ' ')}</mark>${e(text.slice(caret + 1))}</pre>${more}</li>`;
}

/** More rows than this nobody reads, and a browser shows them slowly; `--json` has all. */
const MOST_ROWS = 1_000;
const MOST_CHARS = 160;

/** Every event with its place and what it says, as HTML. */
function eventTable(events: readonly StreamEvent[]): string {
  if (events.length === 0) return '';
  const isTimed = events.some(({ atMs }) => atMs !== undefined);
  const left = events.length - MOST_ROWS;
  return `<details${events.length <= 40 ? ' open=""' : ''}><summary>${counted(events.length, 'event')}</summary>
<table>
<thead><tr><th>#</th>${isTimed ? '<th>time</th>' : ''}<th>line</th><th>byte</th><th>says</th></tr></thead>
<tbody>
${events.slice(0, MOST_ROWS).map((event) => row(event, isTimed)).join('\n')}
</tbody>
</table>
${left > 0 ? `<p class="place">and ${counted(left, 'event')} more</p>` : ''}</details>`;
}

function row(event: StreamEvent, isTimed: boolean): string {
  const { number, atMs, block } = event;
  const [line] = block.lines;
  const says = eventLabels(event).map(({ lane, text }) => `<span class="tag ${hues[lane]}">${lane}</span> ${e(clip(text, MOST_CHARS))}`);
  const cells = [String(number), ...(isTimed ? [atMs === undefined ? '' : timeSpan(atMs)] : []), String(line?.number ?? ''), (line?.atByte ?? 0).toLocaleString('en-US')];
  return `<tr>${cells.map((cell) => `<td class="n">${cell}</td>`).join('')}<td>${says.join('<br/>')}</td></tr>`;
}
