import { ToolCallNumbers } from '../call-numbers.js';
import { Speech } from '../speech.js';

/** What is remembered of one choice while its deltas arrive. */
export class ChoiceState {
  readonly speech = new Speech();
  finished = false;
  #calls: ToolCallNumbers | undefined;

  constructor(readonly index: number) {}

  /** Made for the first call: most answers have none. */
  get calls(): ToolCallNumbers {
    return (this.#calls ??= new ToolCallNumbers());
  }

  get hasCalls(): boolean {
    return this.#calls !== undefined && this.#calls.count > 0;
  }
}
