import type { Inspection } from '../../inspect/verdict/inspection.js';
import { clip } from '../../terminal/fitting.js';
import { counted, timeSpan } from '../../terminal/wording.js';
import { escapeMarkup } from '../escape-markup.js';
import { type Axis, axisOf } from './axis.js';
import { outputCurve } from './output-curve.js';
import { type Mark, ROW_ORDER, timelineMarks } from './timeline-marks.js';

/** A drawing without its frame: SVG elements from y = 0 down to `height`. */
export interface Drawing {
  readonly elements: string;
  readonly height: number;
}

export const DRAWING_WIDTH = 1_080;
const LEFT = 104;
const RIGHT = 24;
const PLOT = DRAWING_WIDTH - LEFT - RIGHT;
const TOP = 34;
const CURVE = 84;
const ROW = 30;
const MARK = 16;

/** The style of a drawing; the colours come from the palette. */
export const DRAWING_CSS = [
  '.fw-d{font:12px/1.4 ui-sans-serif,system-ui,-apple-system,"Segoe UI",sans-serif;fill:var(--ink)}',
  '.fw-d .muted{fill:var(--muted)}.fw-d .stripe{fill:var(--stripe)}.fw-d .rule{stroke:var(--rule)}',
  '.fw-d .axis{font-variant-numeric:tabular-nums}.fw-d .pill{fill:var(--panel)}.fw-d .strong{font-weight:600}',
  '.fw-d .area{fill:var(--text);fill-opacity:.12}.fw-d .curve{fill:none;stroke:var(--text);stroke-width:1.5;stroke-linejoin:round}',
  '.fw-d .silence{fill:var(--odd);fill-opacity:.1}.fw-d .mark:hover{opacity:.65}',
  ...['text', 'reasoning', 'tool', 'refusal', 'extra', 'meta', 'quiet', 'odd', 'bad', 'good'].map((hue) => `.fw-d .${hue}{fill:var(--${hue})}.fw-d .l-${hue}{stroke:var(--${hue})}`),
].join('');

/** The timeline of a stream: how the answer grew, a row for each sort of event, and where it ended. */
export function drawTimeline(inspection: Inspection): Drawing {
  const { events } = inspection;
  const axis = axisOf(inspection);
  const marks = timelineMarks(events, axis, PLOT);
  const endings = marks.filter(({ row }) => row === 'ending');
  const rows = ROW_ORDER.filter((name) => marks.some(({ row }) => row === name));
  const curve = drawCurve(inspection, axis);
  const top = TOP + curve.height;
  const bottom = top + rows.length * ROW;
  return {
    height: bottom + 40,
    elements: [
      ...rows.map((name, index) => drawRow(name, top + index * ROW, index % 2 === 0, marks)),
      ...axis.ticks.map(({ at, label }, index) => drawTick(at, label, bottom, index === 0 ? axis.unit : undefined)),
      ...drawSilences(inspection, axis, top, bottom),
      curve.elements,
      ...(endings.length > 0 ? endings : [cutOff(inspection)]).map((mark) => drawEnding(mark, bottom)),
      ...marks.map((mark) => drawMark(mark, top + rows.indexOf(mark.row) * ROW)),
    ].join('\n'),
  };
}

function drawRow(name: string, y: number, isStriped: boolean, marks: readonly Mark[]): string {
  const count = marks.reduce((sum, mark) => sum + (mark.row === name ? mark.count : 0), 0);
  return `${isStriped ? `<rect class="stripe" x="0" y="${n(y)}" width="${n(DRAWING_WIDTH)}" height="${n(ROW)}" rx="4"/>` : ''}
<text x="10" y="${n(y + 19)}">${name}</text><text class="muted axis" x="${n(LEFT - 12)}" y="${n(y + 19)}" text-anchor="end">${String(count)}</text>`;
}

function drawTick(at: number, label: string, bottom: number, unit: Axis['unit'] | undefined): string {
  const x = LEFT + at * PLOT;
  const name = unit === undefined ? '' : `<text class="muted" x="10" y="${n(bottom + 20)}">${unit}</text>`;
  return `<line class="rule" x1="${n(x)}" x2="${n(x)}" y1="${n(TOP)}" y2="${n(bottom + 5)}"/><text class="muted axis" x="${n(x)}" y="${n(bottom + 20)}" text-anchor="middle">${escapeMarkup(label)}</text>${name}`;
}

