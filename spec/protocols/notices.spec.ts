import { accumulate, chatCompletions, collect, commits, type ConversingProtocol, failOnErrorFrame, type GoodFrame, messages, parseFrames, responses } from 'framewise';
import { lastValueFrom, of, toArray } from 'rxjs';

import { isNotice } from '../../src/protocols/notices.js';

const protocols: readonly ConversingProtocol<object, object>[] = [chatCompletions, responses, messages];
const answers: Record<string, readonly object[]> = {
  'chat-completions': [{ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: 'stop' }] }],
  responses: [{ type: 'response.output_text.delta', output_index: 0, content_index: 0, delta: 'Hi' }],
  messages: [
    { type: 'message_start', message: { id: 'm', role: 'assistant', content: [], usage: {} } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: 'Hi' } },
  ],
};

const notices = ['ping', 'keepalive', 'heartbeat', 'response.keep_alive', 'codex.rate_limits', 'responsesapi.websocket_timing'].map((type) => ({ type, rate_limits: { allowed: true } }));

function framesOf(protocol: ConversingProtocol<object, object>, payloads: readonly object[]) {
  return of(payloads.map((payload) => `data: ${JSON.stringify(payload)}\n\n`).join('')).pipe(parseFrames(protocol), failOnErrorFrame());
}

async function kept(protocol: ConversingProtocol<object, object>, payloads: readonly object[]): Promise<unknown> {
  const frames = (): ReturnType<typeof framesOf> => framesOf(protocol, payloads);
  return [await lastValueFrom(frames().pipe(collect())), await lastValueFrom(frames().pipe(accumulate(protocol)))];
}

describe.each(protocols)('a heartbeat or notice in $name', (protocol) => {
  it.each(notices)('%j is data that adds nothing, and an attempt may be repeated after it', async (notice) => {
    const frames: GoodFrame<object>[] = await lastValueFrom(framesOf(protocol, [notice]).pipe(toArray()));
    expect(frames).toEqual([{ kind: 'data', payload: notice, deltas: [] }]);
    expect(frames.some(commits)).toBe(false);
  });

  it.each(notices)('%j changes no fold, wherever it stands', async (notice) => {
    const answer = answers[protocol.name] ?? [];
    const between = answer.flatMap((payload) => [notice, payload, notice]);
    expect(await kept(protocol, between)).toEqual(await kept(protocol, answer));
    expect(await lastValueFrom(framesOf(protocol, [notice]).pipe(accumulate(protocol)), { defaultValue: 'nothing' })).toBe('nothing');
  });

  it.each(['cost', 'pingpong', 'codex', 'constructor'])('is not every unknown type: %s commits, because it may carry output', async (type) => {
    const [frame] = await lastValueFrom(framesOf(protocol, [{ type }, ...(answers[protocol.name] ?? [])]).pipe(toArray()));
    expect(frame).toEqual({ kind: 'unknown', payload: { type } });
    expect(frame !== undefined && commits(frame)).toBe(true);
  });
});

describe('a notice', () => {
  it.each([{}, { type: null }, { type: 7 }, { type: ['ping'] }])('is none without a type that is text: %j', (payload) => {
    expect(isNotice(payload)).toBe(false);
  });
});
