import { asyncScheduler } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';

import type { Attempt } from '../../src/scope/attempt-scope.js';
import type { Place } from '../../src/upstream/place.js';
import { WaitingLine, type WaitingLineOptions } from '../../src/upstream/waiting-line.js';

function openLine(options: Partial<WaitingLineOptions> = {}) {
  const seen: string[] = [];
  const places: Place[] = [];
  const line = new WaitingLine({ maxConcurrent: Infinity, maxQueued: Infinity, waitMs: () => 0, onChange: () => undefined, ...options });
  const waiter = (name: string) => ({ go: (place: Place) => { seen.push(name); places.push(place); }, fail: (error: unknown) => { seen.push(`${name} ${String(error)}`); } });
  return { line, seen, places, waiter };
}

describe('WaitingLine', () => {
  it('lets who joins go at once where there is room', () => {
    const { line, seen, waiter } = openLine();
    line.join(waiter('a'));
    expect(seen).toEqual(['a']);
    expect(line).toMatchObject({ active: 1, queued: 0, isFull: false });
  });

  it('serves first who came first, when a place is given back', () => {
    const { line, seen, places, waiter } = openLine({ maxConcurrent: 1 });
    for (const name of ['a', 'b', 'c']) line.join(waiter(name));
    expect(line).toMatchObject({ active: 1, queued: 2 });
    places[0]?.end();
    expect(seen).toEqual(['a', 'b']);
  });

  it('keeps the place of a stream that has ended, as long as its connection is in use', () => {
    const changes: number[] = [];
    const { line, seen, places, waiter } = openLine({ maxConcurrent: 1, onChange: () => { changes.push(line.active); } });
    for (const name of ['a', 'b']) line.join(waiter(name));
    let free = (): void => undefined;
    places[0]?.use({ connection: { whenFree: (call: () => void) => { free = call; } } } as Attempt);
    places[0]?.end();
    expect([seen, line.active, line.queued, changes.at(-1)]).toEqual([['a'], 0, 1, 0]);
    free();
    expect([seen, line.active, line.queued]).toEqual([['a', 'b'], 1, 0]);
  });

  it('is full when so many wait; who waits for nothing but the rest of a body does not count', () => {
    let waitMs = 0;
    const { line, places, waiter } = openLine({ maxConcurrent: 2, maxQueued: 1, waitMs: () => waitMs });
    const isFull = ['a', 'b', 'c', 'd'].map((name) => {
      line.join(waiter(name));
      return line.isFull;
    });
    expect(isFull).toEqual([false, false, true, true]);
    places[0]?.use({ connection: { whenFree: () => undefined } } as unknown as Attempt);
    places[0]?.end();
    expect([line.queued, line.isFull]).toEqual([2, true]);
    places[1]?.use({ connection: { whenFree: () => undefined } } as unknown as Attempt);
    places[1]?.end();
    expect([line.queued, line.isFull]).toEqual([2, false]);
    waitMs = 1;
    expect(line.isFull).toBe(true);
  });

  it('forgets who leaves', () => {
    const { line, seen, places, waiter } = openLine({ maxConcurrent: 1 });
    const impatient = waiter('b');
    line.join(waiter('a'));
    line.join(impatient);
    line.join(waiter('c'));
    line.leave(impatient);
    places[0]?.end();
    expect(seen).toEqual(['a', 'c']);
  });

  it('tells everybody who waits the same, and nobody the same object', () => {
    const { line, seen, waiter } = openLine({ maxConcurrent: 1 });
    for (const name of ['a', 'b', 'c']) line.join(waiter(name));
    let told = 0;
    line.failAll(() => `busy ${String(told++)}`);
    expect(seen).toEqual(['a', 'b busy 0', 'c busy 1']);
    expect(line.queued).toBe(0);
  });

  it('looks again when the first may go', () => {
    new TestScheduler(() => undefined).run(({ flush }) => {
      let waits = [20, 10, 0];
      const { line, seen, waiter } = openLine({ waitMs: () => waits[0] ?? 0, onChange: () => { waits = waits.slice(1); } });
      line.join(waiter('a'));
      expect(seen).toEqual([]);
      flush();
      expect(seen).toEqual(['a']);
    });
  });

  it('lets nobody overtake those who may have to open a connection, while they are unheard: for a second at most', () => {
    new TestScheduler(() => undefined).run(({ flush }) => {
      const { line, seen, places, waiter } = openLine({ maxConcurrent: 3 });
      const connected = { connection: { whenFree: (call: () => void) => { call(); } } } as Attempt;
      for (const name of ['a', 'b', 'c', 'd', 'e']) line.join(waiter(name));
      for (const place of places) place.use(connected);
      places[0]?.end();
      expect(seen).toEqual(['a', 'b', 'c']);
      places[1]?.hear();
      expect(seen).toEqual(['a', 'b', 'c']);
      places[2]?.hear();
      expect(seen).toEqual(['a', 'b', 'c', 'd']);
      // Its connection was open: it keeps nobody waiting.
      places[3]?.use(connected);
      places[1]?.end();
      expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
      flush();
    });
    new TestScheduler(() => undefined).run(({ flush }) => {
      const { line, seen, places, waiter } = openLine({ maxConcurrent: 2 });
      for (const name of ['a', 'b', 'c']) line.join(waiter(name));
      for (const place of places) place.use({ connection: { whenFree: (call: () => void) => { call(); } } } as Attempt);
      places[0]?.end();
      expect(seen).toEqual(['a', 'b']);
      flush();
      expect(seen).toEqual(['a', 'b', 'c']);
    });
  });

  it('keeps nobody waiting who comes while a place is free', () => {
    const { line, seen, places, waiter } = openLine({ maxConcurrent: 3 });
    for (const name of ['a', 'b']) {
      line.join(waiter(name));
      places.at(-1)?.use({ connection: { whenFree: () => undefined } } as unknown as Attempt);
    }
    places[0]?.end();
    line.join(waiter('c'));
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('spreads the first burst: who waits for it is queued, is not one too many, and goes in its turn', () => {
    new TestScheduler(() => undefined).run(({ flush }) => {
      const { line, seen, places, waiter } = openLine({ maxQueued: 4, spreadsFirst: true });
      const connection = { connection: { whenFree: () => undefined } } as unknown as Attempt;
      const waiters = Array.from({ length: 24 }, (_, at) => waiter(String(at)));
      for (const each of waiters) {
        line.join({ ...each, go: (place) => { each.go(place); place.use(connection); } });
        expect(line.isFull).toBe(false);
      }
      expect(line).toMatchObject({ active: 20, queued: 4 });
      places[0]?.hear();
      expect([seen.at(-1), line.queued]).toEqual(['20', 3]);
      flush();
      expect(seen).toEqual(waiters.map((_, at) => String(at)));
      expect(asyncScheduler.now()).toBe(15);
    });
  });

  it('lets a first burst go at once that is more than may wait', () => {
    const { line, seen, waiter } = openLine({ maxQueued: 4, spreadsFirst: true });
    const connection = { connection: { whenFree: () => undefined } } as unknown as Attempt;
    for (let at = 0; at < 30; at += 1) {
      const each = waiter(String(at));
      line.join({ ...each, go: (place) => { each.go(place); place.use(connection); } });
      expect(line.queued).toBe(at >= 24 ? 0 : Math.max(0, at - 19));
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, at) => String(at)));
  });

  it('spreads nothing where no connection is known of', () => {
    const { line, seen, waiter } = openLine({ spreadsFirst: true });
    for (let at = 0; at < 100; at += 1) line.join(waiter(String(at)));
    expect(seen).toHaveLength(100);
  });
});
