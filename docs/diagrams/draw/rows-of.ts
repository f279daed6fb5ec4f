import { TestScheduler } from 'rxjs/testing';

import type { Scene } from '../../../spec/operators/diagrams/scene.js';
import { ApiError } from '../../../src/errors/api-error.js';
import type { Mark, Moment, Row } from './row.js';
import { toneOf } from './tone-of.js';

/** The lines of a scene, read by the scheduler that the specs read them with. */
export function rowsOf(scene: Scene): readonly Row[] {
  // Inside `run` a character is a millisecond.
  return new TestScheduler(() => undefined).run(() => {
    const attempts = scene.attempts.map(({ frames, subscription, name: given }, index) => {
      const { subscribedFrame, unsubscribedFrame } = TestScheduler.parseMarblesAsSubscriptions(subscription.trim(), true);
      const name = given ?? (scene.attempts.length === 1 ? 'source' : `attempt ${String(index + 1)}`);
      const moments = momentsOf(frames, scene, scene.error).map((moment) => ({ ...moment, atMs: moment.atMs + subscribedFrame }));
      return { name, moments, fromMs: subscribedFrame, untilMs: unsubscribedFrame };
    });
    const result = { name: 'result', moments: momentsOf(scene.result, scene, scene.failure ?? scene.error), fromMs: 0, untilMs: Infinity };
    if (scene.log === undefined) return [...attempts, result];
    return [...attempts, result, { name: 'log', moments: momentsOf(scene.log, scene, undefined), fromMs: 0, untilMs: Infinity }];
  });
}

function momentsOf(marbles: string, scene: Scene, error: unknown): readonly Moment[] {
  const moments = new Map<number, Mark[]>();
  for (const { frame, notification } of TestScheduler.parseMarbles(marbles.trim(), undefined, error, false, true)) {
    const marks = moments.get(frame) ?? [];
    moments.set(frame, marks);
    if (notification.kind === 'N') marks.push(markOf(String(notification.value), scene));
    else if (notification.kind === 'C') marks.push({ type: 'complete' });
    else marks.push({ type: 'error', label: ApiError.is(notification.error) ? notification.error.type : '' });
  }
  return [...moments].map(([atMs, marks]) => ({ atMs, marks }));
}

function markOf(char: string, scene: Scene): Mark {
  const { label, value } = scene.marbles[char] ?? { label: char, value: undefined };
  if (label !== '') return { type: 'value', label, tone: toneOf(value) };
  const line = String(value);
  return { type: 'line of log', label: line, tone: line.startsWith('error') ? 'error' : 'unknown' };
}
