import './jit/compiler.js';

import { HttpContext, HttpContextToken, HttpHeaders, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { ApplicationRef, computed, type EnvironmentInjector, type EnvironmentProviders, PLATFORM_ID, type Provider, runInInjectionContext } from '@angular/core';
import { messages, type MessageStreamEvent, type Retry } from 'framewise';
import { type Answer, answer, type AnswerOptions, provideFramewise, withCoalescing, withReliability } from 'framewise/angular';
import { FramewiseTesting, provideFramewiseTesting } from 'framewise/angular/testing';
import { mockGateway, type Reply, writeAnswer } from 'framewise/testing';

import { startStopwatch } from '../support/stopwatch.js';
import { createApp } from './support/create-app.js';
import { silent } from './support/silent.js';

let apps: EnvironmentInjector[] = [];
afterEach(() => {
  for (const app of apps) app.destroy();
  apps = [];
});

/** What leaving the page does. */
function destroy(app: EnvironmentInjector): void {
  apps = apps.filter((each) => each !== app);
  app.destroy();
}

const quietly = withReliability({ logger: silent, maxRetries: 0 });

/** An answer whose server is a script. */
function scripted(options: AnswerOptions<MessageStreamEvent> = {}, ...providers: (Provider | EnvironmentProviders)[]): { a: Answer; testing: FramewiseTesting; app: EnvironmentInjector } {
  const app = createApp(provideHttpClient(), provideFramewise({ baseUrl: '/api' }, quietly), ...providers, provideFramewiseTesting());
  apps.push(app);
  return { a: runInInjectionContext(app, () => answer(messages, options)), testing: app.get(FramewiseTesting), app };
}

const state = (a: Answer): object => ({ status: a.status(), isBusy: a.isBusy(), text: a.text(), attempt: a.attempt(), error: a.error()?.type });

describe('answer', () => {
  it('is idle at first, and tells each step', async () => {
    const { a, testing } = scripted();
    expect({ ...state(a), completion: a.completion() }).toEqual({ status: 'idle', isBusy: false, text: '', attempt: 0, error: undefined, completion: undefined });
    a.send({ model: 'm' });
    expect(state(a)).toEqual({ status: 'waiting', isBusy: true, text: '', attempt: 1, error: undefined });
    const t = testing.expectOne(messages);
    await t.say();
    expect(state(a)).toMatchObject({ status: 'waiting', text: '' });
    expect(a.completion()).toMatchObject({ model: 'scripted-model' });
    await t.say('Hel');
    expect(state(a)).toMatchObject({ status: 'streaming', isBusy: true, text: 'Hel' });
    await t.say('lo');
    expect(state(a)).toMatchObject({ status: 'streaming', text: 'Hello' });
    await t.end({ usage: { inputTokens: 1, outputTokens: 2 } });
    expect(state(a)).toEqual({ status: 'done', isBusy: false, text: 'Hello', attempt: 1, error: undefined });
    expect(a.completion()).toMatchObject({ text: 'Hello', finishReason: 'stop', usage: { outputTokens: 2 } });
  });

  it('streams from the first output on, of any kind', async () => {
    const { a, testing } = scripted();
    a.send({});
    const t = testing.expectOne(messages);
    await t.say({ type: 'reasoning', text: 'They greet.', choice: 0 });
    expect(a.status()).toBe('streaming');
    expect(a.completion()?.reasoning).toBe('They greet.');
    await t.end();
  });

  it('keeps the partial answer when it fails, and forgets it at the next send', async () => {
    const { a, testing } = scripted();
    a.send({});
    const t = testing.expectOne(messages);
    await t.say('Hel');
    await t.drop();
    expect(state(a)).toEqual({ status: 'error', isBusy: false, text: 'Hel', attempt: 1, error: 'connection_closed' });
    a.send({});
    expect(state(a)).toEqual({ status: 'waiting', isBusy: true, text: '', attempt: 1, error: undefined });
  });

  it.each([
    ['a status', { status: 429, type: 'rate_limit_error', headers: { 'retry-after': '2' } }, { type: 'rate_limit_error', status: 429, retryAfterMs: 2_000 }],
    ['a status alone', { status: 401 }, { type: 'authentication_error', status: 401 }],
  ])('fails with %s', async (_, failure, error) => {
    const { a, testing } = scripted();
    a.send({});
    await testing.expectOne(messages).fail(failure);
    expect(a.status()).toBe('error');
    expect(a.error()).toMatchObject(error);
  });

  it('tells a retry before its wait, with the attempt that follows', async () => {
    const seen: Retry[] = [];
    const { a, testing } = scripted({ maxRetries: 2, initialDelayMs: 0, onRetry: (retry) => seen.push(retry) });
    a.send({ model: 'm' });
    await testing.expectOne(messages).fail({ status: 529 });
    expect(state(a)).toEqual({ status: 'retrying', isBusy: true, text: '', attempt: 2, error: undefined });
    expect(seen).toMatchObject([{ attempt: 2, error: { status: 529 } }]);
    await new Promise((resolve) => setTimeout(resolve));
    const second = testing.expectOne(messages);
    expect(second.request.body).toEqual({ model: 'm', stream: true });
    await second.say('Hi');
    expect(state(a)).toMatchObject({ status: 'streaming', attempt: 2, text: 'Hi' });
    await second.end();
    expect(state(a)).toMatchObject({ status: 'done', attempt: 2 });
  });

  it('starts over at an announced restart', async () => {
    const { a, testing } = scripted({ maxRetries: 1, initialDelayMs: 0, afterOutput: 'restart' });
    a.send({});
    const t = testing.expectOne(messages);
    await t.say('void');
    await t.fail({ type: 'overloaded_error' });
    expect(state(a)).toMatchObject({ status: 'retrying', attempt: 2, text: 'void' });
    await new Promise((resolve) => setTimeout(resolve));
    expect(state(a)).toMatchObject({ status: 'retrying', attempt: 2, text: '' });
    const second = testing.expectOne(messages);
    await second.say('Hi');
    expect(state(a)).toMatchObject({ status: 'streaming', text: 'Hi' });
    await second.end();
    expect(a.status()).toBe('done');
  });

  it('stops: the request ends, what has come stays', async () => {
    const { a, testing } = scripted();
    a.stop();
    expect(a.status()).toBe('idle');
    a.send({});
    const t = testing.expectOne(messages);
    await t.say('Hel');
    a.stop();
    expect(state(a)).toMatchObject({ status: 'stopped', isBusy: false, text: 'Hel' });
    expect(t.cancelled).toBe(true);
    a.stop();
    expect(a.status()).toBe('stopped');
  });

  it('asks once more what was asked last', async () => {
    const { a, testing } = scripted();
    a.retry();
    expect(a.status()).toBe('idle');
    a.send({ model: 'm' });
    await testing.expectOne(messages).fail();
    a.retry();
    expect(state(a)).toEqual({ status: 'waiting', isBusy: true, text: '', attempt: 1, error: undefined });
    expect(testing.expectOne(messages).request.body).toEqual({ model: 'm', stream: true });
  });

  it('ends the last answer at a new send', async () => {
    const { a, testing } = scripted();
    a.send({ turn: 1 });
    const first = testing.expectOne(messages);
    await first.say('one');
    a.send({ turn: 2 });
    expect(first.cancelled).toBe(true);
    const second = testing.expectOne(messages);
    await second.say('two');
    await expect(first.say('late')).rejects.toThrow('cancelled');
    expect(a.text()).toBe('two');
  });

  it('sends headers and context of its own', () => {
    const TENANT = new HttpContextToken(() => 'nobody');
    const { a, testing } = scripted({ headers: new HttpHeaders({ 'x-tenant': 'acme' }), context: new HttpContext().set(TENANT, 'acme') });
    a.send({});
    const { request } = testing.expectOne(messages);
    expect(request.headers.get('x-tenant')).toBe('acme');
    expect(request.context.get(TENANT)).toBe('acme');
  });

  it('writes the first output and the end at once, and further text when the coalescing says so', async () => {
    const writes: (() => void)[] = [];
    await using gateway = await mockGateway({ script: [{ text: ['one', ' two', ' three'], fault: { kind: 'stall', atEvent: -1 } }] });
    const app = createApp(provideHttpClient(), provideFramewise({ baseUrl: gateway.baseUrl }, quietly, withCoalescing((write) => writes.push(write))));
    apps.push(app);
    const a = runInInjectionContext(app, () => answer(messages));
    a.send({});
    const request = await gateway.requestAt(0);
    await request.stalled;
    while (writes.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(a.text()).toBe('one');
    request.resume();
    while (a.status() !== 'done') await new Promise((resolve) => setImmediate(resolve));
    expect(a.text()).toBe('one two three');
    writes[0]?.();
    expect(state(a)).toMatchObject({ status: 'done', text: 'one two three' });
  });

  it('ends its request at the server within a second when what it belongs to is destroyed, and sends no more', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'one two', fault: { kind: 'stall', afterText: 'one' } }] });
    const app = createApp(provideHttpClient(), provideFramewise({ baseUrl: gateway.baseUrl }, quietly));
    const a = runInInjectionContext(app, () => answer(messages));
    a.send({});
    const request = await gateway.requestAt(0);
    await request.stalled;
    const ending = startStopwatch();
    destroy(app);
    expect(await request.closed).toBe('client');
    expect(ending.elapsedMs()).toBeLessThan(1_000);
    const before = state(a);
    a.send({});
    a.retry();
    a.stop();
    expect(state(a)).toEqual(before);
    expect(gateway.requests).toHaveLength(1);
  });

  it('ends the wait for a retry when it is destroyed', async () => {
    const { a, testing, app } = scripted({ maxRetries: 1, initialDelayMs: 60_000, jitter: 'none' });
    a.send({});
    await testing.expectOne(messages).fail({ status: 503 });
    destroy(app); // a timer that is left fails this file
    expect(a.error()).toMatchObject({ type: 'aborted' });
  });

  it('may send where signals are read, and makes nobody depend on its own', () => {
    const { a } = scripted();
    let runs = 0;
    const sends = computed(() => {
      runs += 1;
      a.stop(); // does nothing, and reads the state
      return runs;
    });
    sends();
    a.send({});
    expect(sends()).toBe(1);
  });

  it('refuses an option out of its range where it is called, and to be called outside of an injection context', () => {
    expect(() => scripted({ maxRetries: Infinity })).toThrow(RangeError);
    expect(() => answer(messages)).toThrow('NG0203');
  });

  it('fails with what a callback of the options throws', async () => {
    const { a, testing } = scripted({ maxRetries: 1, onRetry: () => { throw new Error('mine'); } });
    a.send({});
    await testing.expectOne(messages).fail({ status: 503 });
    expect(a.status()).toBe('error');
    expect(a.error()).toMatchObject({ type: 'unknown_error', message: 'mine' });
  });
});

