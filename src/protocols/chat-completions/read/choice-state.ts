import { ToolCallNumbers } from '../call-numbers.js';
import { Speech } from '../speech.js';

/** What is remembered of one choice while its deltas arrive. */
export class ChoiceState {
  readonly calls = new ToolCallNumbers();
  readonly speech = new Speech();
  finished = false;

  constructor(readonly index: number) {}
}
