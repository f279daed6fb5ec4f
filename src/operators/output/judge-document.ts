import { map, type Observable } from 'rxjs';

import { isOwnEnd } from '../../answer/delta.js';
import type { ApiError } from '../../errors/api-error.js';
import { withoutFence } from '../../json/fence.js';
import { isBare, parseOutput } from '../../json/parse-output.js';
import type { AnswerDocument } from './answer-document.js';
import { invalidOutput, schemaMismatch } from './invalid-output.js';
import { type StandardSchema, validate } from './standard-schema.js';

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
      if (result.issues !== undefined) throw schemaMismatch(`${document.title} does`, document.text, result);
      return result.value;
    }),
  );
}

function isCut({ finish, hasEnded }: AnswerDocument): boolean {
  return finish === undefined ? !hasEnded : !isOwnEnd(finish.reason);
}

/** A model that was stopped, or would not, has not written bad JSON: what it did instead is the news. */
function explain(document: AnswerDocument, problem = '', cause?: unknown): ApiError {
  const { title, text, refusal, finish, isFound } = document;
  if (finish?.reason === 'refusal' || (refusal !== '' && !isFound)) {
    return invalidOutput('The model refused: the answer ended with "refusal".', refusal === '' ? text : refusal, cause);
  }
  const ending = finish === undefined ? 'without a finish' : `with "${finish.reason}"`;
  if (!isFound) return invalidOutput(`${title} is missing: the answer ended ${ending}.`, text, cause);
  if (isCut(document)) {
    return invalidOutput(`${title} was cut short: the answer ended ${ending}.`, text, cause);
  }
  return invalidOutput(`${title} is ${problem}.`, text, cause);
}
