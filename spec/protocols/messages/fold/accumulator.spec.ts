import type { ApiError } from '../../../../src/errors/api-error.js';
import type { Message } from '../../../../src/protocols/messages/message.js';
import { messages } from '../../../../src/protocols/messages/protocol.js';
import { allocationGrowth } from '../../../support/allocation-growth.js';
import { foldPayloads } from '../../fold-payloads.js';

const head = { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', content: [], stop_reason: null, stop_sequence: null };
const start = { type: 'message_start', message: { ...head, usage: { input_tokens: 9, output_tokens: 1 } } };
const begin = (index: number, block: object): object => ({ type: 'content_block_start', index, content_block: block });
const goOn = (index: number, delta: object): object => ({ type: 'content_block_delta', index, delta });
const stop = (index: number): object => ({ type: 'content_block_stop', index });
const finish = { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 7 } };
const end = { type: 'message_stop' };

function fold(...payloads: object[]): readonly (Message | undefined)[] {
  return foldPayloads(messages, payloads);
}

function last(...payloads: object[]): Message | undefined {
  return fold(...payloads).at(-1);
}

function failureOf(...payloads: object[]): Partial<ApiError> {
  try {
    fold(...payloads);
    return {};
  } catch (error) {
    return error as ApiError;
  }
}

const call = { type: 'tool_use', id: 'toolu_1', name: 'sum', input: {} };
const json = (text: string, index = 0): object => goOn(index, { type: 'input_json_delta', partial_json: text });

