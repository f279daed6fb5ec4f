import { growText } from '../../../answer/grow-text.js';
import { parseCutJson } from '../../../json/parse-cut-json.js';
import type { PayloadObject } from '../../../payload-object.js';
import { contradiction } from '../../fold/contradiction.js';
import { Draft } from '../../fold/draft.js';
import type { MessageContentBlock } from '../message.js';
import type { MessageDeltaOf, MessageDeltaType } from '../payload.js';

type FoldStep<T extends MessageDeltaType> = (delta: MessageDeltaOf<T>, block: BlockFold) => void;

/**
 * What each type of delta adds to a block, whatever the block's type: what a delta carries stands in the field of that name.
 * A type that is added to the vocabulary does not compile until it stands here too.
 */
const steps = {
  text_delta: ({ text }, { draft }) => {
    draft.append('text', text);
  },
  thinking_delta: ({ thinking }, { draft }) => {
    draft.append('thinking', thinking);
  },
  input_json_delta: (delta, block) => {
    block.addInput(delta);
  },
  citations_delta: ({ citation }, { draft }) => {
    draft.push('citations', [citation]);
  },
  signature_delta: mergeAll,
  compaction_delta: mergeAll,
} satisfies { readonly [T in MessageDeltaType]: FoldStep<T> };

const stepsByType: ReadonlyMap<string, FoldStep<never>> = new Map(Object.entries(steps));

function mergeAll(delta: PayloadObject, { draft }: BlockFold): void {
  draft.merge(delta, ['type']);
}

/** Folds one content block. */
export class BlockFold {
  readonly draft: Draft;
  #json = '';
  #isOpen = true;

  constructor(block: PayloadObject) {
    this.draft = new Draft(block);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  add(delta: MessageDeltaOf<MessageDeltaType>): void {
    stepsByType.get(delta.type)?.(delta as never, this);
  }

  /** Parsed once, when the block ends: a large input would otherwise cost the square of its length. */
  addInput(delta: MessageDeltaOf<'input_json_delta'>): void {
    if (!this.#isOpen) throw contradiction('The input of a tool call goes on after its block has ended.', delta);
    this.#json = growText(this.#json, delta.partial_json);
  }

  close(): void {
    this.#isOpen = false;
    if (this.#json.trim() !== '') this.draft.set('input', parseInput(this.#json));
    this.#json = '';
  }

  snapshot(): MessageContentBlock {
    return this.draft.snapshot() as MessageContentBlock;
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
