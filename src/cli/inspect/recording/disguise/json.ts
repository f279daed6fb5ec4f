import { exchangeIn } from './exchange.js';
import { type Row, rowsToStream } from './rows.js';
import { beginsAsStream, joinPieces, type Unwrapped } from './stream-text.js';

/** A stream inside JSON: a text, a list of texts, an archive of HTTP exchanges, or a log with one object for each line. */
export function unwrapJson(text: string): Unwrapped | undefined {
  const start = text.trimStart().charAt(0);
  if (start !== '"' && start !== '[' && start !== '{') return undefined;
  const whole = parsed(text);
  if (whole.length > 0) return unwrapValue(whole[0]);
  const values = text.split('\n').filter((line) => line.trim() !== '').flatMap(parsed);
  return unwrapList(values, 'JSON, one value for each line');
}

function unwrapValue(value: unknown): Unwrapped | undefined {
  // The text may be wrapped further: quoted twice, or a log.
  if (typeof value === 'string') return { text: value, foundIn: 'a JSON string' };
  if (Array.isArray(value)) return unwrapList(value, 'a list in JSON') ?? exchangeIn(value);
  return exchangeIn(value) ?? unwrapField(value);
}

function unwrapList(values: readonly unknown[], foundIn: string): Unwrapped | undefined {
  if (values.length === 0) return undefined;
  const texts = values.filter((value) => typeof value === 'string');
  if (texts.length === values.length) return { text: joinPieces(texts), foundIn: `${foundIn}: texts` };
  const text = rowsToStream(values.filter((value) => typeof value === 'object' && value !== null).map((value) => flat(value)));
  return text === undefined ? undefined : { text, foundIn };
}

/** An object that holds a whole stream in one field, as a function in the cloud returns it. An error that quotes a stream is an error. */
function unwrapField(value: unknown): Unwrapped | undefined {
  if (typeof value !== 'object' || value === null || 'error' in value || 'choices' in value) return undefined;
  const field = Object.entries(flat(value)).find(([, each]) => typeof each === 'string' && beginsAsStream(each));
  return field && { text: String(field[1]), foundIn: `the field ${JSON.stringify(field[0])} of a JSON object` };
}

/** A row with the fields of its fields: logs keep their line in `message`, or in `jsonPayload.message`. */
function flat(value: object): Row {
  const inner = Object.entries(value).flatMap(([name, each]: [string, unknown]) =>
    name !== 'data' && typeof each === 'object' && each !== null && !Array.isArray(each) ? Object.entries(each).map(([key, cell]: [string, unknown]) => [`${name}.${key}`, cell] as const) : [],
  );
  return Object.fromEntries([...Object.entries(value), ...inner]);
}

/** The value in a list, or nothing. */
function parsed(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
