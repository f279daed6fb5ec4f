import { inspectRecording } from '../../../../src/cli/inspect/inspect-recording.js';
import { protocols } from '../../../../src/cli/protocols.js';
import { timelineLines } from '../../../../src/cli/report/timeline/timeline-lines.js';
import { terminalStyle } from '../../../../src/cli/terminal/style.js';
import { HI, STOP } from '../../support/inspected.js';

/** The timeline of events that came at these times. */
async function timeline(...timesMs: readonly number[]): Promise<readonly string[]> {
  const stream = HI.repeat(timesMs.length - 1) + STOP;
  const ends = [...stream.matchAll(/\n\n/g)].map(({ index }) => index + 2);
  const arrivals = timesMs.map((atMs, index) => ({ endByte: ends[index] ?? 0, atMs }));
  return timelineLines((await inspectRecording({ name: 'spec', bytes: Buffer.from(stream), arrivals }, protocols)).events, terminalStyle({}, {}));
}

const silences = async (...timesMs: readonly number[]): Promise<readonly string[]> => (await timeline(...timesMs)).filter((line) => line.includes('silence'));

describe('timelineLines', () => {
  it('joins what says the same', async () => {
    expect(await timeline(0, 1, 2)).toEqual(['       0 ms  text ×2         Hi│Hi', '       2 ms  finish          stop']);
  });

  it('gives a silence a row', async () => {
    expect(await silences(0, 4_000)).toEqual([`${' '.repeat(13)}silence for 4.00 s`]);
    expect(await silences(0, 10, 20, 1_100)).toEqual([`${' '.repeat(13)}silence for 1.08 s`]);
  });

  it('calls nothing a silence in a stream that is slow all the time, but for what is longer', async () => {
    expect(await silences(0, 1_000, 2_000, 3_000, 4_000)).toEqual([]);
    expect(await silences(0, 1_000, 2_000, 3_000, 9_000)).toEqual([`${' '.repeat(13)}silence for 6.00 s`]);
  });
});
