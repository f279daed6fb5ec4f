import { coverSecrets, secretsIn } from '../mask-secrets.js';
import { beginsAsStream, type Unwrapped } from './stream-text.js';

type Fields = Readonly<Record<string, unknown>>;

interface Exchange {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | undefined;
  readonly request: Fields | undefined;
}

/** What says how a body was packed on its way. It is unpacked here. */
const PACKING = /^(?:content-encoding|content-length|transfer-encoding)$/i;

/**
 * The response that matters in an archive of HTTP exchanges, written as `curl -i` would: a HAR file, a Postman collection, a
 * recorded fixture. It is the one that looks most like a stream; of several alike the last one.
 */
export function exchangeIn(archive: unknown): Unwrapped | undefined {
  const exchanges = exchangesIn(archive);
  let best: Exchange | undefined;
  for (const each of exchanges) if (best === undefined || likeness(each) >= likeness(best)) best = each;
  if (best === undefined || (best.request === undefined && likeness(best) === 0)) return undefined;
  const { status, headers, body, request } = best;
  const head = [`HTTP/1.1 ${String(status)}`, ...headers.filter(([name]) => !PACKING.test(name)).map(([name, value]) => `${name}: ${value}`)];
  const number = `response ${String(exchanges.indexOf(best) + 1)} of ${String(exchanges.length)} in an archive`;
  const secrets = secretsIn(headersOf(request).map(([name, value]) => ({ text: `${name}: ${value}` })));
  return {
    // A fixture that keeps no headers keeps no head of a response.
    text: coverSecrets(`${head.length === 1 && status < 300 ? '' : `${head.join('\r\n')}\r\n\r\n`}${body ?? ''}`, secrets),
    foundIn: `${number}${requestName(request)}${body === undefined ? ', which holds no body' : ''}`,
  };
}

/** Every object that is a response, with the request beside it. */
function exchangesIn(archive: unknown): readonly Exchange[] {
  const found: Exchange[] = [];
  const open: { value: unknown; request: Fields | undefined }[] = [{ value: archive, request: undefined }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, request } = next;
    if (!isFields(value)) continue;
    const own = fieldsIn(value, 'request') ?? fieldsIn(value, 'originalRequest');
    const exchange = readExchange(value, own ?? request);
    if (exchange !== undefined) found.push(exchange);
    // What is opened last is read first.
    else for (const inner of Object.values(value).reverse()) open.push({ value: inner, request: own });
  }
  return found;
}

function readExchange(fields: Fields, request: Fields | undefined): Exchange | undefined {
  const status = [fields['status'], fields['statusCode'], fields['status_code'], fields['code'], fieldsIn(fields, 'status')?.['code']].find((each) => typeof each === 'number');
  if (status === undefined || status < 100 || status > 599) return undefined;
  const content = fieldsIn(fields, 'content');
  const body = textOf(content) ?? textOf(fields);
  if (body === undefined && content === undefined) return undefined;
  return { status, headers: headersOf(fields), body, request };
}

/** The body of a HAR response is `text`; elsewhere it is called otherwise, or stands in pieces. */
function textOf(fields: Fields | undefined): string | undefined {
  if (fields === undefined) return undefined;
  const body = ['text', 'body', 'response', 'data'].map((name) => fields[name]).find((each) => each !== undefined && each !== null);
  const text = typeof body === 'string' ? body : Array.isArray(body) && body.every((piece) => typeof piece === 'string') ? body.join('') : isFields(body) && typeof body['string'] === 'string' ? body['string'] : undefined;
  const isBase64 = fields['encoding'] === 'base64' || fields['isBase64Encoded'] === true;
  return text !== undefined && isBase64 ? Buffer.from(text, 'base64').toString() : text;
}

/** A list of names and values (HAR, Postman), or an object. */
function headersOf(fields: Fields | undefined): Exchange['headers'] {
  const headers = fields?.['headers'] ?? fields?.['header'];
  if (!isFields(headers)) return [];
  const all = Array.isArray(headers)
    ? headers.filter(isFields).map((header) => [header['name'] ?? header['key'], header['value']])
    : Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? (value[0] as unknown) : value]);
  return all.flatMap(([name, value]) => (typeof name === 'string' && typeof value === 'string' && !/[\r\n]/.test(name + value) ? [[name, value] as const] : []));
}

function likeness({ body, headers, request }: Exchange): number {
  const isTyped = headers.some(([name, value]) => /^content-type$/i.test(name) && value.includes('text/event-stream'));
  return (body !== undefined && beginsAsStream(body) ? 4 : 0) + (isTyped ? 2 : 0) + (request?.['method'] === 'POST' ? 1 : 0);
}

/** Without its query, where keys stand. */
function requestName(request: Fields | undefined): string {
  const address = request?.['url'] ?? request?.['uri'];
  const url = typeof address === 'string' ? address : isFields(address) ? address['raw'] : undefined;
  if (typeof url !== 'string') return '';
  return `: ${[request?.['method'], url.split(/[?#]/, 1)[0]].filter((each) => typeof each === 'string').join(' ')}`;
}

function fieldsIn(fields: Fields, name: string): Fields | undefined {
  const value = fields[name];
  return isFields(value) ? value : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
