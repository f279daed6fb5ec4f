import { axisOf } from '../../../../src/cli/report/timeline/axis.js';
import { ROW_ORDER, timelineMarks } from '../../../../src/cli/report/timeline/timeline-marks.js';
import { HI, inspected, WHOLE } from '../../support/inspected.js';

async function marksOf(stream: string, width: number) {
  const inspection = await inspected(stream);
  return timelineMarks(inspection.events, axisOf(inspection), width);
}

describe('timelineMarks', () => {
  it('has a mark for each event, inside the plot and in a row that is drawn', async () => {
    const marks = await marksOf(WHOLE, 1_000);
    expect(marks.map(({ row, count }) => [row, count])).toEqual([['text', 1], ['envelope', 1], ['ending', 1]]);
    for (const { row, x, width } of marks) {
      expect(ROW_ORDER).toContain(row);
      expect([x >= 0, x + width <= 1_000.01]).toEqual([true, true]);
    }
  });

  it('lets one mark stand for events that have no room for one each', async () => {
    const [mark, ...others] = (await marksOf(HI.repeat(200), 100)).filter(({ row }) => row === 'text');
    expect(mark?.count).toBeGreaterThan(1);
    expect(mark?.count ?? 0).toBeLessThanOrEqual(200);
    expect(others.reduce((sum, { count }) => sum + count, mark?.count ?? 0)).toBe(200);
    expect(mark?.title.length).toBeLessThanOrEqual(320);
  });
});
