/**
 * The name of a Bedrock exception, which is the only key of its payload: `{"throttlingException":{...}}`
 * (anthropics/anthropic-sdk-python#1479). Undefined for any other payload.
 */
export function exceptionKey(payload: object): string | undefined {
  let only: string | undefined;
  for (const key in payload) {
    if (only !== undefined || !key.endsWith('Exception')) return undefined;
    only = key;
  }
  return only;
}