function drawMark({ hue, x, width, count, title }: Mark, y: number): string {
  const several = count > 1 ? `${String(count)} × ` : '';
  return `<rect class="mark ${hue}" x="${n(LEFT + x)}" y="${n(y + (ROW - MARK) / 2)}" width="${n(width)}" height="${n(MARK)}" rx="1.5"><title>${escapeMarkup(several)}${title.split('\n').map(escapeMarkup).join('\n')}</title></rect>`;
}

/** Where a stream just stops, the picture says so. */
function cutOff({ outcome }: Inspection): Mark {
  const words = outcome === 'whole' ? 'ends without a terminal frame' : outcome === 'interrupted' ? 'you stopped it here' : 'stops here, without an end';
  return { row: 'ending', hue: outcome === 'whole' ? 'good' : outcome === 'interrupted' ? 'odd' : 'bad', x: PLOT, width: 0, count: 1, title: `\n${words}` };
}

/** A line through everything where the answer ended or failed, with a word above it. */
function drawEnding({ hue, x, width, title }: Mark, bottom: number): string {
  const at = LEFT + x + width / 2;
  const words = clip(title.slice(title.indexOf('\n') + 1), 48);
  const side = at > DRAWING_WIDTH * 0.6 ? 'end' : at < LEFT + PLOT * 0.2 ? 'start' : 'middle';
  return `<line class="l-${hue}" stroke-width="1.5" x1="${n(at)}" x2="${n(at)}" y1="${n(TOP - 8)}" y2="${n(bottom)}"/><text class="${hue} strong" x="${n(at)}" y="${n(TOP - 15)}" text-anchor="${side}">${escapeMarkup(words)}</text>`;
}

function drawCurve({ events }: Inspection, axis: Axis): Drawing {
  const { points, chars } = outputCurve(events, axis);
  if (chars === 0) return { elements: '', height: 0 };
  const y = (share: number): number => TOP + 8 + (1 - share) * (CURVE - 16);
  const steps = points.map(([x, share], index) => {
    const before = points[index - 1]?.[1] ?? 0;
    const at = LEFT + x * PLOT;
    // In time the answer jumps with each event; along the bytes it grows.
    return `${index === 0 ? 'M' : 'L'}${n(at)} ${n(y(axis.unit === 'time' ? before : share))}${axis.unit === 'time' ? `L${n(at)} ${n(y(share))}` : ''}`;
  });
  const base = y(0);
  return {
    height: CURVE,
    elements: `<path class="area" d="${steps.join('')}L${n(LEFT + PLOT)} ${n(base)}L${n(LEFT)} ${n(base)}Z"/><path class="curve" d="${steps.join('')}"/>
<text x="10" y="${n(TOP + 28)}">output</text><text class="muted" x="10" y="${n(TOP + 45)}">${escapeMarkup(counted(chars, 'char'))}</text>`,
  };
}

const SILENCE_MS = 1_000;
const SILENCE_SHARE = 0.07;

function drawSilences({ events, source: { durationMs = 0 } }: Inspection, { unit }: Axis, top: number, bottom: number): readonly string[] {
  if (unit !== 'time') return [];
  const times = [0, ...events.map(({ atMs = 0 }) => atMs), durationMs];
  return times.flatMap((endMs, index) => {
    const startMs = times[index - 1] ?? endMs;
    const silentMs = endMs - startMs;
    if (silentMs < SILENCE_MS || silentMs / durationMs < SILENCE_SHARE) return [];
    const x = LEFT + (startMs / durationMs) * PLOT;
    const width = (silentMs / durationMs) * PLOT;
    // The word stands in the first row, where a silence has no marks; above it the curve may pass.
    return `<rect class="silence" x="${n(x)}" y="${n(TOP)}" width="${n(width)}" height="${n(bottom - TOP)}"><title>silence for ${timeSpan(silentMs)}</title></rect><text class="muted" x="${n(x + width / 2)}" y="${n(top + 19)}" text-anchor="middle">${timeSpan(silentMs)} of silence</text>`;
  });
}

/** Numbers as short as a picture needs them. */
function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
