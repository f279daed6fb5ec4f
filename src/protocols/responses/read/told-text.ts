import { type Fit, fitOf } from '../stated-item.js';

/** How much an event states at once. A server may state a text at each level, so every level repeats the whole answer. */
export type Level = 'text' | 'part' | 'item' | 'response';

/** How many pieces are held before they are joined. */
const MAX_FRESH = 1_024;

/**
 * The text of one channel of an item as it has been passed on, and how much of it the server has stated again at each level.
 *
 * An example: "Hel" and "lo" came as fragments. `output_text.done` states "Hello": that is no news. `content_part.done` states
 * "Hello" too: no news either, whatever index it gives, for nothing has been stated at that level. A further `content_part.done`
 * with "Bye" is news, because at its level all that came has been stated.
 */
export class ToldText {
  #text = '';
  /** The newest pieces. They are joined now and then: to join each for itself would cost more than to read its event. */
  #fresh: string[] = [];
  #newestPart = -1;
  readonly #stated: Record<Level, number> = { text: 0, part: 0, item: 0, response: 0 };
  readonly #latestPart: Partial<Record<Level, number | undefined>> = {};

  get text(): string {
    if (this.#fresh.length > 0) this.#join();
    return this.#text;
  }

  get isEmpty(): boolean {
    return this.#text === '' && this.#fresh.length === 0;
  }

  add(piece: string, part: number | undefined): void {
    if (piece !== '' && this.#fresh.push(piece) === MAX_FRESH) this.#join();
    if (part !== undefined && part > this.#newestPart) this.#newestPart = part;
  }

  #join(): void {
    this.#text += this.#fresh.join('');
    this.#fresh = [];
  }

  fit(level: Level, whole: string): Fit {
    const pending = this.text.slice(this.#stated[level]);
    if (pending !== '' || this.text === '') {
      const fit = fitOf(pending, whole);
      return fit === 'other' && fitOf(this.text, whole) === 'same' ? 'same' : fit;
    }
    return level === 'item' || level === 'response' ? fitOf(this.text, whole) : 'stated';
  }

  /**
   * Takes note of a text that is stated in full.
   *
   * @param part the number of the part that it belongs to.
   * @returns what of it has not come before.
   */
  state(level: Level, whole: string, part?: number): string {
    const news = this.#newsIn(level, whole, part);
    this.#latestPart[level] = part;
    if (news !== undefined) {
      this.add(news, part);
      this.#stated[level] = this.text.length;
    }
    return news ?? '';
  }

  #newsIn(level: Level, whole: string, part: number | undefined): string | undefined {
    const pending = this.text.slice(this.#stated[level]);
    switch (this.fit(level, whole)) {
      case 'nothing':
        return whole;
      case 'stated':
        // The same part again, which some servers state twice.
        return level in this.#latestPart && this.#latestPart[level] === part && this.text.endsWith(whole) ? '' : whole;
      case 'same':
        return '';
      case 'begun':
        return whole.slice(pending === '' ? this.text.length : pending.length);
      case 'other':
        break;
    }
    if (pending.startsWith(whole)) {
      this.#stated[level] += whole.length;
      return undefined;
    }
    // What was read cannot be taken back, so another wording is dropped. A part of which no fragment came is another part.
    return part !== undefined && part > this.#newestPart ? whole : '';
  }
}
