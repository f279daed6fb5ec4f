import { Component, computed, input } from '@angular/core';

import type { Exchange } from './exchange';
import type { Moment } from './moment';

/** The longest row of marbles: of more only the last are shown. */
const MAX_MARBLES = 48;

/** The frames of an answer as marbles, one row for each request, and what the operators decided. */
@Component({
  selector: 'app-timeline',
  template: `
    <h2>What happened</h2>
    @for (row of rows(); track $index) {
      <div class="row" role="img" [attr.aria-label]="row.words">
        <span class="attempt">{{ $index + 1 }}</span>
        @if (row.hidden > 0) { <span class="more">+{{ row.hidden }}</span> }
        @for (moment of row.shown; track $index) { <i [class]="moment.kind"></i> }
      </div>
    } @empty {
      <p class="note">{{ exchange() ? 'Nothing has come yet.' : 'Ask something, and its frames come in here as marbles.' }}</p>
    }
    <ul class="decisions">
      @for (note of notes(); track $index) { <li>{{ note }}</li> }
    </ul>
    <ul class="legend" aria-label="Marbles">
      <li><i class="preamble"></i> no output</li><li><i class="reasoning"></i> reasoning</li><li><i class="text"></i> text</li><li><i class="tool"></i> tool call</li>
      <li><i class="terminal"></i> end</li><li><i class="error"></i> failure</li><li><i class="wait"></i> wait</li>
    </ul>
  `,
})
export class Timeline {
  readonly exchange = input<Exchange>();
  readonly #moments = computed(() => this.exchange()?.moments() ?? []);
  protected readonly notes = computed(() => this.#moments().flatMap(({ note }) => note ?? []));
  protected readonly rows = computed(() => attemptsOf(this.#moments()).map((row) => ({
    shown: row.slice(-MAX_MARBLES),
    hidden: Math.max(0, row.length - MAX_MARBLES),
    words: `Request: ${String(row.length)} marbles, the last one ${row.at(-1)?.kind ?? 'none'}`,
  })));
}

/** A wait, or the end of an answer that called a tool, ends the row of its request. */
function attemptsOf(moments: readonly Moment[]): readonly (readonly Moment[])[] {
  const rows: Moment[][] = [];
  let isNew = true;
  for (const moment of moments) {
    if (isNew) rows.push([]);
    rows.at(-1)?.push(moment);
    isNew = moment.kind === 'wait' || moment.kind === 'terminal';
  }
  return rows;
}
