import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';

import { withDeadline } from './deadline.js';
import type { RedisClient, RedisOptions } from './redis-client.js';
import type { Script } from './script.js';

const RETRY_MS = 50;

/** Two connections to one Redis, one for commands and one for what others publish. Every operation ends in time. */
export class RedisLink {
  readonly timeoutMs: number;
  readonly #client: RedisClient;
  readonly #ownsClient: boolean;
  #connected: Promise<unknown> | undefined;
  #subscriber: RedisClient | undefined;
  #subscribed: Promise<RedisClient> | undefined;
  readonly #onReconnect = new Set<() => void>();
  readonly #onFailure = new Set<(error: unknown) => void>();
  /** The timer of the watch, while somebody watches. */
  #watching: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  /** @throws TypeError where there is neither a client nor a URL, or both; RangeError for a time that is none. */
  constructor({ client, url, operationTimeoutMs = 5_000 }: RedisOptions) {
    if ((client === undefined) === (url === undefined)) throw new TypeError('Give a client or a url.');
    if (!(operationTimeoutMs > 0)) throw new RangeError('operationTimeoutMs must be a number above 0.');
    this.timeoutMs = operationTimeoutMs;
    this.#ownsClient = client === undefined;
    this.#client = client ?? quiet(createClient({ url: url ?? '' }));
  }

  /** Runs a script. It is sent once, and known by its name from then on. */
  async run({ source, sha }: Script, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    const rest = [String(keys.length), ...keys, ...args.map(String)];
    try {
      return await this.command(['EVALSHA', sha, ...rest]);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return this.command(['EVAL', source, ...rest]);
    }
  }

  command(args: readonly string[], timeoutMs = this.timeoutMs): Promise<unknown> {
    const given = new AbortController();
    const answer = this.#connect().then(() => this.#client.sendCommand(args, { abortSignal: given.signal }));
    // What is not sent before the deadline is never sent.
    return withDeadline(answer, timeoutMs, () => { given.abort(); });
  }

  /** Does what may be done twice, again and again until its time is over: a connection may break for a moment. */
  async insist<T>(operation: () => Promise<T>, timeoutMs = this.timeoutMs): Promise<T> {
    const giveUpAt = performance.now() + timeoutMs;
    for (;;) {
      try {
        return await operation();
      } catch (error) {
        if (this.#isClosed || performance.now() + RETRY_MS >= giveUpAt) throw error;
        await delay(RETRY_MS);
      }
    }
  }

  /** Resolves with what ends the subscription, once every message will come. */
  async subscribe(channel: string, listener: (message: string) => void): Promise<() => void> {
    let isLate = false;
    const subscribed = this.#subscribers().then(async (subscriber) => {
      await subscriber.subscribe(channel, listener);
      const leave = (): void => void subscriber.unsubscribe(channel, listener).catch(() => undefined);
      if (isLate) leave();
      return leave;
    });
    return withDeadline(subscribed, this.timeoutMs, () => { isLate = true; });
  }

  /**
   * Listens for as long as it takes, through every loss of the connection. `onReady` is called when it has begun, and where messages may
   * have been missed.
   */
  listen(channel: string, listener: (message: string) => void, onReady: () => void): () => void {
    let leave: (() => void) | undefined;
    let isLeft = false;
    this.#subscribers().then(async (subscriber) => {
      await subscriber.subscribe(channel, listener);
      leave = () => void subscriber.unsubscribe(channel, listener).catch(() => undefined);
      if (isLeft) {
        leave();
        return;
      }
      this.#onReconnect.add(onReady);
      onReady();
    }).catch(() => undefined); // the client does not connect again: nobody is heard
    return () => {
      isLeft = true;
      this.#onReconnect.delete(onReady);
      leave?.();
    };
  }

  /**
   * As long as somebody listens, the server is asked whether it is there, and `onFailure` is called within `timeoutMs` where it is not.
   * `onReconnect` is called where messages may have been missed.
   */
  watch(onFailure: (error: unknown) => void, onReconnect: () => void): () => void {
    this.#onFailure.add(onFailure);
    this.#onReconnect.add(onReconnect);
    if (this.#watching === undefined) this.#lookLater();
    return () => {
      this.#onFailure.delete(onFailure);
      this.#onReconnect.delete(onReconnect);
      if (this.#onFailure.size > 0) return;
      clearTimeout(this.#watching);
      this.#watching = undefined;
    };
  }

  /** Closes what it has opened. */
  close(): void {
    this.#isClosed = true;
    for (const fail of [...this.#onFailure]) fail(new Error('The connection to Redis was closed.'));
    for (const client of [this.#ownsClient ? this.#client : undefined, this.#subscriber]) if (client?.isOpen === true) client.destroy();
  }

  #connect(): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(new Error('The connection to Redis was closed.'));
    if (!this.#ownsClient) return Promise.resolve();
    // Afterwards the client connects again by itself.
    this.#connected ??= connected(this.#client, () => { this.#connected = undefined; });
    return this.#connected;
  }

  #subscribers(): Promise<RedisClient> {
    if (this.#isClosed) return Promise.reject(new Error('The connection to Redis was closed.'));
    this.#subscribed ??= this.#openSubscriber();
    return this.#subscribed;
  }

  async #openSubscriber(): Promise<RedisClient> {
    const subscriber = quiet(this.#client.duplicate());
    this.#subscriber = subscriber;
    let isFirst = true;
    subscriber.on('ready', () => {
      if (!isFirst) for (const call of [...this.#onReconnect]) call();
      isFirst = false;
    });
    await connected(subscriber, () => { this.#subscribed = undefined; });
    return subscriber;
  }

  #lookLater(): void {
    this.#watching = setTimeout(() => void this.#look(), this.timeoutMs / 2);
  }

  async #look(): Promise<void> {
    try {
      await this.insist(() => this.command(['PING'], this.timeoutMs / 2), this.timeoutMs / 2);
    } catch (error) {
      for (const fail of [...this.#onFailure]) fail(error);
    }
    if (this.#watching !== undefined && this.#onFailure.size > 0) this.#lookLater();
  }
}

async function connected(client: RedisClient, onFailure: () => void): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    onFailure();
    throw error;
  }
}

/** What goes wrong with a connection fails the operations on it; an event that nobody hears would end the process. */
function quiet(client: RedisClient): RedisClient {
  client.on('error', () => undefined);
  return client;
}
