import type { BodyKind } from '../recording/body-kind.js';
import type { Line } from '../recording/line.js';
import type { Inspection } from './inspection.js';

/** What the verdict, the findings and the advice are drawn from. */
export interface Facts extends Omit<Inspection, 'findings' | 'headline' | 'advice'> {
  readonly body: BodyKind;
  /** The lines of the body. */
  readonly lines: readonly Line[];
  /** Whether a clean end stands for the terminal frame that the server left out. */
  readonly isImplicitEnd: boolean;
  readonly interruptedAtMs: number | undefined;
  readonly endedAtMs: number | undefined;
}

/** Whether the server sends the request elsewhere. A client that sends a key does not follow. */
export function isRedirect({ http }: Facts): boolean {
  return http !== undefined && http.status >= 300 && http.status < 400 && http.headers.has('location');
}

/** Whether there are payloads, and none of a protocol that is known. */
export function isForeign({ detection, outcome, events }: Facts): boolean {
  return detection === undefined && outcome === 'truncated' && events.some(({ kind }) => kind === 'unknown');
}
