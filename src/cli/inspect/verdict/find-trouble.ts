import type { Facts } from './facts.js';
import { findFailure } from './find-failure.js';
import { findInAnswer } from './find-in-answer.js';
import { findInBytes } from './find-in-bytes.js';
import { findInEvents } from './find-in-events.js';
import { findSilence } from './find-silence.js';
import type { Finding } from './finding.js';

/** Everything worth knowing about a stream, the failure first and the rest as it stands in the stream. */
export function findTrouble(facts: Facts): readonly Finding[] {
  const failure = findFailure(facts);
  const rest = [...findInEvents(facts), ...findInBytes(facts), ...findSilence(facts), ...findInAnswer(facts)];
  const isTold = (finding: Finding): boolean => failure?.place !== undefined && failure.place.line === finding.place?.line;
  const order = ({ place }: Finding): number => place?.line.number ?? Infinity;
  return [...(failure === undefined ? [] : [failure]), ...rest.filter((finding) => !isTold(finding)).sort((a, b) => order(a) - order(b) || 0)];
}
