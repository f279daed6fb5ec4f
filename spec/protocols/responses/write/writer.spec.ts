import type { Delta } from '../../../../src/answer/delta.js';
import type { PayloadObject } from '../../../../src/payload-object.js';
import { responses } from '../../../../src/protocols/responses/protocol.js';
import { type WireEvent, writingOf } from '../../../../src/serving/index.js';
import { deltasOf, readAll } from '../read-all.js';

const start: Delta = { type: 'start', id: 'resp_7', model: 'gpt-5' };
const text = (value: string): Delta => ({ type: 'text', text: value, choice: 0 });
const reasoning = (value: string): Delta => ({ type: 'reasoning', text: value, choice: 0 });
const refusal = (value: string): Delta => ({ type: 'refusal', text: value, choice: 0 });
const citation = (url: string): Delta => ({ type: 'citation', citation: { type: 'url_citation', url }, choice: 0 });
const call = (index: number, id: string, name: string): Delta => ({ type: 'tool-call', index, id, name, arguments: '', choice: 0 });
const fragment = (index: number, json: string): Delta => ({ type: 'tool-call', index, arguments: json, choice: 0 });
const image: Delta = { type: 'media', mediaType: 'image/webp', data: 'AAAA', choice: 0 };
const sound: Delta = { type: 'media', mediaType: 'audio/pcm', data: 'AAAA', choice: 0 };
const usage: Delta = { type: 'usage', usage: { inputTokens: 3, outputTokens: 4, reasoningTokens: 1, cachedReadTokens: 2, cachedWriteTokens: 0 } };
const finish = (reason: Extract<Delta, { type: 'finish' }>['reason'], raw = 'completed'): Delta => ({ type: 'finish', reason, raw, choice: 0 });

function write(deltas: readonly Delta[]): readonly WireEvent[] {
  const writer = writingOf(responses).openWriter({ imitate: true });
  return [...deltas.flatMap((delta) => writer.write(delta)), ...writer.end()];
}

function payloads(events: readonly WireEvent[]): readonly PayloadObject[] {
  return events.map(({ data }) => JSON.parse(data) as PayloadObject);
}

function types(events: readonly WireEvent[]): readonly unknown[] {
  return payloads(events).map(({ type }) => type);
}

describe('what the Responses writer writes', () => {
  it('is what OpenAI sends for a plain text', () => {
    expect(types(write([start, text('Hel'), text('lo'), finish('stop'), usage]))).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
  });

  it('is what OpenAI sends for reasoning and a function call', () => {
    expect(types(write([start, reasoning('hm'), call(0, 'a', 'f'), fragment(0, '{}'), finish('tool-calls')]))).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.reasoning_summary_part.added',
      'response.reasoning_summary_text.delta',
      'response.reasoning_summary_text.done',
      'response.reasoning_summary_part.done',
      'response.output_item.done',
      'response.output_item.added',
      'response.function_call_arguments.delta',
      'response.function_call_arguments.done',
      'response.output_item.done',
      'response.completed',
    ]);
  });

  it('is numbered from 0, and named by its event line', () => {
    const events = write([start, text('Hello'), image, refusal('No.')]);
    expect(payloads(events).map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, place) => place));
    expect(events.map(({ event }) => event)).toEqual(types(events));
  });

  it('carries each delta as it is written, not at the end', () => {
    const writer = writingOf(responses).openWriter({ imitate: true });
    expect(types(writer.write(start))).toEqual(['response.created', 'response.in_progress']);
    expect(types(writer.write(text('a')))).toContain('response.output_text.delta');
    expect(types(writer.write(text('b')))).toEqual(['response.output_text.delta']);
    expect(types(writer.write(usage))).toEqual([]);
    expect(types(writer.write(image)).at(-1)).toBe('response.output_item.done');
  });

  it('ends in the whole response', () => {
    const events = write([start, reasoning('hm'), text('Hello'), citation('u'), refusal('No.'), call(0, 'a', 'f'), fragment(0, '{}'), image, usage]);
    const { response } = payloads(events).at(-1) as { response: object };
    expect(response).toMatchObject({
      id: 'resp_7',
      object: 'response',
      model: 'gpt-5',
      status: 'completed',
      error: null,
      incomplete_details: null,
      output: [
        { type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm' }] },
        {
          type: 'message',
          role: 'assistant',
          status: 'completed',
          content: [
            { type: 'output_text', text: 'Hello', annotations: [{ type: 'url_citation', url: 'u' }] },
            { type: 'refusal', refusal: 'No.' },
          ],
        },
        { type: 'function_call', status: 'completed', call_id: 'a', name: 'f', arguments: '{}' },
        { type: 'image_generation_call', result: 'AAAA', output_format: 'webp' },
      ],
      usage: {
        input_tokens: 3,
        input_tokens_details: { cached_tokens: 2, cache_write_tokens: 0 },
        output_tokens: 4,
        output_tokens_details: { reasoning_tokens: 1 },
        total_tokens: 7,
      },
    });
  });

  it('lists in the final response the very items that it had finished', () => {
    const written = payloads(write([start, reasoning('hm'), text('Hello'), call(0, 'a', 'f'), fragment(0, '{}'), image]));
    const finished = written.filter(({ type }) => type === 'response.output_item.done').map(({ item }) => item);
    expect((written.at(-1) as { response: { output: unknown } }).response.output).toEqual(finished);
  });

  it('is the same every time', () => {
    const deltas = [start, text('Hello'), call(0, 'a', 'f'), usage];
    expect(write(deltas)).toEqual(write(deltas));
  });

  it('is a whole answer even for no deltas at all', () => {
    expect(types(write([]))).toEqual(['response.created', 'response.in_progress', 'response.completed']);
  });

  it('marks the item that was cut short as incomplete', () => {
    const written = payloads(write([start, text('Hel'), finish('length', 'max_output_tokens')]));
    expect(written.at(-2)).toMatchObject({ type: 'response.output_item.done', item: { status: 'incomplete' } });
    expect(written.at(-1)).toMatchObject({ type: 'response.incomplete', response: { incomplete_details: { reason: 'max_output_tokens' } } });
  });

  it('names a call whose id and name are not given', () => {
    const written = payloads(write([fragment(3, '{}')]));
    expect(written).toContainEqual(
      expect.objectContaining({ type: 'response.output_item.added', item: expect.objectContaining({ call_id: 'call_3', name: '' }) as unknown }),
    );
  });
});

