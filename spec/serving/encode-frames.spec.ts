import { chatCompletions, messages, responses } from 'framewise';
import { mockGateway, type Reply, writeAnswer } from 'framewise/testing';

import { backend } from './backend.js';
import { type Heard, sources, targets } from './official-sdks.js';

const pairs = sources.flatMap((from) => targets.map((target) => ({ from, ...target })));

describe.each(pairs)('an official SDK reads $from.name as $to.name', ({ from, to, byHelper: ask, ends }) => {
  const heard = async (reply: Reply): Promise<Heard> => {
    await using gateway = await mockGateway({ script: [reply] });
    await using server = await backend(from, gateway.baseUrl);
    return await ask(server.baseUrl);
  };
  const raw = { [chatCompletions.name]: 'length', [responses.name]: 'max_output_tokens', [messages.name]: 'max_tokens' }[from.name];

  it('text, its usage and its end', async () => {
    expect(await heard({ text: 'Hello, wide world', usage: { inputTokens: 3, outputTokens: 7 } })).toMatchObject({
      text: 'Hello, wide world',
      end: ends.stop,
      usage: [3, 7],
    });
  });

  it('an answer that was cut at its limit', async () => {
    expect(await heard({ deltas: [{ type: 'text', text: 'Hel' }, { type: 'finish', reason: 'length', ...(raw !== undefined && { raw }) }] })).toMatchObject({ text: 'Hel', end: ends.length });
  });

  it('calls, one of them without arguments', async () => {
    const answer = await heard({
      deltas: [
        { type: 'tool-call', index: 0, id: 'a', name: 'wind', arguments: '{"at":' },
        { type: 'tool-call', index: 0, arguments: '"sea"}' },
        // From a protocol to itself payloads go verbatim, so there the empty text of the mock would stay.
        { type: 'tool-call', index: 1, id: 'b', name: 'tide', arguments: from === to ? '{}' : '' },
      ],
    });
    expect(answer).toMatchObject({ calls: [{ name: 'wind', arguments: { at: 'sea' } }, { name: 'tide', arguments: {} }], end: ends.calls });
  });

  it('an overload before the first word as a 503, although the preamble has come', async () => {
    await expect(heard({ text: '', error: { type: 'overloaded_error', message: 'Overloaded' } })).rejects.toMatchObject({ status: 503 });
  });

  it.each([429, 400])('a %s with its status and words', async (status) => {
    const error = { type: status === 429 ? 'rate_limit_error' : 'invalid_request_error', message: 'Of the upstream.' };
    await expect(heard({ status, error })).rejects.toMatchObject({ status, message: expect.stringContaining('Of the upstream.') as unknown });
  });

  it('a refused key as a 502 that says nothing of the upstream', async () => {
    const failure = heard({ status: 401, error: { type: 'authentication_error', message: 'Incorrect API key sk-up.' } });
    await expect(failure).rejects.toMatchObject({ status: 502, message: expect.not.stringContaining('key') as unknown });
  });

  it('a late error as one', async () => {
    await expect(heard({ text: 'Hello', error: { type: 'rate_limit_error', message: 'Slow down.' } })).rejects.toThrow(/Slow down\./);
  });
});

describe.each(pairs.filter(({ from, to }) => from !== to && from !== responses))('a refusal of $from.name', ({ from, to, byHelper: ask, ends }) => {
  it(`is seen in ${to.name}`, async () => {
    const said: Reply = from === chatCompletions
      ? { deltas: [{ type: 'refusal', text: 'I will not.' }] }
      : { deltas: [{ type: 'text', text: 'I will not.' }, { type: 'finish', reason: 'refusal', raw: 'refusal' }] };
    await using gateway = await mockGateway({ script: [said] });
    await using server = await backend(from, gateway.baseUrl);
    const { refusal, end } = await ask(server.baseUrl);
    expect(refusal === 'I will not.' || end === ends.refusal).toBe(true);
  });
});

describe('from a protocol to itself', () => {
  it('payloads go through as they came, with a signature', async () => {
    const reply: Reply = { deltas: [{ type: 'reasoning', text: 'Hm.' }, { type: 'text', text: 'Yes.' }] };
    await using gateway = await mockGateway({ script: [reply] });
    await using server = await backend(messages, gateway.baseUrl);
    const body = await (await fetch(`${server.baseUrl}/v1/messages`, { method: 'POST' })).text();
    expect(body).toBe(writeAnswer(messages, reply));
    expect(body).toContain('signature_delta');
  });

  it.each([chatCompletions, messages])('the last event is there, although the upstream of $name left it out', async (protocol) => {
    const whole: Reply = { text: 'Hi' };
    await using gateway = await mockGateway({ script: [{ ...whole, fault: { kind: 'end', atEvent: -1 } }] });
    await using server = await backend(protocol, gateway.baseUrl);
    const body = await (await fetch(server.baseUrl + protocol.path, { method: 'POST' })).text();
    expect(body).toBe(writeAnswer(protocol, whole));
  });
});
