/** What some gateways send as the first piece of a call's arguments, before the arguments themselves. */
export const EMPTY_ARGUMENTS = '{}';

/**
 * Whether a piece is not more of a call's arguments, but the whole of them after an empty object that stood in their place. Nothing can
 * follow an object that is closed, so `{}` and then `{"a":1}` is `{"a":1}` (BerriAI/litellm#4537, openai/openai-agents-js#712).
 */
export function beginsAnew(text: unknown, piece: string): boolean {
  return text === EMPTY_ARGUMENTS && piece.trimStart().startsWith('{');
}
