import { LONGEST_HOLD_MS } from './cool-down.js';

/** What was accepted is what may be, and a little less is never too much. */
const SHARE = 0.95;
/** No limit is looked for in a shorter span: a bucket that was full says nothing of how fast it fills up. */
const SHORTEST_SPAN_MS = 1_000;
/** So many requests are looked back at. */
const MOST_SENT = 1_000;
/** Where nothing was accepted before: ten a second. */
const [UNKNOWN_PER_MS, UNKNOWN_GROWTH] = [0.01, 0.5];
/** How much faster they go the first time that nothing more was refused; each time it is twice as much. */
const [FIRST_GROWTH, MOST_GROWTH] = [0.05, 1];
const LONGEST_GROW_MS = 10_000;
/** A faster pace holds nobody. */
const FASTEST_PER_MS = 1;
/** So many refusals that state no wait begin a pause where nothing is learned yet: a single one says little of the others. One in ten is not counted. */
const UNTOLD_REFUSALS = 5;
const UNTOLD_SHARE = 0.1;
/** How long nothing goes where the refusal states no wait; twice as long each time that it was not enough. */
const [SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS] = [1_000, 30_000];
/** How long the first request behind a pause keeps the others waiting: refusals come fast, first words may not. */
const UNTOLD_MS = 1_000;
/** So much of a late timer is made up for. */
const LATE_MS = 20;

/**
 * Learns how fast an upstream may be asked that does not tell its limit. It knows nothing, and holds nobody, until a request is refused. Behind
 * the pause that follows one goes first. When it was not refused, the others go at the rate at which requests were accepted before. While somebody
 * has to wait and nothing is refused the rate grows, slowly and then ever faster, until there is none.
 */
export class Pace {
  readonly #now: () => number;
  /** When those were sent that were not refused, since it was last learned from them. */
  #sent: number[] = [];
  #perMs = Infinity;
  #nextAt = 0;
  #pauseEndsAt = 0;
  /** How many were refused without a stated wait, beyond their share. */
  #untold = 0;
  /** How many pauses there were in a row. */
  #pauses = 0;
  /** When the first one behind a pause was sent; `due` until it is. */
  #probe: number | 'due' | undefined;
  #growth = FIRST_GROWTH;
  #growMs = 0;
  #growsAt = 0;
  /** Whether somebody had to wait since it grew last. */
  #hasHeld = false;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** In how many milliseconds the next request may go; 0 if one may go now. */
  get waitMs(): number {
    const now = this.#now();
    if (now < this.#pauseEndsAt) return this.#pauseEndsAt - now;
    if (this.#probe === 'due') return 0;
    if (this.#probe !== undefined) {
      const untoldMs = this.#probe + UNTOLD_MS - now;
      if (untoldMs > 0) return untoldMs;
      this.#learn(this.#probe);
    }
    this.#grow(now);
    const waitMs = Math.max(0, this.#nextAt - now);
    this.#hasHeld ||= waitMs > 0;
    return waitMs;
  }

  /** One request goes. */
  send(): void {
    const now = this.#now();
    this.#sent.push(now);
    if (this.#sent.length > MOST_SENT) this.#sent.shift();
    this.#nextAt = Math.max(this.#nextAt, now - LATE_MS) + 1 / this.#perMs;
    if (this.#probe === 'due') this.#probe = now;
  }

  /** One was not refused, or nobody waits for it any more. */
  accept(sentAtMs: number): void {
    this.#untold = Math.max(0, this.#untold - UNTOLD_SHARE);
    if (typeof this.#probe === 'number' && sentAtMs >= this.#probe) this.#learn(this.#probe);
  }

  /** One was refused. @param statedMs how long the server asks to wait; undefined where it does not say. */
  refuse(sentAtMs: number, statedMs: number | undefined): void {
    const index = this.#sent.lastIndexOf(sentAtMs);
    if (index >= 0) this.#sent.splice(index, 1);
    const isLearning = this.#pauses > 0 || this.#perMs < Infinity;
    if (statedMs === undefined && !isLearning && (this.#untold += 1) < UNTOLD_REFUSALS) return;
    // Those that went together with it are told as late as it was.
    const lateMs = Math.min(this.#now() - sentAtMs, UNTOLD_MS);
    // One that was sent before the pause has nothing to say that is new.
    const isNew = sentAtMs >= this.#pauseEndsAt;
    if (isNew || statedMs !== undefined) this.pause(Math.max(lateMs, statedMs ?? Math.min(SHORTEST_PAUSE_MS * 2 ** this.#pauses, LONGEST_PAUSE_MS)));
    if (isNew) this.#pauses += 1;
  }

  /** Nothing goes for so long. */
  pause(ms: number): void {
    const endsAt = this.#now() + Math.min(ms, LONGEST_HOLD_MS);
    if (endsAt <= this.#pauseEndsAt) return;
    this.#pauseEndsAt = endsAt;
    this.#probe = 'due';
  }

  /** The pause was long enough: what was accepted before is what may be sent until the request behind it, in whatever span that was most. */
  #learn(untilMs: number): void {
    const before = this.#sent.filter((at) => at < untilMs);
    const isKnown = before.length > 0;
    const spanOf = (at: number): number => Math.max(untilMs - at, SHORTEST_SPAN_MS);
    if (this.#perMs < Infinity && before[0] !== undefined && untilMs - before[0] < SHORTEST_SPAN_MS) {
      // So little says no more than that it was too fast.
      this.#perMs *= SHARE;
    } else {
      const rates = before.map((at, index) => (before.length - index) / spanOf(at));
      const most = Math.max(...rates);
      this.#perMs = isKnown ? SHARE * most : UNKNOWN_PER_MS;
      this.#growMs = Math.min(spanOf(before[rates.indexOf(most)] ?? untilMs), LONGEST_GROW_MS);
      this.#sent = [untilMs];
    }
    this.#growth = isKnown ? FIRST_GROWTH : UNKNOWN_GROWTH;
    this.#growsAt = this.#now() + this.#growMs;
    this.#hasHeld = false;
    this.#nextAt = untilMs + 1 / this.#perMs;
    this.#pauses = 0;
    this.#probe = undefined;
  }

  #grow(now: number): void {
    if (this.#perMs === Infinity || now < this.#growsAt) return;
    this.#growsAt = now + this.#growMs;
    if (!this.#hasHeld) return;
    this.#hasHeld = false;
    this.#perMs *= 1 + this.#growth;
    this.#growth = Math.min(2 * this.#growth, MOST_GROWTH);
    if (this.#perMs > FASTEST_PER_MS) this.#perMs = Infinity;
  }
}
