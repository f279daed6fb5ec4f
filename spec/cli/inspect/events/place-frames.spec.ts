import { codes, DONE, HI, inspected, STOP } from '../../support/inspected.js';

describe('what stands between events', () => {
  it('and the blank line of one takes no frame from it', async () => {
    const { events } = await inspected(`${HI.trimEnd()}\n[warn] slow\n\n${HI}${STOP}${DONE}`);
    expect(events.map(({ kind, frames }) => [kind, frames.length])).toEqual([['data', 1], ['unframed', 0], ['data', 1], ['data', 1], ['terminal', 1]]);
  });

  it('behind half an event leaves it a cut, and is told with it', async () => {
    const inspection = await inspected(`${HI}${HI.slice(0, 30)}\ncurl: (18) transfer closed\n`);
    expect(inspection).toMatchObject({ outcome: 'half', headline: 'The stream was cut inside event 2 (line 3, byte 88): half a payload is left at its end; the server wrote "curl: (18) transfer closed".' });
    expect(codes(inspection)[0]).toBe('half_event');
  });

  it('is a web page: a proxy gave up, and the content type is not to blame', async () => {
    const inspection = await inspected(`${HI}<html><body>504 Gateway Time-out</body></html>\n`);
    expect(inspection.outcome).toBe('truncated');
    expect(inspection.headline).toMatch(/the end of the answer did not; the server wrote "<html><body>504 Gateway Time-out/);
    expect(inspection.advice).toEqual([expect.stringMatching(/^Read what came last/), expect.stringContaining('would say it twice')]);
  });
});
