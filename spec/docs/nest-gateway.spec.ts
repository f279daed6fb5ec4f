import 'reflect-metadata';

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Body, Controller, Post } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';

import { bundled } from '../support/bundled.js';
import { describeWithRedis, RedisServer } from '../support/redis-server.js';
import { startStopwatch } from '../support/stopwatch.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const example = join(root, 'docs/examples/nest-gateway');
const page = readFileSync(join(root, 'docs/nestjs.md'), 'utf8');
const question = { messages: [{ role: 'user', content: 'Why is the sky blue?' }] };
const answer = 'The sky is blue because short waves scatter most.';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const wordsIn = (text: string, pattern: RegExp): string => [...text.matchAll(pattern)].map(([, word]) => word).join('');

/** Starts what `npm run demo:nest` starts, and waits until it says that it listens. */
async function startDemo(...args: readonly string[]): Promise<{ url: string; child: ChildProcess; exit: Promise<unknown[]> }> {
  const port = await freePort();
  const child = spawn(process.execPath, [bundled('docs/examples/nest-gateway/demo.ts', 'external'), ...args], { cwd: root, env: { ...process.env, PORT: String(port), NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.includes('The backend listens')) break;
  }
  return { url: `http://localhost:${String(port)}`, child, exit };
}

@Controller()
class Lengths {
  @Post()
  lengthOf(@Body('text') text: string): number {
    return text.length;
  }
}

describe('docs/nestjs.md', () => {
  it('says how Fastify takes a long conversation', async () => {
    const [, type = '', bodyLimit] = /useBodyParser\('([^']+)', \{ bodyLimit: (\d[\d_]*) \}/.exec(page) ?? [];
    const app = (await Test.createTestingModule({ controllers: [Lengths] }).compile()).createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    app.useBodyParser(type, { bodyLimit: Number(bodyLimit?.replaceAll('_', '')) });
    await app.listen(0, '127.0.0.1');
    const response = await fetch(await app.getUrl(), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: 'x'.repeat(2_000_000) }) });
    expect(await response.text()).toBe('2000000');
    await app.close();
  });

  it.each(readdirSync(example).filter((file) => file.endsWith('.ts') && file !== 'demo.ts'))('shows all of %s', (file) => {
    expect(page).toContain(`\`src/${file}\`:\n\n\`\`\`ts\n${readFileSync(join(example, file), 'utf8')}\`\`\``);
  });
});

describe('npm run demo:nest', () => {
  let url: string;
  let child: ChildProcess;
  let exit: Promise<unknown[]>;

  beforeAll(async () => {
    ({ url, child, exit } = await startDemo());
  }, 60_000);

  afterAll(async () => {
    child.kill('SIGKILL');
    await exit;
  });

  const post = (path: string, body: object): Promise<Response> => fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  it.each<[string, object, RegExp]>([
    ['/chat', question, /"type":"text","text":"([^"]*)"/g],
    ['/v1/chat/completions', { model: 'm', stream: true, ...question }, /"content":"([^"]*)"/g],
    ['/v1/responses', { model: 'm', stream: true, input: 'Hi' }, /"delta":"([^"]*)"/g],
    ['/v1/messages', { model: 'm', stream: true, max_tokens: 9, ...question }, /"type":"text_delta","text":"([^"]*)"/g],
    ['/claude/v1/chat/completions', { model: 'm', stream: true, ...question }, /"content":"([^"]*)"/g],
  ])('answers at %s', async (path, body, word) => {
    const response = await post(path, body);
    expect(response.status).toBe(200);
    expect(wordsIn(await response.text(), word).trim()).toBe(answer);
  });

  it.each([['/chat', {}], ['/v1/messages', { model: 'm', stream: true, max_tokens: 9 }]])('takes a conversation of a megabyte at %s', async (path, more) => {
    const response = await post(path, { ...more, messages: [{ role: 'user', content: 'x'.repeat(1_000_000) }] });
    expect(response.status).toBe(200);
    await response.text();
  });

  it.each(['/v1/messages', '/v1/chat/completions', '/claude/v1/chat/completions'])('refuses at %s who wants no stream, in a form that the SDKs read', async (path) => {
    for (const response of [await post(path, { model: 'm' }), await fetch(url + path, { method: 'POST' })]) {
      expect([response.status, await response.json()]).toMatchObject([400, { type: 'error', error: { type: 'invalid_request_error', message: 'This endpoint streams: ask it with "stream": true.' } }]);
    }
  });

  it('keeps answers, which are read from anywhere', async () => {
    const { id } = (await (await post('/answers', question)).json()) as { id: string };
    const all = await (await fetch(`${url}/answers/${id}`)).text();
    const rest = await (await fetch(`${url}/answers/${id}`, { headers: { 'last-event-id': '5' } })).text();
    expect(wordsIn(all, /"type":"text","text":"([^"]*)"/g)).toBe(answer);
    expect(rest).toBe(all.slice(all.indexOf('id: 6\n')));
    expect(await (await fetch(`${url}/answers/${id}`, { method: 'DELETE' })).json()).toEqual({ cancelled: false });
  });

  it('is healthy', async () => {
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: 'ok', info: { claude: { status: 'up' }, chat: { status: 'up' }, responses: { status: 'up' } } });
  });

  it('ends at SIGTERM within five seconds, with open streams that end typed', async () => {
    const text = (await post('/chat', question)).text();
    const ending = startStopwatch();
    child.kill('SIGTERM');
    expect(await exit).toEqual([null, 'SIGTERM']);
    expect(ending.elapsedMs()).toBeLessThan(5_000);
    expect(await text).toMatch(/event: error\ndata: \{"error":\{"type":"overloaded_error","message":"The server ended the answer. Try again."\}\}\n\n$/);
  });
});

describeWithRedis('npm run demo:nest -- --redis', () => {
  it('reads and cancels in one process what another one writes', async () => {
    await using redis = await RedisServer.start();
    const [writer, reader] = await Promise.all([startDemo('--redis', redis.url), startDemo('--redis', redis.url)]);
    try {
      const start = async (): Promise<string> => {
        const started = await fetch(`${writer.url}/answers`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(question) });
        return ((await started.json()) as { id: string }).id;
      };
      const id = await start();
      const all = await (await fetch(`${reader.url}/answers/${id}`)).text();
      expect(wordsIn(all, /"type":"text","text":"([^"]*)"/g)).toBe(answer);
      expect(await (await fetch(`${writer.url}/answers/${id}`, { headers: { 'last-event-id': '5' } })).text()).toBe(all.slice(all.indexOf('id: 6\n')));

      const cancelled = await fetch(`${reader.url}/answers/${await start()}`, { method: 'DELETE' });
      expect(await cancelled.json()).toEqual({ cancelled: true });
    } finally {
      for (const { child, exit } of [writer, reader]) {
        child.kill('SIGTERM');
        expect(await exit).toEqual([null, 'SIGTERM']);
      }
    }
  }, 60_000);
});
