import type { RequestListener } from 'node:http';
import { ApiError, chatCompletions, reliably, streamFrames, text, Upstream } from 'framewise';
import { lastValueFrom, toArray } from 'rxjs';

import { fail, say, UpstreamServer } from './support/upstream-server.js';

const quiet = { warn: () => undefined, error: () => undefined };

let server: UpstreamServer;

async function serve(listener: RequestListener): Promise<void> {
  server = await UpstreamServer.start(listener);
}

afterEach(() => server.close());

/** The text of an answer, or the type of the error. */
function call(upstream: Upstream): Promise<string> {
  const frames = streamFrames(chatCompletions, { baseUrl: server.baseUrl, apiKey: 'test', body: {} }, { onResponse: upstream.onResponse });
  return lastValueFrom(frames.pipe(reliably({ upstream, initialDelayMs: 1, maxDelayMs: 5, logger: quiet }), text(), toArray())).then(
    (pieces) => pieces.join(''),
    (error: unknown) => (ApiError.is(error) ? error.type : 'a bug'),
  );
}

const count = (outcomes: readonly string[], outcome: string): number => outcomes.filter((one) => one === outcome).length;

describe('200 clients of one upstream', () => {
  it('send no more than 1.1 requests a call, and the reserve, while half of them fail', async () => {
    let turn = 0;
    await serve((request, response) => { (turn++ % 2 === 0 ? fail : say)(request, response); });
    const upstream = new Upstream({ maxConcurrent: 20 });
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => call(upstream)));
    expect(server.requests.length).toBeLessThanOrEqual(200 * 1.1 + 10);
    expect(count(outcomes, 'Hi')).toBeGreaterThanOrEqual(200 * 0.45);
    expect(upstream.state).toMatchObject({ active: 0, queued: 0, circuit: 'closed' });
  });

  it('leave a dead upstream alone, are told so at once, and find out that it is back', async () => {
    let isDead = true;
    await serve((request, response) => { (isDead ? fail : say)(request, response); });
    const upstream = new Upstream({ maxConcurrent: 20, breaker: { openMs: 300 } });
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => call(upstream)));
    // 20 in a row open it; those under way at that moment come on top.
    expect(server.requests.length).toBeLessThanOrEqual(40);
    expect(count(outcomes, 'circuit_open')).toBeGreaterThanOrEqual(150);
    expect(upstream.state.circuit).not.toBe('closed');

    isDead = false;
    await new Promise<void>((resolve) => {
      const states = upstream.state$.subscribe(({ circuit }) => {
        if (circuit === 'half-open') setImmediate(() => { states.unsubscribe(); resolve(); });
      });
    });
    expect(await call(upstream)).toBe('Hi');
    expect(upstream.state.circuit).toBe('closed');
  });

  it('are refused nothing where the headers tell the limit, though nobody has heard anything before', async () => {
    const limit = 150;
    let left = limit;
    let resetsAt = Infinity;
    let refused = 0;
    await serve((request, response) => {
      const now = Date.now();
      if (resetsAt === Infinity) resetsAt = now + 500;
      if (now >= resetsAt) [left, resetsAt] = [limit, now + 500];
      if (left === 0) {
        refused += 1;
        response.writeHead(429, { 'retry-after-ms': String(resetsAt - now) }).end();
        return;
      }
      left -= 1;
      response.setHeader('x-ratelimit-limit-requests', limit);
      response.setHeader('x-ratelimit-remaining-requests', left);
      response.setHeader('x-ratelimit-reset-requests', `${String(resetsAt - now + 5)}ms`);
      say(request, response);
    });
    const upstream = new Upstream();
    const first = Array.from({ length: 200 }, () => call(upstream));
    expect(upstream.state).toMatchObject({ active: 20, queued: 180 });
    const outcomes = await Promise.all([...first, ...Array.from({ length: 200 }, () => call(upstream))]);
    expect(count(outcomes, 'Hi')).toBe(400);
    expect(refused).toBe(0);
    expect(upstream.state).toMatchObject({ active: 0, queued: 0 });
  });

  it.each([7, 20])('are sent exactly in the order in which they came, %d at a time, however long each takes', async (maxConcurrent) => {
    let turn = 0;
    await serve((request, response) => { setTimeout(() => { say(request, response); }, (turn++ * 7) % 10); });
    const upstream = new Upstream({ maxConcurrent });
    const sent: number[] = [];
    const clients = Array.from({ length: 200 }, (_, client) => client);
    await Promise.all(clients.map((client) => lastValueFrom(streamFrames(chatCompletions, (signal) => {
      sent.push(client);
      return fetch(server.baseUrl, { signal });
    }).pipe(reliably({ upstream, logger: quiet }), text(), toArray()))));
    expect(sent).toEqual(clients);
  });

  it('go on one by one after a 429 that states a wait', async () => {
    let limitedUntil = 0;
    let refused = 0;
    await serve((request, response) => {
      const now = Date.now();
      if (limitedUntil === 0) limitedUntil = now + 200;
      if (now < limitedUntil) {
        refused += 1;
        response.writeHead(429, { 'retry-after-ms': String(limitedUntil - now + 5) }).end();
      } else say(request, response);
    });
    const upstream = new Upstream({ maxConcurrent: 10 });
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => call(upstream)));
    expect(count(outcomes, 'Hi')).toBeGreaterThanOrEqual(190);
    expect(refused).toBeLessThanOrEqual(10); // those that were under way
    expect(upstream.state).toMatchObject({ active: 0, queued: 0 });
  });
});
