import type { Completion } from '../../src/answer/completion.js';
import { CompletionFold } from '../../src/answer/completion-fold.js';
import type { Delta } from '../../src/answer/delta.js';

/** The answer that these deltas make. */
export function completionOf(deltas: readonly Delta[]): Completion {
  const fold = new CompletionFold();
  for (const delta of deltas) fold.add(delta);
  return fold.snapshot();
}
