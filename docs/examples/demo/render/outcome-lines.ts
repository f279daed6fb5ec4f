import { usageText } from '../../../../src/cli/report/timeline/event-label.js';
import { printable, wrap } from '../../../../src/cli/terminal/fitting.js';
import type { Style } from '../../../../src/cli/terminal/style.js';
import type { Outcome } from '../timeline/outcome.js';

const NAME_CHARS = 8;

/** What a stream came down to: how many frames and deltas of which sort, the tokens, and how it ended. */
export function outcomeLines({ frames, deltas, completion, error }: Outcome, { paint, widthChars }: Style): readonly string[] {
  const named = (name: string, text: string): readonly string[] =>
    wrap(text, widthChars - NAME_CHARS).map((line, index) => (index === 0 ? name : '').padEnd(NAME_CHARS) + line);
  const ending = error === undefined ? paint('good', 'the answer is whole') : paint('bad', `the answer failed: ${printable(error.type)}`);
  return [
    ...named('frames', counted(frames)),
    ...named('deltas', counted(deltas)),
    ...named('usage', completion?.usage ? usageText(completion.usage) : 'not told'),
    `${'ending'.padEnd(NAME_CHARS)}${ending}${completion?.finishReason ? ` (finish: ${completion.finishReason})` : ''}`,
  ];
}

function counted(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, number]) => `${String(number)} ${name}`).join(', ') || 'none';
}
