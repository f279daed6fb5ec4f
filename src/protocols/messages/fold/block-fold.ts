import { growText } from '../../../answer/grow-text.js';
import type { PayloadObject } from '../../../payload-object.js';
import { Draft } from '../../fold/draft.js';
import { jsonIn, textIn, thoughtIn } from '../../wire-text.js';
import type { MessageContentBlock } from '../message.js';
import type { MessageBlockType, MessageDeltaOf, MessageDeltaType } from '../payload.js';
import { parseInput } from './parse-input.js';

interface FoldStep<T extends MessageDeltaType> {
  /** The block that such a delta goes on with, for servers that leave out what begins it. */
  readonly block: PayloadObject & { readonly type: MessageBlockType };
  readonly add: (delta: MessageDeltaOf<T>, block: BlockFold) => void;
}

/**
 * What each type of delta adds to a block, whatever the block's type: what a delta carries stands in the field of that name.
 * A type that is added to the vocabulary does not compile until it stands here too.
 */
const steps = {
  text_delta: {
    block: { type: 'text', text: '' },
    add: ({ text }, { draft }) => {
      draft.append('text', textIn(text));
    },
  },
  thinking_delta: {
    block: { type: 'thinking', thinking: '' },
    add: ({ thinking }, { draft }) => {
      draft.append('thinking', thoughtIn(thinking));
    },
  },
  input_json_delta: {
    block: { type: 'tool_use', input: {} },
    add: (delta, block) => {
      block.addInput(delta);
    },
  },
  citations_delta: {
    block: { type: 'text', text: '' },
    add: ({ citation }, { draft }) => {
      if (citation !== undefined && citation !== null) draft.push('citations', [citation]);
    },
  },
  signature_delta: {
    block: { type: 'thinking', thinking: '' },
    add: (delta, { draft }) => {
      draft.merge(delta, ['type']);
    },
  },
  compaction_delta: {
    block: { type: 'compaction', content: null },
    add: (delta, { draft }) => {
      // The summary may come in pieces: anthropics/anthropic-sdk-python#1665.
      if (typeof delta.content === 'string') draft.append('content', delta.content);
      else draft.set('content', delta.content);
      draft.merge(delta, ['type', 'content']);
    },
  },
} satisfies { readonly [T in MessageDeltaType]: FoldStep<T> };

const stepsByType: ReadonlyMap<string, FoldStep<never>> = new Map(Object.entries(steps));

/** Folds one content block. */
export class BlockFold {
  readonly draft: Draft;
  #json = '';
  #isOpen = true;
  /** Whether input has come since the block was closed last. */
  #hasNews = false;

  /** @param isImplied whether no event began the block. */
  constructor(
    block: PayloadObject,
    readonly isImplied = false,
  ) {
    this.draft = new Draft(block);
  }

  /** The block that a delta begins for which none has begun. */
  static implied({ type }: MessageDeltaOf<MessageDeltaType>): BlockFold {
    return new BlockFold(steps[type].block, true);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Any delta goes on with a block that the server has begun, but only one of its own kind with an implied one. */
  takes({ type }: MessageDeltaOf<MessageDeltaType>): boolean {
    return !this.isImplied || this.draft.get('type') === steps[type].block.type;
  }

  add(delta: MessageDeltaOf<MessageDeltaType>): void {
    stepsByType.get(delta.type)?.add(delta as never, this);
  }

  /** Parsed when the block ends, not at each piece: a large input would otherwise cost the square of its length. */
  addInput(delta: MessageDeltaOf<'input_json_delta'>): void {
    this.#hasNews = true;
    this.#json = growText(this.#json, jsonIn(delta.partial_json));
  }

  close(): void {
    this.#isOpen = false;
    if (this.#hasNews && this.#json.trim() !== '') this.draft.set('input', parseInput(this.#json));
    this.#hasNews = false;
  }

  snapshot(): MessageContentBlock {
    return this.draft.snapshot() as MessageContentBlock;
  }
}
