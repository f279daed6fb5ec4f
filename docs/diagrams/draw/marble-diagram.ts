import type { Scene } from '../../../spec/operators/diagrams/scene.js';
import { drawRow } from './draw-row.js';
import { element } from './element.js';
import { label } from './label.js';
import { picture } from './picture.js';
import type { Row } from './row.js';
import { rowsOf } from './rows-of.js';
import { type TimeScale, timeScale } from './time-scale.js';

const WIDTH = 800;
const LINE_START = 150;
const LINE_END = WIDTH - 30;

/** The picture of an operator: one scene under the other. */
export function marbleDiagram(name: string, scenes: readonly Scene[]): string {
  const parts: string[] = [];
  let y = 0;
  for (const scene of scenes) {
    if (y > 0) parts.push(element('path', { d: `M24 ${String(y)} H${String(WIDTH - 24)}`, class: 'rule' }));
    const { drawn, height } = drawScene(scene, y);
    parts.push(drawn);
    y += height;
  }
  const description = scenes.map((scene) => `${scene.caption}. ${scene.call}: ${inWords(rowsOf(scene))}`).join(' ');
  return picture({ width: WIDTH, height: y, title: `Marble diagram of ${name}`, description }, parts);
}

function drawScene(scene: Scene, top: number): { drawn: string; height: number } {
  const rows = rowsOf(scene);
  const scale = widestScale(rows);
  const parts = [label(scene.caption, 24, top + 36, 'caption')];
  let y = top + 80;
  for (const row of rows) {
    if (row.name === 'result') {
      y += 4;
      parts.push(drawCall(scene.call, y));
      y += 68;
    }
    parts.push(drawRow(row, scale, y, LINE_END));
    y += rowHeight(row);
  }
  return { drawn: element('g', {}, ...parts), height: y - top + 4 };
}

function drawCall(call: string, y: number): string {
  return (
    element('rect', { x: 24, y: y - 18, width: WIDTH - 48, height: 38, rx: 6, class: 'box' }) +
    label(call, WIDTH / 2, y + 6, 'mono middle')
  );
}

/** Lines that say something below themselves need room for it. */
function rowHeight({ name, moments, untilMs }: Row): number {
  const hasError = moments.some(({ marks }) => marks.some(({ type }) => type === 'error'));
  const isLeft = Number.isFinite(untilMs);
  if (name === 'log') return 30 + 22 * Math.max(0, ...moments.map(({ marks }) => marks.length - 1));
  return hasError || isLeft ? 66 : 50;
}

/** As wide as the page allows, but never so wide that short stories look empty. */
function widestScale(rows: readonly Row[]): TimeScale {
  const scales = [56, 50, 44, 38, 32, 26, 20, 14, 8].map((widthPerMs) => timeScale(rows, LINE_START, widthPerMs));
  const fitting = scales.find(({ endX }) => endX < LINE_END - 24);
  if (fitting === undefined) throw new Error(`A scene is too wide: ${String(scales.at(-1)?.endX)} of ${String(LINE_END - 24)}.`);
  return fitting;
}

function inWords(rows: readonly Row[]): string {
  return rows
    .map(({ name, moments }) => `${name}: ${moments.flatMap(({ marks }) => marks.map((mark) => ('label' in mark ? mark.label : 'complete'))).join(', ')}`)
    .join('; ')
    .concat('.');
}
