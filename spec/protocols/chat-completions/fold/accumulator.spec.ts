import type { PayloadObject } from '../../../../src/payload-object.js';
import type { ChatCompletion, ChatCompletionAnswer, ChatCompletionMessage } from '../../../../src/protocols/chat-completions/chat-completion.js';
import { chatCompletions } from '../../../../src/protocols/chat-completions/protocol.js';
import { allocationGrowth } from '../../../support/allocation-growth.js';
import { completionOf } from '../../../support/completion-of.js';
import { foldPayloads } from '../../fold-payloads.js';

const head = { id: 'c1', object: 'chat.completion.chunk', created: 7, model: 'm' };
const chunk = (delta: object, rest: object = {}): object => ({ ...head, choices: [{ index: 0, delta, finish_reason: null, ...rest }] });

function fold(...payloads: object[]): readonly (ChatCompletion | undefined)[] {
  return foldPayloads(chatCompletions, payloads);
}

function last(...payloads: object[]): ChatCompletion | undefined {
  return fold(...payloads).at(-1);
}

function choiceOf(...payloads: object[]): ChatCompletionAnswer | undefined {
  return last(...payloads)?.choices[0];
}

function messageOf(...deltas: object[]): ChatCompletionMessage | undefined {
  return choiceOf(...deltas.map((delta) => chunk(delta)))?.message;
}

