import type { RegisteredItem } from '../item-register.js';
import { allSaid, type Channel, type Fit, fitOf, type Said } from '../stated-item.js';
import { type Level, ToldText } from './told-text.js';

export type ToldKind = 'message' | 'reasoning' | 'function_call' | 'transcript';

/** An item of the answer, as far as it has been passed on. */
export class ToldItem implements RegisteredItem {
  callId: string | undefined;
  /** The name of a call. */
  name: string | undefined;
  /** The number of a call: 0, 1, 2 in the order of their arrival. */
  call = -1;
  /** Whether the arguments of a call have been stated in full: it gets no more fragments. */
  isWhole = false;
  isAnnounced = false;
  isOpen = true;
  readonly #told: Partial<Record<Channel, ToldText>> = {};

  constructor(
    readonly kind: ToldKind,
    readonly index: number | undefined,
    public id: string | undefined,
  ) {}

  get isGrowing(): boolean {
    return this.isOpen && !this.isWhole;
  }

  told(channel: Channel): ToldText {
    return (this.#told[channel] ??= new ToldText());
  }

  textOf(channel: Channel): string {
    return this.#told[channel]?.text ?? '';
  }

  /** All that it has said. */
  get said(): Said {
    return {
      text: this.textOf('text'),
      refusal: this.textOf('refusal'),
      reasoning: this.textOf('reasoning'),
      summary: this.textOf('summary'),
      arguments: this.textOf('arguments'),
    };
  }

  /** How what the server states of the whole item relates to what has been passed on. */
  fit(said: Said): Fit {
    return fitOf(allSaid(this.said), allSaid(said));
  }

  /** The same for the text of one channel. An item that is complete says no more: at most it is stated again. */
  fitText(channel: Channel, level: Level, whole: string): Fit {
    const fit = this.#told[channel]?.fit(level, whole) ?? 'nothing';
    if (this.isOpen || (fit !== 'nothing' && fit !== 'stated')) return fit;
    return this.textOf(channel).endsWith(whole) ? 'same' : 'other';
  }
}
