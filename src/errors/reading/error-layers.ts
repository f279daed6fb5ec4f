import type { PayloadObject } from '../../payload-object.js';
import { messageSource } from './error-message.js';
import { exceptionKey } from './exception-key.js';
import { jsonIn } from './json-in.js';

/** One object of an error payload in which fields may be found. */
export interface ErrorLayer {
  readonly fields: PayloadObject;
  /** Whether this is the payload itself, whose `type` may be the name of an event. */
  readonly isPayload: boolean;
  /** Whether the error lies further in, so that this object's `type` may be that of a chunk. */
  readonly wraps: boolean;
}

const MAX_DEPTH = 5;

/**
 * The objects that describe an error, in the order in which their fields count. The error inside the payload comes before the payload. What
 * was packed as JSON into a message comes after the object that has the message.
 */
export function errorLayers(payload: unknown): readonly ErrorLayer[] {
  const layers: ErrorLayer[] = [];
  collect(payload, layers, 0);
  return layers;
}

function collect(value: unknown, layers: ErrorLayer[], depth: number): void {
  if (depth > MAX_DEPTH) return;
  if (typeof value === 'string') collect(jsonIn(value), layers, depth);
  else if (Array.isArray(value)) collect(value[0], layers, depth + 1);
  else if (isIndexable(value)) collectObject(value, layers, depth);
}

function collectObject(fields: PayloadObject, layers: ErrorLayer[], depth: number): void {
  const before = layers.length;
  for (const error of errorsIn(fields)) collect(error, layers, depth + 1);
  layers.push({ fields, isPayload: depth === 0, wraps: layers.length > before });
  for (const packed of packedIn(fields)) collect(packed, layers, depth + 1);
}

/** The errors that an object wraps. An `error` that is a text is a message, or packed into one. */
function errorsIn(fields: PayloadObject): unknown[] {
  const key = exceptionKey(fields);
  const { error, choices, errors, base_resp } = fields;
  return [
    typeof error === 'string' ? undefined : error,
    hasFailed(base_resp) ? base_resp : undefined,
    Array.isArray(choices) ? choices.map(errorOfChoice).find(isIndexable) : undefined,
    Array.isArray(errors) ? withMessage(errors[0]) : undefined,
    key === undefined ? undefined : withMessage(fields[key]),
    key === undefined ? undefined : { type: key },
  ];
}

/**
 * Whether this is a `base_resp` of MiniMax that reports a failure. It comes with every answer, and 0 says that all is well
 * (infiniflow/ragflow#17292).
 */
export function hasFailed(baseResp: unknown): boolean {
  return Boolean(Number(fieldIn(baseResp, 'status_code') ?? 0));
}

function errorOfChoice(choice: unknown): unknown {
  return withMessage(fieldIn(choice, 'error'));
}

function withMessage(error: unknown): unknown {
  return typeof error === 'string' && error !== '' ? { message: error } : error;
}

/** What stands in place of a message, and OpenRouter's copy of what the provider told it. */
function packedIn(fields: PayloadObject): unknown[] {
  const source = messageSource(fields);
  const { metadata } = fields;
  return [Array.isArray(source) ? undefined : source, fieldIn(metadata, 'raw')];
}

/** A field of what may be no object. */
export function fieldIn(value: unknown, key: string): unknown {
  return isIndexable(value) ? value[key] : undefined;
}

/** Whether fields can be looked for in it: any object, an array included. */
function isIndexable(value: unknown): value is PayloadObject {
  return typeof value === 'object' && value !== null;
}
