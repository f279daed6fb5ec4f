import { Controller, Get, Headers, Inject, Post, Sse, SseSignal } from '@nestjs/common';
import { chatCompletions, type GoodFrame, messages, responses } from 'framewise';
import { encodeFrames, FramewiseModule, InjectUpstream, ResumableAnswers, sse, toMessageEvents, UpstreamClient, whenReady } from 'framewise/nestjs';
import { mockGateway } from 'framewise/testing';
import { concat, NEVER, of } from 'rxjs';

import { startStopwatch } from '../support/stopwatch.js';
import { adapters, type Application, startApplication } from './application.js';

const hello: GoodFrame<object> = { kind: 'data', payload: {}, deltas: [{ type: 'text', text: 'Hello', choice: 0 }] };
/** A stream of the application's own, which says something and then nothing for ever. */
const endless$ = concat(of(hello), NEVER);

@Controller()
class EndlessController {
  constructor(@InjectUpstream('claude') readonly claude: UpstreamClient, @Inject(ResumableAnswers) readonly answers: ResumableAnswers) {}

  @Get('plain')
  plain() {
    return sse(concat(of({ data: 'Hello' }), NEVER));
  }

  @Get('events')
  events() {
    return sse(endless$.pipe(toMessageEvents()));
  }

  @Get('messages')
  messages() {
    return sse(endless$.pipe(encodeFrames(messages)));
  }

  @Get('responses')
  responses() {
    return sse(endless$.pipe(encodeFrames(responses)));
  }

  @Get('kept')
  async kept(@Headers('x-id') id: string) {
    await this.answers.start(id, endless$.pipe(toMessageEvents()));
    return sse(this.answers.read(id));
  }

  @Get('silent/plain')
  silent() {
    return sse(NEVER);
  }

  @Get('silent/messages')
  silentMessages() {
    return sse(NEVER.pipe(encodeFrames(messages)));
  }

  @Post('v1/messages')
  forwardMessages() {
    return sse(this.claude.frames({}).pipe(encodeFrames(messages)));
  }

  @Post('v1/chat/completions')
  forwardChat() {
    return sse(this.claude.frames({}).pipe(encodeFrames(chatCompletions)));
  }

  @Sse('ready')
  ready(@SseSignal() signal: AbortSignal) {
    return whenReady(endless$.pipe(toMessageEvents()), signal);
  }
}

const openAi = { error: { message: 'The server ended the answer. Try again.', type: 'overloaded_error', param: null, code: null } };
const anthropic = { type: 'error', error: { type: 'overloaded_error', message: 'The server ended the answer. Try again.' } };
const common = { error: anthropic.error };

/** Reads until the first words are there, and gives the rest as it comes. */
async function firstWords(response: Response): Promise<{ rest: Promise<string> }> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('Hello')) text += (await reader?.read())?.value ?? '';
  const rest = async (): Promise<string> => {
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) text += next.value;
    return text;
  };
  return { rest: rest() };
}

const lastData = (text: string): unknown => JSON.parse(/data: ([^\n]*)\n\n$/.exec(text)?.[1] ?? 'null');

describe.each(adapters)('an application on $server that closes', ({ adapter }) => {
  const start = (baseUrl = 'http://127.0.0.1:1', withInterceptor = true): Promise<Application> =>
    startApplication(adapter, { imports: [FramewiseModule.forRoot({ upstreams: { claude: { protocol: messages, baseUrl, apiKey: '' } } })], controllers: [EndlessController] }, withInterceptor ? {} : { interceptors: [] });

  async function close({ app }: Application): Promise<void> {
    const closing = startStopwatch();
    await app.close();
    expect(closing.elapsedMs()).toBeLessThan(4_000);
  }

  it.each([
    ['plain', common],
    ['events', common],
    ['kept', common],
    ['messages', anthropic],
    ['responses', { type: 'error', error: { message: 'The server ended the answer. Try again.' } }],
  ])('ends a stream that comes from no upstream, typed: %s', async (path, told) => {
    const application = await start();
    const { rest } = await firstWords(await fetch(`${application.url}/${path}`, { headers: { 'x-id': 'a' } }));
    await close(application);
    const text = await rest;
    expect(lastData(text)).toMatchObject(told);
    expect(text.match(/Try again/g)).toHaveLength(1);
  });

  it('ends what waits for its first event with a 503, each in the shape of its route', async () => {
    await using gateway = await mockGateway({ script: () => ({ fault: { kind: 'stall', beforeHeaders: true } }) });
    const application = await start(gateway.baseUrl);
    const shapes: readonly [string, string, object][] = [
      ['GET', 'silent/plain', openAi], ['GET', 'silent/messages', anthropic], ['POST', 'v1/messages', anthropic], ['POST', 'v1/chat/completions', openAi],
    ];
    const asked = shapes.map(([method, path]) => fetch(`${application.url}/${path}`, { method }));
    await gateway.requestAt(1);
    // Those that ask no upstream have begun, too, as soon as a later one is answered.
    await firstWords(await fetch(`${application.url}/plain`));
    await close(application);
    for (const [at, [, , shape]] of shapes.entries()) {
      const response = await asked[at];
      expect([response?.status, await response?.json()]).toEqual([503, shape]);
    }
  });

  it('ends a route of @Sse() that waited with whenReady', async () => {
    const application = await start(undefined, false);
    const { rest } = await firstWords(await fetch(`${application.url}/ready`));
    await close(application);
    expect(await rest).toContain('event: error');
  });

  it('leaves the streams of another application in this process alone', async () => {
    const [closing, other] = [await start(), await start()];
    const controller = new AbortController();
    const [ended, goesOn] = await Promise.all([closing, other].map(async ({ url }) => firstWords(await fetch(`${url}/plain`, { signal: controller.signal }))));
    await close(closing);
    expect(lastData((await ended?.rest) ?? '')).toEqual(common);
    const { url } = other;
    expect((await fetch(`${url}/plain`, { signal: controller.signal })).status).toBe(200);
    controller.abort();
    await expect(goesOn?.rest).rejects.toThrow();
    await close(other);
  });
});
