import type { Protocol, WireError } from '../../index.js';
import { type ErrorForm, errorForms } from '../error-forms.js';
import { writeEvent } from './write-event.js';

/** @returns the events that say this error after `200 OK`: in the form that is named, else in the protocol's own. */
export function errorEvents(error: WireError, as: ErrorForm | undefined, protocol: Protocol): readonly string[] {
  if (as === undefined) return protocol.writeError(error).map(writeEvent);
  return [typeof as === 'function' ? as(error) : errorForms[as](error)];
}
