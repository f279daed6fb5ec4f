import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import * as framewise from 'framewise';
import { encodeFrames } from 'framewise/serving';
import { mockGateway, writeAnswer } from 'framewise/testing';
import { asyncScheduler, defer, EMPTY, lastValueFrom, map, type Observable, of, scheduled, throwError } from 'rxjs';

import { failureOf } from './support/failure-of.js';

/** What a compiler would find, and plain JavaScript does not: each is answered in one line, before anything is sent. */
const { chatCompletions, messages } = framewise;
const { accumulate, catchErrorType, collect, failOnErrorFrame, failOnStall, fallBackTo, logFailures, parseFrames, text, toolCalls, untilTerminal, reliably, retryWithBackoff, streamFrames } = framewise as unknown as Record<string, (...given: unknown[]) => Observable<unknown>>;
const base = { baseUrl: 'https://gateway.example/v1', apiKey: 'key-0123456789', body: { model: 'm' } };
const ask = (...given: unknown[]): Promise<framewise.ApiError> => failureOf(streamFrames?.(...given) ?? EMPTY);

const source = 'The source must be { baseUrl, apiKey, body }, or a function: write (signal) => fetch(...), which is called for each attempt.';
const protocol = 'The protocol must be a record, such as messages, chatCompletions or responses, and not its name.';
const keyAlone = 'apiKey must be the key alone, without "Bearer" or blanks.';

describe('a request', () => {
  it.each<[mistake: string, given: unknown[], message: string]>([
    ['with the whole address of the endpoint', [chatCompletions, { ...base, baseUrl: 'https://gateway.example/v1/chat/completions' }], 'baseUrl ends in /chat/completions, which is added here: write https://gateway.example/v1'],
    ['with "Bearer" before the key', [messages, { ...base, apiKey: 'Bearer key-0123456789' }], keyAlone],
    ['with a blank behind the key', [messages, { ...base, apiKey: 'key-0123456789 ' }], keyAlone],
    ['with a function for the key that gives none', [messages, { ...base, apiKey: () => undefined }], 'apiKey must be a string, not undefined.'],
    ['with quotes around the address', [messages, { ...base, baseUrl: '"https://gateway.example/v1"' }], 'baseUrl needs a scheme, such as https://api.openai.com/v1: only a page takes a relative one.'],
    ['with a WebSocket', [messages, { ...base, baseUrl: 'wss://gateway.example' }], 'baseUrl must begin with http:// or https://.'],
    ['with a promise in place of a function', [messages, Promise.resolve(new Response(''))], source],
    ['with an address alone', [messages, base.baseUrl], source],
    ['without anything to ask', [messages], source],
    ['whose protocol is not exported', [(framewise as { openai?: unknown }).openai, base], protocol],
    ['whose arguments are swapped', [base, messages], protocol],
    ['by something that is no fetch', [messages, { ...base, fetch: { get: () => undefined } }], 'fetch must be a function, not object.'],
    ['with a number that JSON has not', [messages, { ...base, body: { n: 1n } }], 'The body cannot be written as JSON: TypeError: Do not know how to serialize a BigInt'],
    ['with a header that is not set', [messages, { ...base, headers: { 'x-team': undefined } }], 'The header "x-team" must be a string, not undefined.'],
    ['with the controller in place of its signal', [messages, { ...base, signal: new AbortController() }], 'The signal must be an AbortSignal.'],
    ['with a misspelt option', [messages, { ...base, basUrl: '' }], 'The request knows no option basUrl; it has baseUrl, apiKey, body, headers, fetch, signal.'],
    ['with an option that is written otherwise', [messages, { baseUrl: base.baseUrl, api_key: 'key', body: {} }], 'There is no option api_key: it is called apiKey.'],
    ['with the model beside the body', [messages, { ...base, model: 'm' }], 'There is no option model. Write body: { model, ... }.'],
    ['with what is said beside the body', [framewise.responses, { ...base, input: 'Hi' }], 'There is no option input. Write body: { input, ... }.'],
    ['with the model among the options', [messages, base, { model: 'm' }], 'There is no option model. Write body: { model, ... }.'],
    ['with retries, which are an operator', [messages, base, { maxRetry: 3 }], 'streamFrames knows no option maxRetry; it has signal, label, onResponse, observer, maxFrameChars, implicitTerminal.'],
    ['with an Upstream in place of its onResponse', [messages, base, { onResponse: new framewise.Upstream() }], 'onResponse must be a function, not object.'],
    ['with a function as its observer', [messages, base, { observer: () => undefined }], 'observer must be an object, not function.'],
    ['with a response in place of a function', [messages, new Response('')], source],
    ['with nothing where options may stand', [messages, base, null], 'The options of streamFrames must be an object.'],
    ['by a function that forgets to return', [messages, () => undefined], 'The function that opens the response must return a Response.'],
  ])('%s is answered', async (_, given, message) => {
    expect(await ask(...given)).toMatchObject({ type: 'invalid_request', retryable: false, message });
  });
});

