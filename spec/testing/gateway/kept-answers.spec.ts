import { collect, type Frame, messages, type Protocol, reliably, responses, resumableFrames, streamFrames, text } from 'framewise';
import { type Continuation, type MockGateway, mockGateway, type Reply } from 'framewise/testing';
import { last, lastValueFrom, type Observable, toArray } from 'rxjs';

import { failureOf } from '../../support/failure-of.js';

const impatient = { initialDelayMs: 1, maxDelayMs: 2, jitter: 'none', silenceMs: 5_000 } as const;
const hello: Reply = { text: 'Hello, wide world' };
const request = ({ baseUrl }: MockGateway, body: object = { background: true }) => ({ baseUrl, apiKey: 'key', body: { model: 'any', ...body } });

/** The two ways in which an answer is continued. */
const ways: Readonly<Record<string, { readonly protocol: Protocol; readonly reply: Reply; readonly frames: (gateway: MockGateway) => Observable<Frame<object>> }>> = {
  'a background answer': { protocol: responses, reply: hello, frames: (gateway) => resumableFrames<object>(responses, request(gateway), impatient) },
  'an answer with event ids': {
    protocol: messages,
    reply: { ...hello, eventIds: true },
    frames: ({ baseUrl }) => resumableFrames<object>(messages, (signal, lastEventId) =>
      fetch(`${baseUrl}/v1/messages`, { method: 'POST', body: '{"stream":true}', signal, headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId } }), impatient),
  },
};

const all = (frames: Observable<Frame<object>>): Promise<Frame<object>[]> => lastValueFrom(frames.pipe(toArray()));

describe.each(Object.entries(ways))('%s', (_, { protocol, reply, frames }) => {
  it.each<[string, Reply['fault'] & object]>([
    ['reset', { kind: 'reset', afterText: 'Hello,' }], ['close', { kind: 'close', atEvent: 2 }], ['end', { kind: 'end', atEvent: -1 }], ['half an event', { kind: 'end', atByte: -9 }],
  ])('goes on where its connection broke, each frame once: %s', async (__, fault) => {
    await using whole = await mockGateway({ script: [reply] });
    const expected = await all(streamFrames<object>(protocol, request(whole)));
    await using gateway = await mockGateway({ script: [{ ...reply, fault }] });
    expect(await all(frames(gateway))).toEqual(expected);
    expect(gateway.requestCount).toBe(2);
    expect(gateway.requests.map((seen) => seen.protocol)).toEqual([protocol, protocol]);
  });

  it('is continued as the script says, from its place on', async () => {
    const continuations: Continuation[] = [{ status: 503 }, { fault: { kind: 'reset', atEvent: 1 } }, { fault: { kind: 'end', atEvent: 0 } }];
    await using gateway = await mockGateway({ script: [{ ...reply, fault: { kind: 'reset', atEvent: 2 }, continuations }] });
    expect(await lastValueFrom(frames(gateway).pipe(reliably(), text(), toArray()))).toEqual(['Hello,', ' wide', ' world']);
    expect(gateway.requestCount).toBe(5);
  });
});

describe('an answer in the background', () => {
  const get = async ({ baseUrl }: MockGateway, path: string): Promise<Response> => fetch(baseUrl + path, { headers: { authorization: 'Bearer key' } });

  it('is had by its id, from any place and as one object; others are unknown', async () => {
    await using gateway = await mockGateway({ script: [hello] });
    await all(streamFrames<object>(responses, request(gateway)));
    const events = async (query: string): Promise<number> => (await (await get(gateway, `/responses/mock-answer?${query}`)).text()).split('\n\n').length - 1;
    const count = await events('stream=true');
    expect(await events('stream=true&starting_after=2')).toBe(count - 3);
    expect(await events(`stream=true&starting_after=${String(count - 1)}`)).toBe(0);
    expect(await (await get(gateway, '/responses/mock-answer')).json()).toMatchObject({ id: 'mock-answer', status: 'completed' });
    expect((await get(gateway, '/responses/mock-answer?stream=true&starting_after=99')).status).toBe(400);
    expect((await get(gateway, '/responses/other?stream=true')).status).toBe(404);
  });

  it('has an id of its own, unless the script gives one', async () => {
    await using gateway = await mockGateway({ script: [hello, hello, { deltas: [{ type: 'start', id: 'mine' }] }] });
    const ids = [];
    for (let turn = 0; turn < 3; turn += 1) ids.push((await lastValueFrom(streamFrames(responses, request(gateway)).pipe(reliably(), collect(), last()))).id);
    expect(ids).toEqual(['mock-answer', 'mock-answer-2', 'mine']);
    for (const id of ids) expect((await get(gateway, `/responses/${String(id)}`)).status).toBe(200);
  });

  it('is kept only where it is asked for', async () => {
    await using gateway = await mockGateway({ script: [hello] });
    await all(streamFrames<object>(responses, request(gateway, {})));
    expect((await get(gateway, '/responses/mock-answer')).status).toBe(404);
  });

  it('asks for the key where the gateway is strict', async () => {
    await using gateway = await mockGateway({ strict: { basePath: '', apiKey: 'key' }, script: [{ ...hello, fault: { kind: 'end', atEvent: 3 } }] });
    expect((await all(resumableFrames<object>(responses, request(gateway), impatient))).at(-1)).toMatchObject({ kind: 'terminal' });
    expect((await fetch(`${gateway.baseUrl}/responses/mock-answer`)).status).toBe(401);
  });
});

describe('an answer with event ids', () => {
  const behind = async ({ baseUrl }: MockGateway, id: string): Promise<Response> => fetch(`${baseUrl}/v1/messages`, { method: 'POST', body: '{}', headers: { 'last-event-id': id } });

  it('ends in a 204 behind its last event, and knows no other id', async () => {
    await using gateway = await mockGateway({ script: [{ ...hello, eventIds: true }] });
    const ids = [...(await (await fetch(`${gateway.baseUrl}/v1/messages`, { method: 'POST', body: '{"stream":true}' })).text()).matchAll(/^id: (\d+)$/gm)].map(([, id]) => id);
    expect(ids).toEqual(Array.from(ids, (__, index) => String(index + 1)));
    expect((await behind(gateway, String(ids.length))).status).toBe(204);
    expect((await behind(gateway, 'x')).status).toBe(400);
    expect(await failureOf(streamFrames<object>(messages, () => behind(gateway, '999')))).toMatchObject({ status: 400, retryable: false });
  });

  it.each<[Reply, RegExp]>([
    [{ ...hello, eventIds: true, stream: false }, /^script\[0\]: eventIds needs an answer that is a stream$/],
    [{ ...hello, continuations: [{ text: 'x' } as Continuation] }, /^script\[0\]: continuations\[0\]: text belongs to the answer$/],
    [{ ...hello, continuations: [{}, { fault: { kind: 'stall', afterText: 'x' } }] }, /^script\[0\]: continuations\[1\]: fault: afterText needs an answer with text$/],
    [{ ...hello, continuations: [{ error: { type: 'x', message: 'x' } }] }, /^script\[0\]: continuations\[0\]: an error needs a status that is not 2xx$/],
  ])('is refused where it makes no sense: %#', async (reply, words) => {
    await expect(mockGateway({ script: [reply] })).rejects.toThrow(words);
  });
});
