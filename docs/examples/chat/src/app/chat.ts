import { Component, computed, effect, inject, Injector, runInInjectionContext, signal, untracked, viewChild } from '@angular/core';

import { Composer } from './composer';
import { Exchange } from './exchange';
import { type Fault, faults } from './faults';
import { savedChat, saveChat } from './saved-chat';
import { wholeSentences } from './sentences';
import { StickToBottom } from './stick-to-bottom';
import { Timeline } from './timeline';
import { Turn } from './turn';

/** What is told to those who listen, by the status of the answer. */
const told = { idle: '', waiting: 'The question is on its way.', calling: 'A tool is called.', streaming: 'The answer comes.', retrying: 'It failed, and is tried again.', done: 'The answer is whole.', error: 'The answer failed.', stopped: 'Stopped.' };

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
        @for (exchange of exchanges(); track exchange.name) {
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
      <app-composer [isBusy]="isBusy()" (ask)="ask($event)" (halt)="current()?.stop()" />
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
  protected readonly chosen = signal<Fault>('none');
  protected readonly exchanges = signal<readonly Exchange[]>([]);
  protected readonly current = computed(() => this.exchanges().at(-1));
  protected readonly isBusy = computed(() => this.current()?.isBusy() ?? false);
  protected readonly status = computed(() => (this.current()?.last()?.resumedAfter() !== undefined && this.isBusy() ? 'The answer goes on where it was.' : told[this.current()?.status() ?? 'idle']));
  private readonly words = computed(() => this.current()?.steps().map((step) => step.text()).join('\n') ?? '');
  protected readonly sentences = computed(() => wholeSentences(this.words(), !this.isBusy()));
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
      if (exchange?.status() === 'error' && this.words() === '') untracked(() => { this.composer().restore(exchange.prompt); });
    });
    // After a reload the answers are read on from the backend that keeps them.
    for (const { prompt, id, isWhole } of savedChat()) this.#add(prompt, 'none', id).readOn(isWhole);
    effect(() => { saveChat(this.exchanges().flatMap(({ saved }) => saved)); });
  }

  protected ask(prompt: string): void {
    if (!navigator.onLine) {
      this.isOffline.set(true);
      this.composer().restore(prompt);
      return;
    }
    this.isMenuOpen.set(false);
    this.#add(prompt, this.chosen()).ask();
    this.stick().toEnd();
  }

  /** The one button of a failure. In this example each of them mends what was wrong and asks once more. */
  protected help(exchange: Exchange, remedy: string): void {
    if (remedy !== 'Try again') this.chosen.set('none');
    exchange.askAgain(remedy === 'Try again' ? undefined : 'none');
  }

  #add(prompt: string, fault: Fault, id?: string): Exchange {
    const exchange = runInInjectionContext(this.#injector, () => new Exchange(prompt, fault, this.current(), id));
    this.exchanges.update((all) => [...all, exchange]);
    return exchange;
  }
}
