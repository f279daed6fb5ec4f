import type { StreamEvent } from '../inspect/events/stream-event.js';
import { clip } from '../terminal/clip.js';
import { counted } from '../terminal/counted.js';
import { timeSpan } from '../terminal/time-span.js';
import { escapeMarkup as e } from './escape-markup.js';
import { eventLabels } from './event-label.js';
import { hues } from './palette.js';

/** More rows than this nobody reads, and a browser shows them slowly; `--json` has all. */
const MOST_ROWS = 1_000;
const MOST_CHARS = 160;

/** Every event with its place and what it says, as HTML. */
export function eventTable(events: readonly StreamEvent[]): string {
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
