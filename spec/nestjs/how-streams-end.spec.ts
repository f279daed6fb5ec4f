import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Controller, Param, Post } from '@nestjs/common';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { chatCompletions, messages, responses } from 'framewise';
import { encodeFrames, FramewiseModule, InjectUpstream, sse, toMessageEvents, UpstreamClient } from 'framewise/nestjs';
import { type MockGateway, mockGateway, type ScriptEntry } from 'framewise/testing';

import { adapters, type Application, startApplication } from './application.js';

@Controller()
class ChatController {
  constructor(
    @InjectUpstream('claude') readonly claude: UpstreamClient,
    @InjectUpstream('hasty') readonly hasty: UpstreamClient,
  ) {}

  @Post(':upstream/events')
  events(@Param('upstream') name: 'claude' | 'hasty') {
    return sse(this[name].frames({}).pipe(toMessageEvents()));
  }

  @Post(':upstream/messages')
  messages(@Param('upstream') name: 'claude' | 'hasty') {
    return sse(this[name].frames({}).pipe(encodeFrames(messages, { from: messages })));
  }

  @Post(':upstream/chat')
  chat(@Param('upstream') name: 'claude' | 'hasty') {
    return sse(this[name].frames({}).pipe(encodeFrames(chatCompletions, { from: messages })));
  }

  @Post(':upstream/responses')
  responses(@Param('upstream') name: 'claude' | 'hasty') {
    return sse(this[name].frames({}).pipe(encodeFrames(responses, { from: messages })));
  }
}

const paths = ['events', 'messages', 'chat', 'responses'] as const;

const leaving: readonly { readonly where: string; readonly reply: ScriptEntry }[] = [
  { where: 'before the upstream answers', reply: { fault: { kind: 'stall', beforeHeaders: true } } },
  { where: 'before the first output', reply: { text: 'Hello', fault: { kind: 'stall', atEvent: 2 } } },
  { where: 'in a silence', reply: { text: 'Hello', fault: { kind: 'stall', afterText: 'Hello' } } },
  { where: 'in front of the terminal', reply: { text: 'Hello', fault: { kind: 'stall', atEvent: -1 } } },
  { where: 'behind a heartbeat of the upstream', reply: { text: 'Hello', heartbeat: ': ping', fault: { kind: 'stall', afterText: 'Hello', heartbeatMs: 5 } } },
];
const ways: readonly { readonly how: string; readonly leave: (socket: Socket) => void }[] = [
  { how: 'a reset', leave: (socket) => void socket.resetAndDestroy() },
  { how: 'a close', leave: (socket) => void socket.destroy() },
  { how: 'a half-close', leave: (socket) => void socket.end() },
];

const failed = { type: 'api_error', message: 'The model server failed.' };
/** How the upstream breaks off is told where it happens once the client has its first words: a broken connection takes with it what nobody has read. */
const late: readonly { readonly what: string; readonly upstream?: string; readonly reply: ScriptEntry; readonly breaks?: 'reset' | 'close'; readonly told: object }[] = [
  { what: 'a connection that breaks', reply: { text: 'Hello', fault: { kind: 'stall', afterText: 'Hello' } }, breaks: 'reset', told: failed },
  { what: 'an answer that ends inside of an event', reply: { text: 'Hello', fault: { kind: 'stall', atByte: -12 } }, breaks: 'close', told: failed },
  { what: 'an answer without its end', reply: { text: 'Hello', fault: { kind: 'end', afterText: 'Hello' } }, told: failed },
  { what: 'an error of the upstream that passes', reply: { text: 'Hello', error: { type: 'overloaded_error', message: 'Busy.' } }, told: { type: 'overloaded_error', message: 'Busy.' } },
  { what: 'an error of the upstream about its key', reply: { text: 'Hello', error: { type: 'authentication_error', message: 'Invalid x-api-key sk-upstream of org-1' } }, told: failed },
  { what: 'a stall', upstream: 'hasty', reply: { text: 'Hello', fault: { kind: 'stall', afterText: 'Hello' } }, told: { type: 'timeout_error', message: 'The model did not answer in time.' } },
];

