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

/** Charts of ratios, one under the other. Where one bar would make the others vanish, the scale of its chart is logarithmic. */
export function barCharts(title: string, charts: readonly Chart[]): string {
  const parts: string[] = [];
  let y = 0;
  for (const chart of charts) {
    if (y > 0) parts.push(element('path', { d: `M24 ${String(y)} H${String(WIDTH - 24)}`, class: 'rule' }));
    parts.push(...drawChart(chart, y));
    y += 84 + chart.bars.length * STEP;
  }
  const description = charts.map(({ title: of, unit, bars }) => `${of}: ${bars.map(({ name, value, ratio }) => `${name} ${times(ratio)}, ${rounded(value)} ${unit}`).join('; ')}.`);
  return picture({ width: WIDTH, height: y, title, description: description.join(' ') }, parts);
}

function drawChart({ title, unit, bars }: Chart, top: number): string[] {
  const most = Math.max(...bars.map(({ ratio }) => ratio));
  const isLogarithmic = most > 20;
  const least = Math.min(1, ...bars.map(({ ratio }) => ratio)) / 2;
  const share = (ratio: number): number => (isLogarithmic ? Math.log(ratio / least) / Math.log(most / least) : ratio / most);
  const xOf = (ratio: number): number => START + Math.max(0.004, share(ratio)) * (END - START);
  const first = top + 66;
  return [
    label(title, 24, top + 36, 'caption'),
    label(`${unit}, less is better${isLogarithmic ? '; logarithmic' : ''}`, WIDTH - 24, top + 36, 'small muted end'),
    element('path', { d: `M${String(Math.round(xOf(1)))} ${String(first - 8)} V${String(first + bars.length * STEP - 4)}`, class: 'thread' }),
    ...bars.flatMap((bar, index) => drawBar(bar, xOf(bar.ratio), first + index * STEP)),
  ];
}

function drawBar({ name, value, ratio }: Bar, endX: number, y: number): string[] {
  const tone = toneOf(name);
  return [
    label(name, START - 12, y + 16, 'mono small end'),
    element('rect', { x: START, y, width: endX - START, height: BAR, rx: 4, class: tone }),
    element('rect', { x: endX + 4, y, width: 54, height: BAR, class: 'break' }),
    label(times(ratio), endX + 8, y + 16, `bold ${tone}-text`),
    label(rounded(value), WIDTH - 24, y + 16, 'mono small muted end'),
  ];
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
