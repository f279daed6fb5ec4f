import type { ToolCallDelta } from '../../../answer/delta.js';

/** Where an event says that its call stands. Gateways leave out one or the other. */
export interface CallPosition {
  readonly outputIndex?: number | null | undefined;
  readonly itemId?: string | null | undefined;
}

/** A call as an output item states it. `arguments` is whole or, where the item has just been added, what there is of it. */
export interface CallItem {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly arguments: string;
}

interface Call {
  readonly index: number;
  named: boolean;
  hasArguments: boolean;
}

/** The tool calls of one stream, counted 0, 1, 2 in the order in which they first appear. */
export class CallReader {
  readonly #byPosition = new Map<number | string, Call>();
  #latest: Call | undefined;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** An item that has just been added begins a call, unless fragments of it came first. */
  begin(position: CallPosition, item: CallItem): ToolCallDelta {
    const known = this.#find(position);
    const call = known === undefined || known.named ? this.#open(position) : known;
    return this.#tell(call, item, item.arguments);
  }

  fragment(position: CallPosition, text: string): ToolCallDelta {
    const call = this.#find(position) ?? this.#open(position);
    call.hasArguments ||= text !== '';
    return { type: 'tool-call', index: call.index, arguments: text, choice: 0 };
  }

  /** The arguments in full: news only where none of them came as fragments. */
  whole(position: CallPosition, text: string): readonly ToolCallDelta[] {
    return text === '' || this.#find(position)?.hasArguments === true ? [] : [this.fragment(position, text)];
  }

  /** An item that is complete: news as far as neither its name nor its arguments came before. */
  finish(position: CallPosition, item: CallItem): readonly ToolCallDelta[] {
    const call = this.#find(position) ?? this.#open(position);
    if (call.named) return this.whole(position, item.arguments);
    return [this.#tell(call, item, call.hasArguments ? '' : item.arguments)];
  }

  #tell(call: Call, item: CallItem, text: string): ToolCallDelta {
    call.named = true;
    call.hasArguments ||= text !== '';
    return {
      type: 'tool-call',
      index: call.index,
      ...(item.id === undefined ? {} : { id: item.id }),
      ...(item.name === undefined ? {} : { name: item.name }),
      arguments: text,
      choice: 0,
    };
  }

  /** `output_index` first: there are servers whose item ids change from event to event. An event that names no place means the latest call. */
  #find({ outputIndex, itemId }: CallPosition): Call | undefined {
    if (outputIndex == null && itemId == null) return this.#latest;
    const call = outputIndex == null ? undefined : this.#byPosition.get(outputIndex);
    return call ?? (itemId == null ? undefined : this.#byPosition.get(itemId));
  }

  #open({ outputIndex, itemId }: CallPosition): Call {
    const call = { index: this.#count++, named: false, hasArguments: false };
    if (outputIndex != null) this.#byPosition.set(outputIndex, call);
    if (itemId != null) this.#byPosition.set(itemId, call);
    return (this.#latest = call);
  }
}
