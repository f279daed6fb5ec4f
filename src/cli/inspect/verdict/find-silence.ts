import { timeSpan } from '../../terminal/wording.js';
import type { Facts, Finding } from './inspection.js';

/** Proxies and clients begin to give up on a silent connection at about this age. */
const LONG_MS = 15_000;

/** What is worth a word between the last line and the end. */
const TAIL_MS = 1_000;

/** Long silences between events, and between the last one and the end. */
export function findSilence(facts: Facts): readonly Finding[] {
  const { events } = facts;
  const silences = events.flatMap(({ atMs = 0, block }, index): Finding[] => {
    const silentMs = atMs - (events[index - 1]?.atMs ?? atMs);
    const [line] = block.lines;
    if (silentMs < LONG_MS || line === undefined) return [];
    return [{ level: 'warning', code: 'silence', message: `Nothing came for ${timeSpan(silentMs)} before this.`, place: { line, column: 0 } }];
  });
  return [...silences, ...silenceAtEnd(facts)];
}

function silenceAtEnd({ lines, interruptedAtMs, endedAtMs, outcome }: Facts): readonly Finding[] {
  const endMs = interruptedAtMs ?? endedAtMs;
  const lastMs = lines.at(-1)?.atMs;
  const tailMs = endMs === undefined || lastMs === undefined ? 0 : endMs - lastMs;
  if (tailMs < TAIL_MS) return [];
  const span = timeSpan(tailMs);
  if (outcome === 'whole') return [{ level: 'note', code: 'left_open', message: `The server kept the connection open for ${span} after the end of the answer: end at the terminal frame, not at the end of the body.` }];
  if (interruptedAtMs !== undefined) return [{ level: 'warning', code: 'silence', message: `Nothing had come for ${span} when you stopped it.` }];
  const guess = tailMs < LONG_MS ? '' : ', as if somebody on the way had given up on it';
  return [{ level: 'warning', code: 'silence', message: `Nothing came for ${span}, then the connection ended${guess}.` }];
}
