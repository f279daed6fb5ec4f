import { element } from './element.js';
import { label } from './label.js';
import { picture } from './picture.js';
import type { Tone } from './style-sheet.js';

/** One bar: what was measured, and that in relation to the first bar of its chart. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly ratio: number;
}

export interface Chart {
  readonly title: string;
  /** What `value` is: `ns per frame`, `bytes`. */
  readonly unit: string;
  readonly bars: readonly Bar[];
}

const WIDTH = 800;
const START = 320;
const END = 620;
const BAR = 22;
const STEP = 34;
const HEAD = 90;
/** A longer bar would make the others vanish: it is broken off. */
const LONGEST_RATIO = 8;

/** Charts of ratios, one under the other. Every scale begins at nought and is linear, so that lengths can be compared. */
export function barCharts(title: string, charts: readonly Chart[]): string {
  const parts: string[] = [];
  let y = 0;
  for (const chart of charts) {
    if (y > 0) parts.push(element('path', { d: `M24 ${String(y)} H${String(WIDTH - 24)}`, class: 'rule' }));
    parts.push(...drawChart(chart, y));
    y += HEAD + 16 + chart.bars.length * STEP;
  }
  const description = charts.map(({ title: of, unit, bars }) => `${of}: ${bars.map(({ name, value, ratio }) => `${name} ${times(ratio)}, ${rounded(value)} ${unit}`).join('; ')}.`);
  return picture({ width: WIDTH, height: y, title, description: description.join(' ') }, parts);
}

function drawChart({ title, unit, bars }: Chart, top: number): string[] {
  const drawn = bars.map(({ ratio }) => ratio).filter((ratio) => ratio <= LONGEST_RATIO);
  const isBroken = drawn.length < bars.length;
  const most = isBroken ? Math.max(1, ...drawn) * 1.2 : Math.max(...drawn);
  const xOf = (ratio: number): number => START + Math.max(0.004, Math.min(1, ratio / most)) * (END - START);
  const first = top + HEAD;
  const note = `bars: times the ${bars[0]?.name ?? 'first'}${isBroken ? ', broken off where they are too long' : ''}; right: ${unit}; less is better`;
  return [
    label(capital(title), 24, top + 36, 'caption'),
    label(note, 24, top + 60, 'small muted'),
    element('path', { d: `M${String(Math.round(xOf(1)))} ${String(first - 10)} V${String(first + bars.length * STEP - 2)}`, class: 'thread' }),
    ...bars.flatMap((bar, index) => drawBar(bar, xOf(bar.ratio), first + index * STEP)),
  ];
}

function drawBar({ name, value, ratio }: Bar, endX: number, y: number): string[] {
  const tone = toneOf(name);
  return [
    label(name, START - 12, y + 16, 'mono small end'),
    element('rect', { x: START, y, width: endX - START, height: BAR, rx: 4, class: tone }),
    ...(ratio > LONGEST_RATIO ? [drawBreak(END - 36, y)] : []),
    element('rect', { x: endX + 4, y, width: 54, height: BAR, class: 'break' }),
    label(times(ratio), endX + 8, y + 16, `bold ${tone}-text`),
    label(rounded(value), WIDTH - 24, y + 16, 'mono small muted end'),
  ];
}

function drawBreak(x: number, y: number): string {
  const left = `${String(x - 8)} ${String(y + BAR + 2)}`;
  return (
    element('path', { d: `M${left} l8 ${String(-BAR - 4)} h8 l-8 ${String(BAR + 4)} Z`, class: 'break' }) +
    element('path', { d: `M${left} l8 ${String(-BAR - 4)} m8 0 l-8 ${String(BAR + 4)}`, class: 'line' })
  );
}

function capital(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1);
}

function toneOf(name: string): Tone {
  if (name.startsWith('framewise')) return 'output';
  return name.includes('limit') ? 'terminal' : 'quiet';
}

function times(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(ratio < 100 ? 1 : 0)}×`;
}

function rounded(value: number): string {
  return value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString('en');
}
