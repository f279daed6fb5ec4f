import { DRAWING_WIDTH, drawTimeline } from '../../../../src/cli/report/timeline/draw-timeline.js';
import { HI, inspected, WHOLE } from '../../support/inspected.js';

const draw = async (stream: string) => drawTimeline(await inspected(stream));

describe('drawTimeline', () => {
  it('draws a row for each sort of event, and is as high as they are', async () => {
    const { elements, height } = await draw(WHOLE);
    for (const row of ['text', 'envelope', 'ending']) expect(elements).toContain(`>${row}</text>`);
    expect(height).toBeGreaterThan((await draw(HI)).height - 1);
    expect(elements).not.toContain('NaN');
  });

  it('says where a stream just stops', async () => {
    expect((await draw(HI)).elements).toContain('stops here, without an end');
    expect((await draw(WHOLE)).elements).not.toContain('stops here');
  });

  it('draws a silence where it is long enough to see', async () => {
    expect((await draw(`@0\n${HI}@3000\n${WHOLE}`)).elements).toContain('3.00 s of silence');
  });

  it('escapes what came off the wire, and keeps inside its width', async () => {
    const { elements } = await draw(WHOLE.replace('Hi', '<script>'));
    expect(elements).not.toContain('<script>');
    for (const [, x] of elements.matchAll(/ x="([\d.]+)"/g)) expect(Number(x)).toBeLessThanOrEqual(DRAWING_WIDTH);
  });
});
