import { Logger } from '@nestjs/common';
import { type Observable, type OperatorFunction, ReplaySubject } from 'rxjs';

import { checkOptions, isProtocol, type OptionNames } from '../check-options.js';
import { type Frame, type GoodFrame, type Protocol, reliably, type ReliablyOptions, type RequestOptions, streamFrames, type StreamOptions, Upstream, type UpstreamOptions, type UpstreamStore } from '../index.js';
import { endAtClose } from './closing.js';

/** How one upstream is reached. */
export interface UpstreamSettings<P extends object = object> extends Pick<RequestOptions, 'baseUrl' | 'apiKey' | 'headers' | 'fetch'> {
  /** The record of what it speaks: `messages`, `chatCompletions`, `responses`, or one of your own. */
  readonly protocol: Protocol<P>;
  /** How its streams are retried, timed and logged. Default: as `reliably` does, with the logger of NestJS. */
  readonly reliably?: (ReliablyOptions<P> & { readonly afterOutput?: 'fail' | undefined }) | undefined;
  /**
   * What all its streams share: retry budget, circuit, cool-down, places. Default: that of `Upstream`. `reliably.upstream` goes before it.
   * A store, such as `redisUpstreamStore`, is closed with the application.
   */
  readonly upstream?: (UpstreamOptions & { readonly store?: (UpstreamStore & { close?(): void }) | undefined }) | undefined;
}

const settingNames: OptionNames<UpstreamSettings> = { protocol: 1, baseUrl: 1, apiKey: 1, headers: 1, fetch: 1, reliably: 1, upstream: 1 };

/** What is told of one request beside its body. */
export interface FramesOptions extends Pick<StreamOptions, 'signal' | 'label' | 'onResponse'> {
  /** Headers of this request alone, such as the `anthropic-beta` of a caller. They win over those of the settings. */
  readonly headers?: RequestOptions['headers'];
}

/** One upstream, as `InjectUpstream(name)` injects it. */
export class UpstreamClient<P extends object = object> {
  /** What it is called in the module. */
  readonly name: string;
  /** The protocol of its frames: what `encodeFrames` takes as `from`. */
  readonly protocol: Protocol<P>;
  /** What its streams know together. */
  readonly upstream: Upstream;
  readonly #settings: UpstreamSettings<P>;
  readonly #reliably: OperatorFunction<Frame<P>, GoodFrame<P>>;
  readonly #closes = new ReplaySubject<void>(1);
  /** Ends what is left of their bodies behind whole answers. */
  readonly #closing = new AbortController();

  /**
   * @throws TypeError for a setting that is missing, RangeError for one that is out of its range.
   */
  constructor(name: string, settings: UpstreamSettings<P>) {
    checkSettings(name, settings);
    this.name = name;
    this.protocol = settings.protocol;
    this.#settings = settings;
    this.upstream = settings.reliably?.upstream ?? new Upstream(settings.upstream);
    this.#reliably = reliably<P>({ logger: new Logger(`Upstream ${name}`), ...settings.reliably, upstream: this.upstream });
  }

  /**
   * The frames of one answer, through `reliably` and what all streams of this upstream share.
   *
   * It is cold: each subscription sends a request, and unsubscribing ends it. It fails with one ApiError. When the application closes, it
   * fails with the type `aborted`, which `sse` and `ApiErrorFilter` tell as a 503.
   *
   * @param body the vendor's own request body. `stream: true` is added.
   */
  frames(body: object, options: FramesOptions = {}): Observable<GoodFrame<P>> {
    checkOptions('frames', options, { signal: 1, label: 1, onResponse: 1, headers: 1 });
    const { signal, label = this.name, onResponse } = options;
    const { protocol, baseUrl, apiKey, fetch } = this.#settings;
    const headers = fieldsOf(this.#settings.headers, options.headers);
    const frames$ = streamFrames(protocol, { baseUrl, apiKey, headers, fetch, body, signal }, {
      label,
      signal: this.#closing.signal,
      onResponse: (response) => {
        this.upstream.onResponse(response);
        onResponse?.(response);
      },
    });
    return frames$.pipe(this.#reliably, endAtClose(() => this.#closes));
  }

  /** Ends all its streams, also those that still wait, and lets none begin. The module calls it when the application closes. */
  close(): void {
    this.#closes.next();
    this.#closing.abort();
    if (this.#settings.reliably?.upstream !== undefined) return; // It is others' to close.
    this.upstream.close();
    this.#settings.upstream?.store?.close?.();
  }
}

/** The fields of all that is given, the later ones last. What is no headers throws where they are read, and is refused there. */
function fieldsOf(...given: readonly RequestOptions['headers'][]): Iterable<readonly [name: string, value: string]> {
  return {
    *[Symbol.iterator]() {
      for (const headers of given) {
        if (headers !== undefined) yield* Symbol.iterator in headers ? headers : Object.entries(headers);
      }
    },
  };
}

/** What would fail every request fails the start of the application. */
function checkSettings(name: string, settings: Partial<Pick<UpstreamSettings, 'protocol' | 'baseUrl' | 'apiKey'>>): void {
  const about = `The upstream ${JSON.stringify(name)}`;
  if (typeof settings !== 'object') throw new TypeError(`${about} needs its settings: { protocol, baseUrl, apiKey }.`);
  checkOptions<object>(about, settings, settingNames);
  if (!isProtocol(settings.protocol)) throw new TypeError(`${about} needs a protocol: a record such as messages, not its name.`);
  for (const key of ['baseUrl', 'apiKey'] as const) {
    if (settings[key] === undefined) throw new TypeError(`${about} needs ${key}.${key === 'apiKey' ? ' Is the environment variable set? For a server without keys give an empty text.' : ''}`);
  }
}
