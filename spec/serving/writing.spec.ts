import { chatCompletions, defineProtocol, type Delta, messages, type Protocol, responses } from 'framewise';
import { defineWriting, type WriterOptions, writingOf } from 'framewise/serving';

const all = [chatCompletions, responses, messages];
const text: Delta = { type: 'text', text: 'Hi', choice: 0 };

function written(protocol: Protocol, deltas: readonly Delta[], options?: WriterOptions): { text: string; payloads: Record<string, unknown>[] } {
  const writer = writingOf(protocol).openWriter(options);
  const events = [...deltas.flatMap((delta) => writer.write(delta)), ...writer.end()];
  const payloads = events.filter(({ data }) => data !== '[DONE]').map(({ data }) => JSON.parse(data) as Record<string, unknown>);
  return { text: JSON.stringify(payloads), payloads };
}

describe('defineWriting', () => {
  it('belongs to the very record, and not to a copy of it', () => {
    const copy = defineProtocol({ ...messages });
    expect(() => writingOf(copy)).toThrow(/messages is written: see defineWriting/);
    expect(defineWriting(copy, writingOf(messages))).toBe(copy);
    expect(writingOf(copy)).toBe(writingOf(messages));
  });

  it('refuses a writing that lacks a half', () => {
    expect(() => defineWriting(defineProtocol({ ...messages }), { openWriter: () => ({}) } as never)).toThrow(new TypeError('The writing of messages needs errorBody.'));
  });
});

describe.each(all)('what $name writes for a caller', (protocol) => {
  it('has the id, the model and the time that it is given', () => {
    const answer = written(protocol, [{ type: 'start', id: 'theirs', model: 'theirs' }, text], { id: 'a-1', model: 'ours', createdAt: new Date(5_000) });
    expect(answer.text).toContain('"a-1"');
    expect(answer.text).toContain('"ours"');
    expect(answer.text).not.toContain('theirs');
    if (protocol !== messages) expect(answer.text).toMatch(/"created(?:_at)?":5[,}]/);
  });

  it('has an id that no other answer has', () => {
    const idOf = (): unknown => /"id":"([^"]+)"/.exec(written(protocol, [text]).text)?.[1];
    expect(idOf()).not.toBe(idOf());
  });

  it('ends with a word of its own', () => {
    const { text: said } = written(protocol, [text, { type: 'finish', reason: 'other', raw: 'weird_word', choice: 0 }]);
    expect(said).not.toContain('weird_word');
  });

  it('has no citation of another shape', () => {
    const shapes = { [chatCompletions.name]: { type: 'char_location' }, [responses.name]: { type: 'char_location' }, [messages.name]: { type: 'url_citation' } };
    const { text: said } = written(protocol, [text, { type: 'citation', citation: { ...shapes[protocol.name], marker: 'cited' }, choice: 0 }]);
    expect(said).not.toContain('cited');
  });

  it('thinks without a made-up signature', () => {
    expect(written(protocol, [{ type: 'reasoning', text: 'Hm', choice: 0 }]).text).not.toContain('signature_delta');
  });
});

describe('what only some can say', () => {
  const usage: Delta = { type: 'usage', usage: { inputTokens: 3, outputTokens: 1 } };

  it('leaves other choices out where there is one', () => {
    const other: Delta = { type: 'text', text: 'second', choice: 1 };
    expect(all.filter((protocol) => written(protocol, [text, other]).text.includes('second'))).toEqual([chatCompletions]);
  });

  it('tells the usage of Chat Completions only if it is asked for', () => {
    expect(written(chatCompletions, [text, usage]).text).not.toContain('usage');
    expect(written(chatCompletions, [text, usage], { includeUsage: true }).payloads.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 3 } });
  });

  it('tells the usage in message_start where it is known', () => {
    expect(written(messages, [usage, { type: 'start' }, text]).payloads[0]).toMatchObject({ message: { usage: { input_tokens: 3 } } });
  });

  it('translates a link between the two forms of OpenAI', () => {
    const flat = { type: 'url_citation', url: 'https://a', title: 'A', start_index: 0, end_index: 2 };
    const { type, ...rest } = flat;
    const nested = { type, url_citation: rest };
    for (const citation of [flat, nested]) {
      const cited: Delta = { type: 'citation', citation, choice: 0 };
      expect(written(chatCompletions, [text, cited]).text).toContain(JSON.stringify({ annotations: [nested] }));
      expect(written(responses, [text, cited]).text).toContain(JSON.stringify(flat));
    }
  });

  it('goes on counting when Responses fails, and says it once', () => {
    const writer = writingOf(responses).openWriter();
    const before = writer.write(text).length;
    const failure = writer.fail({ type: 'overloaded_error', message: 'Busy.' });
    expect(failure.map(({ event, data }) => [event, (JSON.parse(data) as { sequence_number: number }).sequence_number])).toEqual([['error', before]]);
  });

  it('keeps calls of Responses that come in turns whole, also one that begins without arguments', () => {
    const call = (index: number, json: string): Delta => ({ type: 'tool-call', index, id: `c${String(index)}`, name: 'f', arguments: json, choice: 0 });
    const { payloads } = written(responses, [call(0, ''), call(1, ''), call(0, '{"a":1}')]);
    const { response } = payloads.at(-1) as { response: { output: { arguments: string }[] } };
    expect(response.output.map((item) => item.arguments)).toEqual(['{"a":1}', '{}']);
  });
});
