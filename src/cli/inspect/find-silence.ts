import { timeSpan } from '../terminal/time-span.js';
import type { Facts } from './facts.js';
import type { Finding } from './finding.js';

/** Proxies and clients begin to give up on a silent connection at about this age. */
const LONG_MS = 15_000;

/** Long silences between events, and at the end of a stream that was stopped or left open. */
export function findSilence({ events, lines, interruptedAtMs, outcome }: Facts): readonly Finding[] {
  const silences = events.flatMap(({ atMs = 0, block }, index): Finding[] => {
    const silentMs = atMs - (events[index - 1]?.atMs ?? atMs);
    const [line] = block.lines;
    if (silentMs < LONG_MS || line === undefined) return [];
    return [{ level: 'warning', code: 'silence', message: `Nothing came for ${timeSpan(silentMs)} before this.`, place: { line, column: 0 } }];
  });
  const lastMs = lines.at(-1)?.atMs;
  const tailMs = interruptedAtMs === undefined || lastMs === undefined ? 0 : interruptedAtMs - lastMs;
  if (tailMs < 1_000) return silences;
  return [
    ...silences,
    outcome === 'whole'
      ? { level: 'note', code: 'left_open', message: `The server kept the connection open for ${timeSpan(tailMs)} after the end of the answer: end at the terminal frame, not at the end of the body.` }
      : { level: 'warning', code: 'silence', message: `Nothing had come for ${timeSpan(tailMs)} when you stopped it.` },
  ];
}
