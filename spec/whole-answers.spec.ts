import { jest } from '@jest/globals';
import { accumulate, ApiError, chatCompletions, collect, type ConversingProtocol, failOnErrorFrame, type Frame, messages, parseFrames, responses, streamFrames, untilTerminal } from 'framewise';
import { from, lastValueFrom, type Observable } from 'rxjs';

import { DRAIN_MS } from '../src/wire/reading/drain.js';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

function bodyOf(chunks: readonly Uint8Array<ArrayBuffer>[], end: 'close' | 'stall' | 'reset' = 'close'): ReadableStream<Uint8Array<ArrayBuffer>> {
  const rest = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const chunk = rest.shift();
      if (chunk !== undefined) controller.enqueue(chunk);
      else if (end === 'close') controller.close();
      else if (end === 'reset') controller.error(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
    },
  }, { highWaterMark: 0 });
}

interface Outcome {
  readonly frames: readonly Frame<object>[];
  readonly error: ApiError | undefined;
}

async function outcomeOf(frames: Observable<Frame<object>>): Promise<Outcome> {
  const seen: Frame<object>[] = [];
  const error = await new Promise<ApiError | undefined>((resolve) => {
    frames.subscribe({ next: (frame) => seen.push(frame), error: resolve, complete: () => { resolve(undefined); } });
  });
  return { frames: seen, error };
}

interface Whole {
  readonly protocol: ConversingProtocol<object, object>;
  /** The answer, of which everything is read. */
  readonly answer: object;
  readonly completion: object;
  /** What `accumulate` gives: the object, and what the type promises beside it. */
  readonly native?: object;
  readonly unfinished: readonly (readonly [what: string, answer: object])[];
}

const chat = {
  id: 'c1',
  object: 'chat.completion',
  created: 1,
  model: 'm1',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: 'Hello "you"\n',
        reasoning_content: 'hm',
        refusal: null,
        annotations: [{ type: 'url_citation' }],
        images: [{ image_url: { url: 'data:image/png;base64,AAAA' } }],
        tool_calls: [
          { id: 'k1', type: 'function', function: { name: 'sum', arguments: '{"x":1}' } },
          { id: 'k2', type: 'function', function: { name: 'sum', arguments: '{"x":2}' } },
        ],
      },
      finish_reason: 'tool_calls',
    },
    { index: 1, message: { role: 'assistant', content: null, refusal: 'No.' }, finish_reason: 'stop' },
  ],
  usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
};

const response = {
  id: 'r1',
  object: 'response',
  status: 'completed',
  model: 'm1',
  error: null,
  output: [
    { type: 'reasoning', id: 'rs1', summary: [{ type: 'summary_text', text: 'hm' }] },
    {
      type: 'message',
      id: 'i1',
      role: 'assistant',
      content: [
        { type: 'output_text', text: 'Hello "you"\n', annotations: [{ type: 'url_citation' }] },
        { type: 'refusal', refusal: 'No.' },
      ],
    },
    { type: 'function_call', id: 'f1', call_id: 'k1', name: 'sum', arguments: '{"x":1}' },
    { type: 'custom_tool_call', id: 'f2', call_id: 'k2', name: 'note', input: 'x' },
    { type: 'image_generation_call', id: 'g1', result: 'AAAA', output_format: 'webp' },
  ],
  usage: { input_tokens: 3, output_tokens: 4, total_tokens: 7 },
};

const said = { id: undefined, model: 'm1', text: 'Hello "you"\n', reasoning: 'hm', citations: [{ type: 'url_citation' }], usage: { inputTokens: 3, outputTokens: 4 } };

const wholes: Whole[] = [
  {
    protocol: chatCompletions,
    answer: chat,
    completion: {
      ...said,
      id: 'c1',
      media: [{ mediaType: 'image/png', data: 'AAAA' }],
      toolCalls: [{ index: 0, id: 'k1', name: 'sum', arguments: '{"x":1}' }, { index: 1, id: 'k2', name: 'sum', arguments: '{"x":2}' }],
      finishReason: 'tool-calls',
      otherChoices: [expect.objectContaining({ refusal: 'No.', finishReason: 'stop' })],
    },
    unfinished: [
      ['a choice without a finish', { ...chat, choices: [{ ...chat.choices[0], finish_reason: null }] }],
      ['no choice', { ...chat, choices: [] }],
    ],
  },
  {
    protocol: responses,
    answer: response,
    completion: {
      ...said,
      id: 'r1',
      refusal: 'No.',
      media: [{ mediaType: 'image/webp', data: 'AAAA' }],
      toolCalls: [{ index: 0, id: 'k1', name: 'sum', arguments: '{"x":1}' }, { index: 1, id: 'k2', name: 'note', arguments: 'x' }],
      finishReason: 'tool-calls',
    },
    native: { ...response, output_text: 'Hello "you"\n' },
    unfinished: [
      ['the status queued', { ...response, status: 'queued', output: [] }],
      ['the status in_progress', { ...response, status: 'in_progress' }],
    ],
  },
];

