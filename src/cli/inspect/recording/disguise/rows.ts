import { joinPieces } from './stream-text.js';

/** Cells by the names of their columns, or by their numbers. */
export type Row = Readonly<Record<string, unknown>>;

/** An event stream that was kept as rows: of a log, a table, a list of events; undefined if no column holds one. */
export function rowsToStream(rows: readonly Row[]): string | undefined {
  return logText(rows) ?? eventsText(rows);
}

const WIRE_DATA = /(?:^|[^\w-])data: ?(?:[{[]|$)/m;

/** Rows with a column of raw lines: `{"log": "data: …\n"}`, `{"level": "debug", "msg": "<< data: …"}`. */
function logText(rows: readonly Row[]): string | undefined {
  const column = fullestColumn(rows, (cell) => typeof cell === 'string' && WIRE_DATA.test(cell));
  if (column === undefined) return undefined;
  return joinPieces(rows.map((row) => row[column]).filter((cell) => typeof cell === 'string'));
}

/** Rows with a column of payloads, each the data of one event. */
function eventsText(rows: readonly Row[]): string | undefined {
  const column = fullestColumn(rows, (cell, name) => (typeof cell === 'string' ? isPayload(cell) : isObject(cell) && /^(?:data|payload)$/i.test(name)));
  if (column === undefined) return undefined;
  return rows
    .flatMap((row) => {
      const data = row[column];
      if (data === undefined || data === '') return [];
      const name = Object.entries(row).find(([key]) => /^(?:event|type|event[_ ]?(?:type|name))$/i.test(key))?.[1];
      const event = typeof name === 'string' && /^[\w.-]+$/.test(name) && name !== 'message' ? `event: ${name}\n` : '';
      return [`${event}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`];
    })
    .join('');
}

/** The column in which most cells pass, if that are half of the rows, or some in a log of much else. */
function fullestColumn(rows: readonly Row[], passes: (cell: unknown, name: string) => boolean): string | undefined {
  const counts = new Map<string, number>();
  for (const row of rows) {
    for (const [name, cell] of Object.entries(row)) if (passes(cell, name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function isPayload(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === '[DONE]' || (trimmed.startsWith('{') && trimmed.length > 2);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
