import { HttpContext } from '@angular/common/http';
import { computed, effect, linkedSignal, signal, untracked } from '@angular/core';
import { ApiError, type Message, messages, type MessageStreamEvent, type Reading, type Retry } from 'framewise';
import { answer } from 'framewise/angular';

import type { Fault } from './faults';
import { brokeOnTheWay, KEPT, type KeptAnswer } from './kept-answers';
import { messageEvents } from './message-events';
import { type Moment, momentOf, watched } from './moment';

/** What a step is made from. */
export interface StepOptions {
  readonly fault: Fault;
  /** The name of its question, by which the gateway of the example tells the attempts. */
  readonly question: string;
  /** The answer that the backend keeps. Left out: nobody keeps it. */
  readonly kept?: KeptAnswer | undefined;
}

/** One request and its answer. A question has one, and one more each time that a tool was called. */
export class Step {
  readonly answer;
  /** Words that were read do not go away while a kept answer is read again. */
  readonly text;
  /** What the gateway did, for the timeline. */
  readonly moments = signal<readonly Moment[]>([]);
  /** Words of attempts that were given up, after a restart. */
  readonly voided = signal<readonly string[]>([]);
  /** When the next attempt begins. */
  readonly retryAt = signal(0);
  /** How long it thought before the first word. */
  readonly thoughtMs = signal<number | undefined>(undefined);
  /** What the tools gave, by the id of their call. */
  readonly results = signal<ReadonlyMap<string, string>>(new Map());
  /** After what a kept answer was read on. */
  readonly resumedAfter = signal<string | undefined>(undefined);
  /** The body that was sent. */
  body: object = {};
  /** The answer in the provider's own words, for the turn that follows a tool call. */
  message: Message | undefined;
  readonly #kept: KeptAnswer | undefined;
  #thinkingSince: number | undefined;

  constructor({ fault, question, kept }: StepOptions) {
    this.#kept = kept;
    const options = {
      headers: { 'x-fault': fault, 'x-question': question },
      context: new HttpContext().set(KEPT, kept),
      // A kept answer is only read again, which costs nothing, and says the same words.
      ...(kept !== undefined && { isRetryable: brokeOnTheWay }),
      afterOutput: kept !== undefined || fault === 'restart' ? 'restart' : 'fail',
      onRetry: (retry: Retry) => { this.#noteRetry(retry); },
    } as const;
    this.answer = kept === undefined ? answer(watched(messages, () => this.#foldMessage()), options) : answer(watched(messageEvents, () => this.#look), options);
    this.text = linkedSignal<string, string>({
      source: this.answer.text,
      computation: (text, previous) => (kept !== undefined && previous?.value.startsWith(text) === true ? previous.value : text),
    });
    effect(() => {
      const status = this.status();
      const error = this.error();
      untracked(() => {
        if (error !== undefined) this.tell({ kind: 'error', note: `the stream fails: ${error.type}${error.retryable ? '' : ', and no retry would help'}` });
        if (status === 'stopped') this.tell({ kind: 'stopped', note: 'stopped: the request is aborted' });
      });
    });
  }

  /** A kept answer that was stopped before a reload says so in an error. */
  readonly status = computed(() => (this.answer.error()?.type === 'answer_cancelled' ? 'stopped' : this.answer.status()));
  readonly error = computed(() => (this.status() === 'error' ? this.answer.error() : undefined));

  send(body: object): void {
    this.body = body;
    this.answer.send(body);
  }

  readonly #look = (reading: Reading<object>): void => {
    const moment = momentOf(reading);
    if (moment.kind === 'reasoning') this.#thinkingSince ??= Date.now();
    else if (this.#thinkingSince !== undefined && this.thoughtMs() === undefined) this.thoughtMs.set(Date.now() - this.#thinkingSince);
    this.tell(moment);
  };

  #foldMessage(): (reading: Reading<MessageStreamEvent>) => void {
    const fold = messages.openAccumulator();
    return (reading) => {
      this.#look(reading);
      if ((reading.kind === 'data' || reading.kind === 'terminal') && reading.payload !== undefined) this.message = fold.add(reading.payload);
    };
  }

  #noteRetry({ attempt, delayMs, error }: Retry): void {
    const words = this.text();
    if (this.#kept !== undefined) this.resumedAfter.set('the connection broke');
    else if (words !== '') this.voided.update((all) => [...all, words]);
    this.retryAt.set(Date.now() + delayMs);
    const type = ApiError.is(error) ? error.type : 'an error';
    this.tell({ kind: 'error' });
    this.tell({ kind: 'wait', note: `retryWithBackoff: ${type}, so attempt ${String(attempt)} begins in ${(delayMs / 1_000).toFixed(1)} s` });
  }

  /** Adds to the timeline. */
  tell(moment: Moment): void {
    this.moments.update((all) => [...all, moment]);
  }
}
