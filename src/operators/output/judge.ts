// What is made of an answer's JSON once no more of it can come. It is whole and valid, or an error says why not, in words that the
// model itself can read: `toolCalls` and `structured` stand on this wing.
import { map, type Observable, of } from 'rxjs';

import { type FinishReason, isOwnEnd } from '../../answer/delta.js';
import { ApiError } from '../../errors/api-error.js';
import { advice } from '../../errors/words/advice.js';
import { withoutFence } from '../../json/fence.js';
import { isBare, parseOutput } from '../../json/parse-output.js';
import type { AnswerDocument } from './answer-document.js';
import type { FailedToolCall, ToolSchemas, WholeToolCall } from './checked-tool-call.js';
import type { EndedCall } from './open-calls.js';
import { type SchemaFailure, type SchemaIssue, type StandardSchema, validate } from './standard-schema.js';

/** Whether a call can be made: its arguments, parsed and validated, or the error that says why not. One value, then completion. */
export function judgeCall(
  { call, finish }: EndedCall,
  schemas: ToolSchemas | undefined,
): Observable<WholeToolCall | FailedToolCall> {
  const { id, name, index, choice, raw } = call;
  const head = { name, id, index, choice, raw };
  const failed = (error: ApiError): FailedToolCall => ({ ...head, error });
  const refuse = (message: string, cause?: unknown, ending?: FinishReason) => of(failed(invalidOutput(message, raw, cause, ending)));

  if (name === '') return refuse('The model called a tool without a name.');
  const title = JSON.stringify(name.slice(0, 128));
  const parsed = parseOutput(raw.trim() === '' ? '{}' : raw);
  // A call that was cut before its first argument looks like one without arguments.
  const isCut = finish !== undefined && !isOwnEnd(finish.reason) && (parsed.problem !== undefined || isBare(parsed.value));
  if (isCut) return refuse(`The call of ${title} was cut short: the answer ended with "${finish.reason}".`, parsed.cause, finish.reason);
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
        : failed(schemaMismatch(`The arguments of ${title} do`, raw, result, finish?.reason)),
    ),
  );
}

/**
 * The document of an answer that has ended, parsed and validated.
 *
 * @throws ApiError `invalid_output` that says why there is none; a mismatch with the schema is the Observable's error.
 */
export function judgeDocument<T>(document: AnswerDocument, schema: StandardSchema<unknown, T>): Observable<T> {
  const text = withoutFence(document.text);
  const parsed = parseOutput(text === '' && document.isCall ? '{}' : text);
  // A call that was cut before its first argument looks like one without arguments.
  if (parsed.problem !== undefined || (document.isCall && isCut(document) && isBare(parsed.value))) {
    throw explain(document, parsed.problem, parsed.cause);
  }
  return validate(schema, parsed.value).pipe(
    map((result) => {
      if (result.issues !== undefined) throw schemaMismatch(`${document.title} does`, document.text, result, document.finish?.reason);
      return result.value;
    }),
  );
}

/** An element of the document's list, validated. A mismatch with the schema is the Observable's error. */
export function judgeElement<T>({ title }: AnswerDocument, index: number, value: unknown, schema: StandardSchema<unknown, T>): Observable<T> {
  return validate(schema, value).pipe(
    map((result) => {
      if (result.issues !== undefined) throw schemaMismatch(`${title}: element ${String(index)} does`, JSON.stringify(value), result);
      return result.value;
    }),
  );
}

/** @throws ApiError `invalid_output` unless the list of the document has been closed, which says why it has not. */
export function checkList(document: AnswerDocument, field: string | undefined, hasList: boolean): void {
  if (hasList) return;
  const { problem = field === undefined ? 'no list' : `without a list ${JSON.stringify(field)}`, cause } = parseOutput(withoutFence(document.text));
  throw explain(document, problem, cause);
}

function isCut({ finish, hasEnded }: AnswerDocument): boolean {
  return finish === undefined ? !hasEnded : !isOwnEnd(finish.reason);
}

/** A model that was stopped, or refused, has not written bad JSON. The message says what it did instead. */
function explain(document: AnswerDocument, problem = '', cause?: unknown): ApiError {
  const { title, text, refusal, finish, isFound } = document;
  if (finish?.reason === 'refusal' || (refusal !== '' && !isFound)) {
    return invalidOutput('The model refused: the answer ended with "refusal".', refusal === '' ? text : refusal, cause, 'refusal');
  }
  const ending = finish === undefined ? 'without a finish' : `with "${finish.reason}"`;
  if (!isFound) return invalidOutput(`${title} is missing: the answer ended ${ending}.`, text, cause, finish?.reason);
  if (isCut(document)) {
    return invalidOutput(`${title} was cut short: the answer ended ${ending}.`, text, cause, finish?.reason);
  }
  return invalidOutput(`${title} is ${problem}.`, text, cause);
}

/** What to do where the model did not end the answer by itself. */
const endingAdvice: Partial<Record<FinishReason, string>> = {
  length: advice.allowMoreOutput,
  'content-filter': advice.changeContent,
  refusal: advice.changeContent,
};

/** More than these say nothing new to a model or to a reader of logs; all of them stand in the cause. */
const MAX_TOLD_ISSUES = 5;

/**
 * The error of an answer that came, and does not have the form asked for.
 *
 * @param raw what the model wrote.
 * @param cause the `SyntaxError`, or what the schema said: `{ issues }`.
 * @param ending how the answer ended, where that may be why.
 */
function invalidOutput(message: string, raw: string, cause?: unknown, ending?: FinishReason): ApiError {
  return new ApiError({ type: 'invalid_output', origin: 'protocol', message, raw, cause, advice: ending && endingAdvice[ending] });
}

/** The error of JSON that its schema refuses. `subject` begins the message: "The arguments of ..." */
function schemaMismatch(subject: string, raw: string, { issues }: SchemaFailure, ending?: FinishReason): ApiError {
  const told = issues.slice(0, MAX_TOLD_ISSUES).map(describe).join('; ');
  const more = issues.length > MAX_TOLD_ISSUES ? `; and ${String(issues.length - MAX_TOLD_ISSUES)} more` : '';
  return invalidOutput(`${subject} not match the schema: ${told}${more}.`, raw, { issues }, ending);
}

function describe({ message, path = [] }: SchemaIssue): string {
  const place = path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.');
  return place === '' ? message : `${place}: ${message}`;
}