describe('an operator', () => {
  const retryNames = 'maxRetries, initialDelayMs, maxDelayMs, factor, jitter, maxRetryAfterMs, isRetryable, commitsOn, afterOutput, upstream, onRetry, logger';
  const frames = of({ kind: 'data' });

  it.each<[mistake: string, make: () => unknown, message: string]>([
    ['without its brackets', () => frames.pipe(reliably as never), 'reliably takes options by name: write reliably() or reliably({ ... }).'],
    ['with a number, as retry(3) takes it', () => retryWithBackoff?.(3), 'retryWithBackoff takes options by name: write retryWithBackoff() or retryWithBackoff({ ... }).'],
    ['with milliseconds alone', () => failOnStall?.(1000), 'failOnStall takes options by name: write failOnStall() or failOnStall({ ... }).'],
    ['with options in place of an Upstream', () => reliably?.({ upstream: { maxConcurrent: 1 } }), 'upstream must be an Upstream: write new Upstream({ ... }), once.'],
    ['with a second source that is no function', () => fallBackTo?.(frames), 'fallBackTo takes a function that returns the next source, an Observable: write fallBackTo(() => ...).'],
    ['with a promise of its options', () => reliably?.(Promise.resolve({})), 'reliably takes options by name: write reliably() or reliably({ ... }).'],
    ['with a list of options', () => failOnStall?.([]), 'failOnStall takes options by name: write failOnStall() or failOnStall({ ... }).'],
    ['with nothing for its handlers', () => catchErrorType?.(null), 'catchErrorType takes functions by the type of the error: write catchErrorType({ overloaded_error: (error) => ... }).'],
    ['with one handler for all errors', () => catchErrorType?.(() => frames), 'catchErrorType takes functions by the type of the error: write catchErrorType({ overloaded_error: (error) => ... }).'],
    ['without its brackets, where it has no options', () => frames.pipe(text as never), 'text takes no options: write text().'],
    ['that collects without its brackets', () => frames.pipe(collect as never), 'collect takes no options: write collect().'],
    ['that fails without its brackets', () => frames.pipe(failOnErrorFrame as never), 'failOnErrorFrame takes no options: write failOnErrorFrame().'],
    ['that waits for the end without its brackets', () => frames.pipe(untilTerminal as never), 'untilTerminal takes no options: write untilTerminal().'],
    ['for calls without its brackets', () => frames.pipe(toolCalls as never), 'toolCalls takes options by name: write toolCalls() or toolCalls({ ... }).'],
    ['that logs without its brackets', () => frames.pipe(logFailures as never), 'logFailures takes options by name: write logFailures() or logFailures({ ... }).'],
    ['with retries by another name', () => reliably?.({ retries: 3 }), `reliably knows no option retries; it has ${retryNames}, firstFrameMs, betweenFramesMs, betweenOutputMs, failAfterMs, observer.`],
    ['with a function as its logger', () => reliably?.({ logger: console.log }), 'logger must be an object, not function.'],
    ['with a word as its condition', () => reliably?.({ isRetryable: true }), 'isRetryable must be a function, not boolean.'],
    ['that retries by another name', () => retryWithBackoff?.({ retries: 3 }), `retryWithBackoff knows no option retries; it has ${retryNames}.`],
    ['with a limit of another name', () => failOnStall?.({ timeoutMs: 3 }), 'failOnStall knows no option timeoutMs; it has firstFrameMs, betweenFramesMs, betweenOutputMs.'],
    ['with a log of another name', () => logFailures?.({ log: console }), 'logFailures knows no option log; it has logger.'],
    ['with a condition of another name', () => fallBackTo?.(() => EMPTY, { if: () => true }), 'fallBackTo knows no option if; it has when, commitsOn, afterOutput.'],
    ['with the rest under another name', () => catchErrorType?.({}, { default: () => EMPTY }), 'catchErrorType knows no option default; it has otherwise.'],
    ['with a bound of another name', () => parseFrames?.(messages, { maxChars: 1 }), 'parseFrames knows no option maxChars; it has maxFrameChars, implicitTerminal.'],
    ['without its protocol', () => accumulate?.(), 'accumulate takes a protocol, such as messages, chatCompletions or responses, and not its name.'],
    ['with the name of its protocol', () => parseFrames?.('messages'), 'parseFrames takes a protocol, such as messages, chatCompletions or responses, and not its name.'],
  ])('%s is answered where it is written', (_, make, message) => {
    expect(make).toThrow(new TypeError(message));
  });
});

