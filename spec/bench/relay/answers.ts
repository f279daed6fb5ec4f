import { type RecordedAnswer, recordedAnswers } from '../recorded.js';

/** The answers that are relayed. One file of the recordings holds two answers, and no relay reads behind the end of the first. */
export function answersToRelay(): readonly RecordedAnswer[] {
  return recordedAnswers('messages').answers.filter(({ perFrame }) => Buffer.concat(perFrame.chunks).toString().split('"type":"message_stop"').length === 2);
}
