import { Component, computed, input, output } from '@angular/core';

import { clock, secondsLeft } from './clock';
import type { Exchange } from './exchange';
import { Failure } from './failure';
import { Markdown } from './markdown';

/** A question and its answer, as far as it has come. */
@Component({
  selector: 'app-turn',
  imports: [Failure, Markdown],
  template: `
    @let answer = exchange().answer;
    <article class="you" aria-label="You"><h2>You</h2><p>{{ exchange().prompt }}</p></article>
    <article class="model" aria-label="Model">
      <h2>Model</h2>
      @for (words of exchange().voided(); track $index) {
        <del class="void"><app-markdown [text]="words" /></del>
        <p class="note">The answer broke off there and begins anew.</p>
      }
      @if (answer.completion()?.reasoning; as reasoning) {
        <details class="reasoning">
          <summary>{{ thought() }}</summary>
          <p>{{ reasoning }}</p>
        </details>
      }
      @if (!isVoid()) { <app-markdown [text]="answer.text()" [isLive]="answer.status() === 'streaming'" /> }
      @for (call of answer.completion()?.toolCalls; track call.index) {
        <section class="tool" [attr.aria-label]="'Tool ' + call.name">
          <p><strong>{{ call.name }}</strong> <span class="state">{{ stateOf(call.id) }}</span></p>
          <code>{{ call.arguments }}</code>
          @if (resultOf(call.id); as result) { <p class="result">{{ result }}</p> }
        </section>
      }
      @if (answer.status() === 'error' && answer.text()) { <p class="note break">The answer broke off here.</p> }
      @if (answer.status() === 'stopped') { <p class="note">Stopped.</p> }
      @if (endNote(); as note) { <p class="note">{{ note }}</p> }
      @if (waiting(); as words) { <p class="waiting"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>{{ words }}</p> }
      @if (answer.error(); as error) { <app-failure [error]="error" (act)="act.emit($event)" /> }
    </article>
  `,
})
export class Turn {
  readonly exchange = input.required<Exchange>();
  readonly act = output<string>();
  readonly #now = clock();
  readonly #answer = computed(() => this.exchange().answer);
  readonly #since = computed(() => (this.#answer().status(), Date.now()));
  /** Until the new attempt says something, its words are still those of the one that was given up. */
  protected readonly isVoid = computed(() => this.#answer().status() === 'retrying' && this.exchange().voided().length > 0);

  /** What is going on while no words come. */
  protected readonly waiting = computed(() => {
    const { status, attempt } = this.#answer();
    const retryAt = this.exchange().retryAt();
    if (status() === 'waiting') return this.#now() - this.#since() < 3_000 ? 'On its way' : 'The model is thinking';
    if (status() !== 'retrying') return undefined;
    const seconds = secondsLeft(retryAt ?? 0, this.#now());
    return seconds === 0 ? `Attempt ${String(attempt())} is on its way` : `Attempt ${String(attempt())} begins in ${String(seconds)} s`;
  });

  protected readonly thought = computed(() => {
    const ms = this.exchange().thoughtMs();
    return ms === undefined ? 'Thinking' : `Thought for ${String(Math.max(1, Math.round(ms / 1_000)))} s`;
  });

  protected readonly endNote = computed(() => {
    if (this.#answer().status() !== 'done') return undefined;
    const { finishReason } = this.#answer().completion() ?? {};
    if (finishReason === 'length') return 'The answer is cut: it has reached its limit.';
    return finishReason === 'content-filter' || finishReason === 'refusal' ? 'The provider stopped the answer here.' : undefined;
  });

  protected resultOf(id = ''): string | undefined {
    return this.exchange().results().get(id);
  }

  protected stateOf(id = ''): string {
    return this.exchange().results().has(id) ? 'has answered' : this.#answer().isBusy() ? 'writing' : 'called';
  }
}
