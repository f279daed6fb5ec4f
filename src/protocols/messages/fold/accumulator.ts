import { isNothing, isObject } from '../../../payload-object.js';
import type { Accumulator } from '../../../protocol.js';
import { RuleLookup } from '../../schema/reader-by-type.js';
import type { Message } from '../message.js';
import type { MessageEventOf, MessageEventType, MessageStreamEvent } from '../payload.js';
import { MessageFold } from './message-fold.js';

type FoldStep<E extends MessageStreamEvent> = (event: E, message: MessageFold) => void;

const addsNothing = (): void => undefined;

/** What each type of event adds to the message. A type that is added to the vocabulary does not compile until it stands here too. */
const steps = {
  message_start: (event, message) => {
    message.start(event.message);
  },
  content_block_start: (event, message) => {
    if (!isNothing(event.content_block)) message.startBlock(event.index, event.content_block);
  },
  content_block_delta: (event, message) => {
    if (!isNothing(event.delta)) message.addDelta(event.index, event.delta);
  },
  content_block_stop: (event, message) => {
    message.endBlock(event.index);
  },
  message_delta: (event, message) => {
    message.merge(event);
  },
  message_stop: (_, message) => {
    message.end();
  },
  message: (answer, message) => {
    message.start(answer);
  },
  ping: addsNothing,
} satisfies { readonly [T in MessageEventType]: FoldStep<MessageEventOf<T>> };

const stepsByType: ReadonlyMap<string, FoldStep<never>> = new Map(Object.entries(steps));

/** Folds the events of one stream. */
export class MessageAccumulator implements Accumulator<MessageStreamEvent, Message> {
  readonly #message = new MessageFold();
  readonly #steps = new RuleLookup(stepsByType);

  /** Notices of the vendor's, which the vocabulary does not list, add nothing. */
  add(event: MessageStreamEvent): Message | undefined {
    this.#steps.find(event.type)?.(event as never, this.#message);
    return this.#message.snapshot();
  }

  /** Blocks of types unknown today are kept as they begin, and what known deltas say of them. */
  addUnknown(payload: unknown): Message | undefined {
    if (isObject(payload) && payload.type === 'content_block_start' && isObject(payload.content_block)) {
      this.#message.startBlock(payload.index, payload.content_block);
    }
    return this.#message.snapshot();
  }
}