describe('the stability of the application', () => {
  it('waits for an answer, also between two attempts', async () => {
    const { a, testing, app } = scripted({ maxRetries: 1, initialDelayMs: 0 });
    const { stable } = watched(app);
    a.send({});
    expect(stable()).toBe(false);
    await testing.expectOne(messages).fail({ status: 503 });
    expect(stable()).toBe(false);
    await new Promise((resolve) => setTimeout(resolve));
    await testing.expectOne(messages).end();
    await app.get(ApplicationRef).whenStable();
    expect(stable()).toBe(true);
  });

  it('does not wait under HttpTestingController, as HttpClient does not', async () => {
    const app = createApp(provideHttpClient(), provideHttpClientTesting(), provideFramewise({ baseUrl: '/api' }));
    apps.push(app);
    const a = runInInjectionContext(app, () => answer(messages));
    a.send({});
    await app.get(ApplicationRef).whenStable();
    app.get(HttpTestingController).expectOne('/api/v1/messages').flush(writeAnswer(messages, { text: 'flushed' }));
    while (a.isBusy()) await new Promise((resolve) => setImmediate(resolve));
    expect(state(a)).toMatchObject({ status: 'done', text: 'flushed' });
  });
});

describe('on the server', () => {
  const server = { provide: PLATFORM_ID, useValue: 'server' };

  it('asks nothing and stays idle', () => {
    const { a, testing } = scripted({}, server);
    a.send({});
    a.retry();
    testing.expectNone(messages);
    expect(state(a)).toMatchObject({ status: 'idle', attempt: 0 });
  });

  it.each<[string, Reply, object]>([
    ['waits for the answer', { text: 'Hello' }, { status: 'done', text: 'Hello' }],
    ['aborts what takes too long, and rendering goes on', { text: 'one two', fault: { kind: 'stall', afterText: 'one' } }, { status: 'stopped', text: 'one' }],
  ])('%s where onServer is given', async (_, reply, end) => {
    await using gateway = await mockGateway({ script: [reply] });
    const app = createApp(server, provideHttpClient(), provideFramewise({ baseUrl: gateway.baseUrl }, quietly));
    apps.push(app);
    const a = runInInjectionContext(app, () => answer(messages, { onServer: { timeoutMs: 500 } }));
    a.send({});
    await app.get(ApplicationRef).whenStable();
    expect(state(a)).toMatchObject(end);
    expect(await (await gateway.requestAt(0)).closed).toBe(end['status' as never] === 'done' ? 'finished' : 'client');
  });
});

function watched(app: EnvironmentInjector): { stable: () => boolean | undefined } {
  let stable: boolean | undefined;
  app.get(ApplicationRef).isStable.subscribe((value) => { stable = value; });
  return { stable: () => stable };
}