describe('the fold of Chat Completions', () => {
  it('grows a completion chunk by chunk', () => {
    const [first, second, third] = fold(
      chunk({ role: 'assistant', content: '' }),
      chunk({ content: 'Hel' }),
      chunk({ content: 'lo' }),
    );
    const answer = { index: 0, finish_reason: null, logprobs: null };
    const whole = { id: 'c1', object: 'chat.completion', created: 7, model: 'm' };
    expect(first).toStrictEqual({ ...whole, choices: [{ ...answer, message: { role: 'assistant', content: '', refusal: null } }] });
    expect(second).toMatchObject({ choices: [{ message: { content: 'Hel' } }] });
    expect(third).toStrictEqual({ ...whole, choices: [{ ...answer, message: { role: 'assistant', content: 'Hello', refusal: null } }] });
  });

  it('gives the same object for a chunk that adds nothing, and shares what stayed the same', () => {
    const other = { ...head, choices: [{ index: 1, delta: { content: 'b' } }] };
    const [, first, again, second] = fold(chunk({ role: 'assistant' }), chunk({ content: 'a' }), chunk({ role: 'assistant', content: '' }), other);
    expect(again).toBe(first);
    expect(second?.choices[0]).toBe(first?.choices[0]);
  });

  it('keeps what is said once, whatever else comes: usage, filters, fields of a gateway', () => {
    expect(
      last(
        { choices: [], id: '', model: '', created: 0, prompt_filter_results: [1] },
        chunk({ content: 'a' }, { native_finish_reason: 'end', content_filter_results: { hate: {} } }),
        chunk({}, { finish_reason: 'stop', native_finish_reason: null }),
        { ...head, choices: [], usage: { total_tokens: 3, cost: 0.1 }, system_fingerprint: 'fp', obfuscation: 'x' },
        { choices: null, usage: null, provider: 'p', system_fingerprint: null },
        { id: '', model: '', created: 0, choices: [] },
      ),
    ).toStrictEqual({
      id: 'c1',
      object: 'chat.completion',
      created: 7,
      model: 'm',
      prompt_filter_results: [1],
      usage: { total_tokens: 3, cost: 0.1 },
      system_fingerprint: 'fp',
      provider: 'p',
      choices: [
        {
          index: 0,
          finish_reason: 'stop',
          logprobs: null,
          native_finish_reason: 'end',
          content_filter_results: { hate: {} },
          message: { role: 'assistant', content: 'a', refusal: null },
        },
      ],
    });
  });

  it('puts choices in the order of their indexes', () => {
    const answers = last(
      { ...head, choices: [{ index: 2, delta: { content: 'c' } }] },
      { ...head, choices: [{ index: 0, delta: { content: 'a' } }, { index: 2, delta: { content: 'C' }, finish_reason: 'stop' }] },
      { ...head, choices: [{ delta: { content: 'A' }, finish_reason: 'length' }] },
    )?.choices.map(({ index, message, finish_reason: reason }) => [index, message.content, reason]);
    expect(answers).toEqual([[0, 'aA', 'length'], [2, 'cC', 'stop']]);
  });

  it.each([
    ['refusals', [{ refusal: 'No' }, { refusal: null }, { refusal: '.' }], { refusal: 'No.' }],
    ['reasoning', [{ reasoning: 'h', reasoning_content: 'h' }, { reasoning: 'm', reasoning_content: 'm' }, { reasoning: null }], { reasoning: 'hm', reasoning_content: 'hm' }],
    ['annotations', [{ annotations: [1] }, { annotations: [2, 3] }, { annotations: null }], { annotations: [1, 2, 3] }],
    ['images', [{ images: [{ image_url: { url: 'a' } }] }, { images: [{ image_url: { url: 'b' } }] }], { images: [{ image_url: { url: 'a' } }, { image_url: { url: 'b' } }] }],
    ['audio', [{ audio: { id: 'a', transcript: 'H' } }, { audio: { data: 'AA', transcript: 'i' } }, { audio: { data: 'BB', expires_at: 9 } }], { audio: { id: 'a', transcript: 'Hi', data: 'AABB', expires_at: 9 } }],
    ['a function call', [{ function_call: { name: 'f', arguments: '' } }, { function_call: { arguments: '{}' } }], { function_call: { name: 'f', arguments: '{}' } }],
    ['fields that it does not know', [{ phase: 'draft', none: null }, { phase: 'final' }], { phase: 'final', none: null }],
    ['the role', [{ role: '' }, { role: 'model' }, { role: null }], { role: 'model' }],
  ])('keeps %s', (_, deltas, rest) => {
    expect(messageOf(...deltas)).toStrictEqual({ role: 'assistant', content: null, refusal: null, ...rest });
  });

  it('keeps the parts of content that comes in parts, and joins what goes on', () => {
    const thought = (text: string): object => ({ type: 'thinking', thinking: [{ type: 'text', text }] });
    expect(
      messageOf(
        { content: 'So: ' },
        { content: [thought('h')] },
        { content: [thought('m'), { type: 'thinking', thinking: [], closed: true }] },
        { content: [{ type: 'text', text: 'Hel' }] },
        { content: 'lo' },
        { content: [{ type: 'reference', reference_ids: [1] }, { type: 'reference', reference_ids: [2] }] },
      )?.content,
    ).toStrictEqual([
      { type: 'text', text: 'So: ' },
      { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }], closed: true },
      { type: 'text', text: 'Hello' },
      { type: 'reference', reference_ids: [1] },
      { type: 'reference', reference_ids: [2] },
    ]);
  });

  it('keeps the wrapping of a thought, whose signature must be sent back (envoyproxy/ai-gateway#1222)', () => {
    const thoughts = [{ text: 'I ' }, { text: 'see' }, { signature: 'c2ln' }].map((reasoning_content) => ({ reasoning_content }));
    expect(messageOf({ role: 'assistant', reasoning_content: '' }, ...thoughts)?.reasoning_content).toStrictEqual({ text: 'I see', signature: 'c2ln' });
  });

  it('keeps an empty content, as OpenAI does', () => {
    expect(messageOf({ content: '' }, { tool_calls: [] })?.content).toBe('');
    expect(messageOf({ content: null })?.content).toBeNull();
  });

  it('does not take the head of a chunk without an id for that of the answer', () => {
    const foreign = { created: 9, model: 'gateway', usage: { prompt_tokens: 1 }, extra: 1, choices: [] };
    expect(last({ ...head, choices: [] }, foreign)).toMatchObject({ ...head, object: 'chat.completion', usage: { prompt_tokens: 1 }, extra: 1 });
    expect(last({ model: '', choices: [] }, { model: 'm', choices: [] })).toMatchObject({ model: 'm' });
  });

  it('joins reasoning details to what must be sent back', () => {
    const text = (said: string, rest: object = {}): object => ({ reasoning_details: [{ type: 'reasoning.text', text: said, format: 'f', ...rest }] });
    const secret = (data: string): object => ({ reasoning_details: [{ type: 'reasoning.encrypted', data, index: 0 }] });
    expect(
      messageOf(
        text('h', { index: 0 }),
        secret('a'),
        text('m', { index: 0 }),
        { reasoning_details: [{ type: 'reasoning.text', signature: 's1', index: 0 }] },
        text('n', { index: 0, id: 'r1' }),
        text('o', { index: 0, id: 'r2' }),
        secret('b'),
        text('x'),
        text('y'),
        { reasoning_details: [{ type: 'reasoning.summary', summary: 'so', index: 1 }, { type: 'reasoning.summary', summary: ' far', index: 1 }] },
        text('z'),
      )?.reasoning_details,
    ).toStrictEqual([
      { type: 'reasoning.text', text: 'hm', format: 'f', index: 0, signature: 's1' },
      { type: 'reasoning.encrypted', data: 'a', index: 0 },
      { type: 'reasoning.text', text: 'n', format: 'f', index: 0, id: 'r1' },
      { type: 'reasoning.text', text: 'o', format: 'f', index: 0, id: 'r2' },
      { type: 'reasoning.encrypted', data: 'b', index: 0 },
      { type: 'reasoning.text', text: 'xy', format: 'f' },
      { type: 'reasoning.summary', summary: 'so far', index: 1 },
      { type: 'reasoning.text', text: 'z', format: 'f' },
    ]);
  });

  it('lets lists of tokens grow, and passes on what is no object', () => {
    const logprobs = (value: unknown): object => chunk({}, { logprobs: value });
    expect(
      choiceOf(logprobs(null), logprobs({ content: [1], refusal: null }), logprobs({ content: [2], refusal: [3], top: 5 }))?.logprobs,
    ).toStrictEqual({ content: [1, 2], refusal: [3], top: 5 });
    expect(choiceOf(logprobs([1]), logprobs([2]))?.logprobs).toStrictEqual([2]);
  });

  it('reads `message` where a server sends it in place of a delta, and not where it repeats the deltas', () => {
    const message = { role: 'assistant', content: 'Hi' };
    expect(choiceOf({ ...head, choices: [{ index: 0, message, finish_reason: 'stop' }] })?.message.content).toBe('Hi');
    expect(choiceOf(chunk({ content: 'Hi' }), { ...head, choices: [{ index: 0, message }] })?.message.content).toBe('Hi');
  });

  describe('of tool calls', () => {
    const calls = (...fragments: object[]): object => ({ tool_calls: fragments });
    const whole = (id: string | undefined, name: string, text: string): object => ({
      ...(id !== undefined && { id }),
      type: 'function',
      function: { name, arguments: text },
    });

    it.each([
      [
        'by index',
        [calls({ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '' } }), calls({ index: 1, id: 'b', function: { name: 'g' } }), calls({ index: 0, function: { arguments: '{}' } })],
        [whole('a', 'f', '{}'), whole('b', 'g', '')],
      ],
      ['numbered from one', [calls({ index: 1, id: 'a', function: { name: 'f', arguments: '{}' } })], [whole('a', 'f', '{}')]],
      [
        'all with the same index',
        [calls({ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }), calls({ index: 0, id: 'b', function: { name: 'f', arguments: '[]' } })],
        [whole('a', 'f', '{}'), whole('b', 'f', '[]')],
      ],
      [
        'without index and id',
        [calls({ function: { name: 'f', arguments: '{}' } }), calls({ function: { name: 'f', arguments: '[]' } })],
        [whole(undefined, 'f', '{}'), whole(undefined, 'f', '[]')],
      ],
      [
        'with a number for an id, and an object for arguments',
        [calls({ index: 0, id: 5, function: { name: 'f', arguments: { x: 1 } } })],
        [whole('5', 'f', '{"x":1}')],
      ],
      [
        'with fields of a gateway',
        [calls({ index: 0, id: 'a', function: { name: 'f', arguments: '', strict: true }, extra_content: { google: { thought_signature: 's' } } })],
        [{ id: 'a', type: 'function', function: { name: 'f', arguments: '', strict: true }, extra_content: { google: { thought_signature: 's' } } }],
      ],
      [
        'of custom tools',
        [calls({ index: 0, id: 'a', type: 'custom', custom: { name: 'f', input: 'x' } }), calls({ index: 0, custom: { input: 'y' } })],
        [{ id: 'a', type: 'custom', custom: { name: 'f', input: 'xy' } }],
      ],
    ])('keeps calls %s apart and whole', (_, deltas, expected) => {
      expect(messageOf(...deltas)?.tool_calls).toStrictEqual(expected);
    });

    it('numbers them as the deltas of the frames do', () => {
      const payloads = [calls({ index: 4, id: 'a', function: { name: 'f' } }), calls({ id: 'b', function: { name: 'g' } }), calls({ index: 4, id: 'c', function: { name: 'h' } })].map((delta) => chunk(delta));
      const reader = chatCompletions.openReader();
      const readings = payloads.map((payload) => reader.read(payload as PayloadObject));
      const completion = completionOf(readings.flatMap((reading) => ('deltas' in reading ? reading.deltas : [])));
      expect(last(...payloads)?.choices[0]?.message.tool_calls?.map(({ id }) => id)).toEqual(completion.toolCalls.map(({ id }) => id));
    });
  });
});

