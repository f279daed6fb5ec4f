import { ApiError, chatCompletions, messages, parseFrames, type Protocol, responses } from 'framewise';
import { lastValueFrom, of, toArray } from 'rxjs';

import { finishReasons as chatReasons } from '../../src/protocols/chat-completions/finish-reasons.js';
import { readBreak, readFinish } from '../../src/protocols/finish-words.js';
import { finishReasons as messageReasons } from '../../src/protocols/messages/finish-reasons.js';

describe('finish words', () => {
  it.each([
    ...Object.entries({ ...chatReasons, ...messageReasons }),
    ['max_output_tokens', 'length'],
    ['eos', 'stop'],
    ['terminated', 'other'],
    ['__proto__', 'other'],
    ['constructor', 'other'],
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'content-filter'],
    ['content_filter: PROHIBITED_CONTENT', 'content-filter'],
    ['maxTokens', 'length'],
    ['content-filter', 'content-filter'],
    ['FINISH_REASON_MAX_TOKENS', 'length'],
    ['OTHER', 'other'],
  ])('reads %s as %s', (word, reason) => {
    expect(readFinish(word)).toBe(reason);
  });
});

const ends: [Protocol, (word: string) => object][] = [
  [chatCompletions, (word) => ({ choices: [{ index: 0, delta: {}, finish_reason: word }] })],
  [messages, (word) => ({ type: 'message_delta', delta: { stop_reason: word } })],
  [responses, (word) => ({ type: 'response.incomplete', response: { status: 'incomplete', incomplete_details: { reason: word } } })],
];

describe.each(ends)('$name', (protocol, payload) => {
  const lastFrame = async (word: string) => (await lastValueFrom(of(`data: ${JSON.stringify(payload(word))}\n\n`).pipe(parseFrames(protocol), toArray())))[0];

  it.each(['sensitive', 'guardrail_intervened', 'content_filter'])('takes %s for a content filter', async (word) => {
    expect(await lastFrame(word)).toMatchObject({ deltas: [{ type: 'finish', reason: 'content-filter', raw: word }] });
  });

  it.each(['model_context_window_exceeded'])('takes %s for the length', async (word) => {
    expect(await lastFrame(word)).toMatchObject({ deltas: [{ type: 'finish', reason: 'length', raw: word }] });
  });

  it.each(['network_error', 'abort', 'aborted', 'insufficient_system_resource', 'upstream_error', 'timeout', 'server_error', 'Network_Error', 'network-error', 'failed', 'rate_limited', 'engine_overloaded', 'stream_error', 'disconnected', 'ServerException'])(
    'takes %s for an error that a retry may mend',
    async (word) => {
      const frame = await lastFrame(word);
      expect(frame).toMatchObject({ kind: 'error', error: { type: word, origin: 'stream', retryable: true }, payload: payload(word) });
      expect(frame?.kind === 'error' && ApiError.is(frame.error)).toBe(true);
    },
  );

  it('does not retry where the word says that the request is at fault', async () => {
    expect(await lastFrame('validation_error')).toMatchObject({ kind: 'error', error: { type: 'validation_error', retryable: false } });
  });

  it('takes a word nobody knows for a finish', async () => {
    expect(await lastFrame('constructor')).toMatchObject({ deltas: [{ type: 'finish', reason: 'other', raw: 'constructor' }] });
  });
});

it('says of a break what it is', () => {
  expect(readBreak('network_error')).toEqual({ type: 'network_error', message: 'The server broke the answer off: network_error.' });
  expect(readBreak('stop')).toBeUndefined();
});
