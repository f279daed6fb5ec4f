import { openAiError, type Writing } from '../../writing.js';
import { ChatCompletionWriter } from './writer.js';

/** How Chat Completions is written. */
export const chatCompletionWriting: Writing = {
  openWriter: (options) => new ChatCompletionWriter(options),
  errorBody: openAiError,
};
