import { isNothing, isObject, type PayloadObject } from '../../payload-object.js';

/**
 * Whether a payload is a whole answer and no chunk. Some gateways name their chunks `chat.completion` too; those have a `delta`.
 * https://platform.openai.com/docs/api-reference/chat/object
 */
export function isWholeAnswer({ object, choices }: PayloadObject): boolean {
  return object === 'chat.completion' && Array.isArray(choices) && choices.every(hasMessageOnly);
}

function hasMessageOnly(choice: unknown): boolean {
  return isObject(choice) && isObject(choice.message) && isNothing(choice.delta);
}
