import { axisOf } from '../../../../src/cli/report/timeline/axis.js';
import { HI, inspected, WHOLE } from '../../support/inspected.js';

describe('axisOf', () => {
  it('runs along the bytes where no times are known', async () => {
    const inspection = await inspected(WHOLE);
    const { unit, spanOf } = axisOf(inspection);
    expect(unit).toBe('bytes');
    const spans = inspection.events.map(spanOf);
    expect(spans[0]?.[0]).toBe(0);
    expect(spans.at(-1)?.[1]).toBe(1);
  });

  it('runs along the time where it is known, with round steps', async () => {
    const inspection = await inspected(`@0\n${HI}@500\n${WHOLE}@1000\n`);
    const { unit, spanOf, ticks } = axisOf(inspection);
    expect(unit).toBe('time');
    expect(inspection.events.slice(0, 2).map(spanOf)).toEqual([[0, 0], [0.5, 0.5]]);
    expect(ticks.map(({ label }) => label)).toEqual(['0', '200 ms', '400 ms', '600 ms', '800 ms', '1.00 s']);
  });
});
