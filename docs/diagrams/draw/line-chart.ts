import { element } from './element.js';
import { label } from './label.js';
import { picture } from './picture.js';
import type { Tone } from './style-sheet.js';

/** One curve: a value for each second. */
interface Curve {
  readonly name: string;
  readonly tone: Tone;
  readonly values: readonly number[];
}

interface LineChart {
  readonly title: string;
  /** What the curves count. */
  readonly unit: string;
  readonly curves: readonly Curve[];
  /** A span that is shaded, in seconds. */
  readonly shade: { readonly from: number; readonly to: number; readonly name: string };
}

const WIDTH = 800;
const HEIGHT = 420;
const LEFT = 70;
const RIGHT = 30;
const TOP = 110;
const BOTTOM = 50;

/** Curves over time. Both scales begin at nought and are linear. */
export function lineChart({ title, unit, curves, shade }: LineChart): string {
  const seconds = Math.max(...curves.map(({ values }) => values.length));
  const most = Math.max(...curves.flatMap(({ values }) => values));
  const x = (second: number): number => LEFT + (second / seconds) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number => HEIGHT - BOTTOM - (value / most) * (HEIGHT - TOP - BOTTOM);
  const parts = [
    label(title, 24, 36, 'caption'),
    label(unit, 24, 60, 'small muted'),
    element('rect', { x: x(shade.from), y: TOP - 10, width: x(shade.to) - x(shade.from), height: HEIGHT - BOTTOM - TOP + 10, class: 'error' }),
    label(shade.name, x(shade.from) + 8, TOP + 8, 'small error-text'),
    ...[0, most / 2, most].flatMap((value) => [
      element('path', { d: `M${String(LEFT)} ${y(value).toFixed(1)} H${String(WIDTH - RIGHT)}`, class: 'thread' }),
      label(String(Math.round(value)), LEFT - 8, y(value) + 5, 'mono small end'),
    ]),
    ...Array.from({ length: Math.floor(seconds / 10) + 1 }, (_, index) => label(`${String(index * 10)} s`, x(index * 10), HEIGHT - BOTTOM + 24, 'mono small middle')),
    ...curves.map(({ tone, values }) => element('path', { d: values.map((value, second) => `${second === 0 ? 'M' : 'L'}${x(second + 0.5).toFixed(1)} ${y(value).toFixed(1)}`).join(' '), class: `${tone}-line` })),
    ...curves.flatMap(({ name, tone }, index) => [
      element('path', { d: `M${String(LEFT + index * 200)} 84 h24`, class: `${tone}-line` }),
      label(name, LEFT + 32 + index * 200, 89, `small ${tone}-text`),
    ]),
  ];
  const description = curves.map(({ name, values }) => `${name}: at most ${String(Math.max(...values))} in a second`).join('; ');
  return picture({ width: WIDTH, height: HEIGHT, title, description: `${unit}. ${description}.` }, parts);
}
