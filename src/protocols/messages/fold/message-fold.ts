import { isObject, type PayloadObject } from '../../../payload-object.js';
import { contradiction } from '../../fold/contradiction.js';
import { Draft } from '../../fold/draft.js';
import { withItem } from '../../fold/with-item.js';
import type { Message, MessageContentBlock } from '../message.js';
import type { MessageDeltaOf, MessageDeltaType } from '../payload.js';
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
  readonly #open = new Set<PlacedBlock>();
  #content: readonly MessageContentBlock[] = [];
  #isEmpty = true;

  start(message: PayloadObject): void {
    if (this.#content.length > 0) throw contradiction('A second message begins inside the first.', message);
    this.#isEmpty = false;
    this.#draft.set('role', 'assistant');
    this.#draft.merge(message, ['content', 'usage']);
    this.#addUsage(message.usage);
    if (Array.isArray(message.content)) this.#content = message.content as readonly MessageContentBlock[];
  }

  /** What an event says of the whole message, in its `delta` and beside it. */
  merge(event: PayloadObject & { readonly delta?: PayloadObject | null | undefined }): void {
    this.#isEmpty = false;
    this.#draft.merge(event, ['type', 'delta', 'usage']);
    this.#draft.merge(event.delta ?? {}, ['type', 'content', 'usage']);
    this.#addUsage(event.usage);
    // Some servers leave `content_block_stop` out.
    if (event.delta?.stop_reason) this.#closeAll();
  }

  startBlock(index: number, content: PayloadObject): void {
    if (this.#blocks.get(index)?.fold.isOpen) throw contradiction(`Block ${String(index)} begins twice.`, content);
    const block = { position: this.#content.length, fold: new BlockFold(content) };
    this.#isEmpty = false;
    this.#blocks.set(index, block);
    this.#open.add(block);
    this.#show(block);
  }

  addDelta(index: number, delta: MessageDeltaOf<MessageDeltaType>): void {
    const block = this.#blocks.get(index);
    if (block === undefined) throw contradiction(`Block ${String(index)} goes on before it has begun.`, delta);
    block.fold.add(delta);
    this.#show(block);
  }

  endBlock(index: number): void {
    this.#isEmpty = false;
    this.#close(this.#blocks.get(index));
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
    this.#draft.set('content', this.#content);
    return this.#draft.snapshot() as Message;
  }

  /** Counts are cumulative, and later events leave out those that have not changed. */
  #addUsage(usage: unknown): void {
    if (!isObject(usage)) return;
    this.#usage.merge(usage);
    this.#draft.set('usage', this.#usage.snapshot());
  }

  #close(block: PlacedBlock | undefined): void {
    if (block === undefined) return;
    block.fold.close();
    this.#open.delete(block);
    this.#show(block);
  }

  #closeAll(): void {
    for (const block of this.#open) this.#close(block);
  }

  #show({ position, fold }: PlacedBlock): void {
    this.#content = withItem(this.#content, position, fold.snapshot());
  }
}
