import type { RequestListener } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ApiError, chatCompletions, reliably, streamFrames, text, Upstream } from 'framewise';
import { lastValueFrom, Subject, takeUntil, toArray } from 'rxjs';

import { seededRandom } from '../support/seeded-random.js';
import { fail, say, sayAndGoOn, UpstreamServer } from './support/upstream-server.js';

const CLIENTS = 200;
const quiet = { warn: () => undefined, error: () => undefined };

let server: UpstreamServer;

async function serve(listener: RequestListener): Promise<void> {
  server = await UpstreamServer.start(listener);
}

afterEach(() => server.close());

interface Call {
  /** The text of an answer, or the type of the error. */
  readonly outcome: string;
  readonly beganMs: number;
  readonly tookMs: number;
}

async function call(upstream: Upstream, { user = 0, leaves = new Subject<void>() } = {}): Promise<Call> {
  const frames = streamFrames(chatCompletions, { baseUrl: server.baseUrl, apiKey: 'test', body: {}, headers: { 'x-client': String(user) } }, { onResponse: upstream.onResponse });
  const beganMs = performance.now();
  const outcome = await lastValueFrom(frames.pipe(reliably({ upstream, initialDelayMs: 1, maxDelayMs: 5, logger: quiet }), text(), toArray(), takeUntil(leaves)), { defaultValue: ['left'] }).then(
    (pieces) => pieces.join(''),
    (error: unknown) => (ApiError.is(error) ? error.type : 'a bug'),
  );
  return { outcome, beganMs, tookMs: performance.now() - beganMs };
}

const calls = (upstream: Upstream): Promise<Call[]> => Promise.all(Array.from({ length: CLIENTS }, (_, user) => call(upstream, { user })));
const share = (all: readonly Call[], outcome = 'Hi'): number => all.filter((one) => one.outcome === outcome).length / all.length;
/** How many of these moments lie within one window, at most. */
const mostWithin = (windowMs: number, moments: readonly number[]): number => Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + windowMs).length));
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Calls at a steady rate, whatever becomes of them. */
async function offer(upstream: Upstream, forMs: number, everyMs: number, onTick: (elapsedMs: number) => void = () => undefined): Promise<Call[]> {
  const all: Promise<Call>[] = [];
  const start = performance.now();
  for (let elapsed = 0; elapsed < forMs; elapsed = performance.now() - start) {
    onTick(elapsed);
    // A timer that is late makes up for it, as callers do who know of no other.
    while (all.length * everyMs < elapsed) all.push(call(upstream, { user: all.length % CLIENTS }));
    await sleep(everyMs);
  }
  return Promise.all(all);
}

