import { ApiError } from '../../errors/api-error.js';
import type { SchemaFailure, SchemaIssue } from './standard-schema.js';

/** More than these say nothing new to a model or to a reader of logs; all of them stand in the cause. */
const MAX_TOLD_ISSUES = 5;

/**
 * The error of an answer that came, and does not have the form asked for.
 *
 * @param raw what the model wrote.
 * @param cause the `SyntaxError`, or what the schema said: `{ issues }`.
 */
export function invalidOutput(message: string, raw: string, cause?: unknown): ApiError {
  return new ApiError({ type: 'invalid_output', origin: 'protocol', message, raw, cause });
}

/** The error of JSON that its schema refuses. `subject` begins the message: "The arguments of ..." */
export function schemaMismatch(subject: string, raw: string, { issues }: SchemaFailure): ApiError {
  const told = issues.slice(0, MAX_TOLD_ISSUES).map(describe).join('; ');
  const more = issues.length > MAX_TOLD_ISSUES ? `; and ${String(issues.length - MAX_TOLD_ISSUES)} more` : '';
  return invalidOutput(`${subject} not match the schema: ${told}${more}.`, raw, { issues });
}

function describe({ message, path = [] }: SchemaIssue): string {
  const place = path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.');
  return place === '' ? message : `${place}: ${message}`;
}
