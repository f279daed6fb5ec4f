import { map, type Observable } from 'rxjs';
import type { ApiError } from '../api-error.js';
import { parseOutput } from '../json/parse-output.js';
import { withoutFence } from '../json/without-fence.js';
import type { StandardSchema } from '../standard-schema.js';
import type { AnswerDocument, DocumentPlace } from './answer-document.js';
import { invalidOutput, schemaMismatch } from './invalid-output.js';
import { isOwnEnd } from './is-own-end.js';
import { validate } from './validate.js';

/** The document of an answer that has ended, parsed and validated; the error says why there is none. */
export function judgeDocument<T>(
  document: AnswerDocument,
  place: DocumentPlace,
  schema: StandardSchema<unknown, T>,
): Observable<T> {
  const text = withoutFence(document.text);
  const isBareCall = place !== 'text' && document.isFound && text === '';
  const parsed = parseOutput(isBareCall ? '{}' : text);
  if (parsed.problem !== undefined) throw explain(document, place, parsed.problem, parsed.cause);
  return validate(schema, parsed.value).pipe(
    map((result) => {
      if (result.issues !== undefined) throw schemaMismatch(`${nameOf(place)} does`, document.text, result);
      return result.value;
    }),
  );
}

/** A model that was stopped, or would not, has not written bad JSON: what it did instead is the news. */
function explain(document: AnswerDocument, place: DocumentPlace, problem: string, cause: unknown): ApiError {
  const { text, refusal, finish, isFound } = document;
  if (finish?.reason === 'refusal' || (refusal !== '' && !isFound)) {
    return invalidOutput('The model refused to answer ("refusal").', refusal === '' ? text : refusal, cause);
  }
  const ending = finish === undefined ? 'without a finish' : `with "${finish.reason}"`;
  if (finish === undefined || !isOwnEnd(finish.reason)) {
    return invalidOutput(`The answer ended ${ending} before ${nameOf(place)} was whole.`, text, cause);
  }
  if (!isFound) return invalidOutput(`The answer ended ${ending} and has no ${nameOf(place)}.`, text, cause);
  return invalidOutput(`${nameOf(place)} is ${problem}.`, text, cause);
}