const message = {
  id: 'm1',
  type: 'message',
  role: 'assistant',
  model: 'm1',
  content: [
    { type: 'thinking', thinking: 'hm', signature: 's' },
    { type: 'redacted_thinking', data: 'x' },
    { type: 'text', text: 'Hello "you"\n', citations: [{ type: 'url_citation' }] },
    { type: 'server_tool_use', id: 's1', name: 'web_search', input: { q: 'x' } },
    { type: 'tool_use', id: 'k1', name: 'sum', input: { x: 1 } },
    { type: 'tool_use', id: 'k2', name: 'now', input: {} },
    { type: 'hologram', depth: 3 },
  ],
  stop_reason: 'tool_use',
  stop_sequence: null,
  usage: { input_tokens: 3, output_tokens: 4 },
};

wholes.push({
  protocol: messages,
  answer: message,
  completion: {
    ...said,
    id: 'm1',
    toolCalls: [{ index: 0, id: 'k1', name: 'sum', arguments: '{"x":1}' }, { index: 1, id: 'k2', name: 'now', arguments: '{}' }],
    finishReason: 'tool-calls',
    rawFinishReason: 'tool_use',
  },
  unfinished: [
    ['no stop reason', { ...message, stop_reason: null }],
    ['no content either', { ...message, stop_reason: null, content: [], usage: null }],
  ],
});

const forms: [form: string, write: (answer: object) => string, contentType: string][] = [
  ['as application/json', (answer) => JSON.stringify(answer), 'application/json; charset=utf-8'],
  ['as application/json, printed over many lines', (answer) => `\n${JSON.stringify(answer, null, 2)}\r\n`, 'application/json'],
  ['as application/json, printed over many lines without indents', (answer) => JSON.stringify(answer, null, 1).replace(/\n +/g, '\n'), 'application/json'],
  ['as the only event of a stream', (answer) => `: hello\n\ndata: ${JSON.stringify(answer)}\n\n`, 'text/event-stream'],
  ['as the only event, without its last blank line', (answer) => `data: ${JSON.stringify(answer)}`, 'text/event-stream'],
  ['as the only event before [DONE]', (answer) => `data: ${JSON.stringify(answer)}\n\ndata: [DONE]\n\n`, 'text/event-stream'],
  ['unframed in a stream', (answer) => JSON.stringify(answer), 'text/event-stream'],
  ['unframed in a stream, printed over many lines', (answer) => `${JSON.stringify(answer, null, 2)}\n`, 'text/event-stream'],
  ['without a content type', (answer) => JSON.stringify(answer, null, '\t'), ''],
];

const chunkings: [name: string, cut: (text: string) => readonly Uint8Array<ArrayBuffer>[]][] = [
  ['whole', (text) => [bytesOf(text)]],
  ['byte by byte', (text) => Array.from(bytesOf(text), (byte) => Uint8Array.of(byte))],
];

function open(protocol: Whole['protocol'], chunks: readonly Uint8Array<ArrayBuffer>[], contentType: string, end?: 'stall' | 'reset'): Observable<Frame<object>> {
  return streamFrames(protocol, () => Promise.resolve(new Response(bodyOf(chunks, end), { headers: contentType === '' ? {} : { 'content-type': contentType, 'x-request-id': 'q1' } })));
}

