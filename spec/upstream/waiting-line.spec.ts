import { TestScheduler } from 'rxjs/testing';

import { WaitingLine, type WaitingLineOptions } from '../../src/upstream/waiting-line.js';

function openLine(options: Partial<WaitingLineOptions> = {}) {
  const seen: string[] = [];
  const line = new WaitingLine({ maxConcurrent: Infinity, waitMs: () => 0, onChange: () => undefined, ...options });
  const waiter = (name: string) => ({ go: () => { seen.push(name); }, fail: (error: unknown) => { seen.push(`${name} ${String(error)}`); } });
  return { line, seen, waiter };
}

describe('WaitingLine', () => {
  it('lets who joins go at once where there is room', () => {
    const { line, seen, waiter } = openLine();
    line.join(waiter('a'));
    expect(seen).toEqual(['a']);
    expect(line).toMatchObject({ active: 1, queued: 0, isHeld: false });
  });

  it('serves first who came first, when a place is given back', () => {
    const { line, seen, waiter } = openLine({ maxConcurrent: 1 });
    for (const name of ['a', 'b', 'c']) line.join(waiter(name));
    expect(line).toMatchObject({ active: 1, queued: 2, isHeld: true });
    line.giveBack();
    expect(seen).toEqual(['a', 'b']);
  });

  it('forgets who leaves', () => {
    const { line, seen, waiter } = openLine({ maxConcurrent: 1 });
    const impatient = waiter('b');
    line.join(waiter('a'));
    line.join(impatient);
    line.join(waiter('c'));
    line.leave(impatient);
    line.giveBack();
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
});
