type WireId = string | number | null | undefined;

interface Call {
  readonly index: number;
  id: string | undefined;
  name: string | undefined;
}

/** Which call of the choice a fragment belongs to; `id` and `name` where the fragment is the first to tell them. */
export interface NumberedCall {
  readonly index: number;
  readonly id?: string;
  readonly name?: string;
}

/**
 * Numbers the tool calls of one choice 0, 1, 2 in the order in which they begin, whatever the wire's own numbers are:
 * gateways leave `index` out, give every call the same one, or send whole calls with neither index nor id.
 */
export class ToolCallNumbers {
  readonly #calls = new Map<number | string, Call>();
  #count = 0;

  /** @param place where the fragment stood: stands in for an `index` that is missing. */
  number(place: string, index: number | null | undefined, wireId: WireId, wireName: string | null | undefined): NumberedCall {
    const id = wireId === undefined || wireId === null || wireId === '' ? undefined : String(wireId);
    const name = wireName || undefined;
    const slot = index ?? `at ${place}`;
    const idSlot = index === undefined || index === null ? id && `id ${id}` : undefined;

    let call = this.#calls.get(idSlot ?? slot);
    if (call === undefined || beginsAnother(call, index, id, name)) {
      call = { index: this.#count++, id: undefined, name: undefined };
      this.#calls.set(slot, call);
      if (idSlot !== undefined) this.#calls.set(idSlot, call);
    }

    const first: { index: number; id?: string; name?: string } = { index: call.index };
    if (call.id === undefined && id !== undefined) first.id = call.id = id;
    if (call.name === undefined && name !== undefined) first.name = call.name = name;
    return first;
  }
}

function beginsAnother(
  call: Call,
  index: number | null | undefined,
  id: string | undefined,
  name: string | undefined,
): boolean {
  if (name === undefined) return false;
  // Parallel calls that all carry the same index: noho/dayu-agent#82. A new id without a name is a sloppy continuation.
  if (id !== undefined) return call.id !== undefined && call.id !== id;
  return index === undefined || index === null;
}
