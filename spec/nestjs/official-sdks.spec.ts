import { Controller, Post } from '@nestjs/common';
import { chatCompletions, messages, type Protocol, responses } from 'framewise';
import { encodeFrames, FramewiseModule, getUpstreamToken, sse, type UpstreamClient } from 'framewise/nestjs';
import { type MockGateway, mockGateway, type Reply } from 'framewise/testing';

import { type Heard, sources, targets } from '../serving/official-sdks.js';
import { adapters, type Application, startApplication } from './application.js';

/** The three endpoints, in front of an upstream that speaks `from`. */
function endpointsFor(from: Protocol) {
  @Controller(from.name)
  class Endpoints {
    constructor(readonly upstream: UpstreamClient) {}

    @Post('chat/completions')
    chatCompletions() {
      return this.#answer(chatCompletions);
    }

    @Post('responses')
    responses() {
      return this.#answer(responses);
    }

    @Post('v1/messages')
    messages() {
      return this.#answer(messages);
    }

    #answer(to: Protocol) {
      return sse(this.upstream.frames({ model: 'm', max_tokens: 9 }).pipe(encodeFrames(to, { from, model: 'ours', includeUsage: true })));
    }
  }
  Reflect.defineMetadata('self:paramtypes', [{ index: 0, param: getUpstreamToken(from.name) }], Endpoints);
  return Endpoints;
}

/** An answer that a server of this protocol has interrupted: it goes on when it is sent back. Gateways use the word of Messages in the other protocols, too. */
function paused(from: Protocol): Reply {
  if (from !== chatCompletions) return { deltas: [{ type: 'text', text: 'Hel' }, { type: 'finish', reason: 'pause', raw: 'pause_turn' }] };
  const chunk = (delta: object, finish: string | null): string => JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] });
  return { events: [chunk({ role: 'assistant', content: 'Hel' }, null), chunk({}, 'pause_turn'), '[DONE]'] };
}

const ways = adapters.flatMap((server) => (['byHelper', 'byHand'] as const).map((way) => ({ ...server, way })));
const pairs = sources.flatMap((from) => targets.map((target) => ({ from, ...target })));

describe.each(ways)('a backend on $server, asked with official SDKs $way', ({ adapter, way }) => {
  let gateway: MockGateway;
  let application: Application;

  beforeAll(async () => {
    gateway = await mockGateway();
    const upstreams = Object.fromEntries(sources.map((protocol) => [protocol.name, { protocol, baseUrl: gateway.baseUrl, apiKey: 'upstream-key', reliably: { maxRetries: 0 }, upstream: { breaker: false } as const }]));
    application = await startApplication(adapter, { imports: [FramewiseModule.forRoot({ upstreams })], controllers: sources.map(endpointsFor) });
  });

  afterAll(async () => {
    await application[Symbol.asyncDispose]();
    await gateway.close();
  });

  describe.each(pairs)('$from.name as $to.name', ({ from, to, ends, ...asks }) => {
    const hear = (reply: Reply): Promise<Heard> => {
      gateway.reply(reply);
      return asks[way](`${application.url}/${encodeURIComponent(from.name)}`);
    };

    it('is text, with its usage and its end', async () => {
      expect(await hear({ text: 'Hello, wide world', usage: { inputTokens: 3, outputTokens: 7 } })).toMatchObject({ text: 'Hello, wide world', end: ends.stop, usage: [3, 7] });
    });

    it('ends at its limit, or by a filter', async () => {
      expect(await hear({ text: 'Hel', finish: 'length' })).toMatchObject({ text: 'Hel', end: ends.length });
      expect(await hear({ text: 'Hel', finish: from === messages ? 'refusal' : 'content-filter' })).toMatchObject({ text: 'Hel', end: ends.filtered });
    });

    it('pauses, which is no whole answer', async () => {
      // From a protocol to itself the word goes through, as the payload that holds it.
      expect(await hear(paused(from))).toMatchObject({ text: 'Hel', end: from === to ? 'pause_turn' : ends.paused });
    });

    it('calls tools, in turns and without arguments', async () => {
      const heard = await hear({
        deltas: [
          { type: 'tool-call', index: 0, id: 'a', name: 'wind', arguments: '{"at":' },
          { type: 'tool-call', index: 0, arguments: '"sea"}' },
          // From a protocol to itself payloads go verbatim, so there the empty text of the mock would stay.
          { type: 'tool-call', index: 1, id: 'b', name: 'tide', arguments: from === to ? '{}' : '' },
        ],
      });
      expect(heard).toMatchObject({ calls: [{ name: 'wind', arguments: { at: 'sea' } }, { name: 'tide', arguments: {} }], end: ends.calls });
    });

    it('refuses', async () => {
      const { text, refusal, end } = await hear({ deltas: [{ type: 'refusal', text: 'I will not.' }] });
      expect([text, refusal]).toContain('I will not.');
      expect(refusal === 'I will not.' || end === ends.refusal).toBe(true);
    });

    it('fails before the first word with its status and words', async () => {
      await expect(hear({ text: '', error: { type: 'overloaded_error', message: 'Overloaded' } })).rejects.toMatchObject({ status: 503 });
      await expect(hear({ status: 429, error: { type: 'rate_limit_error', message: 'Slow down.' } })).rejects.toMatchObject({ status: 429, message: expect.stringContaining('Slow down.') as unknown });
      await expect(hear({ status: 400, error: { type: 'invalid_request_error', message: 'No model.' } })).rejects.toMatchObject({ status: 400, message: expect.stringContaining('No model.') as unknown });
      await expect(hear({ status: 401, error: { type: 'authentication_error', message: 'Wrong key.' } })).rejects.toMatchObject({ status: 502, message: expect.not.stringContaining('key') as unknown });
    });

    it('fails after the first word in a way that the SDK hears', async () => {
      await expect(hear({ text: 'Hello', error: { type: 'rate_limit_error', message: 'Slow down.' } })).rejects.toThrow(/Slow down\./);
      await expect(hear({ text: 'Hello, world', fault: { kind: 'close', afterText: 'Hello' } })).rejects.toThrow(/The model server failed\./);
    });
  });
});
