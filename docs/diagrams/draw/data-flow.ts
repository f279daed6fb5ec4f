import { arrow } from './arrow.js';
import { element } from './element.js';
import { label } from './label.js';
import { node } from './node.js';
import { picture } from './picture.js';

const WIDTH = 92;
const stations = ['open()', 'Response', 'bytes', 'events', 'payloads', 'frames', 'you'];
const left = (index: number): number => 24 + index * 110;
const middle = (index: number): number => left(index) + WIDTH / 2;
const TOP = 112;
const BOTTOM = TOP + 48;
const ERROR_TOP = 268;

/** The way of the data, and the one way of all failures. */
export function dataFlow(): string {
  const areas: readonly (readonly [string, number, number])[] = [['wire/', 1, 3], ['protocols/', 4, 5]];
  const failures: readonly (readonly [number, string])[] = [
    [1, 'HTTP failure'],
    [2, 'broken, cut'],
    [4, 'unreadable'],
    [5, 'error frame'],
  ];
  const parts = [
    ...areas.flatMap(([name, first, last]) => [
      element('path', { d: `M${String(left(first))} 92 v-8 H${String(left(last) + WIDTH)} v8`, class: 'line' }),
      label(name, (left(first) + left(last) + WIDTH) / 2, 75, 'mono small muted middle'),
    ]),
    ...stations.map((name, index) =>
      node(name, { x: left(index), y: TOP, width: WIDTH, height: 48, ...(name === 'frames' ? { tone: 'output' } : name === 'you' ? { tone: 'value' } : {}) }),
    ),
    ...stations.slice(1).map((_, index) => arrow([[left(index) + WIDTH + 2, TOP + 24], [left(index + 1) - 2, TOP + 24]])),

    arrow([[middle(6), TOP - 4], [middle(6), 32], [middle(0), 32], [middle(0), TOP - 4]]),
    element('rect', { x: 260, y: 20, width: 280, height: 24, class: 'break' }),
    label('unsubscribing aborts the request', 400, 37, 'small muted middle'),

    label('operators/', left(6) - 9, TOP + 70, 'mono small muted middle'),
    ...failures.flatMap(([at, why]) => [
      arrow([[middle(at), BOTTOM + 4], [middle(at), ERROR_TOP - 3]], 'error'),
      element('rect', { x: middle(at) - 58, y: 202, width: 116, height: 26, class: 'break' }),
      label(why, middle(at), 220, 'small error-text middle'),
    ]),
    node('ApiError', { x: left(1), y: ERROR_TOP, width: left(5) + WIDTH - left(1), height: 48, tone: 'error', note: 'one error, whatever failed: type, origin, status, retryable, advice, raw' }),
    arrow([[left(5) + WIDTH + 2, ERROR_TOP + 24], [middle(6), ERROR_TOP + 24], [middle(6), BOTTOM + 4]], 'error'),
    arrow([[left(1) - 2, ERROR_TOP + 24], [middle(0), ERROR_TOP + 24], [middle(0), BOTTOM + 4]], 'restart'),
    label('retryWithBackoff(): the same request again, before any output', 24, ERROR_TOP + 76, 'small restart-text'),
    label('the error of the Observable', 776, ERROR_TOP + 76, 'small error-text end'),
  ];
  return picture(
    {
      width: 800,
      height: ERROR_TOP + 100,
      title: 'From bytes to frames',
      description:
        'open(signal) gives a Response, its bytes become SSE events, payloads, frames, and reach you through operators. Whatever fails on the way becomes an ApiError: ' +
        'the error of the Observable, or the reason for a retry that opens the request again. Unsubscribing aborts the request.',
    },
    parts,
  );
}
