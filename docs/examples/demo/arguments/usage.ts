/** What `--help` prints. */
export const USAGE = `framewise demo: streamed answers, and everything that can go wrong with them

  npm run demo
      The story: a mock gateway on this machine answers over real HTTP, well and badly, in all three protocols.

  npm run demo -- --file FILE --protocol P
      A recorded stream from a file. Without --file, or as "--file -", from standard input.

  npm run demo -- --base-url URL --model M [--protocol P] [--prompt TEXT]
      A live gateway.

  --file FILE       the recording: the body of a response, as server-sent events
  --protocol P      chat-completions, responses or messages (live: chat-completions, if left out)
  --base-url URL    where the API is, such as https://api.openai.com/v1
  --model M         the model to ask
  --prompt TEXT     what to ask it (default: to count to five)
  -h, --help        this text

The key of a live gateway is read from the environment: FRAMEWISE_API_KEY, else OPENAI_API_KEY (chat-completions,
responses) or ANTHROPIC_API_KEY (messages). It is never printed. A server that wants none takes any text.

Exit code: 0 if every answer came out as it must (the story: as its script says), 1 if one did not, 2 for bad arguments.
Colour is used on a terminal only, and not if NO_COLOR is set.`;
