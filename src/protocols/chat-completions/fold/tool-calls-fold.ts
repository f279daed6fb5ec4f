import { beginsAnew } from '../../../answer/begins-anew.js';
import { GrowingList } from '../../../answer/growing-list.js';
import { isObject, type PayloadObject } from '../../../payload-object.js';
import { contradiction } from '../../fold/contradiction.js';
import { Draft } from '../../fold/draft.js';
import { putItem } from '../../fold/put-item.js';
import type { CallFragment } from '../call-fragment.js';
import { isSilent, type NumberedCall, ToolCallNumbers } from '../call-numbers.js';
import type { ChatCompletionToolCall } from '../chat-completion.js';

interface Call {
  readonly draft: Draft;
  /** A call is one of these. Each is made when its first fragment comes. */
  function?: Draft;
  custom?: Draft;
}

/** The tool calls of one message, in the order in which they begin, whatever the wire's own numbers are. */
export class ToolCallsFold {
  readonly #numbers = new ToolCallNumbers();
  readonly #calls: Call[] = [];
  readonly list = new GrowingList<ChatCompletionToolCall>();

  add(fragments: readonly CallFragment[]): void {
    for (const [position, fragment] of fragments.entries()) this.#addFragment(fragment, fragments.length > 1 ? position : undefined);
  }

  #addFragment(fragment: CallFragment, position: number | undefined): void {
    const { fields, text } = fragment;
    const { type, function: called, custom } = fields;
    const number = this.#number(fragment, position);
    if (number === undefined) return;
    const call = (this.#calls[number.index] ??= { draft: new Draft() });
    call.draft.set('id', number.id);
    call.draft.set('type', type || (call.draft.get('type') ?? (isObject(called) ? 'function' : isObject(custom) ? 'custom' : undefined)));
    if (isObject(called)) {
      call.function ??= new Draft({ name: '', arguments: '' });
      addCallText(call.function, number.name, called, 'arguments', text);
      call.draft.set('function', call.function.snapshot());
    } else if (isObject(custom)) {
      call.custom ??= new Draft({ name: '', input: '' });
      addCallText(call.custom, number.name, custom, 'input', text);
      call.draft.set('custom', call.custom.snapshot());
    }
    call.draft.merge(fields, ['index', 'id', 'type', 'function', 'custom']);
    putItem(this.list, number.index, call.draft.snapshot() as PayloadObject & ChatCompletionToolCall);
  }

  /** As the reader numbers it; `undefined` for what says nothing of any call. */
  #number(fragment: CallFragment, position: number | undefined): NumberedCall | undefined {
    if (isSilent(fragment)) {
      const index = this.#numbers.find(fragment, position);
      return index === undefined ? undefined : { index };
    }
    const number = this.#numbers.number(fragment, position);
    if (number === undefined) throw contradiction('A choice has more tool calls than anybody makes.', fragment.fields);
    return number;
  }
}

/** Adds a fragment of a call: its text is joined, its name is whole, and any other field in it is replaced. */
export function addCallText(draft: Draft, name: string | undefined, fields: PayloadObject, key: 'arguments' | 'input', text: string): void {
  draft.set('name', name);
  if (beginsAnew(draft.get(key), text)) draft.set(key, text);
  else draft.append(key, text);
  draft.merge(fields, ['name', key]);
}
