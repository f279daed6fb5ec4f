import { element } from './element.js';

type Point = readonly [x: number, y: number];

/** A line through these points with a head at its end. The class decides its colour: `line`, or a tone. */
export function arrow(points: readonly Point[], tone?: string): string {
  const [tail = [0, 0], end = [0, 0]] = points.slice(-2);
  const angle = Math.atan2(end[1] - tail[1], end[0] - tail[0]);
  const at = (back: number, side: number): string =>
    [end[0] - back * Math.cos(angle) - side * Math.sin(angle), end[1] - back * Math.sin(angle) + side * Math.cos(angle)]
      .map((value) => String(Math.round(value * 10) / 10))
      .join(' ');
  const path = [...points.slice(0, -1).map((point) => point.join(' ')), at(7, 0)].join(' L');
  return (
    element('path', { d: `M${path}`, class: tone ? `${tone}-line` : 'line', 'stroke-linejoin': 'round' }) +
    element('path', { d: `M${at(0, 0)} L${at(9, 5)} L${at(9, -5)} Z`, class: tone ? `${tone}-tip` : 'tip' })
  );
}
