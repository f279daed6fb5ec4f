import { ToolCallNumbers } from '../call-numbers.js';

/** What is remembered of one choice while its deltas arrive. */
export class ChoiceState {
  readonly calls = new ToolCallNumbers();
  sawDelta = false;
  finished = false;

  constructor(readonly index: number) {}
}
