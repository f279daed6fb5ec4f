import { chatCompletions, messages, type Protocol, responses } from 'framewise';

/** The three wire formats, in the order in which the demo shows them. */
export const protocols: readonly Protocol[] = [chatCompletions, responses, messages];
