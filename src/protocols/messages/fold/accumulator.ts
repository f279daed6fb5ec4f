import { isObject, type PayloadObject } from '../../../payload-object.js';
import type { Accumulator } from '../../../protocol.js';
import { contradiction } from '../../fold/contradiction.js';
import { Draft } from '../../fold/draft.js';
import { withItem } from '../../fold/with-item.js';
import type { Message, MessageContentBlock } from '../message.js';
import type { MessageBlockDelta, MessageStreamEvent } from '../payload.js';
import { BlockFold } from './block-fold.js';

interface Block {
  readonly position: number;
  readonly fold: BlockFold;
}

/** Folds the events of one stream. Blocks stand in the order in which they begin, whatever the wire's own numbers are. */
export class MessageAccumulator implements Accumulator<MessageStreamEvent, Message> {
  readonly #draft = new Draft();
  readonly #usage = new Draft();
  readonly #blocks = new Map<number, Block>();
  readonly #open = new Set<Block>();
  #content: readonly MessageContentBlock[] = [];
  #isEmpty = true;

  add(event: MessageStreamEvent): Message | undefined {
    switch (event.type) {
      case 'ping':
        return this.#snapshot();
      case 'message_start':
        this.#start(event.message);
        break;
      case 'content_block_start':
        this.#startBlock(event.index, event.content_block);
        break;
      case 'content_block_delta':
        this.#addDelta(event.index, event.delta);
        break;
      case 'content_block_stop':
        this.#close(this.#blocks.get(event.index));
        break;
      case 'message_delta':
        this.#draft.merge(event, ['type', 'delta', 'usage']);
        this.#draft.merge(event.delta ?? {}, ['type', 'content', 'usage']);
        this.#addUsage(event.usage);
        // Some servers leave `content_block_stop` out.
        if (event.delta?.stop_reason) this.#closeAll();
        break;
      case 'message_stop':
        this.#closeAll();
        break;
      default: // A notice of the vendor's, which the type of events does not list.
        return this.#snapshot();
    }
    this.#isEmpty = false;
    return this.#snapshot();
  }

  /** Blocks of types unknown today are kept as they begin, and what known deltas say of them. */
  addUnknown(payload: unknown): Message | undefined {
    const started = startedBlock(payload);
    if (started === undefined) return this.#snapshot();
    this.#startBlock(started.index, started.block);
    this.#isEmpty = false;
    return this.#snapshot();
  }

  #snapshot(): Message | undefined {
    if (this.#isEmpty) return undefined;
    // Last, so that nothing on the wire takes their place.
    this.#draft.set('type', 'message');
    this.#draft.set('content', this.#content);
    return this.#draft.snapshot() as Message;
  }

  #start(message: PayloadObject): void {
    if (this.#content.length > 0) throw contradiction('A second message begins inside the first.', message);
    this.#draft.set('role', 'assistant');
    this.#draft.merge(message, ['content', 'usage']);
    this.#addUsage(message.usage);
    if (Array.isArray(message.content)) this.#content = message.content as readonly MessageContentBlock[];
  }

  /** Counts are cumulative, and later events leave out those that have not changed. */
  #addUsage(usage: unknown): void {
    if (!isObject(usage)) return;
    this.#usage.merge(usage);
    this.#draft.set('usage', this.#usage.snapshot());
  }

  #startBlock(index: number, content: PayloadObject): void {
    if (this.#blocks.get(index)?.fold.isOpen) throw contradiction(`Block ${String(index)} begins twice.`, content);
    const block = { position: this.#content.length, fold: new BlockFold(content) };
    this.#blocks.set(index, block);
    this.#open.add(block);
    this.#show(block);
  }

  #addDelta(index: number, delta: MessageBlockDelta): void {
    const block = this.#blocks.get(index);
    if (block === undefined) throw contradiction(`Block ${String(index)} goes on before it has begun.`, delta);
    block.fold.add(delta);
    this.#show(block);
  }

  #close(block: Block | undefined): void {
    if (block === undefined) return;
    block.fold.close();
    this.#open.delete(block);
    this.#show(block);
  }

  #closeAll(): void {
    for (const block of this.#open) this.#close(block);
  }

  #show({ position, fold }: Block): void {
    this.#content = withItem(this.#content, position, fold.snapshot());
  }
}

/** The block that a payload of an unknown kind begins, if it begins one. The reader has checked its `index` and that it is an object. */
export function startedBlock(payload: unknown): { readonly index: number; readonly block: PayloadObject } | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { type, index, content_block: block } = payload as { type?: unknown; index: number; content_block?: PayloadObject };
  return type === 'content_block_start' && block !== undefined ? { index, block } : undefined;
}
