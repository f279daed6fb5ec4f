import { type FieldChecks, isListOf, isObject, isText, needFields } from '../reply/need-fields.js';

const options: FieldChecks = {
  script: [(value) => Array.isArray(value) || typeof value === 'function', 'a list of replies or a function'],
  protocols: [isListOf((value) => isObject(value) && 'openReader' in value), 'a list of protocols'],
  port: [(value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535, 'a whole number from 0 to 65535'],
  cors: [(value) => typeof value === 'boolean', 'true or false'],
  strict: [(value) => typeof value === 'boolean' || isObject(value), 'true, false or an object'],
  keepRequests: [(value) => value === Infinity || (Number.isInteger(value) && Number(value) >= 0), 'a whole number from 0'],
};

const strictOptions: FieldChecks = {
  basePath: [(value) => isText(value) && (value === '' || value.startsWith('/')), 'empty or a path that begins with a slash'],
  apiKey: [(value) => isText(value) && value !== '', 'a string that is not empty'],
  models: [isListOf(isText), 'a list of strings'],
};

/** @throws TypeError that names the first option that makes no sense; the entries of the script are looked at elsewhere. */
export function checkOptions(given: object): void {
  needFields(given, options, 'mockGateway');
  const { strict } = given as { strict?: unknown };
  if (isObject(strict)) needFields(strict, strictOptions, 'mockGateway: strict');
}
