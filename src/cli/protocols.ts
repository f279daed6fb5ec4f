import { chatCompletions, messages, type Protocol, responses } from '../index.js';

/** The wire formats that the commands know. */
export const protocols: readonly Protocol[] = [chatCompletions, responses, messages];
