import { checkProtocol } from '../check-options.js';
import { chatCompletions, type Protocol } from '../index.js';
import { callerError } from './caller-error.js';
import { formOf } from './late-errors.js';
import { writingOf } from './writing.js';

/**
 * The JSON body of a request that failed before its first byte, in the words of `callerError`, whose `status` belongs to it.
 *
 * An error that came through `encodeFrames(to)` is told in the form of that protocol, any other in the form of `as`.
 *
 * @param as a protocol. Default: `chatCompletions`, whose form is `{"error":{"message","type","param","code"}}`.
 * @throws TypeError for a protocol that nobody has said how to write.
 */
export function errorBody(error: unknown, as: Protocol = chatCompletions): object {
  checkProtocol('errorBody', as);
  const seen = callerError(error);
  return formOf(error)?.body?.(seen) ?? writingOf(as).errorBody(seen);
}
