import { axisOf } from '../../../../src/cli/report/timeline/axis.js';
import { outputCurve } from '../../../../src/cli/report/timeline/output-curve.js';
import { HI, inspected, STOP } from '../../support/inspected.js';

async function curveOf(stream: string) {
  const inspection = await inspected(stream);
  return outputCurve(inspection.events, axisOf(inspection));
}

describe('outputCurve', () => {
  it('rises with the output, from 0 to 1 both ways', async () => {
    const { points, chars } = await curveOf(`@0\n${HI}@500\n${HI}@1000\n${STOP}`);
    expect(chars).toBe(4);
    expect(points).toEqual([[0, 0], [0, 0.5], [0.5, 1], [1, 1]]);
  });

  it('is nothing where no output came', async () => {
    expect(await curveOf(STOP)).toEqual({ points: [], chars: 0 });
  });
});
