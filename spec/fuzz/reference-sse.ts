/** What the specification makes of one stream. */
export interface ReferenceEvents {
  /** The dispatched events; a name that is not given is empty. */
  readonly events: readonly { readonly name: string; readonly data: string }[];
  /** Lines that are no field of the specification and no comment. */
  readonly unknownLines: readonly string[];
}

/**
 * The interpretation algorithm of the WHATWG specification, word for word and with no regard to speed, over the whole of
 * a stream at once. It knows nothing of the source.
 *
 * @param end at a `clean` end what is pending is dispatched as if its blank line had come, which the specification would not do.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function referenceSse(bytes: Uint8Array, end: 'clean' | 'reset'): ReferenceEvents {
  const lines = new TextDecoder().decode(bytes).split(/\r\n|\r|\n/);
  const unfinished = lines.pop() ?? '';
  if (end === 'clean') lines.push(unfinished, '');

  const events: { name: string; data: string }[] = [];
  const unknownLines: string[] = [];
  let name = '';
  let data = '';
  for (const line of lines) {
    if (line === '') {
      // Departs from the specification: an event named `error` is dispatched even without data.
      if (data !== '' || name === 'error') events.push({ name, data: data.replace(/\n$/, '') });
      name = '';
      data = '';
      continue;
    }
    const colon = line.indexOf(':');
    if (colon === 0) continue;
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') name = value;
    else if (field === 'data') data += `${value}\n`;
    // Departs from the specification: llama.cpp's own field is an error event at once, whatever event it stands in.
    else if (field === 'error' && colon !== -1) events.push({ name: 'error', data: value });
    else if (field !== 'id' && field !== 'retry') unknownLines.push(line);
  }
  return { events, unknownLines };
}
