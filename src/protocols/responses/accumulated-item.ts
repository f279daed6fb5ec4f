/** The fields that an item of this type always has, and whatever else the server sent. Lists are the SDK's own, so that they fit there. */
type Open<T> = Readonly<T> & { readonly [field: string]: unknown };

type Status = 'in_progress' | 'completed' | 'incomplete';

type Annotation =
  | Open<{ type: 'url_citation'; url: string; title: string; start_index: number; end_index: number }>
  | Open<{ type: 'file_citation'; file_id: string; filename: string; index: number }>
  | Open<{ type: 'container_file_citation'; container_id: string; file_id: string; filename: string; start_index: number; end_index: number }>
  | Open<{ type: 'file_path'; file_id: string; index: number }>;

type MessagePart =
  | Open<{ type: 'output_text'; text: string; annotations: Annotation[] }>
  | Open<{ type: 'refusal'; refusal: string }>;

/** What an agent acts on: what was said and thought, and the calls of the caller's own tools. */
type OwnItem =
  | Open<{ type: 'message'; id: string; role: 'assistant'; status: Status; content: MessagePart[] }>
  | Open<{
      type: 'reasoning';
      id: string;
      summary: Open<{ type: 'summary_text'; text: string }>[];
      content?: Open<{ type: 'reasoning_text'; text: string }>[];
      encrypted_content?: string | null;
    }>
  | Open<{ type: 'function_call'; id?: string; call_id: string; name: string; arguments: string; status?: Status }>
  | Open<{ type: 'custom_tool_call'; id?: string; call_id: string; name: string; input: string }>;

type SearchAction =
  | Open<{ type: 'search'; query?: string }>
  | Open<{ type: 'open_page'; url?: string | null }>
  | Open<{ type: 'find_in_page'; pattern: string; url: string }>;

type PatchOperation =
  | Open<{ type: 'create_file' | 'update_file'; path: string; diff: string }>
  | Open<{ type: 'delete_file'; path: string }>;

type CodeOutput = Open<{ type: 'logs'; logs: string }> | Open<{ type: 'image'; url: string }>;

type ShellOutcome = { type: 'timeout' } | { type: 'exit'; exit_code: number };

/** What the vendor runs itself, or describes for the caller to run. */
type ToolItem =
  | Open<{ type: 'web_search_call'; id: string; status: Exclude<Status, 'incomplete'> | 'searching' | 'failed'; action: SearchAction }>
  | Open<{ type: 'file_search_call'; id: string; status: Status | 'searching' | 'failed'; queries: string[] }>
  | Open<{
      type: 'code_interpreter_call';
      id: string;
      status: Status | 'interpreting' | 'failed';
      container_id: string;
      code: string | null;
      outputs: CodeOutput[] | null;
    }>
  | Open<{
      type: 'image_generation_call';
      id: string;
      status: 'in_progress' | 'completed' | 'generating' | 'failed';
      /** The image in base64. */
      result: string | null;
      /** The newest preview, in base64: there until the image itself is. */
      partial_image_b64?: string;
    }>
  | Open<{ type: 'mcp_call'; id: string; server_label: string; name: string; arguments: string; output?: string | null; error?: string | null }>
  | Open<{ type: 'mcp_list_tools'; id: string; server_label: string; tools: { name: string; input_schema: unknown }[] }>
  | Open<{ type: 'mcp_approval_request'; id: string; server_label: string; name: string; arguments: string }>
  | Open<{
      type: 'local_shell_call';
      id: string;
      call_id: string;
      status: Status;
      action: Open<{ type: 'exec'; command: string[]; env: { [name: string]: string } }>;
    }>
  | Open<{
      type: 'shell_call';
      id: string;
      call_id: string;
      status: Status;
      action: Open<{ commands: string[]; timeout_ms: number | null; max_output_length: number | null }>;
    }>
  | Open<{
      type: 'shell_call_output';
      id: string;
      call_id: string;
      status: Status;
      max_output_length: number | null;
      output: Open<{ stdout: string; stderr: string; outcome: ShellOutcome }>[];
    }>
  | Open<{ type: 'apply_patch_call'; id: string; call_id: string; status: Exclude<Status, 'incomplete'>; operation: PatchOperation }>
  | Open<{ type: 'compaction'; id: string; encrypted_content: string }>;

/**
 * One item of the output, in the vendor's own words. The types are those that stand for a finished item of an OpenAI server, so
 * `item.type` tells them apart and the list goes into the SDK's `input` as it is. While an item grows, and behind a gateway,
 * fields may be missing; items of other types are there too, and to be read as a `PayloadObject`.
 *
 * Source: the `ResponseOutputItem` union of the openai package, 6.49.
 */
export type AccumulatedItem = OwnItem | ToolItem;

/** The vocabulary of items: what each type is to a reader, and to a fold, stands in one table each. */
export type ItemType = AccumulatedItem['type'];
