/* eslint-disable @typescript-eslint/no-unused-vars, @typescript-eslint/no-unused-expressions, @typescript-eslint/no-unnecessary-type-parameters, rxjs-x/no-floating-observables --
   what stands in the functions below is compiled and never run */
import {
  ApiError,
  type ChatCompletionChunk,
  chatCompletions,
  collect,
  type Completion,
  defineProtocol,
  type Delta,
  failOnErrorFrame,
  failOnStall,
  type Frame,
  type GoodFrame,
  logFailures,
  messages,
  type MessageStreamEvent,
  parseFrames,
  type Protocol,
  reliably,
  type ResponseEvent,
  responses,
  type RestartFrame,
  retryWithBackoff,
  streamFrames,
  text,
  type ToolCallDelta,
  untilTerminal,
  type Usage,
} from 'framewise';
import { type Observable, of } from 'rxjs';

import { typeCheck } from './support/type-check.js';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles where the two types are the same, to the letter. */
function same<A, B>(..._: Same<A, B> extends true ? [] : [never]): void {
  // The types are all there is to it.
}

// The functions below are compiled, never called. Each line under `@ts-expect-error` must not compile.

const source = { baseUrl: 'https://example.com', apiKey: 'test', body: {} };
const frames$ = () => streamFrames(messages, source);
const good$ = () => frames$().pipe(failOnErrorFrame());

export function theFailureOperatorCannotBeForgotten(): void {
  // @ts-expect-error: an error frame is no part of an answer
  frames$().pipe(collect());
  // @ts-expect-error: the same
  frames$().pipe(text());
  // @ts-expect-error: nothing would fail, so nothing would be retried
  frames$().pipe(retryWithBackoff());
  // @ts-expect-error: untilTerminal passes error frames on
  frames$().pipe(untilTerminal(), collect());

  same<ReturnType<typeof good$>, Observable<GoodFrame<MessageStreamEvent>>>();
  const pieces$ = good$().pipe(untilTerminal(), retryWithBackoff(), text());
  const completions$ = good$().pipe(untilTerminal(), retryWithBackoff(), collect());
  const sure$ = frames$().pipe(reliably());
  same<typeof pieces$, Observable<string>>();
  same<typeof completions$, Observable<Completion>>();
  same<typeof sure$, Observable<GoodFrame<MessageStreamEvent>>>();
}

export function aRestartCannotBeToldInText(): void {
  // @ts-expect-error: pieces that are out cannot be taken back
  good$().pipe(retryWithBackoff({ afterOutput: 'restart' }), text());
  // @ts-expect-error: the same
  frames$().pipe(reliably({ afterOutput: 'restart' }), text());
  good$().pipe(retryWithBackoff({ afterOutput: 'fail' }), text());

  const announced$ = good$().pipe(retryWithBackoff({ afterOutput: 'restart' }));
  same<typeof announced$, Observable<GoodFrame<MessageStreamEvent> | RestartFrame>>();
  announced$.pipe(untilTerminal(), failOnStall(), logFailures(), collect());
}

export function payloadsAreTheVendorsOwn(): void {
  const chat$ = streamFrames(chatCompletions, source);
  const responses$ = streamFrames(responses, () => Promise.resolve(new Response()));
  const parsed$ = of(new Uint8Array(), 'text').pipe(parseFrames(messages));
  same<typeof chat$, Observable<Frame<ChatCompletionChunk>>>();
  same<typeof responses$, Observable<Frame<ResponseEvent>>>();
  same<typeof parsed$, Observable<Frame<MessageStreamEvent>>>();
  // @ts-expect-error: a body is bytes or text
  of({ partialText: '' }).pipe(parseFrames(messages));

  chat$.subscribe((frame) => {
    // @ts-expect-error: not every kind of frame has deltas
    frame.deltas;
    if (frame.kind === 'data') same<typeof frame.payload, ChatCompletionChunk>();
    if (frame.kind === 'terminal') same<typeof frame.payload, ChatCompletionChunk | undefined>();
    if (frame.kind === 'error') same<typeof frame.error, ApiError>();
    if (frame.kind === 'unknown') same<typeof frame.payload, unknown>();
  });
  responses$.subscribe((frame) => {
    if (frame.kind === 'data' && frame.payload.type === 'response.output_text.delta') same<typeof frame.payload.delta, string>();
  });
}

