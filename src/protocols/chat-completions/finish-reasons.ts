import type { FinishWords } from '../write-finish.js';

export const finishReasons: FinishWords = {
  stop: 'stop',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  length: 'length',
  content_filter: 'content-filter',
};