describe('reading back what was written', () => {
  it.each<[string, readonly Delta[]]>([
    ['text', [start, text('Hel'), text('lo'), usage, finish('stop')]],
    ['reasoning, text and reasoning', [start, reasoning('a'), reasoning('b'), text('c'), reasoning('d'), finish('stop')]],
    ['text with citations', [start, text('a'), citation('u'), text('b'), citation('v'), finish('stop')]],
    ['a refusal', [start, text('a'), refusal('No.'), refusal(' Never.'), finish('refusal')]],
    ['tool calls', [start, call(0, 'a', 'f'), fragment(0, '{"x":'), fragment(0, '1}'), call(1, 'b', 'g'), fragment(1, '{}'), usage, finish('tool-calls')]],
    ['tool calls that interleave', [start, call(0, 'a', 'f'), call(1, 'b', 'g'), fragment(0, '1'), fragment(1, '2'), fragment(0, '3'), finish('tool-calls')]],
    ['a call without arguments', [start, call(0, 'a', 'f'), finish('tool-calls')]],
    ['media', [start, image, text('a'), sound, finish('stop')]],
    ['a length limit', [start, text('a'), usage, finish('length', 'max_output_tokens')]],
    ['a content filter', [start, text('a'), finish('content-filter', 'content_filter')]],
    ['another reason', [start, finish('other', 'steered')]],
    ['a cancelled answer', [start, finish('other', 'cancelled')]],
    ['a usage of one count', [start, { type: 'usage', usage: { outputTokens: 4 } }, finish('stop')]],
  ])('gives the same deltas for %s', (_what, deltas) => {
    const written = payloads(write(deltas));
    expect(deltasOf(...written)).toEqual(deltas);
    const kinds = readAll(...written).map(({ kind }) => kind);
    expect(kinds.at(-1)).toBe('terminal');
    expect(kinds.slice(0, -1).every((kind) => kind === 'data')).toBe(true);
  });
});

describe('the failures of Responses', () => {
  const error = { type: 'rate_limit_error', code: 'rate_limit_exceeded', message: 'Slow down.', param: 'model' };

  it('are an error event, nested, and response.failed', () => {
    const events = writingOf(responses).openWriter({ imitate: true }).fail(error);
    expect(events.map(({ event }) => event)).toEqual(['error', 'response.failed']);
    expect(payloads(events)).toMatchObject([
      { type: 'error', sequence_number: 0, error },
      { type: 'response.failed', sequence_number: 1, response: { status: 'failed', error: { code: 'rate_limit_exceeded', message: 'Slow down.' } } },
    ]);
    expect(readAll(...payloads(events))).toEqual([
      { kind: 'error', error },
      { kind: 'error', error: { code: 'rate_limit_exceeded', message: 'Slow down.' } },
    ]);
  });

  it('have nulls where nothing is said', () => {
    const [first, second] = payloads(writingOf(responses).openWriter({ imitate: true }).fail({ type: 'server_error', message: 'Oops.' }));
    expect(first).toMatchObject({ error: { type: 'server_error', code: null, message: 'Oops.', param: null } });
    expect(second).toMatchObject({ response: { error: { code: 'server_error', message: 'Oops.' } } });
    expect(writingOf(responses).errorBody({ type: 'server_error', message: 'Oops.' })).toEqual({
      error: { message: 'Oops.', type: 'server_error', param: null, code: null },
    });
  });

  it('are the body of a failed request', () => {
    expect(writingOf(responses).errorBody(error)).toEqual({ error });
  });
});

describe('requests', () => {
  it('go to /responses with a bearer key', () => {
    expect(responses.path).toBe('/responses');
    expect(responses.headers('sk-1')).toEqual({ authorization: 'Bearer sk-1' });
  });
});
