/** What some gateways send as the first piece of a call's arguments, before the arguments themselves. */
export const EMPTY_ARGUMENTS = '{}';

/**
 * Some gateways send an empty object before the arguments of a call. Nothing can follow an object that is closed, so `{}` and then
 * `{"a":1}` is `{"a":1}` (BerriAI/litellm#4537, openai/openai-agents-js#712).
 *
 * @returns whether a piece is not more of the arguments so far, but the beginning of the arguments themselves.
 */
export function beginsAnew(text: unknown, piece: string): boolean {
  return text === EMPTY_ARGUMENTS && piece.trimStart().startsWith('{');
}