describe('an operator in a stream', () => {
  const anything: framewise.StandardSchema = { '~standard': { version: 1, vendor: 'own', validate: (value) => ({ value }) } };
  const protocols = [messages, chatCompletions, framewise.responses] as unknown as framewise.AccumulatingProtocol<object, object>[];
  const pairs = protocols.flatMap((asked) => protocols.map((given) => [asked.name, given.name, asked, given] as const));

  it.each(pairs.filter(([asked, given]) => asked !== given))('that accumulates %s where %s is asked for says so where it is written', (asked, given, protocol, other) => {
    const frames = framewise.streamFrames(other, () => new Promise<Response>(() => undefined));
    const mistake = new TypeError(`accumulate(${asked}) got frames of ${given}.`);
    expect(() => frames.pipe(framewise.failOnErrorFrame(), framewise.accumulate(protocol))).toThrow(mistake);
    expect(() => frames.pipe(framewise.reliably(), framewise.accumulate(protocol))).toThrow(mistake);
  });

  it.each(pairs.filter(([asked, given]) => asked !== given))('that writes frames of %s where those of %s come says so where it is written', (asked, given, protocol, other) => {
    const frames = framewise.streamFrames(other, () => new Promise<Response>(() => undefined)).pipe(framewise.reliably());
    expect(() => frames.pipe(encodeFrames(messages, { from: protocol }))).toThrow(new TypeError(`encodeFrames(messages, { from: ${asked} }) got frames of ${given}.`));
    expect(() => frames.pipe(encodeFrames(messages, { from: other }))).not.toThrow();
    expect(() => frames.pipe(encodeFrames(protocol))).not.toThrow();
  });

  it.each(pairs.filter(([asked, given]) => asked !== given))('that accumulates %s takes what somebody made of %s', (_asked, _given, protocol, other) => {
    const frames = framewise.streamFrames(other, () => new Promise<Response>(() => undefined));
    expect(() => frames.pipe(framewise.reliably(), map((frame) => frame), framewise.accumulate(protocol))).not.toThrow();
    expect(() => frames.pipe(framewise.reliably(), framewise.accumulate({ ...other, name: 'mine' }))).not.toThrow();
  });

  it.each<[what: string, next: unknown]>([['a promise', Promise.resolve(of('x'))], ['a text', 'x'], ['null', null], ['a function', () => EMPTY]])('whose second source is %s says so, and keeps why it was asked', async (_, next) => {
    const failure = new framewise.ApiError({ type: 'overloaded_error', message: 'Overloaded', origin: 'http', status: 529, raw: undefined });
    const whole = throwError(() => failure).pipe(fallBackTo?.(() => next) as never);
    await expect(lastValueFrom(whole)).rejects.toMatchObject({ name: 'TypeError', message: 'fallBackTo takes a function that returns the next source, an Observable: write fallBackTo(() => ...).', cause: failure });
  });

  it.each([['reliably', reliably], ['failOnErrorFrame', failOnErrorFrame], ['text', text], ['collect', collect], ['accumulate', () => accumulate?.(messages)],
    ['toolCalls', toolCalls], ['structured', () => framewise.structured(anything)], ['structured', () => framewise.structured(anything, { elements: true })],
    ['encodeFrames', () => encodeFrames(messages)], ['encodeFrames', () => encodeFrames(messages, { from: messages })],
  ])('of frames, %s, that stands behind text() says so, and asks nobody again', async (_, make) => {
    let asked = 0;
    const words = defer(() => {
      asked += 1;
      return scheduled(['Hel', 'lo'], asyncScheduler);
    });
    await expect(lastValueFrom(words.pipe(make?.() as never))).rejects.toThrow(new TypeError('No frame came: write reliably(), then one of text(), collect(), toolCalls().'));
    expect(asked).toBe(1);
  });
});

