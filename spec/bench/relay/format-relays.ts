import { median } from '../../support/median.js';
import { markdown } from '../report.js';

/** What one relay took. */
export interface RelayResult {
  readonly name: string;
  /** In each round. */
  readonly cpuMicrosPerFrame: readonly number[];
  /** How many events it wrote for each frame that came. */
  readonly eventsPerFrame: number;
  /** Streams that lost, reordered or repeated a frame. */
  readonly broken: number;
}

/** What all relays took for the same. */
export interface RelayTable {
  /** How the answers came. */
  readonly note: string;
  readonly results: readonly RelayResult[];
}

/** How much a relay of ours may cost, where the same by hand takes 1. */
const MAX_RATIO = 1.5;
const HAND = 'Express, by hand';
const OURS = 'framewise';

/** A table of relays. Each is told against the last one before it that is written by hand on Express, round by round. */
export function formatRelays({ note, results }: RelayTable): string {
  const rows = results.map((result, at) => ({ result, ratios: against(results.slice(0, at + 1).filter(({ name }) => name.startsWith(HAND)).at(-1), result) }));
  const lines = rows.map(({ result: { name, cpuMicrosPerFrame, eventsPerFrame, broken }, ratios }) => [
    name,
    eventsPerFrame.toFixed(2),
    median(cpuMicrosPerFrame).toFixed(1),
    median(ratios).toFixed(2),
    `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
    String(broken),
  ]);
  const isMet = rows.every(({ result, ratios }) => !result.name.includes(OURS) || median(ratios) <= MAX_RATIO);
  const target = `Target: at most ${String(MAX_RATIO)} times the same by hand, and no broken stream: ${isMet && isWhole(results) ? 'met' : 'not met'}`;
  return `${note}:\n\n${markdown([['', 'events per frame', 'us of processor per frame', 'against by hand', 'in its rounds', 'broken streams'], ...lines])}\n\n${target}`;
}

/** Whether no stream of ours was broken; what others lose is theirs to mend. */
export function isWhole(results: readonly RelayResult[]): boolean {
  return results.every(({ name, broken }) => broken === 0 || !name.includes(OURS));
}

function against(hand: RelayResult | undefined, { cpuMicrosPerFrame }: RelayResult): number[] {
  return cpuMicrosPerFrame.map((micros, round) => micros / (hand?.cpuMicrosPerFrame[round] ?? NaN));
}
