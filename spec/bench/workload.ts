import type { Row } from './measure.js';

/** One table of the report. */
export interface Table {
  readonly title: string;
  /** What the numbers are: `ns per frame`, `bytes of heap per stream`. */
  readonly unit: string;
  /** What was read, where the title does not say it. */
  readonly note?: string;
  readonly rows: readonly Row[];
}

/** A number that a target is about. */
export interface Fact {
  readonly name: string;
  readonly value: number;
}

export interface WorkloadResult {
  readonly tables: readonly Table[];
  readonly facts: readonly Fact[];
}

/** A part of the benchmark that runs in a process of its own. */
export type Workload = (options: { readonly quick: boolean }) => Promise<WorkloadResult>;
