import { chatCompletions, messages, responses, type Protocol } from '../index.js';

/** The wire formats that the commands know. */
export const protocols: readonly Protocol[] = [chatCompletions, responses, messages];
