import { effect, signal, untracked } from '@angular/core';
import { ApiError, messages } from 'framewise';
import { answer } from 'framewise/angular';

import type { Fault } from './faults';
import { type Moment, watched } from './moment';
import { runTool } from './tools';

let count = 0;

/** A question and its answer. Each has signals of its own, so nothing is copied when the next one begins. */
export class Exchange {
  readonly id = (count += 1);
  /** What the gateway did, for the timeline. */
  readonly moments = signal<readonly Moment[]>([]);
  /** Words of attempts that were given up, after a restart. */
  readonly voided = signal<readonly string[]>([]);
  /** When the next attempt begins. */
  readonly retryAt = signal<number | undefined>(undefined);
  /** When the first thought and the first word came. */
  readonly thoughtMs = signal<number | undefined>(undefined);
  /** What the tools gave, by the id of their call. */
  readonly results = signal<ReadonlyMap<string, string>>(new Map());
  readonly answer;
  #thinkingSince: number | undefined;

  constructor(
    readonly prompt: string,
    readonly fault: Fault,
  ) {
    this.answer = answer(watched(messages, (moment) => { this.#tell(moment); }), {
      // The gateway of the example tells the attempts of a question by it.
      headers: { 'x-question': crypto.randomUUID() },
      afterOutput: fault === 'restart' ? 'restart' : 'fail',
      onRetry: ({ attempt, delayMs, error }) => {
        const words = this.answer.text();
        if (words !== '') this.voided.update((all) => [...all, words]);
        this.retryAt.set(Date.now() + delayMs);
        const type = ApiError.is(error) ? error.type : 'an error';
        this.#tell({ kind: 'error' });
        this.#tell({ kind: 'wait', note: `retryWithBackoff: ${type}, so attempt ${String(attempt)} begins in ${(delayMs / 1_000).toFixed(1)} s` });
      },
    });
    effect(() => {
      const status = this.answer.status();
      const error = this.answer.error();
      untracked(() => {
        if (status === 'error') this.#tell({ kind: 'error', note: `the stream fails: ${error?.type ?? ''}${error?.retryable === true ? '' : ', and no retry would help'}` });
        if (status === 'stopped') this.#tell({ kind: 'stopped', note: 'stopped: the request is aborted' });
        if (status === 'done') this.#useTools();
      });
    });
  }

  /** Asks, or asks once more. */
  ask(before: readonly Exchange[]): void {
    this.moments.set([]);
    this.voided.set([]);
    this.answer.send({ model: 'example', max_tokens: 1_024, messages: [...before.flatMap((exchange) => exchange.turns), { role: 'user', content: this.prompt }] });
  }

  /** What the next request repeats of this one: nothing of what failed before a word. */
  get turns(): readonly object[] {
    const text = this.answer.text();
    return text === '' ? [] : [{ role: 'user', content: this.prompt }, { role: 'assistant', content: text }];
  }

  #useTools(): void {
    for (const { id = '', name = '', arguments: input } of this.answer.completion()?.toolCalls ?? []) {
      this.results.update((all) => new Map(all).set(id, runTool(name, input)));
    }
  }

  #tell(moment: Moment): void {
    if (moment.kind === 'reasoning') this.#thinkingSince ??= Date.now();
    if (moment.kind !== 'reasoning' && this.#thinkingSince !== undefined && this.thoughtMs() === undefined) this.thoughtMs.set(Date.now() - this.#thinkingSince);
    this.moments.update((all) => [...all, moment]);
  }
}
