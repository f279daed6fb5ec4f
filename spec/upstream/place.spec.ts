import { NEVER } from 'rxjs';

import type { Attempt, Connection } from '../../src/scope/attempt-scope.js';
import { Place } from '../../src/upstream/place.js';

function openPlace() {
  const seen: string[] = [];
  const say = (word: string) => (): void => { seen.push(word); };
  return { seen, place: new Place({ onConnect: say('connects'), onHeard: say('heard'), onEnd: say('ended'), onFree: say('free') }) };
}

const attempt = (whenFree?: Connection['whenFree']): Attempt => ({ abort: NEVER, asked: () => ({ protocol: 'messages' }), connection: whenFree && { whenFree } });

describe('a place', () => {
  it('is free at the end of a stream that tells of no connection', () => {
    const { seen, place } = openPlace();
    place.use(attempt());
    place.hear();
    place.end();
    expect(seen).toEqual(['ended', 'free']);
  });

  it('is free when the stream and all of its connections have ended, in whatever order', () => {
    const { seen, place } = openPlace();
    const frees: (() => void)[] = [];
    for (let connection = 0; connection < 3; connection += 1) place.use(attempt((call) => { frees.push(call); }));
    place.hear();
    place.hear();
    frees[0]?.();
    place.end();
    frees[1]?.();
    expect(seen).toEqual(['connects', 'heard', 'ended']);
    frees[2]?.();
    expect(seen).toEqual(['connects', 'heard', 'ended', 'free']);
  });

  it('is not free while a stream goes on whose connection has ended, and hears at the latest when it ends', () => {
    const { seen, place } = openPlace();
    for (let connection = 0; connection < 2; connection += 1) place.use(attempt((call) => { call(); }));
    expect(seen).toEqual(['connects']);
    place.end();
    expect(seen).toEqual(['connects', 'heard', 'ended', 'free']);
  });
});
