import type { JsonTree } from './json-tree.js';

const deep = 4_000;

/** JSON texts that have broken somebody: wrong types, numbers at every edge, prototype keys, errors in disguise, depth and length. */
const texts = [
  'null', 'true', 'false', '0', '-1', '1', '7', '1.5', '9999', '10000', '4294967296', '9007199254740993', '1e308', '1e999', '-0', '1e-400',
  '""', '" "', '"x"', '"0"', '"stop"', '"error"', '"text"', '"tool_use"', '"message_start"', '"message_stop"', '"content_block_start"',
  '"response.completed"', '"response.created"', '"response.output_item.added"', '"function_call"', '"message"', '"reasoning"', '"tool_calls"',
  '"__proto__"', '"constructor"', '"toString"', '"hasOwnProperty"', '"[DONE]"', '"data: x\\n\\n"', '"\\ud800"', '"\\udfff\\ud800"', '"\\u0000\\u2028"',
  '"\\u001b[31m"', '"{\\"error\\":{\\"message\\":\\"m\\"}}"', '"\\ufeff"', `"${'x'.repeat(20_000)}"`, `"${'{'.repeat(500)}"`,
  '[]', '{}', '[[]]', '[null]', '[1,2,3]', '[{}]', '{"a":1}', '{"type":"x"}', '{"type":null}', '{"index":1e9}', '{"index":-1}',
  '{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}', '{"toString":1,"valueOf":1,"toJSON":1}', '{"then":1}',
  '{"length":4294967295}', '{"error":{"message":"m","type":"server_error"}}', '{"error":"m"}', '{"error":{"__proto__":{"polluted":true}}}',
  '{"message":{"message":{"message":1}}}', '{"type":"error","error":null}', '{"status":"failed","error":{}}',
  '['.repeat(deep) + ']'.repeat(deep), '{"a":'.repeat(deep) + '1' + '}'.repeat(deep), `[${'0,'.repeat(5_000)}0]`,
];

export const hostileValues: readonly JsonTree[] = texts.map((text) => ({ kind: 'raw', text }));

/** Keys that mean something to JavaScript, or to a protocol where they are not expected. */
export const hostileKeys: readonly string[] = [
  '__proto__', 'constructor', 'prototype', 'toString', 'toJSON', 'then', 'length', '', '0', 'error', 'errors', 'type', 'object', 'detail', 'index', 'id',
  'choices', 'delta', 'content', 'finish_reason', 'usage', 'message', 'response', 'item', 'output', 'status', 'output_index', 'content_index',
  'content_block', 'tool_calls', 'function', 'arguments', 'partial_json', 'text', 'code', 'stop_reason', 'citations', 'logprobs', 'reasoning_details',
];
