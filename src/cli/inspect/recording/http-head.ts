import type { Line } from './recording.js';

/** What is known of the HTTP exchange, where the recording has it: `curl -i`, or `curl -v 2>&1`. */
export interface HttpHead {
  readonly status: number;
  readonly headers: Headers;
  /** The path of the request, which only `curl -v` shows. */
  readonly path?: string | undefined;
}

export interface SplitHead {
  readonly head: HttpHead | undefined;
  readonly body: readonly Line[];
}

/** The query is left out: keys stand there. */
const REQUEST_LINE = /^[A-Z]+ ([^\s?]+)(?:\?\S*)? HTTP\/[\d.]+$/;
const STATUS_LINE = /^HTTP\/[\d.]+ (\d{3})(?: |$)/;

/** Takes the status line and the headers off a recording of `curl -i`, the request too where it is there, and its log off one of `curl -v`. */
export function splitHead(lines: readonly Line[]): SplitHead {
  const from = lines.findIndex(({ text }) => text.trim() !== '');
  const first = lines[from]?.text ?? '';
  if (STATUS_LINE.test(first)) return splitPlain(lines, from);
  const [, path] = REQUEST_LINE.exec(first) ?? [];
  // A tool that shows both ways (httpie -v, a proxy) shows the request first.
  const response = path === undefined ? -1 : lines.findIndex(({ text }) => STATUS_LINE.test(text));
  if (response !== -1) return splitPlain(lines, response, path);
  return /^(?:[*<>] |\s+% Total)/.test(first) ? splitVerbose(lines) : { head: undefined, body: lines };
}

/** Interim responses (100, 103), redirects and a proxy's own `200` come before the response: the last head counts. */
function splitPlain(lines: readonly Line[], from: number, path?: string): SplitHead {
  let head: HttpHead | undefined;
  let at = from;
  while (STATUS_LINE.test(lines[at]?.text ?? '')) {
    let end = at;
    while (end < lines.length && lines[end]?.text !== '') end += 1;
    head = readHead(lines.slice(at, end).map(({ text }) => text)) ?? head;
    at = end + 1;
  }
  return { head: head && { ...head, path }, body: lines.slice(at) };
}

function splitVerbose(lines: readonly Line[]): SplitHead {
  const received: string[] = [];
  const body: Line[] = [];
  let path: string | undefined;
  for (const line of lines.flatMap(withoutMeter)) {
    const { text } = line;
    if (text.startsWith('< ')) received.push(text.slice(2));
    else if (isLog(text)) path = /^> [A-Z]+ ([^\s?]+)/.exec(text)?.[1] ?? path;
    else body.push(line);
  }
  const start = received.reduce((last, text, index) => (STATUS_LINE.test(text) ? index : last), -1);
  const head = start === -1 ? undefined : readHead(received.slice(start));
  return { head: head && { ...head, path }, body };
}

const METER = /^[ \d]{3} .{30,50}(?: [ \d:-]{8}){3} [ \d.kMGTP]{5}/;

/** The progress meter has a fixed width and no line end; the body goes on right behind it. */
function withoutMeter(line: Line): readonly Line[] {
  const [meter = ''] = METER.exec(line.text) ?? [];
  if (meter === '') return [line];
  const text = line.text.slice(meter.length);
  return text === '' ? [] : [{ ...line, text, atByte: line.atByte + meter.length, bytes: line.bytes.subarray(meter.length) }];
}

/** curl's own lines: notes, the request, the marks of TLS and of transfers, and the head of the progress meter. */
function isLog(text: string): boolean {
  return /^(?:[*<>](?: |$)|[{}] \[\d+ bytes data\]$|\s+% Total|\s+Dload)/.test(text);
}

function readHead([statusLine = '', ...fields]: readonly string[]): HttpHead | undefined {
  const status = Number(STATUS_LINE.exec(statusLine)?.[1]);
  // An interim response is not the answer, and what is out of range is no status.
  if (!(status >= 200 && status <= 599)) return undefined;
  const headers = new Headers();
  for (const field of fields) {
    const [, name = '', value = ''] = /^([\w!#$%&'*+.^`|~-]+):\s*(.*)$/.exec(field) ?? [];
    if (name !== '' && !/[^\t\x20-\xff]/.test(value)) headers.append(name, value);
  }
  return { status, headers };
}
