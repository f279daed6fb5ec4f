import { finishWords } from '../finish-words.js';

export const finishReasons = finishWords({
  stop: 'stop',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  length: 'length',
  content_filter: 'content-filter',
});
