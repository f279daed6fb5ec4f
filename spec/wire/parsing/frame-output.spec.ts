import type { Frame } from '../../../src/frame.js';
import { chatCompletions } from '../../../src/protocols/chat-completions/protocol.js';
import { FrameOutput } from '../../../src/wire/parsing/frame-output.js';

function openOutput() {
  const seen: unknown[] = [];
  const sink = { next: (frame: Frame<object>) => seen.push(frame.kind), error: (error: object) => seen.push(error), complete: () => seen.push('complete') };
  return { out: new FrameOutput<object>(sink, chatCompletions, { requestId: 'req_1' }), seen };
}

const data = { kind: 'data', payload: {}, deltas: [] } as const;
const unknown = (payload: unknown) => ({ kind: 'unknown', payload }) as const;

describe('FrameOutput', () => {
  it('ends once: what comes after the terminal is lost', () => {
    const { out, seen } = openOutput();
    out.next(data);
    out.endWithTerminal();
    out.next(data);
    out.complete();
    out.failTooLarge('too large');
    expect(seen).toEqual(['data', 'terminal', 'complete']);
    expect(out.hasEnded()).toBe(true);
  });

  it('notes that the answer is whole before its terminal goes, and at no other end', () => {
    const [whole, failed]: { isWhole?: boolean }[] = [{}, {}];
    const seen: unknown[] = [];
    const sink = { next: ({ kind }: Frame<object>) => seen.push([kind, whole?.isWhole]), error: () => undefined, complete: () => undefined };
    new FrameOutput<object>(sink, chatCompletions, whole ?? {}).endWithTerminal();
    new FrameOutput<object>(sink, chatCompletions, failed ?? {}).endWithError({}, { words: [] });
    expect(seen[0]).toEqual(['terminal', true]);
    expect(failed).toEqual({});
  });

  it('says nothing more once nobody listens', () => {
    const { out, seen } = openOutput();
    out.stop();
    out.endWithError({}, { words: [] });
    expect(seen).toEqual([]);
  });

  it('fails where nothing of this protocol came, and says what it looks like', () => {
    const { out, seen } = openOutput();
    out.next(unknown({ type: 'message_start' }));
    out.next(unknown({}));
    out.complete();
    expect(seen.at(-1)).toMatchObject({ type: 'unexpected_content', requestId: 'req_1', message: 'Nothing of chat-completions came, only unknown types of events (2). They look like messages.' });
  });

  it('passes unknown frames where others came too', () => {
    const { out, seen } = openOutput();
    out.next(unknown({}));
    out.next(data);
    out.complete();
    expect(seen).toEqual(['unknown', 'data', 'complete']);
  });

  it('ends with an error frame for a payload that cannot be read', () => {
    const { out, seen } = openOutput();
    out.endWithInvalid('it is not JSON', 'text');
    expect(seen).toEqual(['error', 'complete']);
  });
});
