package io.keyfold.session.upstream;

/** Names in {@code _meta} that MCP reserves. */
public final class McpMeta {

  private static final String PREFIX = "io.modelcontextprotocol/";

  /** Version of the protocol, in each request. */
  public static final String VERSION = PREFIX + "protocolVersion";

  /** Name and version of the client, in each request. */
  public static final String CLIENT_INFO = PREFIX + "clientInfo";

  /** What the client declares, in each request. */
  public static final String CLIENT_CAPABILITIES = PREFIX + "clientCapabilities";

  /** Level of the log messages that a request asks for. */
  public static final String LOG_LEVEL = PREFIX + "logLevel";

  /** Name and version of the server. */
  public static final String SERVER_INFO = PREFIX + "serverInfo";

  /** Id of the subscription that a message belongs to. */
  public static final String SUBSCRIPTION = PREFIX + "subscriptionId";

  private McpMeta() {}
}
