import { isObject } from '../../is-object.js';
import type { PayloadObject } from '../../protocol.js';
import { isWireIndex } from '../wire-index.js';

/** By hand, the schemas of the events that nearly all of an answer consists of. */
export const fragmentGuards = {
  text_delta: ({ index, delta }: PayloadObject) => isWireIndex(index) && isObject(delta) && typeof delta['text'] === 'string',
  thinking_delta: ({ index, delta }: PayloadObject) => isWireIndex(index) && isObject(delta) && typeof delta['thinking'] === 'string',
  input_json_delta: ({ index, delta }: PayloadObject) => isWireIndex(index) && isObject(delta) && typeof delta['partial_json'] === 'string',
};