describe('what is made once', () => {
  const { bindFrames, pullFrames, resumableFrames, structured, Upstream } = framewise;

  it.each<[mistake: string, make: () => unknown, message: string]>([
    ['defaults that are forgotten', () => bindFrames(messages, undefined as never), 'bindFrames takes what all requests have in common: write bindFrames(protocol, { baseUrl, apiKey }).'],
    ['an Upstream with a bound of another name', () => new Upstream({ maxConcurrency: 4 } as never), 'new Upstream knows no option maxConcurrency; it has retryBudget, breaker, coolDown, maxConcurrent, maxQueued, store.'],
    ['an Upstream with a number for its budget', () => new Upstream({ retryBudget: 0.1 } as never), 'retryBudget must be an object of options, or false.'],
    ['a breaker with a time of another name', () => new Upstream({ breaker: { waitMs: 1 } } as never), 'breaker knows no option waitMs; it has failuresInRow, openMs.'],
    ['an object at a place of another name', () => structured({ '~standard': { version: 1, vendor: 'own', validate: () => ({ value: 1 }) } }, { tool: 'weather' } as never), 'structured knows no option tool; it has from, elements.'],
    ['an object in the arguments of a tool that is a text', () => structured({ '~standard': { version: 1, vendor: 'own', validate: () => ({ value: 1 }) } }, { from: 'weather' } as never), "from must be 'text' or { tool: 'its name' }."],
    ['a protocol of nothing', () => framewise.defineProtocol(undefined as never), 'A protocol needs a name.'],
    ['a protocol without a reader', () => framewise.defineProtocol({ name: 'words', path: '/words' } as never), 'The protocol words needs headers and openReader, which are functions.'],
    ['bound requests that are taken for the stream', () => (bindFrames(messages, base) as unknown as typeof EMPTY).pipe(), 'bindFrames returns a function, which takes the body: write ask({ messages }).pipe(...).'],
    ['bound requests that are subscribed to', () => (bindFrames(messages, base) as unknown as typeof EMPTY).subscribe(), 'bindFrames returns a function, which takes the body: write ask({ messages }).pipe(...).'],
    ['an admission without its brackets', () => EMPTY.pipe(Reflect.get(new Upstream(), 'admit') as never), 'admit is called on its Upstream: write upstream.admit().'],
    ['an error that is made of words', () => new framewise.ApiError('Overloaded' as never), 'new ApiError takes { type, origin, message }.'],
    ['an error of nothing', () => new framewise.ApiError(undefined as never), 'new ApiError takes { type, origin, message }.'],
    ['an answer of a spec that is none', () => writeAnswer(messages, undefined as never), 'writeAnswer: must be an object'],
  ])('%s are told where they are written', (_, make, message) => {
    expect(make).toThrow(new TypeError(message));
  });

  it.each<[mistake: string, given: unknown, message: string]>([
    ['a text', 'Hello', 'The option body must be an object: it is written as JSON here.'],
    ['a list', [], 'The option body must be an object: it is written as JSON here.'],
    ['nothing', undefined, 'The option body is undefined. Write body: { model, ... }.'],
  ])('a bound request that is asked for %s says so', async (_, given, message) => {
    expect(await failureOf(bindFrames(messages, base)(given as object))).toMatchObject({ type: 'invalid_request', message });
  });

  it.each<[mistake: string, given: unknown[], message: string]>([
    ['the name of a protocol', ['responses', base, 'resp_1'], protocol],
    ['an id alone', [framewise.responses, 'resp_1'], source],
    ['an option of another name', [framewise.responses, { baseURL: '' }, 'resp_1'], 'There is no option baseURL: it is called baseUrl.'],
    ['no id', [framewise.responses, base], 'The id of the answer is none.'],
  ])('a cancel with %s is told before anything is sent', async (_, given, message) => {
    await expect((framewise.cancelAnswer as (...all: unknown[]) => Promise<void>)(...given)).rejects.toMatchObject({ type: 'invalid_request', message });
  });

  it('a loop and an answer that can be resumed say what they do not know', async () => {
    const pulled = pullFrames(messages, base, { retries: 3 } as never)[Symbol.asyncIterator]().next();
    await expect(pulled).rejects.toMatchObject({ type: 'invalid_request', message: 'pullFrames knows no option retries; it has signal, label, onResponse, observer, maxFrameChars, implicitTerminal, reliably.' });
    expect(await failureOf(resumableFrames(framewise.responses, base, { retries: 3 } as never))).toMatchObject({ message: expect.stringMatching(/^resumableFrames knows no option retries; it has signal,.*, maxResumes,/) as string });
  });
});

