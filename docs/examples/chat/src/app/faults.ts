/** What the gateway can be asked to do with the next question, in plain words. The names are short: of what a header says, eight characters and more count as a secret, which no error shows. */
export const faults = {
  none: 'Nothing: a fine answer',
  resumed: 'It breaks off, and goes on',
  tool: 'It thinks first, then calls a tool',
  busy: 'Overloaded, twice, then fine',
  broken: 'The connection breaks in mid-word',
  restart: 'It breaks off, and begins anew',
  cut: 'The answer is cut without an end',
  late: 'It fails in the middle of the answer',
  silent: 'The model goes silent',
  queue: 'Other answers have to end first',
  limit: 'Too many requests: wait 8 seconds',
  quota: 'The quota is used up',
  session: 'The session is over',
  long: 'The question is too long',
  blocked: 'The provider stops the answer',
  page: 'A login page in place of an answer',
} as const;

export type Fault = keyof typeof faults;

/** Whether the answer comes through the backend, which keeps it. The other faults are the gateway's own, and are asked of it directly. */
export function isKept(fault: Fault): boolean {
  return fault === 'none' || fault === 'resumed';
}
