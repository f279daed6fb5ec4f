import { messages, type Protocol, reliably, type ReliablyOptions, responses, streamFrames } from 'framewise';
import { openTelemetry } from 'framewise/opentelemetry';
import { mockGateway, type Reply } from 'framewise/testing';
import { lastValueFrom } from 'rxjs';

import { Collector } from './collected.js';

const SECRET = 'key-0123456789';

describe('openTelemetry with content', () => {
  let collector: Collector;
  beforeEach(() => { collector = new Collector(); });
  afterEach(() => collector.close());

  /** What is written of a call with this body, parsed. */
  async function written(body: object, script: Reply[], protocol: Protocol = messages, options: ReliablyOptions = {}) {
    await using gateway = await mockGateway({ script });
    const observer = openTelemetry({ content: true, tracerProvider: collector.tracerProvider, meterProvider: collector.meterProvider });
    const frames = streamFrames(protocol, { baseUrl: gateway.baseUrl, apiKey: SECRET, body: { model: 'm', ...body } }, { observer });
    await lastValueFrom(frames.pipe(reliably<unknown>({ logger: false, initialDelayMs: 1, ...options } as ReliablyOptions))).catch(() => undefined);
    const attributes = collector.spans[0]?.attributes ?? {};
    expect(JSON.stringify(attributes)).not.toContain(SECRET);
    const parsed = (name: string): unknown => (attributes[name] === undefined ? undefined : JSON.parse(String(attributes[name])));
    return { system: parsed('gen_ai.system_instructions'), input: parsed('gen_ai.input.messages'), output: parsed('gen_ai.output.messages') };
  }

  const said = (content: string, finish_reason = 'stop'): object[] => [{ role: 'assistant', parts: [{ type: 'text', content }], finish_reason }];

  it('writes prompt and answer as messages of parts', async () => {
    expect(await written({ system: 'Be kind.', messages: [{ role: 'user', content: 'Hello?' }] }, [{ text: 'Hi there' }])).toEqual({
      system: [{ type: 'text', content: 'Be kind.' }],
      input: [{ role: 'user', parts: [{ type: 'text', content: 'Hello?' }] }],
      output: said('Hi there'),
    });
  });

  it('writes parts, and what it does not know as it is', async () => {
    const image = { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } };
    const { input } = await written({ messages: [{ role: 'user', content: [{ type: 'text', text: 'What is that?' }, image] }, null] }, [{ text: 'A cat' }]);
    expect(input).toEqual([{ role: 'user', parts: [{ type: 'text', content: 'What is that?' }, image] }, null]);
  });

  it('writes input and instructions of Responses', async () => {
    const call = { type: 'function_call', name: 'f', arguments: '{}' };
    expect(await written({ instructions: 'Be short.', input: 'Hello?' }, [{ text: 'Hi' }], responses)).toEqual({
      system: [{ type: 'text', content: 'Be short.' }], input: [{ role: 'user', parts: [{ type: 'text', content: 'Hello?' }] }], output: said('Hi'),
    });
    collector = new Collector();
    expect((await written({ input: [call] }, [{ text: 'Hi' }], responses)).input).toEqual([call]);
  });

  it('writes tool calls and reasoning', async () => {
    const deltas: Reply['deltas'] = [
      { type: 'reasoning', text: 'Hm.' }, { type: 'text', text: 'Let me ' }, { type: 'text', text: 'see.' },
      { type: 'tool-call', index: 0, id: 'call_1', name: 'weather', arguments: '{"city":' }, { type: 'tool-call', index: 0, arguments: '"Rome"}' },
    ];
    const { output } = await written({}, [{ deltas, finish: 'tool-calls' }]);
    expect(output).toEqual([{
      role: 'assistant',
      parts: [{ type: 'reasoning', content: 'Hm.' }, { type: 'text', content: 'Let me see.' }, { type: 'tool_call', id: 'call_1', name: 'weather', arguments: '{"city":"Rome"}' }],
      finish_reason: 'tool_call',
    }]);
  });

  it('writes the last attempt alone', async () => {
    const late: Reply = { text: 'Half an', error: { type: 'overloaded_error', message: 'Overloaded' } };
    expect((await written({}, [late, { text: 'Hi there' }], messages, { afterOutput: 'restart' })).output).toEqual(said('Hi there'));
  });

  it('writes what there is of an answer that broke, and nothing of one that never came', async () => {
    expect((await written({}, [{ text: 'Hi there', fault: { kind: 'end', afterText: 'Hi ' } }])).output).toEqual(said('Hi ', 'error'));
    collector = new Collector();
    expect((await written({}, [{ status: 401, error: { type: 'authentication_error', message: 'No' } }])).output).toBeUndefined();
  });
});
