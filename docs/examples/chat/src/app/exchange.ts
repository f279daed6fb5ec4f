import { HttpClient } from '@angular/common/http';
import { computed, effect, inject, Injector, runInInjectionContext, signal, untracked } from '@angular/core';
import { messages, type ToolResult } from 'framewise';
import { Framewise } from 'framewise/angular';

import { type Fault, isKept } from './faults';
import { brokeOnTheWay, type KeptAnswer } from './kept-answers';
import { Step } from './step';
import { runTool } from './tools';
import { takeAllPlaces } from './upstream';

/** What is kept of a question over a reload. */
export interface SavedExchange {
  readonly prompt: string;
  readonly id: string;
  readonly isWhole: boolean;
}

/** A question, and the steps that answer it. */
export class Exchange {
  /** A name of its own, by which the gateway of the example tells the attempts. */
  readonly name = crypto.randomUUID();
  readonly steps = signal<readonly Step[]>([]);
  readonly last = computed(() => this.steps().at(-1));
  readonly moments = computed(() => this.steps().flatMap(({ moments }) => moments()));
  readonly status = computed(() => (this.#isCalling() ? 'calling' : (this.last()?.status() ?? 'idle')));
  readonly isBusy = computed(() => this.#isCalling() || (this.last()?.answer.isBusy() ?? false));
  #fault: Fault;
  #kept: KeptAnswer | undefined;
  readonly #isCalling = signal(false);
  readonly #injector = inject(Injector);
  readonly #http = inject(HttpClient);
  readonly #framewise = inject(Framewise);
  /** The calls of this question and their results, as the next request repeats them. */
  #calls: readonly object[] = [];

  constructor(
    readonly prompt: string,
    fault: Fault,
    /** The question before this one. */
    readonly before: Exchange | undefined,
    id?: string,
  ) {
    this.#fault = fault;
    this.#kept = isKept(fault) ? { id: signal(id) } : undefined;
    effect(() => {
      const step = this.last();
      if (step?.status() === 'done') untracked(() => { this.#useTools(step).catch(reportError); });
    });
    // One that is stopped before it has an id ends at the backend once it has one. The request outlives the page.
    effect(() => {
      const id = this.#kept?.id();
      if (id !== undefined && this.last()?.answer.status() === 'stopped') this.#http.delete(`/api/answers/${id}`, { keepalive: true }).subscribe({ error: reportError });
    });
  }

  /** Asks. */
  ask(): void {
    this.#calls = [];
    this.steps.set([]);
    if (this.#fault === 'queue') takeAllPlaces(this.#framewise);
    this.#take({ model: 'example', max_tokens: 1_024, messages: [...(this.before?.turns ?? []), { role: 'user', content: this.prompt }] });
  }

  /** Asks once more, into this fault. A kept answer is read on where only reading it had failed. */
  askAgain(fault: Fault = this.#fault): void {
    if (fault !== this.#fault || !brokeOnTheWay(this.last()?.error())) this.#kept = isKept(fault) ? { id: signal(undefined) } : undefined;
    this.#fault = fault;
    this.ask();
  }

  /** Goes on after a reload: the backend has gone on meanwhile. */
  readOn(isWhole: boolean): void {
    this.ask();
    if (!isWhole) this.last()?.resumedAfter.set('the page was loaded again');
  }

  stop(): void {
    this.#isCalling.set(false);
    this.last()?.answer.stop();
  }

  /** What the next request repeats: nothing of a question that failed before a word. */
  get turns(): readonly object[] {
    const before = this.before?.turns ?? [];
    const text = this.last()?.text() ?? '';
    return text === '' ? before : [...before, { role: 'user', content: this.prompt }, ...this.#calls, { role: 'assistant', content: text }];
  }

  get saved(): readonly SavedExchange[] {
    const id = this.#kept?.id();
    return id === undefined ? [] : [{ prompt: this.prompt, id, isWhole: !this.isBusy() }];
  }

  #take(body: object): void {
    const step = runInInjectionContext(this.#injector, () => new Step({ fault: this.#fault, question: this.name, kept: this.#kept }));
    this.steps.update((all) => [...all, step]);
    step.send(body);
  }

  /** Runs the tools that the answer calls, and sends what they gave back to the model. */
  async #useTools(step: Step): Promise<void> {
    const calls = step.answer.completion()?.toolCalls ?? [];
    if (calls.length === 0 || step.message === undefined) return;
    this.#isCalling.set(true);
    const results: ToolResult[] = await Promise.all(calls.map(async ({ id, name = '', arguments: input }) => ({ id, content: await runTool(name, input) })));
    step.results.set(new Map(results.map(({ id = '', content }) => [id, content])));
    // It may have been stopped meanwhile.
    if (!this.#isCalling()) return;
    this.#isCalling.set(false);
    step.tell({ kind: 'tool', note: 'nextTurn: what the tool gave goes back to the model' });
    const body = messages.nextTurn(step.body, step.message, results) as { messages: readonly object[] };
    this.#calls = [...this.#calls, ...body.messages.slice(-2)];
    this.#take(body);
  }
}
