import { eventOfType, type Writing } from '../../writing.js';
import { errorFields, MessageWriter } from './writer.js';

/** How Messages is written. */
export const messageWriting: Writing = {
  openWriter: (options) => new MessageWriter(options),
  errorBody: (error) => ({ type: 'error', ...errorFields(error) }),
  eventOf: eventOfType,
  lastPayload: { type: 'message_stop' },
};
