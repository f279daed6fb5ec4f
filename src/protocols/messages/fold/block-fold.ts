import { growText } from '../../../answer/grow-text.js';
import { parseCutJson } from '../../../json/parse-cut-json.js';
import type { PayloadObject } from '../../../payload-object.js';
import { contradiction } from '../../fold/contradiction.js';
import { Draft } from '../../fold/draft.js';
import type { MessageContentBlock } from '../message.js';
import type { MessageBlockDelta } from '../payload.js';

/** Folds the deltas of one content block into it, whatever its type: what a delta carries stands in the field of that name. */
export class BlockFold {
  readonly #draft: Draft;
  #json = '';
  #isOpen = true;

  constructor(block: PayloadObject) {
    this.#draft = new Draft(block);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  add(delta: MessageBlockDelta): void {
    switch (delta.type) {
      case 'text_delta':
        this.#draft.append('text', delta.text);
        return;
      case 'thinking_delta':
        this.#draft.append('thinking', delta.thinking);
        return;
      case 'citations_delta':
        this.#draft.push('citations', [delta.citation]);
        return;
      case 'input_json_delta':
        // Parsed once, so that a large input does not cost the square of its length.
        if (!this.#isOpen) throw contradiction('The input of a tool call goes on after its block has ended.', delta);
        this.#json = growText(this.#json, delta.partial_json);
        return;
      case 'signature_delta':
      case 'compaction_delta':
        this.#draft.merge(delta, ['type']);
    }
  }

  close(): void {
    this.#isOpen = false;
    if (this.#json.trim() !== '') this.#draft.set('input', parseInput(this.#json));
    this.#json = '';
  }

  snapshot(): MessageContentBlock {
    return this.#draft.snapshot() as MessageContentBlock;
  }
}

/** Models may write what is no JSON: https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/fine-grained-tool-streaming */
function parseInput(json: string): unknown {
  for (const parse of [JSON.parse, parseCutJson]) {
    try {
      return parse(json);
    } catch {
      // The next way, or the text itself.
    }
  }
  return json;
}