export function deltasNarrowByType(delta: Delta): string | number {
  // @ts-expect-error: not every delta has text
  delta.text;
  // @ts-expect-error: there is no such delta
  if (delta.type === 'token') return '';
  switch (delta.type) {
    case 'text':
    case 'reasoning':
    case 'refusal':
      return delta.text;
    case 'tool-call':
      same<typeof delta, ToolCallDelta>();
      return delta.arguments;
    case 'usage':
      same<typeof delta.usage, Usage>();
      return delta.usage.inputTokens ?? 0;
    case 'finish':
      // @ts-expect-error: the wire's own words stand in `raw`
      return delta.reason === 'end_turn' ? '' : delta.raw;
    case 'start':
      return delta.id ?? '';
    case 'citation':
      same<typeof delta.citation, unknown>();
      return delta.choice;
    case 'media':
      return delta.data;
    default:
      same<typeof delta, never>();
      return '';
  }
}

interface Word {
  readonly word: string;
}

export function aProtocolOfOnesOwnKeepsItsPayloadType(): void {
  const words = defineProtocol({
    name: 'words',
    path: '/words',
    headers: () => ({}),
    endsAtDone: true,
    openReader: () => ({
      read: (payload) => ({ kind: 'data' as const, payload: { word: String(payload['word']) }, deltas: [] }),
      isWhole: () => false,
    }),
  });
  const protocol: Protocol<Word> = words;
  const words$ = streamFrames(words, source).pipe(reliably());
  same<typeof words$, Observable<GoodFrame<{ word: string }>>>();
  // @ts-expect-error: a record that cannot read is no protocol
  defineProtocol<Word>({ ...protocol, openReader: undefined });
}

export function errorsNarrowFromUnknown(error: unknown): string | undefined {
  // @ts-expect-error: what is caught may be anything
  error.type;
  return ApiError.is(error) ? error.requestId : undefined;
}

export function optionsAreChecked(): void {
  // @ts-expect-error: a misspelt option
  retryWithBackoff({ maxRetry: 3 });
  // @ts-expect-error: a word that is none
  retryWithBackoff({ jitter: 'some' });
  // @ts-expect-error: a request needs a key, if an empty one
  streamFrames(messages, { baseUrl: 'https://example.com', body: {} });
}

/** As node-fetch 3 declares it, as far as it concerns a request: its signal and its body are types of its own. */
declare function nodeFetch(
  url: string | URL,
  init?: { method?: string; headers?: Record<string, string> | Iterable<[string, string]>; body?: string | Blob | null; redirect?: 'error' | 'follow' | 'manual';
    signal?: { readonly aborted: boolean; addEventListener(type: 'abort', listener: (event: unknown) => void): void } | null },
): Promise<{ readonly ok: boolean; readonly status: number; readonly url: string; readonly headers: Headers; readonly body: NodeJS.ReadableStream | null; text(): Promise<string> }>;

/** As `expo/fetch` declares it. */
declare function expoFetch(
  url: string,
  init?: { method?: string; headers?: HeadersInit; body?: BodyInit | null; credentials?: RequestCredentials; redirect?: RequestRedirect; signal?: AbortSignal | null },
): Promise<{ readonly ok: boolean; readonly status: number; readonly headers: Headers; readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null; text(): Promise<string> }>;

export function anyFetchFits(): void {
  streamFrames(messages, { ...source, fetch: globalThis.fetch });
  streamFrames(messages, { ...source, fetch: nodeFetch });
  streamFrames(messages, { ...source, fetch: expoFetch, headers: new Headers(), signal: AbortSignal.timeout(1) });
  streamFrames(messages, (signal) => nodeFetch('https://example.com', { signal }), { signal: new AbortController().signal });
  streamFrames(messages, (signal) => expoFetch('https://example.com', { signal }));
  // A fetch of one's own may be written for no more than it gets.
  streamFrames(messages, { ...source, fetch: (url: string, { headers }: { headers: Record<string, string> }) => fetch(url, { headers }) });
  // @ts-expect-error: it gets a string, not a URL
  streamFrames(messages, { ...source, fetch: (url: URL) => fetch(url) });
  // @ts-expect-error: this is no response
  streamFrames(messages, () => Promise.resolve({ data: '' }));
}

describe('the types', () => {
  it('let through what is right, and nothing that is not', () => {
    expect(typeCheck(['spec/types.spec.ts']).problems).toEqual([]);
  }, 60_000);
});
