import type { ToolCallDelta } from '../../../answer/delta.js';

/** Where an event says that its call stands. Gateways leave out one or the other. */
export interface CallPlace {
  readonly outputIndex?: number | null | undefined;
  readonly itemId?: string | null | undefined;
}

/** A call as an output item states it. `arguments` is whole or, where the item has just been added, what there is of it. */
export interface CallItem {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly arguments: string;
}

interface ToolCall {
  readonly index: number;
  named: boolean;
  hasArguments: boolean;
}

/** The tool calls of one stream, counted 0, 1, 2 in the order in which they first appear. */
export class ToolCalls {
  readonly #byPlace = new Map<number | string, ToolCall>();
  #latest: ToolCall | undefined;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** An item that has just been added begins a call, unless fragments of it came first. */
  begin(place: CallPlace, item: CallItem): ToolCallDelta {
    const known = this.#find(place);
    const call = known === undefined || known.named ? this.#open(place) : known;
    return this.#state(call, item, item.arguments);
  }

  fragment(place: CallPlace, text: string): ToolCallDelta {
    const call = this.#find(place) ?? this.#open(place);
    call.hasArguments ||= text !== '';
    return { type: 'tool-call', index: call.index, arguments: text, choice: 0 };
  }

  /** The arguments in full: news only where none of them came as fragments. */
  whole(place: CallPlace, text: string): readonly ToolCallDelta[] {
    return text === '' || this.#find(place)?.hasArguments === true ? [] : [this.fragment(place, text)];
  }

  /** An item that is complete: news as far as neither its name nor its arguments came before. */
  finish(place: CallPlace, item: CallItem): readonly ToolCallDelta[] {
    const call = this.#find(place) ?? this.#open(place);
    if (call.named) return this.whole(place, item.arguments);
    return [this.#state(call, item, call.hasArguments ? '' : item.arguments)];
  }

  #state(call: ToolCall, item: CallItem, text: string): ToolCallDelta {
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
  #find({ outputIndex, itemId }: CallPlace): ToolCall | undefined {
    if (outputIndex == null && itemId == null) return this.#latest;
    const call = outputIndex == null ? undefined : this.#byPlace.get(outputIndex);
    return call ?? (itemId == null ? undefined : this.#byPlace.get(itemId));
  }

  #open({ outputIndex, itemId }: CallPlace): ToolCall {
    const call = { index: this.#count++, named: false, hasArguments: false };
    if (outputIndex != null) this.#byPlace.set(outputIndex, call);
    if (itemId != null) this.#byPlace.set(itemId, call);
    return (this.#latest = call);
  }
}