describe('the fold of a hostile Chat Completions stream', () => {
  it('fails with invalid_frame at more tool calls than anybody sends', () => {
    const call = { type: 'function', function: { name: 'f', arguments: '' } };
    const accumulator = chatCompletions.openAccumulator();
    const addCalls = (count: number): unknown =>
      accumulator.add(chunk({ tool_calls: Array.from({ length: count }, () => call) }) as Parameters<typeof accumulator.add>[0]);
    expect(() => addCalls(10_001)).toThrow(expect.objectContaining({ type: 'invalid_frame', origin: 'protocol' }) as Error);
  });

  it('keeps __proto__ as a field like any other, wherever it stands', () => {
    const hostile = JSON.parse('{"__proto__":{"polluted":true}}') as object;
    const answer = last(
      {
        ...head,
        ...hostile,
        choices: [{
          index: 0,
          ...hostile,
          logprobs: JSON.parse('{"__proto__":[1]}') as object,
          delta: { ...hostile, tool_calls: [{ index: 0, id: '__proto__', ...hostile, function: { name: '__proto__', ...hostile } }], audio: hostile, function_call: hostile, reasoning_details: [hostile] },
        }],
      },
      chunk(hostile, hostile),
    );
    const choice = answer?.choices[0];
    const objects = [answer, choice, choice?.logprobs, choice?.message, choice?.message.tool_calls?.[0], choice?.message.tool_calls?.[0]?.function, choice?.message.audio, choice?.message.function_call, choice?.message.reasoning_details?.[0]];
    expect(objects.map((object) => Object.getPrototypeOf(object) === Object.prototype)).toEqual(objects.map(() => true));
    expect(objects.map((object) => Object.hasOwn(object as object, '__proto__'))).toEqual(objects.map(() => true));
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('takes what is nested too deeply to be printed', () => {
    const deep = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000)) as unknown;
    const accumulator = chatCompletions.openAccumulator();
    const payload = chunk({ unknown: deep, reasoning_details: [{ type: 'reasoning.text', text: 'h', index: deep }] }, { logprobs: deep });
    expect(accumulator.add(payload as Parameters<typeof accumulator.add>[0])).toMatchObject({ id: 'c1' });
  });
});

