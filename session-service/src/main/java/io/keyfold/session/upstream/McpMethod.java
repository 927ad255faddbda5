package io.keyfold.session.upstream;

/** Methods of MCP. */
public final class McpMethod {

  /** Starts a session; until 2025-11-25. */
  public static final String INITIALIZE = "initialize";

  /** The client is ready; until 2025-11-25. */
  public static final String INITIALIZED = "notifications/initialized";

  /** Describes the server; since 2026-07-28. */
  public static final String DISCOVER = "server/discover";

  /** Asks whether the other side is there; until 2025-11-25. */
  public static final String PING = "ping";

  /** Lists tools. */
  public static final String TOOLS_LIST = "tools/list";

  /** Calls a tool. */
  public static final String TOOLS_CALL = "tools/call";

  /** Lists prompts. */
  public static final String PROMPTS_LIST = "prompts/list";

  /** Gets a prompt. */
  public static final String PROMPTS_GET = "prompts/get";

  /** Lists resources. */
  public static final String RESOURCES_LIST = "resources/list";

  /** Lists resource templates. */
  public static final String TEMPLATES_LIST = "resources/templates/list";

  /** Reads a resource. */
  public static final String RESOURCES_READ = "resources/read";

  /** Subscribes to a resource; until 2025-11-25. */
  public static final String SUBSCRIBE = "resources/subscribe";

  /** Ends a subscription; until 2025-11-25. */
  public static final String UNSUBSCRIBE = "resources/unsubscribe";

  /** Completes an argument. */
  public static final String COMPLETE = "completion/complete";

  /** Sets the level of log messages; until 2025-11-25. */
  public static final String SET_LEVEL = "logging/setLevel";

  /** Opens a stream of changes; since 2026-07-28. */
  public static final String LISTEN = "subscriptions/listen";

  /** Reports progress. */
  public static final String PROGRESS = "notifications/progress";

  /** Cancels a request. */
  public static final String CANCELLED = "notifications/cancelled";

  /** A log message. */
  public static final String MESSAGE = "notifications/message";

  /** Asks the user for input, on a form or at a URL. */
  public static final String ELICIT = "elicitation/create";

  /** Asks the client's model. */
  public static final String SAMPLE = "sampling/createMessage";

  /** Lists the client's roots. */
  public static final String ROOTS = "roots/list";

  private McpMethod() {}
}