describe.each(wholes)('a whole answer of $protocol.name in place of a stream', ({ protocol, answer, completion, native = answer, unfinished }) => {
  describe.each(forms)('%s', (_, write, contentType) => {
    it.each(chunkings)('is read, %s', async (_chunking, cut) => {
      const frames = (): Observable<Frame<object>> => open(protocol, cut(write(answer)), contentType);
      const outcome = await outcomeOf(frames());
      expect(outcome.error).toBeUndefined();
      expect(outcome.frames).toEqual([
        { kind: 'data', payload: answer, deltas: expect.any(Array) as unknown },
        { kind: 'terminal', payload: undefined, deltas: [] },
      ]);
      const good = (): ReturnType<ReturnType<typeof failOnErrorFrame<object>>> => frames().pipe(failOnErrorFrame());
      expect(await lastValueFrom(good().pipe(untilTerminal(), collect()))).toEqual(expect.objectContaining(completion));
      expect(await lastValueFrom(good().pipe(untilTerminal(), accumulate(protocol)))).toEqual(native);
    });

    it.each(chunkings)('is the same from bytes of any transport, %s', async (_chunking, cut) => {
      if (contentType.endsWith('json') && write(answer).includes('\n"')) return; // only the content type tells that this is one body
      const outcome = await outcomeOf(from(cut(write(answer))).pipe(parseFrames(protocol, { implicitTerminal: false })));
      expect(outcome.frames.map(({ kind }) => kind)).toEqual(['data', 'terminal']);
    });

    it.each(unfinished)('is cut short where it has %s', async (_what, part) => {
      for (const [, cut] of chunkings) {
        const { frames, error } = await outcomeOf(open(protocol, cut(write(part)), contentType));
        expect(frames.map(({ kind }) => kind)).toEqual(['data']);
        expect(error).toMatchObject({ type: 'truncated_stream', origin: 'protocol', retryable: true, raw: part });
      }
    });

    it('is its error where there is one', async () => {
      const { frames, error } = await outcomeOf(open(protocol, [bytesOf(write({ ...answer, error: { type: 'overloaded_error', message: 'x' } }))], contentType).pipe(failOnErrorFrame()));
      expect(frames).toEqual([]);
      expect(error).toMatchObject({ type: 'overloaded_error', retryable: true });
    });
  });

  it('is bounded by maxFrameChars alone', async () => {
    const long = { ...answer, padding: 'x'.repeat(200_000) };
    const text = JSON.stringify(long);
    expect((await outcomeOf(open(protocol, [bytesOf(text)], 'application/json'))).frames).toHaveLength(2);
    for (const contentType of ['application/json', 'text/event-stream']) {
      const bounded = streamFrames(protocol, () => Promise.resolve(new Response(text, { headers: { 'content-type': contentType } })), { maxFrameChars: 1_000 });
      expect((await outcomeOf(bounded)).error).toMatchObject({ type: 'frame_too_large' });
    }
  });

  it('that is cut off is cut short, and so is one that was reset', async () => {
    const half = bytesOf(JSON.stringify(answer).slice(0, -9));
    expect((await outcomeOf(open(protocol, [half], 'application/json'))).error).toMatchObject({ type: 'truncated_stream', retryable: true, requestId: 'q1' });
    expect((await outcomeOf(open(protocol, [half], 'application/json', 'reset'))).error).toMatchObject({ type: 'connection_reset', requestId: 'q1' });
  });

  it('may take its time, and need not end the connection', async () => {
    jest.useFakeTimers();
    try {
      const text = JSON.stringify(answer);
      let controller: ReadableStreamDefaultController | undefined;
      const body = new ReadableStream({ start: (started) => { controller = started; } });
      const pending = outcomeOf(streamFrames(protocol, () => Promise.resolve(new Response(body, { headers: { 'content-type': 'application/json' } }))));
      await jest.advanceTimersByTimeAsync(60_000);
      controller?.enqueue(bytesOf(text.slice(0, 50)));
      await jest.advanceTimersByTimeAsync(60_000);
      controller?.enqueue(bytesOf(text.slice(50)));
      await jest.advanceTimersByTimeAsync(5_000);
      expect((await pending).frames.map(({ kind }) => kind)).toEqual(['data', 'terminal']);
      await jest.advanceTimersByTimeAsync(DRAIN_MS); // that of a body which may still end
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  it.each([{ hello: 'world' }, { object: 'list', data: [] }, { type: 'list' }, { type: 'message' }, []])('is not seen in other JSON: %j', async (json) => {
    const { frames, error } = await outcomeOf(open(protocol, [bytesOf(JSON.stringify(json))], 'application/json'));
    expect(frames).toEqual([]);
    expect(error).toMatchObject({ type: 'unexpected_content', raw: json, status: 200, requestId: 'q1' });
  });
});

describe('an event stream under another content type', () => {
  const stream = 'data: {"choices":[{"index":0,"delta":{"content":"H\u00e9"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

  it.each(['text/plain; charset=utf-8', 'text/html', 'application/octet-stream', 'application/json'].flatMap((type) => chunkings.map((chunking) => [type, ...chunking] as const)))(
    'is read: %s, %s',
    async (contentType, _chunking, cut) => {
      for (const head of ['', '\uFEFF', '\r\n', ': hello\n\n', 'event: x\n', 'id: 1\n', 'retry: 5\n']) {
        const { frames, error } = await outcomeOf(open(chatCompletions, cut(head + stream), contentType));
        expect(error).toBeUndefined();
        expect(frames.map(({ kind }) => kind)).toEqual(['data', 'terminal']);
      }
    },
  );

  it('goes out frame by frame', async () => {
    const { frames } = await outcomeOf(open(chatCompletions, [bytesOf(stream.slice(0, 90))], 'text/plain', 'reset'));
    expect(frames.map(({ kind }) => kind)).toEqual(['data']);
  });

  it.each(['database is down', 'dat', 'error: no', '', '  oops'])('is not seen in a text that only resembles one: %j', async (text) => {
    const { frames, error } = await outcomeOf(open(chatCompletions, [bytesOf(text)], 'text/plain'));
    expect(frames).toEqual([]);
    expect(error).toMatchObject({ type: 'unexpected_content', raw: text.trimStart() });
  });
});

describe('what looks like a whole answer', () => {
  it('is a chunk where it has a delta, or where others follow', async () => {
    const chunk = (content: string, finish: string | null): string =>
      `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }] })}\n\n`;
    const frames = from([bytesOf(chunk('He', null) + chunk('llo', 'stop'))]).pipe(parseFrames(chatCompletions));
    const completion = await lastValueFrom(frames.pipe(failOnErrorFrame(), untilTerminal(), collect()));
    expect(completion).toMatchObject({ text: 'Hello', finishReason: 'stop' });
    expect(await lastValueFrom(frames.pipe(failOnErrorFrame(), untilTerminal(), accumulate(chatCompletions)))).toMatchObject({ choices: [{ message: { content: 'Hello' } }] });
  });

  it('keeps what follows it', async () => {
    const text = `data: ${JSON.stringify({ ...chat, usage: undefined })}\n\ndata: ${JSON.stringify({ id: 'c1', choices: [], usage: chat.usage })}\n\n`;
    const frames = from([bytesOf(text)]).pipe(parseFrames(chatCompletions), failOnErrorFrame(), untilTerminal());
    expect(await lastValueFrom(frames.pipe(collect()))).toMatchObject({ usage: { inputTokens: 3, outputTokens: 4 } });
    expect(await lastValueFrom(frames.pipe(accumulate(chatCompletions)))).toMatchObject({ usage: chat.usage });
  });
});

describe('a whole answer of a gateway', () => {
  it('is an error where it says that the server broke off', async () => {
    for (const [protocol, answer] of [
      [chatCompletions, { ...chat, choices: [{ ...chat.choices[0], finish_reason: 'network_error' }] }],
      [messages, { ...message, stop_reason: 'network_error' }],
      [responses, { ...response, status: 'failed', error: { code: 'network_error', message: 'x' } }],
    ] as const) {
      const { error } = await outcomeOf(open(protocol, [bytesOf(JSON.stringify(answer))], 'application/json').pipe(failOnErrorFrame()));
      expect(error).toMatchObject({ type: 'network_error', retryable: true, raw: answer });
    }
  });

  it('is invalid where output would be lost, and not otherwise', async () => {
    const lost = await outcomeOf(open(messages, [bytesOf(JSON.stringify({ ...message, content: [{ type: 'text', text: 5 }] }))], 'application/json').pipe(failOnErrorFrame()));
    expect(lost.error).toMatchObject({ type: 'invalid_frame', message: expect.stringContaining('content.0.text') as string });
    const lenient = { type: 'message', id: 5, content: [null, 'x', { type: 'text', text: 'Hi', citations: 3 }, { type: 'tool_use', name: 'sum', input: '{"x":1}' }], stop_reason: 'end_turn', usage: [] };
    const frames = (): Observable<Frame<object>> => open(messages, [bytesOf(JSON.stringify(lenient))], 'application/json');
    expect(await lastValueFrom(frames().pipe(failOnErrorFrame(), collect()))).toMatchObject({ id: undefined, text: 'Hi', toolCalls: [{ name: 'sum', arguments: '{"x":1}' }] });
    expect(await lastValueFrom(frames().pipe(failOnErrorFrame(), accumulate(messages as Whole['protocol'])))).toMatchObject({ content: [null, 'x', {}, { input: { x: 1 } }] });
  });

  it('is unknown inside a stream', () => {
    const reader = messages.openReader();
    reader.read({ type: 'message_start', message: {} });
    expect(reader.read(message).kind).toBe('unknown');
  });
});
