import type { WireError } from '../../writing.js';

/** Messages has no `param`, and words finer than `type` stand in the details. */
export function errorFields({ type, message, code }: WireError): { readonly error: object } {
  return { error: { type, message, ...(code !== undefined && { details: { error_code: code } }) } };
}
