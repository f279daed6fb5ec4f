import { map, type Observable, of } from 'rxjs';

import { isOwnEnd } from '../../answer/delta.js';
import type { ApiError } from '../../errors/api-error.js';
import { isBare, parseOutput } from '../../json/parse-output.js';
import type { FailedToolCall, ToolSchemas, WholeToolCall } from './checked-tool-call.js';
import { invalidOutput, schemaMismatch } from './invalid-output.js';
import type { EndedCall } from './open-calls.js';
import { validate } from './standard-schema.js';

/** Whether a call can be made: its arguments, parsed and validated, or the error that says why not. One value, then completion. */
export function judgeCall(
  { call, finish }: EndedCall,
  schemas: ToolSchemas | undefined,
): Observable<WholeToolCall | FailedToolCall> {
  const { id, name, index, choice, raw } = call;
  const head = { name, id, index, choice, raw };
  const failed = (error: ApiError): FailedToolCall => ({ ...head, error });
  const refuse = (message: string, cause?: unknown) => of(failed(invalidOutput(message, raw, cause)));

  if (name === '') return refuse('The model called a tool without a name.');
  const title = JSON.stringify(name.slice(0, 128));
  const parsed = parseOutput(raw.trim() === '' ? '{}' : raw);
  // A call that was cut before its first argument looks like one without arguments.
  const isCut = finish !== undefined && !isOwnEnd(finish.reason) && (parsed.problem !== undefined || isBare(parsed.value));
  if (isCut) return refuse(`The call of ${title} was cut short: the answer ended with "${finish.reason}".`, parsed.cause);
  if (schemas !== undefined && !Object.hasOwn(schemas, name)) {
    return refuse(`There is no tool ${title}; the tools are: ${Object.keys(schemas).join(', ')}.`);
  }
  if (parsed.problem !== undefined) return refuse(`The arguments of ${title} are ${parsed.problem}.`, parsed.cause);

  const schema = schemas?.[name];
  if (schema === undefined) return of({ ...head, arguments: parsed.value });
  return validate(schema, parsed.value).pipe(
    map((result) =>
      result.issues === undefined
        ? { ...head, arguments: result.value }
        : failed(schemaMismatch(`The arguments of ${title} do`, raw, result)),
    ),
  );
}
