import { TestScheduler } from 'rxjs/testing';

import { Openings } from '../../src/upstream/openings.js';

describe('Openings', () => {
  it('keep others waiting until all are heard, and a second behind the latest at most', () => {
    new TestScheduler(() => undefined).run(({ cold, flush }) => {
      const openings = new Openings();
      const waits: number[] = [];
      cold('ab 398ms c 598ms d|').subscribe((step) => {
        if (step === 'a' || step === 'b') openings.add();
        if (step === 'c') openings.remove();
        waits.push(openings.waitMs);
      });
      flush();
      expect(waits).toEqual([1_000, 1_000, 601, 2]);
      openings.remove();
      expect(openings.waitMs).toBe(0);
    });
  });
});
