import { Component, computed, effect, inject, Injector, runInInjectionContext, signal, untracked, viewChild } from '@angular/core';

import { Composer } from './composer';
import { Exchange } from './exchange';
import { chosenFault } from './fault-choice';
import { type Fault, faults } from './faults';
import { wholeSentences } from './sentences';
import { StickToBottom } from './stick-to-bottom';
import { Timeline } from './timeline';
import { Turn } from './turn';

/** What is told to those who listen, by the status of the answer. */
const told = { idle: '', waiting: 'The question is on its way.', streaming: 'The answer comes.', retrying: 'It failed, and is tried again.', done: 'The answer is whole.', error: 'The answer failed.', stopped: 'Stopped.' };

@Component({
  selector: 'app-chat',
  imports: [Composer, StickToBottom, Timeline, Turn],
  template: `
    <header>
      <h1>Chat <small>on framewise</small></h1>
      <button type="button" class="quiet" aria-controls="faults" [attr.aria-expanded]="isMenuOpen()" (click)="isMenuOpen.set(!isMenuOpen())">What can fail</button>
    </header>
    <main appStickToBottom #stick="stick" tabindex="0" aria-label="Conversation">
      <div class="column">
        @for (exchange of exchanges(); track exchange.id) {
          <app-turn [exchange]="exchange" (act)="help(exchange, $event)" />
        } @empty {
          <section class="welcome">
            <p class="big">Ask anything. Then let it fail.</p>
            <p>The answers are made up; the failures are real ones. Choose one under “What can fail”, ask, and watch what the toolkit makes of it.</p>
          </section>
        }
      </div>
    </main>
    @if (!stick.isAtEnd()) { <button type="button" class="to-end" (click)="stick.toEnd()">To the newest</button> }
    <footer>
      @if (isOffline()) { <p class="note">You are offline. Your question stays here until you are back.</p> }
      <app-composer [isBusy]="isBusy()" (ask)="ask($event)" (halt)="current()?.answer?.stop()" />
    </footer>
    <aside id="faults" [class.open]="isMenuOpen()">
      <fieldset>
        <legend>The next question runs into</legend>
        @for (fault of faults; track fault.id) {
          <label><input type="radio" name="fault" [checked]="fault.id === chosen()" (change)="chosen.set(fault.id)" /> {{ fault.words }}</label>
        }
      </fieldset>
      <app-timeline [exchange]="current()" />
    </aside>
    <div class="hidden" role="status">{{ status() }}</div>
    <div class="hidden" role="log" aria-live="polite" aria-label="The answer in sentences">
      @for (sentence of sentences(); track $index) { <p>{{ sentence }}</p> }
    </div>
  `,
})
export class Chat {
  protected readonly faults = Object.entries(faults).map(([id, words]) => ({ id: id as Fault, words }));
  protected readonly chosen = chosenFault;
  protected readonly exchanges = signal<readonly Exchange[]>([]);
  protected readonly current = computed(() => this.exchanges().at(-1));
  protected readonly isBusy = computed(() => this.current()?.answer.isBusy() ?? false);
  protected readonly status = computed(() => told[this.current()?.answer.status() ?? 'idle']);
  protected readonly sentences = computed(() => wholeSentences(this.current()?.answer.text() ?? '', !this.isBusy()));
  protected readonly isMenuOpen = signal(false);
  protected readonly isOffline = signal(!navigator.onLine);
  private readonly composer = viewChild.required(Composer);
  private readonly stick = viewChild.required(StickToBottom);
  readonly #injector = inject(Injector);

  constructor() {
    addEventListener('online', () => { this.isOffline.set(false); });
    addEventListener('offline', () => { this.isOffline.set(true); });
    // The words of a question that failed before any output go back into the box.
    effect(() => {
      const exchange = this.current();
      if (exchange?.answer.status() === 'error' && exchange.answer.text() === '') untracked(() => { this.composer().restore(exchange.prompt); });
    });
  }

  protected ask(prompt: string): void {
    if (!navigator.onLine) {
      this.isOffline.set(true);
      this.composer().restore(prompt);
      return;
    }
    const before = this.exchanges();
    const exchange = runInInjectionContext(this.#injector, () => new Exchange(prompt, this.chosen()));
    this.exchanges.set([...before, exchange]);
    this.stick().toEnd();
    exchange.ask(before);
  }

  /** The one button of a failure. In this example each of them mends what was wrong and asks once more. */
  protected help(exchange: Exchange, remedy: string): void {
    if (remedy !== 'Try again') this.chosen.set('none');
    exchange.ask(this.exchanges().slice(0, this.exchanges().indexOf(exchange)));
  }
}