describe('the fold of Messages', () => {
  it('grows a message block by block', () => {
    const [afterStart, , , afterText, , , , final] = fold(
      start,
      begin(0, { type: 'text', text: '' }),
      goOn(0, { type: 'text_delta', text: 'Hel' }),
      goOn(0, { type: 'text_delta', text: 'lo' }),
      stop(0),
      { type: 'ping' },
      finish,
      end,
    );
    expect(afterStart).toStrictEqual({ ...head, usage: { input_tokens: 9, output_tokens: 1 } });
    expect(afterText).toMatchObject({ content: [{ type: 'text', text: 'Hello' }], stop_reason: null });
    expect(final).toStrictEqual({
      ...head,
      content: [{ type: 'text', text: 'Hello' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 9, output_tokens: 7 },
    });
  });

  it('says nothing before the first payload that does', () => {
    expect(fold({ type: 'ping' }, { type: 'new_event' })).toStrictEqual([undefined, undefined]);
  });

  it('gives the same object for a payload that adds nothing, and shares what stayed the same', () => {
    const [, first, ping, second, textless] = fold(
      start,
      begin(0, { type: 'text', text: '' }),
      { type: 'ping' },
      begin(1, { type: 'text', text: '' }),
      goOn(1, { type: 'text_delta', text: '' }),
    );
    expect(ping).toBe(first);
    expect(textless).toBe(second);
    expect(second?.content[0]).toBe(first?.content[0]);
    expect(second?.usage).toBe(first?.usage);
  });

  it('keeps thinking with its signature, and citations', () => {
    const citation = (cited: string): object => goOn(1, { type: 'citations_delta', citation: { cited_text: cited } });
    expect(
      last(
        start,
        begin(0, { type: 'thinking', thinking: '', signature: '' }),
        goOn(0, { type: 'thinking_delta', thinking: 'h' }),
        goOn(0, { type: 'thinking_delta', thinking: 'm' }),
        goOn(0, { type: 'signature_delta', signature: 'c2ln' }),
        begin(1, { type: 'text', text: '', citations: null }),
        citation('a'),
        citation('b'),
      )?.content,
    ).toStrictEqual([
      { type: 'thinking', thinking: 'hm', signature: 'c2ln' },
      { type: 'text', text: '', citations: [{ cited_text: 'a' }, { cited_text: 'b' }] },
    ]);
  });

  it('keeps blocks whose type is unknown, and what known deltas say of them', () => {
    const content = last(
      start,
      begin(0, { type: 'hologram', text: 'so', depth: 3 }),
      goOn(0, { type: 'text_delta', text: ' far' }),
      goOn(0, { type: 'hologram_delta', depth: 4 }),
      json('{"x":1}'),
      stop(0),
    )?.content;
    expect(content).toStrictEqual([{ type: 'hologram', text: 'so far', depth: 3, input: { x: 1 } }]);
  });

  describe('of a tool call', () => {
    it('shows the input that the block began with until the block ends, and then the whole', () => {
      const inputs = fold(start, begin(0, call), json('{"x":'), json('1}'), stop(0)).map((message) => message?.content[0]?.input);
      expect(inputs).toStrictEqual([undefined, {}, {}, {}, { x: 1 }]);
    });

    it('keeps an input that came whole', () => {
      expect(last(start, begin(0, { ...call, input: { x: 1 } }), json(''), stop(0))?.content[0]?.input).toStrictEqual({ x: 1 });
    });

    it.each([
      ['stop_reason', finish],
      ['message_stop', end],
    ])('takes the input for whole at %s where its block was not ended', (_, payload) => {
      expect(last(start, begin(0, call), json('{"x":1}'), payload)?.content[0]?.input).toStrictEqual({ x: 1 });
    });

    it.each([
      ['{"x":1,"y":[2,{"z":"cut o', { x: 1, y: [2, {}] }],
      ['{"x', {}],
      ['{"x":12', {}],
      ['{x:1}', '{x:1}'],
      ['{"x":1}}', '{"x":1}}'],
      [' ', {}],
    ])('makes of %s what can be made of it', (text, input) => {
      expect(last(start, begin(0, call), json(text), stop(0))?.content[0]?.input).toStrictEqual(input);
    });
  });

  it('keeps what the last events say of the whole answer, and takes nothing back', () => {
    const message = last(
      start,
      {
        type: 'message_delta',
        delta: { stop_reason: 'refusal', stop_sequence: null, stop_details: { type: 'refusal', category: 'bio' }, container: { id: 'c' } },
        usage: { output_tokens: 3, iterations: [{ output_tokens: 3 }], input_tokens: null },
        context_management: { applied_edits: [] },
      },
      { type: 'message_delta', delta: { stop_reason: null }, usage: { output_tokens: 5 } },
      end,
    );
    expect(message).toMatchObject({
      stop_reason: 'refusal',
      stop_details: { type: 'refusal', category: 'bio' },
      container: { id: 'c' },
      context_management: { applied_edits: [] },
      usage: { input_tokens: 9, output_tokens: 5, iterations: [{ output_tokens: 3 }] },
    });
  });

  it('starts with the content that the preamble brings', () => {
    const whole = { type: 'tool_use', id: 'toolu_0', name: 'roll', input: {} };
    expect(
      last({ ...start, message: { ...head, content: [whole] } }, begin(0, call), json('{"x":1}'), stop(0))?.content,
    ).toStrictEqual([whole, { ...call, input: { x: 1 } }]);
  });

  it('lets a server number its blocks as it likes', () => {
    const text = (index: number, said: string): object[] => [begin(index, { type: 'text', text: '' }), goOn(index, { type: 'text_delta', text: said }), stop(index)];
    expect(last(start, ...text(3, 'a'), ...text(3, 'b'), ...text(1, 'c'))?.content.map(({ text: said }) => said)).toEqual(['a', 'b', 'c']);
  });

  it('reads an answer without its preamble', () => {
    expect(last(begin(0, { type: 'text', text: 'Hi' }))).toStrictEqual({ type: 'message', content: [{ type: 'text', text: 'Hi' }] });
  });
});

describe('the fold of what gateways leave out', () => {
  const said = (...payloads: object[]): unknown => last(start, ...payloads)?.content;

  it('opens a block of its own kind for a delta whose block never began (BerriAI/litellm#30115)', () => {
    expect(said(goOn(0, { type: 'text_delta', text: 'He' }), goOn(0, { type: 'text_delta', text: 'llo' }))).toStrictEqual([{ type: 'text', text: 'Hello' }]);
    expect(said(goOn(0, { type: 'thinking_delta', thinking: 'hm' }), goOn(0, { type: 'signature_delta', signature: 's' }), goOn(0, { type: 'text_delta', text: 'Hi' }))).toStrictEqual([
      { type: 'thinking', thinking: 'hm', signature: 's' },
      { type: 'text', text: 'Hi' },
    ]);
    expect(said(goOn(3, { type: 'citations_delta', citation: 'x' }))).toStrictEqual([{ type: 'text', text: '', citations: ['x'] }]);
    expect(said(json('{"x":', 2), json('1}', 2), end)).toStrictEqual([{ type: 'tool_use', input: { x: 1 } }]);
    expect(said(goOn(0, { type: 'compaction_delta', content: 'a' }))).toStrictEqual([{ type: 'compaction', content: 'a' }]);
  });

  it('joins the pieces of a compaction (anthropics/anthropic-sdk-python#1665)', () => {
    const piece = (content: unknown): object => goOn(0, { type: 'compaction_delta', content, encrypted_content: 'e' });
    expect(said(begin(0, { type: 'compaction', content: null }), piece('Sum'), piece(null), piece('mary'))).toStrictEqual([{ type: 'compaction', content: 'Summary', encrypted_content: 'e' }]);
  });

  it.each(['tool_use', 'server_tool_use', 'mcp_tool_use'])('parses the input that the start of a %s states as JSON text', (type) => {
    const block = { type, id: 'a', name: 'sum' };
    expect(said(begin(0, { ...block, input: '{"x":1}' }), stop(0))).toStrictEqual([{ ...block, input: { x: 1 } }]);
    expect(said(begin(0, { ...block, input: '' }), stop(0))).toStrictEqual([{ ...block, input: {} }]);
    expect(said(begin(0, { ...block, input: 'no JSON' }), stop(0))).toStrictEqual([{ ...block, input: 'no JSON' }]);
  });

  it('is as lenient as the reader', () => {
    const message = last(
      { type: 'message_start', message: null },
      { type: 'content_block_start', content_block: { type: 'text', text: 'a', citations: {} } },
      { type: 'content_block_delta', index: -1, delta: { type: 'text_delta', text: 'b' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: null } },
      goOn(0, { type: 'citations_delta' }),
      { type: 'content_block_stop' },
      { type: 'message_delta', delta: 'x', usage: [1] },
      end,
    );
    expect(message).toStrictEqual({ type: 'message', role: 'assistant', content: [{ type: 'text', text: 'ab', citations: {} }] });
  });
});

describe('the fold of a hostile Messages stream', () => {
  it.each([
    ['a second answer inside the first', [start, begin(0, call), start], 'A second message begins inside the first.'],
  ])('fails with invalid_frame at %s', (_, payloads, message) => {
    expect(failureOf(...payloads)).toMatchObject({ type: 'invalid_frame', origin: 'protocol', retryable: false, message });
  });

  it('fails with invalid_frame at more blocks than anybody sends', () => {
    const blocks = Array.from({ length: 10_000 }, () => call);
    expect(failureOf({ ...start, message: { ...head, content: blocks } }, begin(0, call))).toMatchObject({
      type: 'invalid_frame',
      message: 'A list of the answer has more than 10000 items.',
    });
  });

  it('begins another block where one number begins twice, unless a call is told again', () => {
    const other = { ...call, id: 'other' };
    expect(last(start, begin(0, call), begin(0, call), json('{"x":1}'), begin(0, other), json('{"x":2}'), end)?.content).toStrictEqual([
      { ...call, input: { x: 1 } },
      { ...other, input: { x: 2 } },
    ]);
    expect(last(start, begin(0, { type: 'text', text: 'a' }), begin(0, { type: 'text', text: 'b' }), end)?.content.map(({ text }) => text)).toStrictEqual(['a', 'b']);
  });

  it('adds the input that comes after the end of its block', () => {
    expect(last(start, begin(0, call), json('{"x":'), stop(0), json('1}'), end)?.content).toStrictEqual([{ ...call, input: { x: 1 } }]);
  });

  it('goes on after a stop of a block that never began, or twice', () => {
    expect(last(start, stop(4), begin(0, call), json('{"x":1}'), stop(0), stop(0))?.content).toStrictEqual([{ ...call, input: { x: 1 } }]);
  });

  it('keeps text that comes after the end of its block', () => {
    const text = { type: 'text', text: 'a' };
    expect(last(start, begin(0, text), stop(0), goOn(0, { type: 'text_delta', text: 'b' }))?.content[0]?.text).toBe('ab');
  });

  it('lets no payload take the place of the content or of the type', () => {
    expect(last(start, begin(0, call), { type: 'message_delta', content: 'x', delta: { type: 'x', content: 'x', usage: 'x' } })).toMatchObject({
      type: 'message',
      content: [call],
      usage: { input_tokens: 9 },
    });
  });

  it('keeps __proto__ as a field like any other', () => {
    const hostile = JSON.parse('{"__proto__":{"polluted":true}}') as object;
    const message = last(
      { ...start, message: { ...head, ...hostile, usage: hostile } },
      begin(0, { ...call, ...hostile }),
      json('{"__proto__":{"polluted":true}}'),
      stop(0),
      { ...finish, ...hostile, delta: hostile },
    );
    const objects = [message, message?.usage, message?.content[0], message?.content[0]?.input];
    expect(objects.map((object) => Object.getPrototypeOf(object) === Object.prototype)).toEqual([true, true, true, true]);
    expect(objects.every((object) => Object.hasOwn(object as object, '__proto__'))).toBe(true);
    expect(objects.some((object) => 'polluted' in (object as object))).toBe(false);
  });
});

describe('the cost of folding Messages', () => {
  const piece = 'x'.repeat(100);

  it.each([
    ['text', { type: 'text', text: '' }, (at: number) => ({ type: 'text_delta', text: `${String(at)} ` })],
    ['citations', { type: 'text', text: '' }, (at: number) => ({ type: 'citations_delta', citation: { at } })],
    ['tool input', call, (at: number) => ({ type: 'input_json_delta', partial_json: at === 0 ? '["' : piece })],
  ])('is linear in pieces of %s', (_, block, delta) => {
    const growth = allocationGrowth((payloads) => {
      const accumulator = messages.openAccumulator();
      const add = (payload: object): Message | undefined => accumulator.add(payload as Parameters<typeof accumulator.add>[0]);
      add(start);
      add(begin(0, block));
      for (let at = 0; at < payloads; at += 1) add(goOn(0, delta(at)));
      add(stop(0));
    });
    expect(growth).toBeLessThan(1.5);
  });

  it('leaves earlier snapshots of a long list as they were', () => {
    const payloads = Array.from({ length: 600 }, (_, at) => goOn(0, { type: 'citations_delta', citation: { at } }));
    const lengths = fold(start, begin(0, { type: 'text', text: '' }), ...payloads).map((message) => message?.content[0]?.citations?.length);
    expect(lengths).toEqual([undefined, undefined, ...payloads.map((_, at) => at + 1)]);
  });
});
