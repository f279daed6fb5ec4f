import '../jit/compiler.js';

import { HttpClient, type HttpInterceptorFn, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { runInInjectionContext } from '@angular/core';
import { chatCompletions, collect, messages, type Protocol, reliably, responses } from 'framewise';
import { answer, Framewise, provideFramewise, withReliability } from 'framewise/angular';
import { FramewiseTesting, provideFramewiseTesting } from 'framewise/angular/testing';
import { firstValueFrom, lastValueFrom, retry } from 'rxjs';

import { createApp } from '../support/create-app.js';
import { silent } from '../support/silent.js';

function openApp(...interceptors: HttpInterceptorFn[]): ReturnType<typeof createApp> {
  return createApp(provideHttpClient(withInterceptors(interceptors)), provideHttpClientTesting(), provideFramewise({ baseUrl: '/api' }, withReliability({ logger: silent, maxRetries: 0 })), provideFramewiseTesting());
}

describe('FramewiseTesting', () => {
  it.each([chatCompletions, responses, messages] as Protocol[])('speaks $name', async (protocol) => {
    const app = openApp();
    const all = lastValueFrom(app.get(Framewise).stream(protocol, { model: 'm' }).pipe(reliably(), collect()));
    const t = app.get(FramewiseTesting).expectOne(protocol);
    await t.say('Hello, ', 'world');
    await t.say({ type: 'tool-call', index: 0, id: 'c1', name: 'weather', arguments: '{}', choice: 0 });
    await t.end();
    expect(await all).toMatchObject({ text: 'Hello, world', finishReason: 'tool-calls', toolCalls: [{ name: 'weather', arguments: '{}' }] });
    app.destroy();
  });

  it('takes each request once, by its protocol, and lists what it finds', () => {
    const app = openApp();
    const testing = app.get(FramewiseTesting);
    expect(() => testing.expectOne(messages)).toThrow('Expected one request to messages, found 0. Waiting: none.');
    const running = [messages, messages, chatCompletions].map((protocol) => app.get(Framewise).stream(protocol as Protocol, {}).subscribe());
    expect(() => testing.expectOne(messages)).toThrow('found 2. Waiting: POST /api/v1/messages, POST /api/v1/messages, POST /api/chat/completions.');
    testing.expectOne(chatCompletions);
    testing.expectNone(chatCompletions);
    expect(() => { testing.expectNone(messages); }).toThrow('Expected no request to messages');
    expect(() => { testing.verify(); }).toThrow('Expected no further request');
    for (const one of running) one.unsubscribe();
    testing.verify();
    app.destroy();
  });

  it('takes all that wait at once, in the order in which they were sent', async () => {
    const app = openApp();
    const testing = app.get(FramewiseTesting);
    expect(testing.match(messages)).toEqual([]);
    const answers = ['one', 'two'].map((model) => {
      const asked = runInInjectionContext(app, () => answer(messages));
      asked.send({ model });
      return asked;
    });
    const [first, second] = testing.match(messages);
    testing.verify();
    await second?.say('2');
    await first?.say('1');
    expect([first, second].map((t) => (t?.request.body as { readonly model: string }).model)).toEqual(['one', 'two']);
    expect(answers.map(({ text }) => text())).toEqual(['1', '2']);
    app.destroy();
  });

  it('leaves every other request to HttpTestingController', async () => {
    const app = openApp();
    const user = firstValueFrom(app.get(HttpClient).get('/user'));
    app.get(HttpTestingController).expectOne('/user').flush({ name: 'Ada' });
    expect(await user).toEqual({ name: 'Ada' });
    app.destroy();
  });

  it('resolves a failure that an interceptor has repeated, and shows the repeated request', async () => {
    const app = openApp((request, next) => next(request).pipe(retry(1)));
    const a = runInInjectionContext(app, () => answer(messages));
    a.send({});
    await app.get(FramewiseTesting).expectOne(messages).fail({ status: 503 });
    expect(a.status()).toBe('waiting');
    const second = app.get(FramewiseTesting).expectOne(messages);
    await second.say('Hi');
    await second.end();
    expect(a.text()).toBe('Hi');
    app.destroy();
  });

  it('drops a request before its response', async () => {
    const app = openApp();
    const a = runInInjectionContext(app, () => answer(messages));
    a.send({});
    await app.get(FramewiseTesting).expectOne(messages).drop();
    expect(a.error()).toMatchObject({ type: 'connection_failed', retryable: true });
    app.destroy();
  });

  it('says what is wrong with a step after the end', async () => {
    const app = openApp();
    const a = runInInjectionContext(app, () => answer(messages));
    a.send({});
    const t = app.get(FramewiseTesting).expectOne(messages);
    await t.end();
    expect(t.cancelled).toBe(false);
    await expect(t.say('more')).rejects.toThrow('say: this answer has ended already.');
    app.destroy();
  });
});
