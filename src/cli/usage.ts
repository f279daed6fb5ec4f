/** What `framewise --help` prints. */
export const USAGE = `Usage: framewise <command> [options]

  inspect [file]     says what happened in a recorded stream, and what to do
  serve [script]     runs a mock gateway that answers, or fails, by a script

  framewise <command> --help tells the rest.

  -h, --help         this text
  --version          the version

Colour is used on a terminal only, and not if NO_COLOR is set.`;
