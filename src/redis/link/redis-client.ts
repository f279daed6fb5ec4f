import type { OptionNames } from '../../check-options.js';

/** What is used of a client of the npm package `redis`: what `createClient()` gives is one, with whatever modules it has. */
export interface RedisClient {
  /** Whether somebody has called `connect()`. */
  readonly isOpen: boolean;
  /** Connects. */
  connect(): Promise<unknown>;
  /** Another client with the same options. */
  duplicate(): RedisClient;
  /** Sends one command. */
  sendCommand(args: readonly string[], options?: { abortSignal?: AbortSignal }): Promise<unknown>;
  /** Resolves when the server has taken the subscription. */
  subscribe(channel: string, listener: (message: string) => void): Promise<void>;
  /** Takes one listener away. */
  unsubscribe(channel: string, listener: (message: string) => void): Promise<void>;
  /** Listens to the connection. */
  on(event: string, listener: () => void): unknown;
  /** Closes the connection, whatever is under way. */
  destroy(): void;
}

/** Which Redis, and how long it may take. Give a client, or a URL. */
export interface RedisOptions {
  /** A client that you have connected, and that you close. One more connection is opened like it, for what others publish. */
  readonly client?: RedisClient | undefined;
  /** In place of a client: `redis://localhost:6379`. The connection is opened at the first use. */
  readonly url?: string | undefined;
  /** What the names of all keys and channels begin with. Default: `framewise:`. */
  readonly prefix?: string | undefined;
  /** How long one operation may take, in milliseconds. Default: 5 000. The client itself would wait for ever. */
  readonly operationTimeoutMs?: number | undefined;
}

export const redisOptionNames: OptionNames<RedisOptions> = { client: 1, url: 1, prefix: 1, operationTimeoutMs: 1 };
