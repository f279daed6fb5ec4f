import { jsonText } from '../../json/json-text.js';
import { isNothing, isObject, type PayloadObject } from '../../payload-object.js';
import { indexIn, isAbsurdIndex } from '../schema/wire-index.js';
import { idIn } from '../wire-text.js';

/** What one entry of `tool_calls` says, in one form for every gateway. */
export interface CallFragment {
  /** The entry as received. */
  readonly fields: PayloadObject;
  readonly index: number | undefined;
  readonly id: string | undefined;
  readonly name: string | undefined;
  /** More of the arguments, or of a custom tool's input. */
  readonly text: string;
}

/** The entries of `tool_calls` as fragments, or what is wrong with them. Some servers send one that is not in a list. */
export function readFragments(calls: unknown): readonly CallFragment[] | string {
  if (!Array.isArray(calls) && !isObject(calls)) return 'tool_calls: expected array';
  const fragments: CallFragment[] = [];
  for (const [position, fields] of (Array.isArray(calls) ? calls : [calls]).entries()) {
    const path = `tool_calls.${String(position)}`;
    if (isNothing(fields)) continue;
    if (!isObject(fields)) return `${path}: expected object`;
    if (isAbsurdIndex(fields['index'])) return `${path}.index: too big`;
    for (const key of ['function', 'custom']) {
      if (!isNothing(fields[key]) && !isObject(fields[key])) return `${path}.${key}: expected object`;
    }
    fragments.push(fragmentIn(fields));
  }
  return fragments;
}

function fragmentIn(fields: PayloadObject): CallFragment {
  const { function: called, custom } = fields;
  const { name, text } = isObject(called) ? readNamed(called, 'arguments') : readNamed(isObject(custom) ? custom : {}, 'input');
  return { fields, index: indexIn(fields['index']), id: idIn(fields['id']), name, text };
}

/** The name and the text of a function or a custom tool. Some gateways have parsed the arguments already. */
export function readNamed(named: PayloadObject, key: 'arguments' | 'input'): { readonly name: string | undefined; readonly text: string } {
  const { name } = named;
  const text = named[key];
  return {
    name: typeof name === 'string' && name !== '' ? name : undefined,
    text: typeof text === 'string' ? text : text === undefined || text === null ? '' : (jsonText(text) ?? ''),
  };
}
