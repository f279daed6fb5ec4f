import { type Row, rowsToStream } from './rows.js';
import { isJson, type Unwrapped } from './stream-text.js';

/** Events as a table: a CSV export, what the browser copies from its list of events, or a table of Markdown in an issue. */
export function unwrapTable(text: string): Unwrapped | undefined {
  const tables = ['\t', ',', ';'].filter((delimiter) => text.includes(delimiter)).map((delimiter) => readTable(text, delimiter));
  for (const [first = [], ...rest] of [readMarkdown(text), ...tables]) {
    if (first.length < 2) continue;
    const hasHeader = first.every((cell) => /^[\w .-]+$/.test(cell));
    const names = first.map((name, index) => (hasHeader ? name : String(index)));
    const rows = (hasHeader ? rest : [first, ...rest]).map((cells): Row => Object.fromEntries(cells.map((cell, index) => [names[index] ?? String(index), cell])));
    const stream = rowsToStream(rows);
    if (stream !== undefined && isSound(stream)) return { text: stream, foundIn: 'a table, one event for each row' };
  }
  return undefined;
}

/** Rows between bars; none where a line is no such row. */
function readMarkdown(text: string): readonly (readonly string[])[] {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  if (!lines.every((line) => /^\|.*\|$/.test(line))) return [];
  return lines.filter((line) => /[^|:\s-]/.test(line)).map((line) => line.slice(1, -1).split(' | ').map((cell) => cell.trim()));
}

/** RFC 4180: a cell in quotes may hold delimiters and line ends, and quotes doubled. */
function readTable(text: string, delimiter: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    const isQuoted = text[at] === '"';
    let end = isQuoted ? at + 1 : at;
    while (end < text.length && (isQuoted ? text[end] !== '"' || text[end + 1] === '"' : text[end] !== delimiter && text[end] !== '\n')) {
      end += isQuoted && text[end] === '"' ? 2 : 1;
    }
    row.push(isQuoted ? text.slice(at + 1, end).replaceAll('""', '"') : text.slice(at, end).replace(/\r$/, ''));
    if (isQuoted) end += 1;
    if (text[end] === '\r') end += 1;
    if (text[end] !== delimiter) {
      rows.push(row);
      row = [];
    }
    at = end + 1;
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

/** Whether most payloads are JSON: a text that only has commas in it is cut in the wrong places. */
function isSound(stream: string): boolean {
  const payloads = stream.split('\n').flatMap((line) => (line.startsWith('data:') ? [line.slice(5)] : []));
  return payloads.filter((payload) => isJson(payload) || payload.trim() === '[DONE]').length * 2 > payloads.length;
}