describe('the cost of folding Chat Completions', () => {
  const piece = 'x'.repeat(100);
  const token = { token: 'a', logprob: -1, bytes: [97], top_logprobs: [] };

  it.each([
    ['text', () => ({ content: 'abc ' }), {}],
    ['text with logprobs', () => ({ content: 'a' }), { logprobs: { content: [token] } }],
    ['annotations', (at: number) => ({ annotations: [{ at }] }), {}],
    ['reasoning details', () => ({ reasoning_details: [{ type: 'reasoning.text', text: 'abc', index: 0 }] }), {}],
    ['tool arguments', () => ({ tool_calls: [{ index: 0, function: { arguments: piece } }] }), {}],
  ])('is linear in pieces of %s', (_, delta, rest) => {
    const growth = allocationGrowth((payloads) => {
      const accumulator = chatCompletions.openAccumulator();
      for (let at = 0; at < payloads; at += 1) accumulator.add(chunk(delta(at), rest) as Parameters<typeof accumulator.add>[0]);
    });
    expect(growth).toBeLessThan(1.5);
  });

  it('leaves earlier snapshots of a long list as they were', () => {
    const payloads = Array.from({ length: 600 }, () => chunk({}, { logprobs: { content: [token] } }));
    const lengths = fold(...payloads).map((answer) => (answer?.choices[0]?.logprobs as { content: unknown[] }).content.length);
    expect(lengths).toEqual(payloads.map((_, at) => at + 1));
  });
});
