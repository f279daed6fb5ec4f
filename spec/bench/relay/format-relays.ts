import { markdown } from '../report.js';

/** What one relay took. */
export interface RelayResult {
  readonly name: string;
  readonly cpuMicrosPerFrame: number;
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
/** The relays of ours, each with what it is measured against. */
const pairs: Readonly<Record<string, string>> = {
  'NestJS and framewise: toMessageEvents()': 'Express, by hand: text events',
  'NestJS and framewise: encodeFrames()': 'Express, by hand: events as they came',
};

export function formatRelays({ note, results }: RelayTable): string {
  const costOf = (name: string): number => results.find((result) => result.name === name)?.cpuMicrosPerFrame ?? NaN;
  const byHand = (at: number): number => results.slice(0, at + 1).filter((result) => result.name.includes('by hand')).at(-1)?.cpuMicrosPerFrame ?? NaN;
  const lines = results.map(({ name, cpuMicrosPerFrame, broken }, at) => [name, cpuMicrosPerFrame.toFixed(1), (cpuMicrosPerFrame / byHand(at)).toFixed(2), String(broken)]);
  const isMet = Object.entries(pairs).every(([ours, theirs]) => costOf(ours) / costOf(theirs) <= MAX_RATIO);
  const target = `Target: at most ${String(MAX_RATIO)} times the same by hand, and no broken stream: ${isMet && isWhole(results) ? 'met' : 'not met'}`;
  return `${note}:\n\n${markdown([['', 'us of processor per frame', 'against by hand', 'broken streams'], ...lines])}\n\n${target}`;
}

/** Whether no stream of ours was broken; what others lose is theirs to mend. */
export function isWhole(results: readonly RelayResult[]): boolean {
  return results.every(({ name, broken }) => broken === 0 || !Object.hasOwn(pairs, name));
}
