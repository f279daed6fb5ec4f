/** One server-sent event, in the fields that NestJS calls a `MessageEvent`. */
export interface SseEvent {
  /** Text as it is; anything else goes out as JSON. */
  readonly data: string | object;
  /** The `id:` line: a client that reconnects sends the last one back. */
  readonly id?: string;
  /** The `event:` line. */
  readonly type?: string;
  /** After how many milliseconds a browser reconnects. */
  readonly retry?: number;
}

/**
 * The text of an event, the blank line included. Data of many lines is written as many `data:` lines, whatever ends them, so that no text
 * can begin a field or an event of its own.
 *
 * @throws TypeError for a line end or a NUL in `id` or `type`: there is no way to write one.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function writeSseEvent({ data, id, type, retry }: SseEvent): string {
  if (data as unknown === undefined) throw new TypeError('An event has no data: frames become events by toMessageEvents() or encodeFrames(protocol).');
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return `${field('event', type)}${field('id', id)}${retry === undefined ? '' : field('retry', String(retry))}${dataLines(text)}\n`;
}

/** Whether a value can stand in an `event:` or an `id:` line. What an upstream sent may be of any type. */
export function fitsField(value: unknown): value is string {
  return typeof value === 'string' && !/[\r\n\0]/.test(value);
}

function field(name: string, value: string | undefined): string {
  if (value === undefined) return '';
  if (!fitsField(value)) throw new TypeError(`The ${name} of a server-sent event cannot hold a line end or a NUL.`);
  return `${name}: ${value}\n`;
}

function dataLines(text: string): string {
  // JSON has no line ends, and almost all data is JSON.
  if (!text.includes('\n') && !text.includes('\r')) return `data: ${text}\n`;
  return text.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`).join('');
}