describe(`${String(CLIENTS)} clients of one upstream, in figures`, () => {
  it.each([0.5, 1])('send at most 1.1 requests a call, and the reserve, while a share of %d fails', async (failing) => {
    const random = seededRandom(7);
    await serve((request, response) => { (random() < failing ? fail : say)(request, response); });
    const all = await calls(new Upstream({ maxConcurrent: 20, breaker: false }));
    expect(server.requests.length).toBeLessThanOrEqual(CLIENTS * 1.1 + 10);
    expect(all.every(({ outcome }) => outcome === 'Hi' || outcome === 'overloaded_error')).toBe(true);
  });

  it('are answered with the defaults in at least 45 of 100 calls, while half of the requests fail', async () => {
    const random = seededRandom(3);
    await serve((request, response) => { (random() < 0.5 ? fail : say)(request, response); });
    const answered = share(await calls(new Upstream()));
    console.log(`answered at 50 % failing: ${String(Math.round(answered * 100))} %, with ${(server.requests.length / CLIENTS).toFixed(2)} requests a call`);
    expect(answered).toBeGreaterThanOrEqual(0.45);
  });

  it('ask a dead upstream at most once in openMs, and are told at once; and all is well soon after it is back, without a peak', async () => {
    const openMs = 400;
    const everyMs = 5;
    let isDead = true;
    let backMs = Infinity;
    await serve((request, response) => { (isDead ? fail : say)(request, response); });
    const upstream = new Upstream({ breaker: { openMs } });
    await calls(upstream); // opens it
    const openedMs = performance.now();
    const before = server.requests.length;
    // How late the machine itself is does not count.
    const late = monitorEventLoopDelay({ resolution: 5 });
    late.enable();
    const all = await offer(upstream, 4 * openMs + 1_500, everyMs, (elapsed) => {
      if (elapsed < 3 * openMs || !isDead) return;
      isDead = false;
      backMs = performance.now();
    });
    late.disable();

    const whileDead = server.requests.slice(before).filter(({ atMs }) => atMs < backMs).length;
    expect(whileDead).toBeLessThanOrEqual((backMs - openedMs) / openMs + 2);
    const told = all.filter(({ outcome }) => outcome === 'circuit_open').map(({ tookMs }) => tookMs).sort((a, b) => a - b);
    const p99 = told[Math.floor(told.length * 0.99)] ?? Infinity;
    expect(p99).toBeLessThan(150 + late.max / 1e6);

    const well = all.filter(({ beganMs }) => beganMs > backMs + openMs + 300);
    expect(share(well)).toBeGreaterThanOrEqual(0.98);
    const windowMs = 250;
    const peak = mostWithin(windowMs, server.requests.map(({ atMs }) => atMs).filter((atMs) => atMs > backMs));
    // Where the machine was late, calls of that time too arrive within the window.
    const offered = mostWithin(windowMs + late.max / 1e6, all.map(({ beganMs }) => beganMs));
    console.log(`dead: ${String(whileDead)} requests in ${((backMs - openedMs) / openMs).toFixed(1)} openMs; told in ${p99.toFixed(1)} ms at p99; well after: ${(share(well) * 100).toFixed(1)} %; peak ${(peak / offered).toFixed(2)} times the offered rate; the machine was late by ${(late.max / 1e6).toFixed(0)} ms`);
    expect(peak).toBeLessThanOrEqual(offered * 1.35);
  });

  it.each([
    ['told by headers', true, 0, 0],
    ['told by the headers of responses that overtake each other', true, 60, 0],
    ['told by the 429 alone', false, 0, 0.1],
  ])('get few 429s at twice the limit: %s', async (told, tellsHeaders, onWayMs, most) => {
    const random = seededRandom(5);
    const limit = 50;
    const windowMs = 500;
    let [left, resetsAt, refused, served] = [limit, 0, 0, 0];
    await serve((request, response) => {
      const now = Date.now();
      if (now >= resetsAt) [left, resetsAt] = [limit, now + windowMs];
      if (left === 0) {
        refused += 1;
        response.writeHead(429, { 'retry-after-ms': String(resetsAt - now) }).end();
        return;
      }
      left -= 1;
      served += 1;
      if (tellsHeaders) {
        response.setHeader('x-ratelimit-limit-requests', limit);
        response.setHeader('x-ratelimit-remaining-requests', left);
        response.setHeader('x-ratelimit-reset-requests', `${String(resetsAt - now + 5)}ms`);
      }
      setTimeout(() => { say(request, response); }, random() * onWayMs);
    });
    const upstream = new Upstream({ maxConcurrent: onWayMs > 0 ? 50 : 5 });
    expect((await call(upstream)).outcome).toBe('Hi');
    const all = [...(await calls(upstream)), ...(await calls(upstream))];
    console.log(`${told}: ${String(refused)} 429s for ${String(served)} served requests, ${(share(all) * 100).toFixed(1)} % answered`);
    expect(refused / served).toBeLessThanOrEqual(most);
  });

  it.each([1, 2, 7, 20])('are served in the order in which they came, within two places, %d at a time; who leaves sends nothing', async (maxConcurrent) => {
    let turn = 0;
    const open = new Set<object>();
    let most = 0;
    await serve((request, response) => {
      most = Math.max(most, open.add(response).size);
      response.once('finish', () => open.delete(response));
      // Each takes another time, and some bodies end behind their answer.
      turn += 1;
      setTimeout(() => { (turn % 3 === 0 ? sayAndGoOn : say)(request, response); }, (turn * 7) % 10);
    });
    const upstream = new Upstream({ maxConcurrent });
    const leaves = new Subject<void>();
    const all = Array.from({ length: CLIENTS }, (_, user) => call(upstream, { user, ...(user % 10 === 9 && user >= maxConcurrent && { leaves }) }));
    leaves.next();
    await Promise.all(all);
    const stayed = Array.from({ length: CLIENTS }, (_, user) => user).filter((user) => user % 10 !== 9 || user < maxConcurrent);
    const came = server.requests.map(({ user }) => Number(user));
    expect([...came].sort((a, b) => a - b)).toEqual(stayed);
    const displaced = came.map((user, place) => Math.abs(stayed.indexOf(user) - place));
    expect(Math.max(...displaced)).toBeLessThanOrEqual(2);
    expect(most).toBeLessThanOrEqual(maxConcurrent);
    expect(server.connections).toBeLessThanOrEqual(maxConcurrent);
    expect(upstream.state).toMatchObject({ active: 0, queued: 0 });
  });
});