/** Reads until the first words are there, and returns what reads the rest. */
async function firstWords(response: Response): Promise<() => Promise<string>> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const read = async (isEnough: () => boolean): Promise<string> => {
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
      text += next.value;
      if (isEnough()) break;
    }
    return text;
  };
  await read(() => text.includes('Hello'));
  return () => read(() => false);
}

function parse(text: string): EventSourceMessage[] {
  const events: EventSourceMessage[] = [];
  createParser({ onEvent: (event) => void events.push(event) }).feed(text);
  return events;
}

describe.each(adapters)('a stream on $server', ({ adapter }) => {
  let gateway: MockGateway;
  let application: Application;
  let sockets: Socket[];

  beforeEach(async () => {
    gateway = await mockGateway();
    const claude = { protocol: messages, baseUrl: gateway.baseUrl, apiKey: 'sk-upstream', reliably: { maxRetries: 0 } };
    const hasty = { ...claude, reliably: { maxRetries: 0, betweenFramesMs: 300 } };
    application = await startApplication(adapter, { imports: [FramewiseModule.forRoot({ upstreams: { claude, hasty } })], controllers: [ChatController] });
    sockets = [];
    (application.app.getHttpServer() as Server).on('connection', (socket) => void sockets.push(socket));
  });

  afterEach(async () => {
    await application[Symbol.asyncDispose]();
    await gateway.close();
  });

  // Each path at each place; nothing is told by a heartbeat of ours here, whose time comes later than that of the spec.
  it.each(leaving)('closes its upstream when the client leaves $where, and keeps no connection', async ({ reply }) => {
    for (const [at, { leave }] of [...ways, ...ways].entries()) {
      gateway.reply(reply);
      const client = connect({ port: Number(new URL(application.url).port), host: '127.0.0.1', allowHalfOpen: true });
      client.on('error', () => undefined).resume();
      client.write(`POST /claude/${paths[at % 2] ?? ''} HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n`);
      const request = await gateway.requestAt(at);
      expect(await request.stalled).toBe(true);
      leave(client);
      expect(await request.closed).toBe('client');
      client.destroy();
      await Promise.all(sockets.map(async (socket) => socket.closed || once(socket, 'close')));
    }
    expect(application.log.lines).toEqual([]);
  }, 10_000);

  it.each(late)('ends with one typed error, last and without a word that is not for the client: $what', async ({ upstream = 'claude', reply, breaks, told }) => {
    gateway.reply(...paths.map(() => reply));
    const answers = await Promise.all(paths.map(async (path) => {
      const response = await application.post(`/${upstream}/${path}`);
      return { status: response.status, rest: await firstWords(response) };
    }));
    if (breaks) for (const at of paths.keys()) (await gateway.requestAt(at)).break(breaks);
    for (const { status, rest } of answers) {
      const text = await rest();
      const events = parse(text);
      expect([status, text.includes('Hello'), events.filter(({ event, data }) => event === 'error' || 'error' in (JSON.parse(data) as object))]).toEqual([200, true, events.slice(-1)]);
      expect(JSON.parse(events.at(-1)?.data ?? '')).toMatchObject({ error: told });
      expect(text).not.toMatch(/sk-|x-api-key|org-1|Internal server error/);
    }
  });

  it('that has failed holds nobody: its client leaves, and its connection closes', async () => {
    gateway.reply({ text: 'Hello', error: { type: 'overloaded_error', message: 'Busy.' } });
    const client = connect(Number(new URL(application.url).port), '127.0.0.1');
    client.write('POST /claude/events HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n');
    let text = '';
    for await (const chunk of client) {
      text += String(chunk);
      if (text.endsWith('\r\n0\r\n\r\n')) break;
    }
    expect(text).toContain('event: error');
    await Promise.all(sockets.map(async (socket) => socket.closed || once(socket, 'close')));
  });
});
