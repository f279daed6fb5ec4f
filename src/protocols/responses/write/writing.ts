import { eventOfType, openAiError, type Writing } from '../../writing.js';
import { ResponseWriter } from './writer.js';

/** How Responses is written. */
export const responseWriting: Writing = {
  openWriter: (options) => new ResponseWriter(options),
  errorBody: openAiError,
  eventOf: eventOfType,
};
