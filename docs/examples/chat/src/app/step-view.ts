import { Component, computed, input, output } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';

import { clock, secondsLeft } from './clock';
import { Failure } from './failure';
import { Markdown } from './markdown';
import type { Step } from './step';
import { upstream } from './upstream';

/** One request's answer: its thoughts, its words, its calls, and whatever became of it. */
@Component({
  selector: 'app-step',
  imports: [Failure, Markdown],
  template: `
    @let answer = step().answer;
    @for (words of step().voided(); track $index) {
      <del class="void"><app-markdown [text]="words" /></del>
      <p class="note">The answer broke off there and begins anew.</p>
    }
    @if (answer.completion()?.reasoning; as reasoning) {
      <details class="reasoning">
        <summary>{{ thought() }}</summary>
        <p dir="auto">{{ reasoning }}</p>
      </details>
    }
    @if (!isVoid()) { <app-markdown [text]="step().text()" [isLive]="answer.status() === 'streaming'" /> }
    @for (call of answer.completion()?.toolCalls; track call.index) {
      <section class="tool" [attr.aria-label]="'Tool ' + call.name">
        <p><strong>{{ call.name }}</strong> <span class="state">{{ stateOf(call.id) }}</span></p>
        <code>{{ call.arguments }}</code>
        @if (resultOf(call.id); as result) { <p class="result">{{ result }}</p> }
      </section>
    }
    @if (step().error() && step().text()) { <p class="note break">The answer broke off here.</p> }
    @if (endNote(); as note) { <p class="note">{{ note }}</p> }
    @if (step().resumedAfter(); as why) { <p class="note resumed">The answer goes on where it was: {{ why }}.</p> }
    @if (waiting(); as words) { <p class="waiting"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>{{ words }}</p> }
    @if (step().error(); as error) { <app-failure [error]="error" (act)="act.emit($event)" /> }
  `,
})
export class StepView {
  readonly step = input.required<Step>();
  readonly act = output<string>();
  readonly #now = clock();
  readonly #upstream = toSignal(upstream.state$, { requireSync: true });
  readonly #answer = computed(() => this.step().answer);
  readonly #since = computed(() => (this.#answer().status(), Date.now()));
  readonly #heldUntil = computed(() => Date.now() + this.#upstream().coolDownMs);
  /** Until the new attempt says something, its words are still those of the one that was given up. */
  protected readonly isVoid = computed(() => this.#answer().status() === 'retrying' && this.step().voided().length > 0);

  /** What is going on while no words come. */
  protected readonly waiting = computed(() => {
    const { status, attempt } = this.#answer();
    if (status() !== 'waiting' && status() !== 'retrying') return undefined;
    const seconds = secondsLeft(this.step().retryAt(), this.#now());
    if (seconds > 0) return `Attempt ${String(attempt())} begins in ${String(seconds)} s`;
    if (this.#upstream().queued > 0) {
      const held = secondsLeft(this.#heldUntil(), this.#now());
      return held > 0 ? `The provider asks everybody to wait: it goes on in ${String(held)} s` : 'In the queue: other answers have to end first';
    }
    if (status() === 'retrying') return `Attempt ${String(attempt())} is on its way`;
    return this.#now() - this.#since() < 3_000 ? 'On its way' : 'The model is thinking';
  });

  protected readonly thought = computed(() => {
    const ms = this.step().thoughtMs();
    return ms === undefined ? 'Thinking' : `Thought for ${String(Math.max(1, Math.round(ms / 1_000)))} s`;
  });

  protected readonly endNote = computed(() => {
    if (this.step().status() === 'stopped') return 'Stopped.';
    if (this.#answer().status() !== 'done') return undefined;
    const { finishReason } = this.#answer().completion() ?? {};
    if (finishReason === 'length') return 'The answer is cut: it has reached its limit.';
    return finishReason === 'content-filter' || finishReason === 'refusal' ? 'The provider stopped the answer here.' : undefined;
  });

  protected resultOf(id = ''): string | undefined {
    return this.step().results().get(id);
  }

  protected stateOf(id = ''): string {
    return this.resultOf(id) !== undefined ? 'has answered' : this.#answer().isBusy() ? 'writing' : 'called';
  }
}
