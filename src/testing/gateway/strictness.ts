import { chatCompletions, messages, type Protocol, responses } from '../../index.js';
import type { Reply } from '../reply.js';
import type { SeenRequest } from '../seen-request.js';

/** What a strict gateway wants of a request, beyond a path that ends as one of its protocols does. */
export interface Strictness {
  /** The path below which the protocols lie, as in a base URL. Default: `/v1`, as at OpenAI and Anthropic. */
  readonly basePath?: string | undefined;
  /** The only key that is let in. Default: any that is not empty. */
  readonly apiKey?: string | undefined;
  /** The models that there are. Default: any. */
  readonly models?: readonly string[] | undefined;
}

const modelInBody: readonly Protocol[] = [chatCompletions, responses, messages];

/** @returns the failure that such a request gets; `undefined` if nothing is wrong with it. A key is never repeated. */
export function strictRefusal(request: SeenRequest, protocol: Protocol, { basePath = '/v1', apiKey, models }: Strictness): Reply | undefined {
  const rightPath = pathBelow(basePath, protocol.path);
  const path = request.path.split('?', 1)[0] ?? '';
  if (path !== rightPath) return refusal(404, 'not_found_error', `the path of ${protocol.name} is ${rightPath}, this is ${path}: look at the base URL`);
  return keyRefusal(request, protocol, { apiKey }) ?? bodyRefusal(request, protocol, models);
}

/** The same for a request that continues an answer: it has a path of its own, and no body. */
export function keyRefusal(request: SeenRequest, protocol: Protocol, { apiKey }: Strictness): Reply | undefined {
  const keyHeader = missingKey(request, protocol, apiKey);
  return keyHeader === undefined ? undefined : refusal(401, 'authentication_error', `the header ${keyHeader} does not hold the key`);
}

function bodyRefusal({ body, headers }: SeenRequest, protocol: Protocol, models: readonly string[] | undefined): Reply | undefined {
  const bad = (message: string): Reply => refusal(400, 'invalid_request_error', message);
  if (!(headers['content-type'] ?? '').includes('json')) return bad('the content-type is not application/json');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return bad('the body is not a JSON object');
  const { model } = body as { model?: unknown };
  // A protocol of a user's own may name the model in its path.
  if (model === undefined && !modelInBody.includes(protocol)) return undefined;
  if (typeof model !== 'string' || model === '') return bad('the body names no model');
  if (models === undefined || models.includes(model)) return undefined;
  return refusal(404, 'not_found_error', `there is no model ${JSON.stringify(model)}, there is ${models.join(', ')}`);
}

/** A `/v1` in which the base path ends is not repeated, as in `RequestOptions.baseUrl`. */
function pathBelow(basePath: string, path: string): string {
  const base = basePath.replace(/\/+$/, '');
  return base + (base.endsWith('/v1') && path.startsWith('/v1/') ? path.slice(3) : path);
}

/** @returns the name of the first header that should carry a key and does not. */
function missingKey({ headers }: SeenRequest, protocol: Protocol, apiKey: string | undefined): string | undefined {
  const sample = apiKey ?? 'sample-key';
  for (const [name, value] of Object.entries(protocol.headers(sample))) {
    if (!value.includes(sample)) continue;
    const sent = headers[name.toLowerCase()] ?? '';
    const [before = '', after = ''] = value.split(sample);
    const hasKey = sent.startsWith(before) && sent.endsWith(after) && sent.length > before.length + after.length;
    if (apiKey === undefined ? !hasKey : sent !== value) return name.toLowerCase();
  }
  return undefined;
}

function refusal(status: number, type: string, message: string): Reply {
  return { status, error: { type, message: `the mock gateway is strict: ${message}` } };
}
