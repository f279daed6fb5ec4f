import type { WireEvent } from '../../index.js';

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
