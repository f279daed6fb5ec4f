import type { BodyKind } from './body-kind.js';
import type { Inspection } from './inspection.js';
import type { Line } from './line.js';

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
