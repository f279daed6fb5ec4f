import { Component, input, output } from '@angular/core';

import type { Exchange } from './exchange';
import { StepView } from './step-view';

/** A question and its answer, as far as it has come. */
@Component({
  selector: 'app-turn',
  imports: [StepView],
  template: `
    <article class="you" aria-label="You"><h2>You</h2><p dir="auto">{{ exchange().prompt }}</p></article>
    <article class="model" aria-label="Model">
      <h2>Model</h2>
      @for (step of exchange().steps(); track step) { <app-step [step]="step" (act)="act.emit($event)" /> }
    </article>
  `,
})
export class Turn {
  readonly exchange = input.required<Exchange>();
  readonly act = output<string>();
}
