import type { PayloadWriter, WireError, WireEvent } from '../../serving/index.js';
import { type ErrorForm, errorForms } from '../error-forms.js';

/**
 * Writes one server-sent event.
 *
 * @returns its text, the blank line included; a string stands for the data of an event without a name.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function writeEvent(event: WireEvent | string): string {
  const { event: name, data } = typeof event === 'string' ? { event: undefined, data: event } : event;
  const head = name === undefined ? '' : `event: ${name}\n`;
  return `${head}${data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`).join('')}\n`;
}

/** @returns the events that say this error after `200 OK`: in the form that is named, else in the protocol's own. */
export function writeError(error: WireError, as: ErrorForm | undefined, writer: PayloadWriter): readonly string[] {
  if (as === undefined) return writer.fail(error).map(writeEvent);
  return [typeof as === 'function' ? as(error) : errorForms[as](error)];
}
