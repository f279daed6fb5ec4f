import { type Delta, noDeltas } from '../../../answer/delta.js';
import { jsonText } from '../../../json/json-text.js';

interface Call {
  readonly index: number;
  /** The input that the block began with, until a fragment of JSON replaces it. */
  held: string;
}

/**
 * The tool calls of one answer, by the index of their block, numbered 0, 1, 2. A call's input comes in fragments, or
 * whole at the block's start from some gateways and from programmatic calls; which of the two, its end tells.
 */
export class CallReader {
  readonly #calls = new Map<number, Call>();
  #count = 0;

  begin(block: number, id: string | null | undefined, name: string, input: unknown): readonly Delta[] {
    const index = this.#count++;
    this.#calls.set(block, { index, held: (typeof input === 'object' && input !== null && jsonText(input)) || '{}' });
    return [{ type: 'tool-call', index, ...(id && { id }), name, arguments: '', choice: 0 }];
  }

  add(block: number, json: string): readonly Delta[] {
    const call = this.#calls.get(block);
    if (call === undefined || json === '') return noDeltas;
    call.held = '';
    return [{ type: 'tool-call', index: call.index, arguments: json, choice: 0 }];
  }

  end(block: number): readonly Delta[] {
    return this.add(block, this.#calls.get(block)?.held ?? '');
  }

  /** For servers that leave `content_block_stop` out. */
  endAll(): readonly Delta[] {
    return [...this.#calls.keys()].flatMap((block) => this.end(block));
  }
}
