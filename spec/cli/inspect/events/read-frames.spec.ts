import { foldAnswer, readFrames } from '../../../../src/cli/inspect/events/read-frames.js';
import { splitLines } from '../../../../src/cli/inspect/recording/split-lines.js';
import { chatCompletions } from '../../../../src/index.js';
import { HI, WHOLE } from '../../support/inspected.js';

const recorded = (text: string, wasCut = false) => ({ lines: splitLines({ bytes: Buffer.from(text), arrivals: [] }), head: undefined, body: 'event-stream', wasCut }) as const;

describe('readFrames', () => {
  it('says which line brought each frame', async () => {
    const { frames, failure } = await readFrames(chatCompletions, recorded(WHOLE));
    expect(failure).toBeUndefined();
    expect(frames.map(({ frame, line }) => [frame.kind, line?.number])).toEqual([['data', 2], ['data', 4], ['terminal', 6]]);
  });

  it('says why there is no whole answer', async () => {
    await expect(readFrames(chatCompletions, recorded(HI))).resolves.toMatchObject({ failure: { type: 'truncated_stream' }, failedAt: undefined });
    await expect(readFrames(chatCompletions, recorded(HI, true))).resolves.toMatchObject({ failure: { type: 'aborted' } });
  });
});

describe('foldAnswer', () => {
  it('is the answer as far as it came', async () => {
    await expect(foldAnswer(chatCompletions, recorded(HI))).resolves.toMatchObject({ text: 'Hi' });
    await expect(foldAnswer(chatCompletions, recorded('data: {"error":{"message":"busy"}}\n\n'))).resolves.toBeUndefined();
  });
});
