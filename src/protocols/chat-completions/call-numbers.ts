import { MAX_INDEX } from '../../answer/delta.js';

/** A choice has one `function_call` at most. Its place is an index that no call of a list has. */
export const FUNCTION_CALL_INDEX = -1;

/** What tells a fragment of a call from those of other calls. */
export interface CallMarks {
  readonly index: number | undefined;
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly text: string;
}

/** Which call of the choice a fragment belongs to. `id` where it is the first to tell it; `name`, the whole of it, where it is news. */
export interface NumberedCall {
  readonly index: number;
  readonly id?: string;
  readonly name?: string;
}

interface Call {
  readonly index: number;
  id: string | undefined;
  name: string;
  /** Whether the text ends with a bracket, after which no other one can begin. */
  endsClosed: boolean;
}

/**
 * Numbers the tool calls of one choice 0, 1, 2 in the order in which they begin, whatever the wire's own numbers are. The rules, and
 * what they are for, stand in docs/wire-rules.md.
 */
export class ToolCallNumbers {
  readonly #byIndex = new Map<number, Call>();
  readonly #byPosition = new Map<number, Call>();
  readonly #byId = new Map<string, Call>();
  #latest: Call | undefined;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The number of the call that a fragment goes on with, where it says nothing by which a call could begin. */
  find(marks: CallMarks, position?: number): number | undefined {
    return this.#find(marks, position)?.index;
  }

  /**
   * @param position where the fragment stood in its list, if there was more than one: stands in for an index that is missing.
   * @returns `undefined` where the choice has more calls than anybody makes.
   */
  number(marks: CallMarks, position?: number): NumberedCall | undefined {
    const call = this.#find(marks, position) ?? this.#begin();
    if (call === undefined) return undefined;
    if (marks.index !== undefined) this.#byIndex.set(marks.index, call);
    else if (position !== undefined) this.#byPosition.set(position, call);
    this.#latest = call;
    return tell(call, marks, this.#byId);
  }

  /** The call that the fragment goes on with; `undefined` where it begins one. */
  #find({ index, id, name, text }: CallMarks, position: number | undefined): Call | undefined {
    const atIndex = index === undefined ? undefined : this.#byIndex.get(index);
    const named = id === undefined ? undefined : this.#byId.get(id);
    const repeats = name !== undefined && /^\s*[{[]/.test(text);
    if (named !== undefined) {
      // Calls of one id, each with a number of its own and whole arguments, are several all the same.
      return repeats && named.endsClosed && index !== undefined && atIndex === undefined ? undefined : named;
    }
    if (atIndex !== undefined) {
      // Parallel calls that all carry the same index: noho/dayu-agent#82. A new id without a name is a sloppy continuation.
      const isOther = name !== undefined && (id === undefined ? repeats && atIndex.endsClosed : atIndex.id !== undefined);
      return isOther ? undefined : atIndex;
    }
    if (id !== undefined || name !== undefined) return undefined;
    return (index === undefined && position !== undefined ? this.#byPosition.get(position) : undefined) ?? this.#latest;
  }

  #begin(): Call | undefined {
    return this.#count > MAX_INDEX ? undefined : { index: this.#count++, id: undefined, name: '', endsClosed: false };
  }
}

function tell(call: Call, { id, name, text }: CallMarks, byId: Map<string, Call>): NumberedCall {
  const news: { index: number; id?: string; name?: string } = { index: call.index };
  if (call.id === undefined && id !== undefined) {
    news.id = call.id = id;
    byId.set(id, call);
  }
  const whole = name === undefined ? call.name : joinName(call.name, name);
  if (whole !== call.name) news.name = call.name = whole;
  const end = text.trimEnd().at(-1);
  if (end !== undefined) call.endsClosed = end === '}' || end === ']';
  return news;
}

/** Whether a fragment says nothing of its call. */
export function isSilent({ id, name, text }: CallMarks): boolean {
  return id === undefined && name === undefined && text === '';
}

/** A piece that begins with the name so far is the whole name, told again; any other is more of it (continuedev/continue#5849). */
export function joinName(name: string, piece: string): string {
  return piece.length >= name.length && piece.startsWith(name) ? piece : name + piece;
}
