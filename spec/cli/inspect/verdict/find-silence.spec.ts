import { inspectRecording } from '../../../../src/cli/inspect/inspect-recording.js';
import type { Recording } from '../../../../src/cli/inspect/recording/recording.js';
import { protocols } from '../../../../src/cli/protocols.js';
import { HI, WHOLE } from '../../support/inspected.js';

async function silences(stream: string, arrivals: Recording['arrivals'], more: Partial<Recording> = {}): Promise<readonly string[]> {
  const { findings } = await inspectRecording({ name: 'spec', bytes: Buffer.from(stream), arrivals, ...more }, protocols);
  return findings.flatMap(({ code, message }) => (code === 'silence' || code === 'left_open' ? message : []));
}

const paused = (ms: number) => [{ endByte: HI.length, atMs: 0 }, { endByte: WHOLE.length, atMs: ms }];

describe('findSilence', () => {
  it('finds a silence at which proxies give up', async () => {
    expect(await silences(WHOLE, paused(20_000))).toEqual(['Nothing came for 20.00 s before this.']);
    expect(await silences(WHOLE, paused(14_999))).toEqual([]);
  });

  it('finds a connection that stays open after the answer', async () => {
    expect(await silences(WHOLE, paused(100), { endedAtMs: 5_100 })).toEqual([expect.stringMatching(/^The server kept the connection open for 5\.00 s/)]);
  });

  it('finds the silence before an end, and before a stop', async () => {
    const arrivals = [{ endByte: HI.length, atMs: 0 }];
    expect(await silences(HI, arrivals, { endedAtMs: 60_000 })).toEqual(['Nothing came for 60.00 s, then the connection ended, as if somebody on the way had given up on it.']);
    expect(await silences(HI, arrivals, { interruptedAtMs: 2_000 })).toEqual(['Nothing had come for 2.00 s when you stopped it.']);
  });
});
