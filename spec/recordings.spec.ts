import { ApiError, chatCompletions, messages, type Protocol, responses, streamFrames } from 'framewise';
import { lastValueFrom } from 'rxjs';

import { statusRow } from '../src/errors/words/status-rows.js';
import { randomChunks } from './support/random-chunks.js';
import { readRecording, recordedFailures, recordedStreams, type Recording } from './support/recordings.js';
import { replay, type Replayed } from './support/replay.js';
import { seededRandom } from './support/seeded-random.js';

interface HttpError {
  readonly status: number | null;
  readonly headers: Record<string, string | string[]>;
  readonly body: unknown;
}

/** Streams that do not end as their label says, and why. */
const exceptions = new Map<string, string>([
  // One of its payloads is not JSON, on purpose, so `[DONE]` is never reached.
  ['chat-completions/ai--authored-groq-groq-chat-language-model.test.ts-5.sse', 'invalid_frame'],
]);

const protocols = new Map<string, Protocol>([chatCompletions, messages, responses].map((protocol) => [protocol.name, protocol]));

function protocolOf({ protocol }: Recording): Protocol {
  const known = protocols.get(protocol);
  if (known === undefined) throw new Error(`${protocol} is no protocol`);
  return known;
}

/** `completed`, or the type of the ApiError it failed with; anything else a stream does fails the test. */
function endOf({ end }: Replayed): string {
  if (end === 'completed') return end;
  if (typeof end === 'object' && ApiError.is(end.error)) return end.error.type;
  throw new Error('the stream ended with neither a completion nor an ApiError', { cause: end });
}

function unknownTypes({ frames }: Replayed): unknown[] {
  return frames.filter(({ kind }) => kind === 'unknown').map(({ payload }) => (payload as { type?: unknown }).type);
}

if (recordedStreams.length === 0) {
  process.stderr.write('Recorded streams are not replayed: FRAMEWISE_RECORDINGS names no folder.\n');
  it.skip('replays recorded streams', () => undefined);
} else {
  describe.each(recordedStreams)('$file ($ending)', (recording) => {
    const protocol = protocolOf(recording);
    const bytes = readRecording(recording.file);
    const whole = replay(protocol, [bytes]);

    it('ends as it is labelled', () => {
      const expected = exceptions.get(recording.file) ?? (/error|failed/.test(recording.ending) ? 'an ApiError' : 'completed');
      const end = endOf(whole);
      expect(end === 'completed' || exceptions.has(recording.file) ? end : 'an ApiError').toBe(expected);
      expect(whole.frames.filter(({ kind }) => kind === 'terminal')).toHaveLength(end === 'completed' ? 1 : 0);
    });

    it('has no payload of a type that nobody knows', () => {
      expect(unknownTypes(whole)).toEqual([]);
    });

    it('says the same in chunks of any size', () => {
      for (const [seed, maxBytes] of [[1, 7], [2, 100], [3, 5_000]] as const) {
        const cut = replay(protocol, randomChunks(bytes, maxBytes, seededRandom(seed)));
        expect(endOf(cut)).toBe(endOf(whole));
        expect(JSON.stringify(cut.frames) === JSON.stringify(whole.frames)).toBe(true);
      }
    });
  });

  describe.each(recordedFailures)('$file', (recording) => {
    it('is one ApiError that says its status, what happened and what to do', async () => {
      const { status, headers, body } = JSON.parse(readRecording(recording.file).toString()) as HttpError;
      const sent = status ?? 400;
      const open = () => Promise.resolve(canned(sent, headers, body));
      const error: unknown = await lastValueFrom(streamFrames(protocolOf(recording), open)).then(() => undefined, (reason: unknown) => reason);

      if (!ApiError.is(error)) throw new Error('expected an ApiError', { cause: error });
      expect(error).toMatchObject({ origin: 'http', status: sent });
      expect(['', 'error', 'unknown_error']).not.toContain(error.type);
      expect(error.message).not.toMatch(/\[object|^$/);
      expect(error.advice).not.toBe('');
      expect(error.raw).toEqual(body);
      // No recorded word turns the class of its status around, but for the quota that no waiting brings back.
      if (!/quota/.test(error.type)) expect(error.retryable).toBe(statusRow(sent).retryable);
    });
  });
}

function canned(status: number, headers: HttpError['headers'], body: unknown): Response {
  const all = Object.entries(headers).filter(([name]) => !/^(content-(encoding|length)|transfer-encoding)$/i.test(name));
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Response(text, { status, headers: Object.fromEntries(all.map(([name, value]) => [name, String(value)])) });
}
