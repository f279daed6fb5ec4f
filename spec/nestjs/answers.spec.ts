import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { messages } from 'framewise';
import { FramewiseModule, InjectUpstream, memoryAnswerLog, ResumableAnswers, sse, toMessageEvents, type UpstreamClient } from 'framewise/nestjs';
import { type MockGateway, mockGateway } from 'framewise/testing';

import { adapters, type Application, startApplication } from './application.js';

@Controller('answers')
class AnswersController {
  constructor(@InjectUpstream('claude') readonly claude: UpstreamClient, @Inject(ResumableAnswers) readonly answers: ResumableAnswers) {}

  @Post(':id')
  @HttpCode(202)
  async start(@Param('id') id: string, @Body() body: object) {
    await this.answers.start(id, this.claude.frames(body).pipe(toMessageEvents()));
  }

  @Get(':id')
  read(@Param('id') id: string, @Headers('last-event-id') lastEventId?: string) {
    return sse(this.answers.read(id, lastEventId));
  }

  @Delete(':id')
  async cancel(@Param('id') id: string) {
    return { cancelled: await this.answers.cancel(id) };
  }
}

const said = (id: number, text: string): string => `id: ${String(id)}\ndata: {"kind":"data","deltas":[{"type":"text","text":"${text}","choice":0}]}\n\n`;

describe.each(adapters)('ResumableAnswers on $server', ({ adapter }) => {
  let gateway: MockGateway;
  let application: Application;

  beforeEach(async () => {
    gateway = await mockGateway();
    const claude = { protocol: messages, baseUrl: gateway.baseUrl, apiKey: '', reliably: { maxRetries: 0 } };
    const module = FramewiseModule.forRoot({ upstreams: { claude }, answers: memoryAnswerLog({ keepMs: 60_000, maxChars: 1_000_000 }) });
    application = await startApplication(adapter, { imports: [module], controllers: [AnswersController] });
  });

  afterEach(async () => {
    await application[Symbol.asyncDispose]();
    await gateway.close();
  });

  const read = (id: string, lastEventId?: string): Promise<Response> =>
    fetch(`${application.url}/answers/${id}`, { headers: { ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) } });

  it('go on while their readers come and go, from where each has been', async () => {
    gateway.reply({ text: ['Hello', ', world'], fault: { kind: 'stall', afterText: 'Hello' } });
    expect((await application.post('/answers/a')).status).toBe(202);
    const reader = (await read('a')).body?.pipeThrough(new TextDecoderStream()).getReader();
    let first = '';
    while (!first.includes(said(3, 'Hello'))) first += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    (await gateway.requestAt(0)).resume();
    const rest = await (await read('a', '3')).text();
    expect(rest.startsWith(said(4, ', world'))).toBe(true);
    expect(await (await read('a')).text()).toBe(first + rest);
    const ids = [...rest.matchAll(/^id: (\d+)$/gm)].map(([, id]) => id);
    const over = await read('a', ids.at(-1));
    expect([over.status, await over.text(), gateway.requestCount]).toEqual([204, '', 1]);
  });

  it('refuse an id that is taken, unknown or no position, each with its status', async () => {
    gateway.reply({ text: 'Hello' });
    await application.post('/answers/a');
    const taken = await application.post('/answers/a');
    expect([taken.status, await taken.json(), gateway.requestCount]).toEqual([409, { error: expect.objectContaining({ type: 'conflict_error' }) as unknown }, 1]);
    expect((await read('b')).status).toBe(404);
    expect((await read('a', 'x')).status).toBe(400);
  });

  it('keep the status of an answer that failed before its first word', async () => {
    gateway.reply({ status: 429, headers: { 'retry-after': '7' }, error: { type: 'rate_limit_error', message: 'Slow down.' } });
    await application.post('/answers/a');
    const failed = await read('a');
    expect([failed.status, failed.headers.get('retry-after')]).toEqual([429, '7']);
  });

  it('are cancelled: the upstream is let go, and readers are told', async () => {
    gateway.reply({ text: 'Hello', fault: { kind: 'stall', afterText: 'Hello' } });
    await application.post('/answers/a');
    await (await gateway.requestAt(0)).stalled;
    const text = (await read('a')).text();
    expect(await (await fetch(`${application.url}/answers/a`, { method: 'DELETE' })).json()).toEqual({ cancelled: true });
    await (await gateway.requestAt(0)).closed;
    expect(await text).toMatch(/event: error\ndata: \{"error":\{"type":"answer_cancelled","message":"The answer was cancelled."\}\}\n\n$/);
  });

  it('end typed when the application closes, with and without a reader', async () => {
    gateway.reply({ text: 'Hello', fault: { kind: 'stall', afterText: 'Hello' } });
    await application.post('/answers/a');
    await (await gateway.requestAt(0)).stalled;
    const text = (await read('a')).text();
    await application.app.close();
    expect(await text).toMatch(/event: error\ndata: \{"error":\{"type":"overloaded_error","message":"The server ended the answer. Try again."\}\}\n\n$/);
    await (await gateway.requestAt(0)).closed;
  });
});
