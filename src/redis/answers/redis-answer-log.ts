import { randomUUID } from 'node:crypto';
import { Observable } from 'rxjs';

import { checkOptions } from '../../check-options.js';
import type { AnswerEntry, AnswerLog, AnswerWriter } from '../../serving/index.js';
import { redisOptionNames, type RedisOptions } from '../link/redis-client.js';
import { RedisLink } from '../link/redis-link.js';
import { answerKeys, beginScript, cancelScript, giveBackScript, producerChannel } from './answer-scripts.js';
import { writeBatch } from './batch.js';
import { RedisAnswerReader } from './redis-answer-reader.js';
import { RedisAnswerWriter } from './redis-answer-writer.js';

/** Which Redis keeps the answers, and for how long. */
export interface RedisAnswerLogOptions extends RedisOptions {
  /** After so many milliseconds without a word a producer counts as dead. Less than some seconds kills busy ones. Default: 10 000. */
  readonly leaseMs?: number | undefined;
  /** How long an answer is kept behind its last event, in milliseconds. Default: 600 000. */
  readonly keepMs?: number | undefined;
  /** Events that come within so many milliseconds are written together; the first goes at once. Default: 20. */
  readonly flushMs?: number | undefined;
}

const lostBatch = writeBatch([], { stopped: 'lost' });

/**
 * Keeps answers in Redis, for a fleet: they are written in one process, and read and cancelled in any.
 *
 * An answer whose process dies ends for its readers in `producer_lost` within two leases, and what was said stays. Where Redis hangs or
 * is gone, everything fails within `operationTimeoutMs`: `start` before the upstream is asked, readers in the middle. It uses two connections
 * in a process, the client's own included. Call `close()` when the program ends (`ResumableAnswers.close()` does).
 *
 * @throws TypeError, RangeError for options that are none.
 * @example
 * const answers = new ResumableAnswers(redisAnswerLog({ url: 'redis://localhost:6379' }));
 */
export function redisAnswerLog(options: RedisAnswerLogOptions): AnswerLog {
  checkOptions('redisAnswerLog', options, { ...redisOptionNames, leaseMs: 1, keepMs: 1, flushMs: 1 });
  const { prefix = 'framewise:', leaseMs = 10_000, keepMs = 600_000, flushMs = 20, ...redis } = options;
  for (const [name, value, least] of [['leaseMs', leaseMs, 1], ['keepMs', keepMs, 1], ['flushMs', flushMs, 0]] as const) {
    if (!(value >= least && value < 2 ** 31)) throw new RangeError(`${name} must be a number from ${String(least)} on.`);
  }
  return new RedisAnswerLog(new RedisLink(redis), prefix, leaseMs, keepMs, flushMs);
}

class RedisAnswerLog implements AnswerLog {
  readonly #link: RedisLink;
  readonly #prefix: string;
  readonly #leaseMs: number;
  readonly #keepMs: number;
  readonly #flushMs: number;
  readonly #producer = randomUUID();
  readonly #writers = new Map<string, RedisAnswerWriter>();
  #cancels: Promise<unknown> | undefined;
  #begun = 0;

  constructor(link: RedisLink, prefix: string, leaseMs: number, keepMs: number, flushMs: number) {
    this.#link = link;
    this.#prefix = prefix;
    this.#leaseMs = leaseMs;
    this.#keepMs = keepMs;
    this.#flushMs = flushMs;
  }

  async begin(id: string): Promise<AnswerWriter | undefined> {
    const { keys, channel } = answerKeys(this.#prefix, id);
    const [leaseMs, keepMs, flushMs] = [this.#leaseMs, this.#keepMs, this.#flushMs];
    const owner = `${this.#producer}:${String(++this.#begun)}`;
    const writer = new RedisAnswerWriter(this.#link, { owner, keys, channel, leaseMs, keepMs, flushMs, onClosed: () => this.#writers.delete(owner) });
    // Known before it has begun: somebody may cancel it before this process hears that it has.
    this.#writers.set(owner, writer);
    try {
      // Both at once, so that they take no longer than one.
      const [begun] = await Promise.all([this.#link.run(beginScript, keys, [owner, leaseMs, keepMs]), this.#hearCancels()]);
      if (begun === 1) return writer.open();
    } catch (error) {
      this.#writers.delete(owner);
      // A server that hangs may still begin it. It reads this behind it, also where the answer to this comes too late.
      void this.#link.command(['EVAL', giveBackScript.source, String(keys.length), ...keys, owner]).catch(() => undefined);
      throw error;
    }
    this.#writers.delete(owner);
    return undefined;
  }

  read(id: string, after: number): Observable<AnswerEntry> {
    const [leaseMs, keepMs] = [this.#leaseMs, this.#keepMs];
    return new Observable((subscriber) => {
      new RedisAnswerReader(this.#link, { ...answerKeys(this.#prefix, id), after, leaseMs, keepMs, lostBatch }, subscriber).start();
    });
  }

  async cancel(id: string): Promise<boolean> {
    const { keys, channel } = answerKeys(this.#prefix, id);
    return (await this.#link.run(cancelScript, keys, [this.#keepMs, channel, lostBatch, producerChannel(this.#prefix)])) === 1;
  }

  close(): Promise<void> {
    for (const writer of [...this.#writers.values()]) writer.abandon();
    this.#link.close();
    return Promise.resolve();
  }

  #hearCancels(): Promise<unknown> {
    this.#cancels ??= this.#link.subscribe(producerChannel(this.#prefix, this.#producer), (owner) => this.#writers.get(owner)?.stop('cancelled')).catch((error: unknown) => {
      this.#cancels = undefined;
      throw error;
    });
    return this.#cancels;
  }
}
