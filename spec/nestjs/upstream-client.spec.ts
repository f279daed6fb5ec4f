import { jest } from '@jest/globals';
import { chatCompletions, messages, Upstream } from 'framewise';
import { UpstreamClient } from 'framewise/nestjs';
import { mockGateway } from 'framewise/testing';
import { lastValueFrom, Subject } from 'rxjs';

import { failureOf } from '../support/failure-of.js';
import { holdIntervals } from '../support/hold-intervals.js';

const quiet = { warn: () => undefined, error: () => undefined };
const settings = { protocol: messages, baseUrl: 'http://127.0.0.1:1', apiKey: '', reliably: { maxRetries: 0, logger: quiet } };

describe('UpstreamClient', () => {
  it('sends a request for each subscription, and reads the rate limits of each response', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'Hi', headers: { 'x-ratelimit-remaining-requests': '41' } }, { text: 'Hi' }] });
    const client = new UpstreamClient('a', { ...settings, protocol: chatCompletions, baseUrl: gateway.baseUrl });
    const seen: unknown[] = [];
    const frames$ = client.frames({ model: 'm' }, { onResponse: ({ status, label }) => seen.push([status, label]) });
    expect(gateway.requestCount).toBe(0);
    await lastValueFrom(frames$);
    expect(client.upstream.state.rateLimits).toMatchObject({ requests: { remaining: 41 } });
    await lastValueFrom(frames$);
    expect([gateway.requestCount, seen]).toEqual([2, [[200, 'a'], [200, 'a']]]);
    client.close();
  });

  it('sends the headers of a request with those of the settings, and before them', async () => {
    await using gateway = await mockGateway({ script: () => ({ text: 'Hi' }) });
    const client = new UpstreamClient('a', { ...settings, baseUrl: gateway.baseUrl, headers: { 'x-team': 'all', 'x-title': 'ours' } });
    await lastValueFrom(client.frames({}, { headers: new Headers({ 'anthropic-beta': 'files', 'X-Team': 'one' }) }));
    await lastValueFrom(client.frames({}));
    expect(gateway.requests.map(({ headers }) => [headers['x-team'], headers['x-title'], headers['anthropic-beta']])).toEqual([['one', 'ours', 'files'], ['all', 'ours', undefined]]);
    expect(await failureOf(client.frames({}, { headers: 5 as never }))).toMatchObject({ type: 'invalid_request' });
    client.close();
  });

  it('ends what is open, what waits and what comes later when the application closes', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'Hi', fault: { kind: 'stall', afterText: 'Hi' } }] });
    const client = new UpstreamClient('a', { ...settings, baseUrl: gateway.baseUrl, upstream: { maxConcurrent: 1 } });
    const open = failureOf(client.frames({}));
    const waiting = failureOf(client.frames({}));
    const request = await gateway.requestAt(0);
    await request.stalled;
    client.close();
    for (const failure of [open, waiting, failureOf(client.frames({}))]) expect(await failure).toMatchObject({ type: 'aborted', origin: 'transport' });
    await request.closed;
    expect(gateway.requestCount).toBe(1);
  });

  it('waits for no body behind a whole answer when the application closes', async () => {
    holdIntervals();
    await using gateway = await mockGateway({ script: [{ text: 'Hi', fault: { kind: 'stall' } }] });
    const client = new UpstreamClient('a', { ...settings, baseUrl: gateway.baseUrl });
    await lastValueFrom(client.frames({}));
    client.close();
    expect([jest.getTimerCount(), await (await gateway.requestAt(0)).closed]).toEqual([0, 'client']);
    jest.useRealTimers();
  });

  it('lets go of the store of what it has made itself, and of no other', () => {
    const holds$ = new Subject<number>();
    let closed = 0;
    const store = { hold: () => undefined, holds$, close: () => { closed += 1; } };
    new UpstreamClient('a', { ...settings, upstream: { store } }).close();
    expect(holds$.observed).toBe(false);
    const upstream = new Upstream({ store });
    new UpstreamClient('a', { ...settings, reliably: { upstream } }).close();
    expect([holds$.observed, closed]).toEqual([true, 1]);
    upstream.close();
  });

  it('is asked with the shared state that it is given', () => {
    const upstream = new Upstream();
    expect(new UpstreamClient('a', { ...settings, reliably: { upstream } }).upstream).toBe(upstream);
  });
});
