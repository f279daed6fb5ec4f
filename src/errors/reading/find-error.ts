import { hasFailed } from './error-layers.js';
import { exceptionKey } from './exception-key.js';
import { type FoundError, readErrorFields } from './read-error-fields.js';

export type { FoundError };

/**
 * The one detector of errors after `200 OK`, for every protocol: the error in this payload, or undefined if there is none.
 * It looks at the top of the payload and at its choices, nowhere deeper: an error inside a tool result, a moderation
 * result or a content filter's result is data. Never throws.
 */
export function findError(payload: unknown): FoundError | undefined {
  try {
    return isError(Array.isArray(payload) ? payload[0] : payload) ? readErrorFields(payload) : undefined;
  } catch {
    return undefined; // a getter or a Proxy that throws: nothing that came off a wire
  }
}

/** The fields of a payload that is known to be an error: an HTTP body, parsed or as text, or an error event's data. Never throws. */
export function readError(payload: unknown): FoundError {
  try {
    return readErrorFields(payload);
  } catch {
    return { words: [] };
  }
}

// This runs on every frame of every answer: property reads, and nothing allocated.
function isError(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null) return false;
  const { error, type, object, choices, base_resp } = payload as Readonly<Record<string, unknown>>;
  if (saysSomething(error) || type === 'error' || object === 'error') return true;
  if (base_resp !== undefined && hasFailed(base_resp)) return true;
  if (Array.isArray(choices)) return choices.some(isFailedChoice);
  return choices === undefined && type === undefined && object === undefined && isBareError(payload as Readonly<Record<string, unknown>>);
}

/** A payload that says neither what it is nor which answer it belongs to may be an error without a frame around it. */
function isBareError(payload: Readonly<Record<string, unknown>>): boolean {
  const { id, detail, details } = payload;
  if (id !== undefined) return false;
  return saysSomething(detail) || saysSomething(details) || exceptionKey(payload) !== undefined || hasFailureCode(payload);
}

/** DashScope's flat `{"code":"Throttling","message":"..."}` (zhengxs2018/ai#12). 0 and the codes of success say that all is well. */
function hasFailureCode({ code, message }: Readonly<Record<string, unknown>>): boolean {
  if (typeof message !== 'string' || message.trim() === '') return false;
  return typeof code === 'number' ? code < 0 || code >= 300 : typeof code === 'string' && !/^(?:0*|2\d\d|ok|success)$/i.test(code);
}

/** `null`, `false`, `0`, an empty text and an empty list say that there is no error. An empty object says that there is one. */
function saysSomething(error: unknown): boolean {
  return Array.isArray(error) ? error.length > 0 : Boolean(error);
}

function isFailedChoice(choice: unknown): boolean {
  if (typeof choice !== 'object' || choice === null) return false;
  const { error, finish_reason } = choice as Readonly<Record<string, unknown>>;
  return finish_reason === 'error' || saysSomething(error);
}
