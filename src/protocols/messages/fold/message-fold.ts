import { GrowingList } from '../../../answer/growing-list.js';
import { isObject, type PayloadObject } from '../../../payload-object.js';
import { contradiction } from '../../fold/contradiction.js';
import { Draft } from '../../fold/draft.js';
import { putItem } from '../../fold/put-item.js';
import { BlockNumbers, callIdOf } from '../block-numbers.js';
import type { Message, MessageContentBlock } from '../message.js';
import type { MessageDeltaOf, MessageDeltaType } from '../payload.js';
import { beginBlock } from './begin-block.js';
import { BlockFold } from './block-fold.js';

interface PlacedBlock {
  readonly position: number;
  readonly fold: BlockFold;
}

/** Folds one message: its own fields, its usage and its blocks. Blocks stand in the order in which they begin, whatever the wire's own numbers are. */
export class MessageFold {
  readonly #draft = new Draft();
  readonly #usage = new Draft();
  readonly #blocks = new Map<number, PlacedBlock>();
  readonly #openBlocks = new Set<PlacedBlock>();
  /** Those that something was added to after their end. It counts once the message ends. */
  readonly #lateBlocks = new Set<PlacedBlock>();
  readonly #numbers = new BlockNumbers();
  readonly #content = new GrowingList<MessageContentBlock>();
  #isEmpty = true;
  #hasEnded = false;

  start(stated: unknown): void {
    const message = isObject(stated) ? stated : {};
    if (this.#content.length > 0) throw contradiction('A second message begins inside the first.', message);
    this.#isEmpty = false;
    this.#draft.set('role', 'assistant');
    this.#draft.merge(message, ['content', 'usage']);
    this.#addUsage(message.usage);
    if (Array.isArray(message.content)) this.#content.push(message.content.map((block: unknown) => (isObject(block) ? beginBlock(block) : block)) as readonly MessageContentBlock[]);
  }

  /** What an event says of the whole message, in its `delta` and beside it. */
  merge(event: PayloadObject): void {
    const delta = isObject(event.delta) ? event.delta : {};
    this.#isEmpty = false;
    this.#draft.merge(event, ['type', 'delta', 'usage']);
    this.#draft.merge(delta, ['type', 'content', 'usage']);
    this.#addUsage(event.usage);
    // Some servers leave `content_block_stop` out.
    if (delta.stop_reason) this.#closeAll();
  }

  /** Some gateways give all blocks one number, and never end one. A call that begins again is told again. */
  startBlock(wireIndex: unknown, content: PayloadObject): void {
    const index = this.#numbers.number(wireIndex, true);
    const before = this.#blocks.get(index);
    const id = callIdOf(content);
    if (id !== undefined && before !== undefined && callIdOf(before.fold.snapshot()) === id) return;
    this.#closeOpen(before);
    this.#open(index, new BlockFold(beginBlock(content)));
  }

  /** Where a server left out what begins the block, the delta begins one of its own kind (BerriAI/litellm#30115). */
  addDelta(wireIndex: unknown, delta: MessageDeltaOf<MessageDeltaType>): void {
    const index = this.#numbers.number(wireIndex, false);
    let block = this.#blocks.get(index);
    if (block?.fold.takes(delta) !== true) block = this.#open(index, BlockFold.implied(delta));
    block.fold.add(delta);
    if (!block.fold.isOpen) this.#lateBlocks.add(block);
    this.#show(block);
  }

  endBlock(wireIndex: unknown): void {
    this.#isEmpty = false;
    this.#closeOpen(this.#blocks.get(this.#numbers.number(wireIndex, false)));
  }

  end(): void {
    this.#isEmpty = false;
    this.#closeAll();
  }

  /** The message so far; the same object comes back until something has changed. */
  snapshot(): Message | undefined {
    if (this.#isEmpty) return undefined;
    // Last, so that nothing on the wire takes their place.
    this.#draft.set('type', 'message');
    this.#draft.show('content', this.#content);
    return this.#draft.snapshot() as Message;
  }

  /** Counts are cumulative, and later events leave out those that have not changed. */
  #addUsage(usage: unknown): void {
    if (!isObject(usage)) return;
    this.#usage.merge(usage);
    this.#draft.set('usage', this.#usage.snapshot());
  }

  #open(index: number, fold: BlockFold): PlacedBlock {
    const block = { position: this.#content.length, fold };
    this.#isEmpty = false;
    this.#blocks.set(index, block);
    this.#openBlocks.add(block);
    this.#show(block);
    return block;
  }

  #closeOpen(block: PlacedBlock | undefined): void {
    if (block?.fold.isOpen === true) this.#close(block);
  }

  #close(block: PlacedBlock): void {
    block.fold.close();
    this.#openBlocks.delete(block);
    this.#show(block);
  }

  #closeAll(): void {
    for (const block of this.#openBlocks) this.#close(block);
    for (const block of this.#hasEnded ? [] : this.#lateBlocks) this.#close(block);
    this.#hasEnded = true;
  }

  #show({ position, fold }: PlacedBlock): void {
    putItem(this.#content, position, fold.snapshot());
  }
}