describe('an address', () => {
  const servers: (HttpServer | Server)[] = [];

  async function listen(server: HttpServer | Server): Promise<string> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  function serve(status: number, title: string): Promise<string> {
    return listen(createHttpServer((request, response) => {
      request.resume();
      response.writeHead(status, { 'content-type': 'text/html' }).end(`<!doctype html><title>${title}</title>`);
    }));
  }

  afterAll(() => {
    for (const server of servers) {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    }
  });

  it('of a web page is named, with the title of the page', async () => {
    const baseUrl = await serve(200, 'Chat for everybody');
    expect(await ask(messages, { ...base, baseUrl: `${baseUrl}?key=query-secret` })).toMatchObject({
      type: 'unexpected_content', message: `Expected text/event-stream, got text/html from ${baseUrl}/v1/messages: Chat for everybody`,
    });
  });

  it('where nobody takes a POST is to be checked', async () => {
    const baseUrl = await serve(405, 'Not Allowed');
    expect(await ask(messages, { ...base, baseUrl })).toMatchObject({ status: 405, retryable: false, advice: expect.stringContaining('Check the base URL') as string });
  });

  it('of a server that speaks no HTTP is not asked twice', async () => {
    const baseUrl = await listen(createServer((socket) => {
      // All of the request is read: a connection that is closed over unread bytes is reset, and its answer with it.
      socket.on('error', () => undefined).resume().end('SSH-2.0-OpenSSH_9.6\r\n');
    }));
    expect(await ask(messages, { ...base, baseUrl })).toMatchObject({ retryable: false, advice: expect.stringContaining('does not speak plain HTTP') as string });
  });

  it('whose host is misspelt is not asked twice, and says so', async () => {
    const fetch = () => Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }) }));
    expect(await ask(messages, { ...base, baseUrl: 'https://api.opneai.example/v1?key=query-secret', fetch })).toMatchObject({
      type: 'host_not_found', retryable: false, message: 'The host name has no address (ENOTFOUND): https://api.opneai.example/v1/messages',
      advice: 'Correct the host name in the base URL: there is none of that name.',
    });
  });

  it('of a gateway that was not awaited is told as missing', async () => {
    const starting = mockGateway();
    const { baseUrl } = starting as unknown as { baseUrl: undefined };
    expect(await ask(messages, { ...base, baseUrl })).toMatchObject({ message: 'The option baseUrl is undefined.' });
    await (await starting).close();
  });
});
