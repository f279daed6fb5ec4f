import type OpenAI from 'openai';

import type { PayloadObject } from '../../../src/payload-object.js';
import type { AccumulatedResponse } from '../../../src/protocols/responses/accumulated-response.js';
import { typeCheck } from '../../support/type-check.js';

type Item = AccumulatedResponse['output'][number];

// The functions below are compiled, never called. Each line under `@ts-expect-error` must not compile.

export function isSentBackAsItIs(response: AccumulatedResponse, results: OpenAI.Responses.ResponseInput): OpenAI.Responses.ResponseCreateParams {
  return { model: 'm', input: [{ role: 'user', content: 'Hi' }, ...response.output, ...results] };
}

export function hasAllThatTheSdkHas(item: Extract<OpenAI.Responses.ResponseOutputItem, { type: Item['type'] }>): string {
  const own: Item['type'] = item.type;
  return own;
}

export function isToldApartByType(item: Item): string | undefined {
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- a user reads the items that he needs
  switch (item.type) {
    case 'function_call':
      return item.name + item.call_id + item.arguments;
    case 'message':
      return item.content.map((part) => (part.type === 'output_text' ? part.text : part.refusal)).join('');
    case 'reasoning':
      return item.encrypted_content ?? item.summary[0]?.text;
    case 'web_search_call':
      return item.status;
    // @ts-expect-error a type that is no item's
    case 'web_serch_call':
      return undefined;
    default:
      return undefined;
  }
}

export function hasFieldsThatNobodyKnows(response: AccumulatedResponse): unknown[] {
  const items: readonly PayloadObject[] = response.output;
  // @ts-expect-error what nobody knows is not known
  const service: string = response.service_tier;
  return [response.service_tier, response.usage?.cost, service, ...items.map((item) => item.vendor_field)];
}

export function isReadOnly(response: AccumulatedResponse, item: Item): void {
  // @ts-expect-error a snapshot never changes
  response.output_text = '';
  // @ts-expect-error nor do its items
  response.output[0] = item;
}

describe('the type of a response that is put together', () => {
  it('fits where the SDK takes the output back as input', () => {
    expect(typeCheck(['spec/protocols/responses/accumulated-response.spec.ts']).problems).toEqual([]);
  });
});
