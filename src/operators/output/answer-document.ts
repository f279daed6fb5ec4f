import type { Delta, ToolCallDelta } from '../../answer/delta.js';
import { growText } from '../../answer/grow-text.js';

type Finish = Extract<Delta, { type: 'finish' }>;

/** Where in an answer a document stands: in its text, or in the arguments of the first call of this tool. */
export type DocumentPlace = 'text' | { readonly tool: string };

/** The document that an answer to choice 0 holds, and what else the answer says that explains its absence. */
export class AnswerDocument {
  text = '';
  refusal = '';
  finish: Finish | undefined;
  /** Whether the terminal has come: some servers send it without a finish. */
  hasEnded = false;
  /** Fragments of calls that have no name yet, by index: gateways may send the name later. */
  readonly #unnamed = new Map<number, string>();
  readonly #place: DocumentPlace;
  #index: number | undefined;

  constructor(place: DocumentPlace) {
    this.#place = place;
  }

  /** How error messages name this document. */
  get title(): string {
    return this.#place === 'text' ? 'The text' : `The input of ${JSON.stringify(this.#place.tool)}`;
  }

  /** Whether the call has come that the document stands in. Without arguments it holds `{}`. */
  get isCall(): boolean {
    return this.#index !== undefined;
  }

  get isFound(): boolean {
    return this.isCall || this.text.trim() !== '';
  }

  /** @returns what this delta adds to the document. */
  add(delta: Delta): string {
    const piece = 'choice' in delta && delta.choice === 0 ? this.#read(delta) : '';
    this.text = growText(this.text, piece);
    return piece;
  }

  #read(delta: Delta): string {
    switch (delta.type) {
      case 'text':
        return this.#place === 'text' ? delta.text : '';
      case 'tool-call':
        return this.#place === 'text' ? '' : this.#readCall(delta, this.#place.tool);
      case 'refusal':
        this.refusal = growText(this.refusal, delta.text);
        return '';
      case 'finish':
        this.finish = delta;
        return '';
      case 'start':
      case 'reasoning':
      case 'citation':
      case 'media':
      case 'usage':
        return '';
    }
  }

  #readCall({ index, name, arguments: text }: ToolCallDelta, tool: string): string {
    if (this.#index !== undefined) return index === this.#index ? text : '';
    const held = (this.#unnamed.get(index) ?? '') + text;
    if (name === tool) {
      this.#index = index;
      return held;
    }
    // The first pieces of a name may be all that has come of it.
    if (name && !tool.startsWith(name)) this.#unnamed.delete(index);
    else this.#unnamed.set(index, held);
    return '';
  }
}
