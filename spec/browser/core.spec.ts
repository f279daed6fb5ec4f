import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';
import { mockGateway, type ScriptEntry } from 'framewise/testing';
import { type Browser, chromium, type Page } from 'playwright-core';

import type { Told } from './page.js';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const isHere = existsSync(executablePath);
if (!isHere) console.warn(`No browser at ${executablePath}: the core is not tried in one. Install chromium, or name one in CHROMIUM.`);

/**
 * Serves the page, and passes every POST on to the gateway, so that the page talks to its own origin. An answer that is
 * open is reset as soon as `broken` resolves.
 */
function serve(script: string, gatewayUrl: string, broken: Promise<void>): Server {
  const page = `<!doctype html><title>framewise</title><script type="module">${script}</script>`;
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const upstream = request(gatewayUrl + (incoming.url ?? ''), { method: 'POST', headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.on('error', () => outgoing.destroy());
    });
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => upstream.destroy());
    void broken.then(() => outgoing.socket?.resetAndDestroy());
    incoming.pipe(upstream);
  };
  return createServer((incoming, outgoing) => {
    if (incoming.method === 'POST') pass(incoming, outgoing);
    else outgoing.writeHead(200, { 'content-type': 'text/html' }).end(page);
  });
}

const describeInBrowser = isHere || process.env['CI'] === 'true' ? describe : describe.skip;

// Its process would live as long as that of the specs.
afterAll(() => stop());

describeInBrowser('the core in Chromium', () => {
  let browser: Browser;
  let script: string;

  beforeAll(async () => {
    const bundle = await build({
      entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)),
    });
    script = (bundle.outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script');
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
  });

  /**
   * Opens the page on a gateway of this script, reads one stream there, and tells how its connection ended.
   *
   * @param options.resetAt the connection is reset once the page has this text: a browser drops what its page has not read
   *   yet when a connection breaks, so no length of time would do.
   */
  async function read(
    entry: ScriptEntry,
    { protocol = 'messages', snapshots = 1e9, resetAt }: { protocol?: string; snapshots?: number; resetAt?: string } = {},
  ): Promise<Told & { closed: string }> {
    await using gateway = await mockGateway({ script: [entry] });
    return await inPage(gateway.baseUrl, resetAt, async (page) => {
      const told = await page.evaluate<Told>(`read(${JSON.stringify(protocol)}, ${String(snapshots)})`);
      return { ...told, closed: await (await gateway.requestAt(0)).closed };
    });
  }

  /** Reads the answer of a gateway that the page asks itself, or of another base URL. */
  function readFrom(gatewayUrl: string, baseUrl = gatewayUrl): Promise<Told> {
    return inPage(gatewayUrl, undefined, (page) => page.evaluate<Told>(`read('messages', 1e9, ${JSON.stringify(baseUrl)})`));
  }

  async function inPage<T>(gatewayUrl: string, resetAt: string | undefined, act: (page: Page) => Promise<T>): Promise<T> {
    let reset = (): void => undefined;
    const broken = new Promise<void>((resolve) => (reset = resolve));
    const server = serve(script, gatewayUrl, broken);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const page = await browser.newPage();
    try {
      await page.exposeFunction('onText', (text: string) => {
        if (text === resetAt) reset();
      });
      await page.goto(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
      return await act(page);
    } finally {
      await page.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  it.each(['chat-completions', 'responses', 'messages'])('reads an answer of %s', async (protocol) => {
    expect(await read({ text: 'Grüße, 🌍' }, { protocol })).toMatchObject({ text: 'Grüße, 🌍' });
  });

  it('reads a code point that was cut', async () => {
    expect(await read({ text: 'Grüße, 🌍', chunks: { bytes: 1 } })).toMatchObject({ text: 'Grüße, 🌍' });
  });

  it('gets the one error for a status', async () => {
    const entry = { status: 429, error: { type: 'rate_limit_error', message: 'Slow down' } };
    expect(await read(entry)).toMatchObject({ error: { type: 'rate_limit_error', origin: 'http', status: 429, retryable: true } });
  });

  it('gets the one error for a late error', async () => {
    const entry = { text: 'part', error: { type: 'overloaded_error', message: 'Overloaded' } };
    expect(await read(entry)).toMatchObject({ text: 'part', error: { type: 'overloaded_error', origin: 'stream', status: 529 } });
  });

  it('tells a connection that broke, and keeps what had come', async () => {
    const told = await read({ text: 'part of it', fault: { kind: 'stall', afterText: 'part' } }, { resetAt: 'part' });
    expect(told).toMatchObject({ text: 'part', error: { type: 'connection_closed', origin: 'transport', retryable: true } });
  });

  it('tells a stream that was cut short', async () => {
    const told = await read({ text: 'part of it', fault: { kind: 'end', afterText: 'part' } });
    expect(told).toMatchObject({ text: 'part', error: { type: 'truncated_stream', origin: 'protocol' } });
  });

  it('reads from another origin that lets it, and counts no preflight as a request', async () => {
    await using gateway = await mockGateway({ cors: true, script: [{ text: 'Hi' }, { status: 429, error: { type: 'rate_limit_error', message: 'x' } }] });
    expect(await readFrom(gateway.baseUrl)).toMatchObject({ text: 'Hi' });
    expect(await readFrom(gateway.baseUrl)).toMatchObject({ error: { type: 'rate_limit_error', status: 429 } });
    expect(gateway.requests).toHaveLength(2);
  });

  it('names CORS where another origin refuses it, which no page can tell from a lost network', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'Hi' }] });
    const told = await readFrom(gateway.baseUrl);
    expect(told).toMatchObject({ error: { type: 'connection_failed', origin: 'transport', advice: expect.stringContaining('CORS') as string } });
  });

  it('reads from a relative base URL', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'Hi' }] });
    expect(await readFrom(gateway.baseUrl, '/')).toMatchObject({ text: 'Hi' });
  });

  it('follows no redirect, although a browser does not say where it leads', async () => {
    await using gateway = await mockGateway({ script: [{ status: 307, headers: { location: 'https://elsewhere.test/' }, body: '' }] });
    expect(await readFrom(gateway.baseUrl, '/')).toMatchObject({ error: { type: 'unexpected_redirect', origin: 'http', retryable: false } });
  });

  it('closes the connection when its subscriber leaves', async () => {
    const told = await read({ text: 'one two', fault: { kind: 'stall', afterText: 'one' } }, { snapshots: 1 });
    expect(told.closed).toBe('client');
  });
});
