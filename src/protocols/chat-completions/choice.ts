import { ToolCallNumbers } from './tool-call-numbers.js';

/** What is remembered of one choice while its deltas arrive. */
export class Choice {
  readonly calls = new ToolCallNumbers();
  sawDelta = false;
  finished = false;

  constructor(readonly index: number) {}
}
